"""What does a file yield? Sheets, rows by number and cells by column position."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from thenchot.edges.intake.reading.faults import ReadingFault


@dataclass(frozen=True, slots=True)
class CellError:
    """A formula error kept as the text the user sees, such as `#DIV/0!`; never an empty cell."""

    text: str

    def __str__(self) -> str:
        return self.text


Cell = None | str | bool | int | Decimal | datetime | date | time | timedelta | CellError


class Row(NamedTuple):
    """A row as it stands in the file: `number` as the user sees it, cells by position, empty cells `None`.

    `originals` keeps, by column position, texts that were changed by Unicode normalisation (NFC).
    """

    number: int
    cells: tuple[Cell, ...]
    faults: tuple[ReadingFault, ...] = ()
    originals: tuple[tuple[int, str], ...] = ()


class Span(NamedTuple):
    """A merged range, ends included: row numbers as the user sees them, 0-based column positions."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet in workbook order; `kind` is "cells" for a grid, else "chart", "dialog" or "macro" (no rows)."""

    name: str
    hidden: bool = False
    kind: str = "cells"


def is_blank(cell: Cell) -> bool:
    """Whether a cell shows nothing: no value, or text of blanks only."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
