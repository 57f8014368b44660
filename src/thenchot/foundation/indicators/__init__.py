"""The figures the organisation answers for: one portable SQL file each, in the app that owns the facts.

Nouns: indicator, slice, target, figure, entry (a record and what it adds), obstacle. Verbs: load, compute, open a figure.
Imports desk, access, organisation, ledger and kernel. Apps above lay `indicators/<name>.sql` and `.toml` beside their code.
"""
