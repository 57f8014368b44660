"""Which rows of a sheet are the table, and what do they say?

`find_table` looks at the first rows only; `Table.records` then reads the sheet as a stream. Nothing is left out in silence:
every row that is not a record, and every decision taken, is a note with row numbers, and each decision can be overruled.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypedDict, Unpack

from thenchot.edges.intake.reading.book import Book
from thenchot.edges.intake.reading.cells import Row, is_blank
from thenchot.edges.intake.reading.faults import ReadingFault, column_letter
from thenchot.edges.intake.reading.findings import findings
from thenchot.edges.intake.reading.header import Header, find_header, is_label, label, typical_width
from thenchot.edges.intake.reading.layout import Column, Layout, Note, begins_other_table, repeats_header
from thenchot.edges.intake.reading.records import Records
from thenchot.edges.intake.reading.rowkinds import filled

LOOK_AHEAD = 200
STRAY_SHARE = 0.1


@dataclass(frozen=True)
class Table:
    """A table in a sheet: its columns, header rows, the row its records begin at, the titles above it, the decisions taken.

    `faults` are those of the header and of the rows above it.
    """

    book: Book
    sheet: str
    columns: tuple[Column, ...]
    header_rows: tuple[int, ...]
    first_row: int
    titles: tuple[str, ...]
    notes: tuple[Note, ...]
    faults: tuple[ReadingFault, ...]
    layout: Layout = field(repr=False)

    def records(self) -> Records:
        """Return the records as a stream that can be read once; ask again to read again."""
        return Records(self.layout, self.book.rows(self.sheet))


class Choices(TypedDict, total=False):
    """Decisions made by a person or a profile instead of by `find_table`.

    `header_rows` by number (an empty tuple: there is none), `first_row` and `last_row` of the records, `columns` by
    position, `fill_down`: positions whose blank cells take the value above. `sections=False` and `totals=False` read rows
    with one filled cell, and rows that begin with a word for a total, as records; `one_table=False` reads on below a second
    header.
    """

    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    columns: Sequence[int]
    fill_down: Sequence[int]
    sections: bool
    totals: bool
    one_table: bool


def find_table(book: Book, sheet: str | None = None, **choices: Unpack[Choices]) -> Table:
    """Find the table of a sheet (the first visible one where no name is given). Every decision can be overruled, see Choices."""
    name = book.sheet(sheet).name
    ahead = list(itertools.islice(book.rows(name), LOOK_AHEAD))
    merged = book.merged(name)
    header = find_header(ahead, merged, choices.get("header_rows"))
    start = choices.get("first_row") or next(
        (row.number for row in ahead if row.number >= header.below and filled(row)), header.below
    )
    last = choices.get("last_row")
    below = [row for row in ahead if row.number >= start and (last is None or row.number <= last)]
    layout, below = _seen(_layout(book, name, header, start, below, choices), below)
    layout = replace(layout, columns=_columns(header, layout.used, choices.get("columns")))
    above = [row for row in ahead if row.number < min(header.rows, default=start) and filled(row)]
    titles = tuple(label(cell) for row in above for cell in row.cells if not is_blank(cell))
    notes = findings(layout, below, merged, titles, [row.number for row in above])
    faults = tuple(fault for row in ahead if row.number < start for fault in row.faults)
    return Table(book, name, layout.columns, header.rows, start, titles, notes, faults, layout)


def _layout(book: Book, sheet: str, header: Header, start: int, below: Sequence[Row], choices: Choices) -> Layout:
    is_text = book.text is not None
    return Layout(
        file=book.name,
        sheet=None if is_text else sheet,
        columns=(),
        header=header,
        first_row=start,
        last_row=choices.get("last_row"),
        typical=typical_width(below),
        width=header.width if is_text and not _ragged(below, header) else None,
        fill_down=tuple(choices.get("fill_down", ())),
        sections=choices.get("sections", True),
        totals=choices.get("totals", True),
        given="columns" in choices,
        one_table=choices.get("one_table", True),
    )


def _seen(layout: Layout, rows: Sequence[Row]) -> tuple[Layout, list[Row]]:
    """Return the layout with the columns in use and those of numbers, and the rows before another table begins.

    In a text file, a few rows with more cells than the header do not make a column; these cells are faults.
    """
    kept: list[Row] = []
    used: Counter[int] = Counter()
    labels: set[int] = set()
    gap = False
    for row in rows:
        positions = filled(row)
        gap = gap or not positions or (bool(kept) and row.number > kept[-1].number + 1)
        numeric = frozenset(used.keys() - labels)
        if gap and begins_other_table(replace(layout, used=frozenset(used), numeric=numeric), row):
            break
        kept.append(row)
        if len(positions) > layout.typical // 3 or layout.typical == 1:
            gap = False
            used.update(positions)
            if not repeats_header(layout, row, positions):
                labels.update(position for position in positions if is_label(row.cells[position]))
    if layout.width is not None:
        strays = [at for at, times in used.items() if at >= layout.width and times < STRAY_SHARE * len(kept)]
        for position in strays:
            del used[position]
    return replace(layout, used=frozenset(used), numeric=frozenset(used.keys() - labels)), kept


def _ragged(rows: Sequence[Row], header: Header) -> bool:
    """Whether a text file leaves out empty cells at the end of its rows as a habit (more than a fifth of them)."""
    short = sum(0 < len(row.cells) < header.width for row in rows)
    return short * 5 > len(rows)


def _columns(header: Header, used: frozenset[int], given: Sequence[int] | None) -> tuple[Column, ...]:
    titled = {position for position in header.titles if position not in header.spread or position in used}
    return tuple(_distinct(header, sorted(titled | used) if given is None else given))


def _distinct(header: Header, positions: Sequence[int]) -> Iterator[Column]:
    taken: set[str] = set()
    for position in positions:
        name = "/".join(header.titles.get(position, ()))
        if not name:
            name = f"column {column_letter(position)}"
        elif name in taken:
            name = f"{name} ({column_letter(position)})"
        taken.add(name)
        yield Column(position, name, position in header.titles, header.units.get(position))
