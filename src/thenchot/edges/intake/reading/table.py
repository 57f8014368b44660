"""Which rows of a sheet are the table, and what do they say?

`find_table` looks at the first rows only; `Table.records` then reads the sheet as a stream. Nothing is left out in silence:
every row that is not a record, and every decision taken, is a note with row numbers, and each decision can be overruled.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from thenchot.edges.intake.reading.book import Book
from thenchot.edges.intake.reading.cells import Cell, Row, is_blank
from thenchot.edges.intake.reading.faults import Phrase, ReadingFault, column_letter, phrase
from thenchot.edges.intake.reading.header import Header, filled, find_header, label

LOOK_AHEAD = 200
ROWS_NAMED = 50


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: position in the sheet, name (never empty), and whether the file itself names it."""

    position: int
    name: str
    named: bool = True

    @property
    def letter(self) -> str:
        """The letters a spreadsheet shows above the column."""
        return column_letter(self.position)


@dataclass(frozen=True, slots=True)
class Note:
    """A decision or an omission: kind, words, the rows (at most the first fifty) and columns it is about, how many rows.

    `question` marks a finding that changes nothing until a profile accepts it.
    """

    kind: str
    text: Phrase
    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    count: int = 0
    question: bool = False


class Record(NamedTuple):
    """One row of the table: number in the sheet, cells in the order of `Table.columns`, faults, section title above it."""

    number: int
    cells: tuple[Cell, ...]
    faults: tuple[ReadingFault, ...] = ()
    section: str | None = None


class Records:
    """The records of a table as a stream; `notes` (after the loop) tells which rows were left out, by kind."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._skipped: dict[str, list[int]] = {}
        self._counts: dict[str, int] = {}

    def __iter__(self) -> Iterator[Record]:
        table = self._table
        for row in table.book.rows(table.sheet):
            if row.number < table.first_row:
                continue
            kind = table.kind_of(row)
            if kind == "record":
                yield table.record(row)
            else:
                self._skip(kind, row.number)

    def _skip(self, kind: str, number: int) -> None:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        rows = self._skipped.setdefault(kind, [])
        if len(rows) < ROWS_NAMED:
            rows.append(number)

    @property
    def skipped(self) -> Mapping[str, int]:
        """How many rows of each kind were left out so far."""
        return dict(self._counts)

    @property
    def notes(self) -> tuple[Note, ...]:
        """One note for each kind of row left out so far."""
        return tuple(
            Note(
                kind,
                phrase("{count} rows left out: {kind}", count=count, kind=kind),
                tuple(self._skipped[kind]),
                (),
                count,
            )
            for kind, count in self._counts.items()
        )


@dataclass(frozen=True)
class Table:
    """A table in a sheet: its columns, its header rows and the row its records begin at."""

    book: Book
    sheet: str
    columns: tuple[Column, ...]
    header_rows: tuple[int, ...]
    first_row: int
    titles: tuple[str, ...]
    notes: tuple[Note, ...]
    header: Header

    def records(self) -> Records:
        """Return the records as a stream that can be read once; ask again to read again."""
        return Records(self)

    def kind_of(self, row: Row) -> str:
        """Return "record", "blank" or "repeated header" for a row below the header."""
        positions = filled(row)
        if not positions:
            return "blank"
        if self.header_rows and all(label(row.cells[p]) in self.header.titles.get(p, ()) for p in positions):
            return "repeated header"
        return "record"

    def record(self, row: Row) -> Record:
        """Return a row as a record, with a fault for every value outside the columns."""
        cells = row.cells
        width = len(cells)
        return Record(
            row.number, tuple([cells[c.position] if c.position < width else None for c in self.columns]), row.faults
        )


def find_table(
    book: Book,
    sheet: str | None = None,
    *,
    header_rows: tuple[int, ...] | None = None,
    first_row: int | None = None,
    columns: Sequence[int] | None = None,
) -> Table:
    """Find the table of a sheet. Overrides: header rows by number (empty: none), first record row, column positions."""
    name = book.sheet(sheet).name
    ahead = list(itertools.islice(book.rows(name), LOOK_AHEAD))
    header = find_header(ahead, book.merged(name), header_rows)
    below = max(header.rows, default=0) + 1
    start = first_row or next((row.number for row in ahead if row.number >= below and filled(row)), below)
    top = min(header.rows, default=start)
    titles = tuple(label(cell) for row in ahead if row.number < top for cell in row.cells if not is_blank(cell))
    found = tuple(_columns(header, [row for row in ahead if row.number >= start], columns))
    return Table(book, name, found, header.rows, start, titles, tuple(_notes(header, found, titles)), header)


def _columns(header: Header, rows: Sequence[Row], given: Sequence[int] | None) -> Iterator[Column]:
    used = {position for row in rows for position in filled(row)}
    titled = {position for position in header.titles if position not in header.spread or position in used}
    for position in given if given is not None else sorted(titled | used):
        parts = header.titles.get(position, ())
        yield Column(position, "/".join(parts) or f"column {column_letter(position)}", bool(parts))


def _notes(header: Header, columns: Sequence[Column], titles: Sequence[str]) -> Iterator[Note]:
    if not header.rows:
        yield Note("no-header", phrase("no header row was found; columns are named by letter"))
    unnamed = tuple(column.position for column in columns if not column.named)
    if unnamed and header.rows:
        letters = ", ".join(map(column_letter, unnamed))
        yield Note(
            "unnamed-column",
            phrase("columns without a title keep their letter: {letters}", letters=letters),
            (),
            unnamed,
        )
