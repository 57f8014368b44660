"""The history: who did what to which record, once, chained. State is the fold of the acts.

Nouns: act, touch, chain, record. Verbs: act, check, replay, export, load. Imports the kernel only.
"""
