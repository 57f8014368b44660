"""Is this file one that we exported ourselves? Then its columns are known, and its rows are known by their keys."""

from __future__ import annotations

from itertools import islice

from thenchot.edges.intake.profile import ColumnRule, Profile
from thenchot.edges.intake.reading import Book, column_letter
from thenchot.edges.intake.reading.cells import Row
from thenchot.edges.intake.targets.desk.fields import DeskTarget, exported_by, fields_of_export
from thenchot.edges.intake.targets.styles import plain_text
from thenchot.foundation.kernel.vietnamese import tidy

# The table of an export is its whole sheet: no title above, no row is a total or a heading of its own.
WHOLE_SHEET = {"header_rows": (1,), "first_row": 2, "sections": False, "totals": False, "one_table": False}


def own_exports(book: Book) -> list[Profile]:
    """The profiles of our own exports that this file may be: none for any other file, several where two tables look alike."""
    cells = [sheet for sheet in book.sheets if sheet.kind == "cells"]
    rows = list(islice(book.rows(cells[0].name), 2)) if cells else []
    if not rows or rows[0].number != 1 or any(cell is None for cell in rows[0].cells):
        return []
    header = header_of(rows[0])
    key = plain_text(rows[1].cells[-1]) if len(rows) > 1 and len(rows[1].cells) == len(header) else ""
    return [_profile(target, header) for target in exported_by(header, key)]


def header_of(row: Row) -> list[str]:
    """The row's texts."""
    return [tidy(plain_text(cell)) for cell in row.cells]


def _profile(target: DeskTarget, header: list[str]) -> Profile:
    rules, taken = [], set()
    for position, (name, field) in enumerate(zip(header, fields_of_export(target, header), strict=True)):
        # The table calls a heading that comes twice by its letter, too.
        rules.append(ColumnRule(f"{name} ({column_letter(position)})" if name in taken else name, field))
        taken.add(name)
    title = {"vi": str(target.title), "en": str(target.title)}
    return Profile(name="", title=title, target=target.name, recognise=(), columns=tuple(rules), table=WHOLE_SHEET)
