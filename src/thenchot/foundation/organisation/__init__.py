"""Units and the dated tree they stand in. Nouns: unit, alias, link, span. Verbs: found, move, close.

Imports the ledger and the kernel.
"""
