"""Which rows of a table are its records, read as a stream?

A row with few texts and no numbers is held back until it is clear what it is: a title of the records that follow, or a
remark below the table.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from operator import itemgetter

from thenchot.edges.intake.reading.cells import Cell, Row, is_blank
from thenchot.edges.intake.reading.faults import Phrase, Place, ReadingFault, phrase, shortened
from thenchot.edges.intake.reading.header import is_words, label
from thenchot.edges.intake.reading.layout import Layout, Note, Record, begins_other_table, repeats_header
from thenchot.edges.intake.reading.rowkinds import filled, is_remark, is_total, may_be_total

ROWS_NAMED = 50
FAULTS_NAMED = 1000
HELD_AT_MOST = 200
SIGNATURE_ROWS = 6

CHECK_DELIMITERS = phrase(
    "Compare the row with the header: a delimiter or a quote is missing, or there is one too many."
)
NOTHING_HERE = phrase("nothing in a column without a title")
NAME_COLUMN = phrase("Give the column a title, or move the value into its column.")

LEFT_OUT: Mapping[str, Phrase] = {
    "blank": phrase("blank rows skipped"),
    "repeated-header": phrase("rows that repeat the header skipped"),
    "section": phrase("rows with one filled cell taken as a title of the rows below them"),
    "remark": phrase("rows below the table taken as remarks"),
    "total": phrase("rows with totals skipped"),
    "other-table": phrase("rows of another table below this one, not read: give its header row to read it"),
}


class Records:
    """The records of a table as a stream.

    After the loop `skipped` and `notes` tell which rows were left out, by kind, and `faults` what is wrong with those rows.
    """

    def __init__(self, layout: Layout, rows: Iterator[Row]) -> None:
        self._layout = layout
        self._rows = rows
        self._numbers: dict[str, list[int]] = {}
        self._counts: dict[str, int] = {}
        self._held: list[Row] = []
        self._section: str | None = None
        self._carried: dict[int, Cell] = {}
        self._weak = max(1, layout.typical // 3) if layout.typical >= 3 and layout.sections else 0
        self._positions = tuple(column.position for column in layout.columns)
        self._last = max(self._positions, default=-1)
        self._whole = self._positions == tuple(range(self._last + 1))
        self._pick = itemgetter(*self._positions) if len(self._positions) > 1 else None
        self._listed = frozenset(self._positions)
        self._fill = tuple(index for index, position in enumerate(self._positions) if position in layout.fill_down)
        self._first_titles = {part for parts in layout.header.titles.values() for part in parts}
        self._last_blank = 0
        self._faults: list[ReadingFault] = []

    @property
    def faults(self) -> tuple[ReadingFault, ...]:
        """Faults of the rows left out so far (the first thousand), such as a remark that was decoded with loss."""
        return tuple(self._faults)

    @property
    def skipped(self) -> Mapping[str, int]:
        """How many rows of each kind were left out so far."""
        return dict(self._counts)

    @property
    def notes(self) -> tuple[Note, ...]:
        """One note for each kind of row left out so far."""
        return tuple(
            Note(kind, LEFT_OUT[kind], tuple(self._numbers[kind]), (), count, kind == "other-table")
            for kind, count in self._counts.items()
        )

    def __iter__(self) -> Iterator[Record]:
        layout = self._layout
        before = layout.first_row - 1
        for row in self._rows:
            number = row.number
            if number < layout.first_row:
                continue
            if layout.last_row is not None and number > layout.last_row:
                break
            if number > before + 1:
                self._count("blank", before + 1, number - before - 1)
                self._last_blank = number - 1
            before = number
            if not row.cells:
                self._leave_out("blank", row)
                self._last_blank = number
                continue
            if (self._last_blank == number - 1 or self._held) and begins_other_table(layout, row):
                yield from self._end()
                self._leave_out_rest(row)
                return
            yield from self._sorted(row)
        yield from self._end()

    def _leave_out_rest(self, row: Row) -> None:
        """Leave out what follows the table: a few rows of words are remarks (names under lines for signatures), else a table."""
        rest = (later for later in itertools.chain((row,), self._rows) if not all(map(is_blank, later.cells)))
        first = list(itertools.islice(rest, SIGNATURE_ROWS + 1))
        words = all(is_words(later.cells[position]) for later in first for position in filled(later))
        kind = "remark" if words and len(first) <= SIGNATURE_ROWS else "other-table"
        for later in itertools.chain(first, rest):
            self._leave_out(kind, later)

    def _sorted(self, row: Row) -> Iterator[Record]:
        cells = row.cells
        if len(cells) - cells.count(None) > self._weak and not self._is_special(row):
            if self._held:
                yield from self._release()
            yield self._record(row)
            return
        kind = self._kind(row)
        if kind == "held":
            self._held.append(row)
            if len(self._held) > HELD_AT_MOST:
                yield from map(self._record, self._held)
                self._held.clear()
        elif kind == "record":
            yield from self._release()
            yield self._record(row)
        else:
            self._leave_out(kind, row)
            if kind == "blank":
                self._last_blank = row.number

    def _is_special(self, row: Row) -> bool:
        """Whether a row with enough cells needs a closer look: it may repeat the header, sum up, or show only blanks."""
        first = next((cell for cell in row.cells if cell is not None), None)
        if not isinstance(first, str):
            return False
        text = first.strip()
        return not text or text in self._first_titles or "\n" in text or (self._layout.totals and may_be_total(text))

    def _kind(self, row: Row) -> str:
        positions = filled(row)
        if not positions:
            return "blank"
        if repeats_header(self._layout, row, positions):
            return "repeated-header"
        if self._layout.totals and is_total(row, positions):
            return "total"
        weak = len(positions) <= self._weak and all(is_words(row.cells[position]) for position in positions)
        return "held" if weak else "record"

    def _leave_out(self, kind: str, row: Row) -> None:
        self._count(kind, row.number, 1)
        if row.faults and len(self._faults) < FAULTS_NAMED:
            self._faults.extend(row.faults)

    def _count(self, kind: str, number: int, count: int) -> None:
        before = self._counts.get(kind, 0)
        self._counts[kind] = before + count
        if before < ROWS_NAMED:
            self._numbers.setdefault(kind, []).extend(range(number, number + min(count, ROWS_NAMED - before)))

    def _release(self) -> Iterator[Record]:
        """Say what the rows held back are, now that a record follows them."""
        for row in self._held:
            positions = filled(row)
            if is_remark(row, positions):
                self._leave_out("remark", row)
            elif len(positions) == 1:
                self._section = label(row.cells[positions[0]])
                self._leave_out("section", row)
            else:
                yield self._record(row)
        self._held.clear()

    def _end(self) -> Iterator[Record]:
        """Say what the rows held back are, now that no record follows them."""
        below = False
        last = self._held[0].number - 1 if self._held else 0
        for row in self._held:
            positions = filled(row)
            below = below or len(positions) == 1 or row.number > last + 1 or self._was_blank(row.number - 1)
            last = row.number
            if below or is_remark(row, positions):
                self._leave_out("remark", row)
            else:
                yield self._record(row)
        self._held.clear()

    def _was_blank(self, number: int) -> bool:
        return number == self._last_blank

    def _record(self, row: Row) -> Record:
        cells = row.cells
        faults = row.faults
        if len(cells) == self._last + 1 and self._whole:
            picked = cells
        elif self._whole and len(cells) <= self._last and self._layout.width is None:
            picked = cells + (None,) * (self._last + 1 - len(cells))
        else:
            faults += self._misplaced(row)
            padded = cells + (None,) * (self._last + 1 - len(cells))
            picked = self._pick(padded) if self._pick else tuple(padded[position] for position in self._positions)
        if self._fill:
            picked = self._filled_down(picked)
        return Record(row.number, picked, faults, self._section)

    def _filled_down(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """Give blank cells of the chosen columns the value above; a new value starts the columns right of it anew."""
        filled_cells = list(cells)
        for index in self._fill:
            if is_blank(cells[index]):
                filled_cells[index] = self._carried.get(index)
            else:
                for other in self._fill:
                    if other > index:
                        self._carried.pop(other, None)
                self._carried[index] = cells[index]
        return tuple(filled_cells)

    def _misplaced(self, row: Row) -> tuple[ReadingFault, ...]:
        """Return a fault for a text row of another width than the header, or for the first value outside the columns."""
        layout = self._layout
        width = layout.width
        if width is not None and len(row.cells) < width and not row.faults:
            expected = phrase("{count} cells, as in the header", count=width)
            place = Place(layout.file, layout.sheet, row.number)
            return (ReadingFault("row-width", place, f"{len(row.cells)} cells", expected, CHECK_DELIMITERS),)
        if layout.given:
            return ()
        for position, cell in enumerate(row.cells):
            if position not in self._listed and not is_blank(cell):
                place = Place(layout.file, layout.sheet, row.number, position)
                return (ReadingFault("outside-columns", place, shortened(cell), NOTHING_HERE, NAME_COLUMN),)
        return ()
