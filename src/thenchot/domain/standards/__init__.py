"""Versioned standards and assessments against them, of whatever subject an app names.

Nouns: standard, version, criterion, assessment, answer. Verbs: assess. Imports foundation only.
"""
