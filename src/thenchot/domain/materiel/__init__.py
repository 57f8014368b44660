"""The register of technical equipment: what there is, whose it is, how good it is.

Nouns: branch, group, type, equipment, custody, grading. Verbs: register, regrade, transfer. Imports foundation only.
"""
