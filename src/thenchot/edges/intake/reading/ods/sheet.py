"""How does `content.xml` become sheets and rows? (OpenDocument 1.3 part 3, 9.1)."""

from __future__ import annotations

from dataclasses import dataclass, field

from thenchot.edges.intake.reading.cells import Cell, Row, Sheet, Span
from thenchot.edges.intake.reading.faults import FileRefused, Phrase, Place, phrase, refused
from thenchot.edges.intake.reading.limits import Limits
from thenchot.edges.intake.reading.markup import Attributes, Listener
from thenchot.edges.intake.reading.ods.values import cell_value

_SPACES_AT_MOST = 1000


def repeats(attributes: Attributes, name: str) -> int:
    """Return how many times a row or cell stands in a row of its like."""
    text = attributes.get(name, "1")
    return int(text) if text.isdecimal() and 0 < len(text) < 9 else 1


@dataclass(slots=True)
class Contents(Listener):
    """Lists the sheets, whether they are shown, and their merged ranges."""

    sheets: list[tuple[str, str]] = field(default_factory=list)
    merged: dict[str, list[Span]] = field(default_factory=dict)
    concealed: set[str] = field(default_factory=set)
    links: bool = False
    _style: str = ""
    _depth: int = 0
    _row: int = 0
    _column: int = 0
    _row_repeats: int = 1

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "style":
            self._style = attributes.get("style:name", "")
        elif name == "table-properties" and attributes.get("table:display") == "false":
            self.concealed.add(self._style)
        elif name == "table":
            self._depth += 1
            if self._depth == 1:
                self.sheets.append((attributes.get("table:name", ""), attributes.get("table:style-name", "")))
                self._row = 0
        elif name == "table-source":
            self.links = True
        elif self._depth == 1:
            self._grid(name, attributes)

    def end(self, name: str) -> None:
        if name == "table":
            self._depth -= 1
        elif name == "table-row" and self._depth == 1:
            self._row += self._row_repeats

    def listing(self) -> tuple[Sheet, ...]:
        """Return the sheets in the file's order."""
        return tuple(Sheet(name, style in self.concealed) for name, style in self.sheets)

    def _grid(self, name: str, attributes: Attributes) -> None:
        if name == "table-row":
            self._column = 0
            self._row_repeats = repeats(attributes, "table:number-rows-repeated")
        elif name in ("table-cell", "covered-table-cell"):
            across = repeats(attributes, "table:number-columns-spanned")
            down = repeats(attributes, "table:number-rows-spanned")
            if across > 1 or down > 1:
                top, left = self._row + 1, self._column
                spans = self.merged.setdefault(self.sheets[-1][0], [])
                spans.append(Span(top, top + down - 1, left, left + across - 1))
            self._column += repeats(attributes, "table:number-columns-repeated")


class SheetRows(Listener):
    """Hears the contents and keeps the complete rows of one sheet in `done`; each may stand for several equal rows."""

    def __init__(self, sheet: str, place: Place, limits: Limits) -> None:
        self.done: list[tuple[Row, int]] = []
        self._sheet = sheet
        self._place = place
        self._limits = limits
        self._here = False
        self._depth = 0
        self._number = 1
        self._row_repeats = 1
        self._cells: list[Cell] = []
        self._attributes: Attributes = {}
        self._position = 0
        self._pieces: list[str] = []
        self._length = 0
        self._paragraphs = 0
        self._taking = False
        self._annotation = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "table":
            self._depth += 1
            if self._depth == 1:
                self._here = attributes.get("table:name", "") == self._sheet
                self._number = 1
        elif not self._here or self._depth != 1:
            return
        elif name == "table-row":
            self._cells = []
            self._position = 0
            self._row_repeats = repeats(attributes, "table:number-rows-repeated")
        elif name in ("table-cell", "covered-table-cell"):
            self._attributes = attributes
            self._pieces = []
            self._length = self._paragraphs = 0
        elif name == "annotation":
            self._annotation += 1
        elif not self._annotation:
            self._inline(name, attributes)

    def text(self, text: str) -> None:
        if self._taking and not self._annotation:
            self._length += len(text)
            if self._length > self._limits.cell_characters:
                limit = self._limits.cell_characters
                raise self._refused("cell-too-large", text, phrase("at most {limit} characters in a cell", limit=limit))
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name == "table":
            self._depth -= 1
            self._here = self._here and self._depth > 0
        elif not self._here or self._depth != 1:
            return
        elif name == "p":
            self._taking = False
        elif name == "annotation":
            self._annotation -= 1
        elif name in ("table-cell", "covered-table-cell"):
            self._close_cell()
        elif name == "table-row":
            self._close_row()

    def _inline(self, name: str, attributes: Attributes) -> None:
        if name == "p":
            if self._paragraphs:
                self._pieces.append("\n")
            self._paragraphs += 1
            self._taking = True
        elif name == "s":
            self._pieces.append(" " * min(repeats(attributes, "text:c"), _SPACES_AT_MOST))
        elif name == "tab":
            self._pieces.append("\t")
        elif name == "line-break":
            self._pieces.append("\n")

    def _close_cell(self) -> None:
        times = repeats(self._attributes, "table:number-columns-repeated")
        value = cell_value(self._attributes, "".join(self._pieces))
        if value is not None:
            if self._position + times > self._limits.columns:
                limit = self._limits.columns
                expected = phrase("values in the first {limit} columns only", limit=limit)
                raise self._refused("too-many-columns", value, expected)
            self._cells.extend([None] * (self._position - len(self._cells)))
            self._cells.extend([value] * times)
        self._position += times

    def _close_row(self) -> None:
        if self._cells:
            last = self._number + self._row_repeats - 1
            if last > self._limits.rows:
                raise self._refused(
                    "too-many-rows", f"row {last}", phrase("at most {limit} rows", limit=self._limits.rows)
                )
            self.done.append((Row(self._number, tuple(self._cells)), self._row_repeats))
        self._number += self._row_repeats

    def _refused(self, code: str, found: object, expected: Phrase) -> FileRefused:
        return refused(code, Place(self._place.file, self._sheet, self._number, self._position), found, expected)
