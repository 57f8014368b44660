"""What was decided about a table: its columns, what its rows are, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from thenchot.edges.intake.reading.cells import Cell, Row
from thenchot.edges.intake.reading.faults import Phrase, ReadingFault, column_letter
from thenchot.edges.intake.reading.header import Header, is_label, label
from thenchot.edges.intake.reading.rowkinds import filled


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: position in the sheet, name (never empty), whether the file names it, unit of measure if given."""

    position: int
    name: str
    named: bool = True
    unit: str | None = None

    @property
    def letter(self) -> str:
        """The letters a spreadsheet shows above the column."""
        return column_letter(self.position)


@dataclass(frozen=True, slots=True)
class Note:
    """A decision or an omission: kind, words, the rows (the first fifty) and columns it is about, how many rows in all.

    `question` marks a finding that changes nothing until a profile accepts it.
    """

    kind: str
    text: Phrase
    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    count: int = 0
    question: bool = False


class Record(NamedTuple):
    """One row of the table: number in the sheet, cells in the order of the columns, faults, the title of its section."""

    number: int
    cells: tuple[Cell, ...]
    faults: tuple[ReadingFault, ...] = ()
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """All that was decided about a table, which reading it row by row needs. `width` is set where a text file must keep it."""

    file: str
    sheet: str | None
    columns: tuple[Column, ...]
    header: Header
    first_row: int
    last_row: int | None
    typical: int
    width: int | None
    fill_down: tuple[int, ...] = ()
    sections: bool = True
    totals: bool = True
    given: bool = False
    used: frozenset[int] = frozenset()
    numeric: frozenset[int] = frozenset()
    one_table: bool = True


def repeats_header(layout: Layout, row: Row, positions: list[int]) -> bool:
    """Whether a row says in each of its cells what a header row says there."""
    titles = layout.header.titles
    return bool(titles) and all(label(row.cells[position]) in titles.get(position, ()) for position in positions)


def begins_other_table(layout: Layout, row: Row) -> bool:
    """Whether a row below blank ones is the header of another table: labels only, where numbers stood or nothing stood before."""
    positions = filled(row)
    if not layout.one_table or len(positions) < 2 or not all(is_label(row.cells[position]) for position in positions):
        return False
    if repeats_header(layout, row, positions):
        return False
    strangers = [position for position in positions if position not in layout.used]
    return len(strangers) * 2 >= len(positions) or bool(layout.numeric.intersection(positions))
