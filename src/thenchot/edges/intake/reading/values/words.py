"""How are texts and yes-or-no answers read?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from thenchot.edges.intake.reading.cells import Cell
from thenchot.edges.intake.reading.faults import Phrase, phrase
from thenchot.edges.intake.reading.values.refusal import ValueRefused, refuse_errors

TEXT = phrase("text")
YES_OR_NO = phrase("yes or no")
YES = frozenset(("true", "yes", "y", "có", "đúng", "x", "1", "✓", "✔", "t"))
NO = frozenset(("false", "no", "n", "không", "sai", "0", "f"))


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Text as it stands, blanks at the ends cut; a number becomes its figures, with the leading zeros a text cell has."""

    name: str = "text"
    expected: Phrase = TEXT

    def parse(self, cell: Cell) -> str | None:
        """Return the text of a cell, None for a blank one. Raises ValueRefused for a formula error."""
        if cell is None:
            return None
        refuse_errors(cell)
        if isinstance(cell, Decimal):
            return format(cell, "f")
        if isinstance(cell, date):
            return cell.isoformat()
        if isinstance(cell, timedelta):
            return str(cell)
        return str(cell).strip() or None


@dataclass(frozen=True, slots=True)
class TruthStyle:
    """Yes or no in Vietnamese or English words, or a mark."""

    name: str = "yes/no"
    expected: Phrase = YES_OR_NO

    def parse(self, cell: Cell) -> bool | None:
        """Return the answer in a cell, None for a blank one. Raises ValueRefused for anything else."""
        if cell is None or isinstance(cell, bool):
            return cell
        refuse_errors(cell)
        word = str(cell).strip().lower()
        if not word:
            return None
        if word in YES or word in NO:
            return word in YES
        raise ValueRefused(cell, self.expected)
