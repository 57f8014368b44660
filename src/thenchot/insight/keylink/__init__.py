"""The key link: for a figure that falls short, which few fixes, where, close the gap at the least cost.

Nouns: obstacle (read from the indicators), estimate, answer, plan and its lines. Verbs: adopt, approve, strike, withdraw.
It reads indicators and writes only its own records. Imports foundation; the board imports it.
"""
