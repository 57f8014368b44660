"""Do sheets of a book hold the same table, as when it is given in three languages?

Sheets whose numbers and dates are the same in the same order are twins; their texts may differ. One of them is to be chosen
by a person; all of them would triple the stock.
"""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal

from thenchot.edges.intake.reading.book import Book
from thenchot.edges.intake.reading.cells import Cell

NUMBERS_NEEDED = 5


def twin_sheets(book: Book) -> tuple[tuple[str, ...], ...]:
    """Return groups of sheets that hold the same numbers and dates; reads the whole book once."""
    groups: dict[str, list[str]] = {}
    for sheet in book.sheets:
        if sheet.kind == "cells" and (mark := _numbers_mark(book, sheet.name)):
            groups.setdefault(mark, []).append(sheet.name)
    return tuple(tuple(names) for names in groups.values() if len(names) > 1)


def _numbers_mark(book: Book, sheet: str) -> str | None:
    digest = hashlib.sha256()
    count = 0
    for row in book.rows(sheet):
        numbers = [str(cell) for cell in row.cells if _is_number(cell)]
        count += len(numbers)
        digest.update(("\t".join(numbers) + "\n").encode() if numbers else b"")
    return digest.hexdigest() if count >= NUMBERS_NEEDED else None


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return cell.strip().replace(",", "").replace(".", "").isdecimal()
    return isinstance(cell, int | Decimal | date) and not isinstance(cell, bool)
