"""What value does an xlsx cell hold, given its type, style and text? (ECMA-376 part 1, 18.18.11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from thenchot.edges.intake.reading.cells import Cell, CellError
from thenchot.edges.intake.reading.exact import exact_number
from thenchot.edges.intake.reading.number_format import NumberKind
from thenchot.edges.intake.reading.serial import shown_value
from thenchot.edges.intake.reading.xlsx.strings import plain

REMEMBERED = 20_000


class CellValues:
    """Turns raw cells of one workbook into values: it knows the shared texts, the styles and the date base."""

    def __init__(self, texts: Sequence[str], kinds: Sequence[NumberKind], date_base: int) -> None:
        self.texts = texts
        self.kinds = kinds
        self.date_base = date_base
        self._numbers: dict[tuple[str | None, str], Cell] = {}

    def value(self, kind: str | None, style: str | None, text: str) -> Cell:
        """Return the value; a reference to nowhere or a text that is no number is an error cell, never a guess."""
        if kind == "s":
            return self._shared(text)
        if not text:
            return None
        if kind is None or kind == "n":
            key = (style, text)
            if key not in self._numbers:
                if len(self._numbers) > REMEMBERED:
                    self._numbers.clear()
                self._numbers[key] = self._number(style, text)
            return self._numbers[key]
        return self._other(kind, text)

    def _other(self, kind: str, text: str) -> Cell:
        if kind in ("str", "inlineStr"):
            return plain(text)
        if kind == "b":
            return text.strip() in ("1", "true")
        return _iso(text) if kind == "d" else CellError(text)

    def _shared(self, text: str) -> Cell:
        try:
            return self.texts[int(text)] or None
        except (ValueError, IndexError):
            return CellError(f"text {text!r} missing") if text else None

    def _number(self, style: str | None, text: str) -> Cell:
        number = exact_number(text)
        if number is None:
            return CellError(text)
        return shown_value(number, self.shown_as(style), self.date_base)

    def shown_as(self, style: str | None) -> NumberKind:
        """Return what the numbers of a style stand for."""
        if style is None or not style.isdigit() or int(style) >= len(self.kinds):
            return "number"
        return self.kinds[int(style)]


def _iso(text: str) -> Cell:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return CellError(text)
    if "T" not in text and " " not in text:
        return moment.date()
    return moment.replace(tzinfo=None)
