"""Bodies of the Party and the mass organisations on their own dated tree, and who belongs to them."""
