"""A cell that is not what its column should hold."""

from __future__ import annotations

from thenchot.edges.intake.reading.cells import Cell, CellError
from thenchot.edges.intake.reading.faults import NOTHING_TO_SUGGEST, Phrase, phrase, shortened

A_RESULT = phrase("a value, not a formula error")


class ValueRefused(Exception):
    """A cell cannot be read as asked; says what was found, what was expected and what to do."""

    def __init__(self, found: object, expected: Phrase, suggestion: Phrase = NOTHING_TO_SUGGEST) -> None:
        super().__init__(f"found {shortened(found)}; expected {expected}")
        self.found = shortened(found)
        self.expected = expected
        self.suggestion = suggestion


def refuse_errors(cell: Cell) -> None:
    """Refuse a formula error."""
    if isinstance(cell, CellError):
        raise ValueRefused(cell, A_RESULT)
