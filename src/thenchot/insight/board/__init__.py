"""The board: a unit's figures on a day, what is short, and the names behind each number.

Nouns: board, tile, drill page. It reads indicators and writes nothing. Imports domain and foundation.
"""
