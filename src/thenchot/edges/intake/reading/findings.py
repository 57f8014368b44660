"""What was decided about a table, and what is offered to a profile to decide?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from thenchot.edges.intake.reading.cells import Cell, Row, Span, is_blank
from thenchot.edges.intake.reading.faults import column_letter, phrase
from thenchot.edges.intake.reading.layout import Layout, Note
from thenchot.edges.intake.reading.rowkinds import filled

BLANK_SHARE = 0.25
FULL_SHARE = 0.9
ROWS_NEEDED = 4


def findings(
    layout: Layout, rows: Sequence[Row], merged: Sequence[Span], titles: Sequence[str], title_rows: Sequence[int]
) -> tuple[Note, ...]:
    """Return the decisions and the questions about a table, given its first rows."""
    return (
        *_decisions(layout, titles, title_rows),
        *_column_notes(layout, rows),
        *_merged_cells(layout, merged),
        *_hierarchy(layout, rows),
    )


def _decisions(layout: Layout, titles: Sequence[str], title_rows: Sequence[int]) -> Iterator[Note]:
    header = layout.header
    if titles:
        text = phrase("text above the table, not read as records: {text}", text=" | ".join(titles)[:200])
        yield Note("title", text, tuple(title_rows[:50]), count=len(title_rows))
    if not header.rows:
        yield Note("no-header", phrase("no header row was found; columns are named by letter"))
    else:
        yield Note("header", phrase("header row taken"), header.rows, count=len(header.rows))
    if header.numbering:
        yield Note("numbering", phrase("row that numbers the columns skipped"), header.numbering, count=1)
    if header.unit_rows:
        columns = tuple(header.units)
        yield Note("units", phrase("row of units of measure, kept with the columns"), header.unit_rows, columns, 1)


def _column_notes(layout: Layout, rows: Sequence[Row]) -> Iterator[Note]:
    named = {column.position for column in layout.columns if column.named}
    positions = {column.position for column in layout.columns}
    if layout.header.rows and (unnamed := tuple(sorted(positions - named))):
        letters = ", ".join(map(column_letter, unnamed))
        yield Note(
            "unnamed-column",
            phrase("columns without a title keep their letter: {letters}", letters=letters),
            (),
            unnamed,
        )
    used = {position for row in rows for position in filled(row)}
    spacers = tuple(sorted(set(range(max(positions, default=0))) - positions - used))
    if spacers and not layout.given:
        letters = ", ".join(map(column_letter, spacers))
        yield Note("spacer-column", phrase("blank columns left out: {letters}", letters=letters), (), spacers)
    if doubles := tuple(column.position for column in layout.columns if column.name.endswith(f" ({column.letter})")):
        yield Note("same-title", phrase("columns of the same title, told apart by letter"), (), doubles)
    if layout.width is None and layout.sheet is None and layout.header.width:
        yield Note("short-rows", phrase("many rows end before the last column; what is missing is read as blank"))


def _merged_cells(layout: Layout, merged: Sequence[Span]) -> Iterator[Note]:
    """Offer columns whose cells are merged down over several records."""
    tall = [span for span in merged if span.first_row >= layout.first_row and span.last_row > span.first_row]
    for position in sorted({span.first_column for span in tall} & {column.position for column in layout.columns}):
        rows = tuple(span.first_row for span in tall if span.first_column == position)
        text = phrase(
            "cells merged over several rows in column {letter}: should each row have the value?",
            letter=column_letter(position),
        )
        yield Note("merged-cells", text, rows[:50], (position,), len(rows), question=True)


def _hierarchy(layout: Layout, rows: Sequence[Row]) -> Iterator[Note]:
    """Offer columns at the left that are filled on the first row of a group only, while columns to the right are full."""
    records = [row for row in rows if len(filled(row)) > max(1, layout.typical // 3)]
    if len(records) < ROWS_NEEDED:
        return
    full = False
    shares = [(column.position, _share(records, column.position)) for column in layout.columns]
    full_from = next((position for position, share in shares if share >= FULL_SHARE), None)
    for position, share in shares:
        full = full or share >= FULL_SHARE
        if full or full_from is None or not BLANK_SHARE / len(records) < share <= 1 - BLANK_SHARE:
            continue
        if is_blank(_cell(records[0], position)) or not _texts_only(records, position):
            continue
        blanks = tuple(row.number for row in records if is_blank(_cell(row, position)))
        text = phrase(
            "column {letter} is blank on rows that may belong to the value above it: fill it down?",
            letter=column_letter(position),
        )
        yield Note("blank-hierarchy", text, blanks[:50], (position,), len(blanks), question=True)


def _cell(row: Row, position: int) -> Cell:
    return row.cells[position] if position < len(row.cells) else None


def _share(rows: Sequence[Row], position: int) -> float:
    return sum(position < len(row.cells) and not is_blank(row.cells[position]) for row in rows) / len(rows)


def _texts_only(rows: Sequence[Row], position: int) -> bool:
    found = [cell for row in rows if (cell := _cell(row, position)) is not None]
    return bool(found) and all(isinstance(cell, str) for cell in found)
