"""Directives: documents of the Party and the State, what they ask for, and what was done about it.

Nouns: document, book, relation, clause, programme, task, evidence. Verbs: register, enter, relate, assign, cascade, submit,
accept. Imports people and foundation.
"""
