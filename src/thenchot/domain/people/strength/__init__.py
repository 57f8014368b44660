"""How many of each post a unit is authorised, against who serves there; and who stands in for whom."""
