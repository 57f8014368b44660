"""Is this file one that we exported ourselves? Then its columns are known, and its rows are known by their keys."""

from __future__ import annotations

from itertools import islice

from django.utils.translation import override

from thenchot.edges.intake.profile import ColumnRule, Profile
from thenchot.edges.intake.reading import Book, column_letter
from thenchot.edges.intake.reading.cells import Row
from thenchot.edges.intake.targets.desk.fields import DeskTarget, desk_targets, exported_by, fields_of_export
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


def own_blanks(book: Book) -> list[Profile]:
    """The profiles of our own empty sheets, filled in, that this file may be: their headings are a form's labels."""
    cells = [sheet for sheet in book.sheets if sheet.kind == "cells"]
    first = next(iter(book.rows(cells[0].name)), None) if cells else None
    if first is None or first.number != 1 or any(cell is None for cell in first.cells):
        return []
    header = header_of(first)
    profiles = [_blank(target, header, cells[0].name) for target in desk_targets().values()]
    return [profile for profile in profiles if profile is not None]


def _blank(target: DeskTarget, header: list[str], sheet: str) -> Profile | None:
    for language in ("vi", "en"):
        with override(language):
            labels = {
                tidy(f"{f.label or n} *" if f.required else str(f.label or n)): n for n, f in target.add_fields.items()
            }
        if labels and list(labels) == header:
            rules = tuple(ColumnRule(name, field) for name, field in labels.items())
            title = {"vi": str(target.title), "en": str(target.title)}
            table = {**WHOLE_SHEET, "skip": "# ", "columns": tuple(range(len(header)))}
            return Profile("", title, target.name, (), rules, options={"mode": "create"}, sheets=(sheet,), table=table)
    return None


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
