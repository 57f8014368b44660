"""Depots, their tier and how they stand against the depot standard.

Nouns: depot, tier. Verbs: open, assess, close. Imports materiel, standards and foundation.
"""
