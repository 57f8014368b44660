"""Establishment: how many of each type a unit is authorised to hold, against what it holds."""
