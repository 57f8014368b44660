"""Brings in files as people have them: read, map, check every row, then write by acts in chunks that can be taken up again.

Nouns: profile, target, line, fault, run, chunk. Imports insight, domain and foundation; only the command line lies above.
"""
