"""The command line: one file per command in `commands/`, found by its name and loaded only when it is called.

Nouns: command, house. Verbs: migrate, run, user, ledger, and what other files add. Imports every app below.
"""
