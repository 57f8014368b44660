"""What state each item is in, day by day, and the coefficients that a dated formula makes of states, grades and custody."""
