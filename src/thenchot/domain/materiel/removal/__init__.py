"""Removal from establishment: a yearly plan by item, its council, its calendar, who decides, and what came of it.

The terms (cases, limits, days, authorities) are dated data of a regulation; the example profile follows Circular 32/2026/TT-BQP.
"""
