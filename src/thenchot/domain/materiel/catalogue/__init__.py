"""The catalogue: field, group, type, variant, their other names and stock numbers, and the grade schemes of each class."""
