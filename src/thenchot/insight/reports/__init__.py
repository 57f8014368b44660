"""Reports that leadership signs: what the figures say in official form, from a draft to an issued document that stays as it is.

Nouns: definition, report, wording, receipt. Verbs: make, refresh, reword, submit, approve, issue, verify. Definitions are data:
TOML files here and in an administrator's folder. Imports the board's words, the key link, directives and foundation.
"""
