"""How does one sheet part become rows, as a stream? (ECMA-376 part 1, 18.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from thenchot.edges.intake.reading.archive import Archive
from thenchot.edges.intake.reading.cells import Cell, CellError, Row, Span
from thenchot.edges.intake.reading.faults import FileRefused, Phrase, Place, phrase, refused
from thenchot.edges.intake.reading.limits import Limits
from thenchot.edges.intake.reading.markup import BLOCK, Attributes, Listener, SafeParser
from thenchot.edges.intake.reading.xlsx.plain import PlainRows
from thenchot.edges.intake.reading.xlsx.references import cell_position, span
from thenchot.edges.intake.reading.xlsx.values import CellValues

_merge = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})["']""")
_utf8_head = re.compile(rb"""\s*(?:<\?xml[^>]*?(?:encoding=["'](?i:utf-8)["'][^>]*?)?\?>)?\s*<worksheet[\s>]""")
_LONGEST_TAG = 512
_ROW_END = b"</row>"
_BLANK_END = b"/><row "
_FIRST_ROWS = b"<sheetData>"
_LONGEST_ROW = 8 * 1024 * 1024


class RowBuilder(Listener):
    """Hears a sheet and keeps the rows that are complete in `done` for the caller to take."""

    def __init__(self, values: CellValues, place: Place, limits: Limits) -> None:
        self.done: list[Row] = []
        self._values = values
        self._place = place
        self._limits = limits
        self._number = 0
        self._cells: list[Cell] = []
        self._attributes: Attributes = {}
        self._position = -1
        self._pieces: list[str] = []
        self._formula: list[str] = []
        self._has_formula = False
        self._taking: list[str] | None = None
        self._length = 0
        self._phonetic = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._open_cell(attributes)
        elif name == "v" or (name == "t" and not self._phonetic):
            self._taking = self._pieces
        elif name == "f":
            self._taking = self._formula
            self._has_formula = True
        elif name == "rPh":
            self._phonetic = True
        elif name == "row":
            self._open_row(attributes)

    def text(self, text: str) -> None:
        if self._taking is None:
            return
        self._length += len(text)
        if self._length > self._limits.cell_characters:
            limit = self._limits.cell_characters
            raise self._refused("cell-too-large", text, phrase("at most {limit} characters in a cell", limit=limit))
        self._taking.append(text)

    def end(self, name: str) -> None:
        if name == "c":
            self._close_cell()
        elif name in ("v", "t", "f"):
            self._taking = None
        elif name == "rPh":
            self._phonetic = False
        elif name == "row":
            self.done.append(Row(self._number, tuple(self._cells)))

    def accept(self, number: int) -> None:
        """Take note of the number of a row; rows must rise and stay within the limit."""
        if number <= self._number:
            raise self._refused(
                "damaged-sheet", f"row {number} after row {self._number}", phrase("rows in rising order")
            )
        self._number = number
        if number > self._limits.rows:
            raise self._refused(
                "too-many-rows", f"row {number}", phrase("at most {limit} rows", limit=self._limits.rows)
            )

    def _open_row(self, attributes: Attributes) -> None:
        given = attributes.get("r", "")
        self.accept(int(given) if given.isdecimal() and len(given) < 9 else self._number + 1)
        self._cells = []
        self._position = -1

    def _open_cell(self, attributes: Attributes) -> None:
        found = cell_position(attributes.get("r", ""))
        self._position = found[1] if found else self._position + 1
        self._attributes = attributes
        self._pieces = []
        self._formula = []
        self._has_formula = False
        self._length = 0

    def _close_cell(self) -> None:
        kind = self._attributes.get("t")
        value = self._values.value(kind, self._attributes.get("s"), "".join(self._pieces))
        if value is None:
            if not self._has_formula or kind == "str":
                return
            value = CellError("=" + "".join(self._formula))
        cells, position = self._cells, self._position
        if position >= self._limits.columns:
            limit = self._limits.columns
            raise self._refused(
                "too-many-columns", value, phrase("values in the first {limit} columns only", limit=limit)
            )
        if position >= len(cells):
            cells.extend([None] * (position - len(cells)))
            cells.append(value)
        else:
            cells[position] = value

    def _refused(self, code: str, found: object, expected: Phrase) -> FileRefused:
        place = Place(
            self._place.file, self._place.sheet, self._number, self._position if self._position >= 0 else None
        )
        return refused(code, place, found, expected)


def sheet_rows(archive: Archive, part: str, values: CellValues, place: Place) -> Iterator[Row]:
    """Yield the rows of a sheet part; memory holds one block of the part and one row."""
    builder = RowBuilder(values, place, archive.limits)
    parser = SafeParser(builder, place)
    with archive.open(part) as stream:
        head = stream.read(BLOCK)
        at = head.find(_FIRST_ROWS) + len(_FIRST_ROWS)
        if at >= len(_FIRST_ROWS) and _utf8_head.match(head):
            parser.feed(head[:at])
            plain = PlainRows(values, archive.limits.columns, archive.limits.cell_characters)
            yield from _quick_rows(head[at:], stream, builder, parser, plain)
        else:
            parser.feed(head)
        while block := stream.read(BLOCK):
            parser.feed(block)
            yield from _taken(builder)
        parser.finish()
        yield from _taken(builder)


def _quick_rows(
    rest: bytes, stream: IO[bytes], builder: RowBuilder, parser: SafeParser, plain: PlainRows
) -> Iterator[Row]:
    """Yield rows by pattern where they are plain and by the parser where not, up to what follows the last row."""
    while True:
        cut = max(rest.rfind(_ROW_END) + len(_ROW_END), rest.rfind(_BLANK_END) + len(b"/>"))
        if cut < len(_ROW_END):
            block = stream.read(BLOCK)
            if not block or len(rest) > _LONGEST_ROW or b"<!" in rest:
                parser.feed(rest + block)
                return
            rest += block
            continue
        if b"<!" in rest:
            # a comment or CDATA may hold what looks like the end of a row
            parser.feed(rest)
            return
        *whole, last = rest[:cut].split(_ROW_END)
        for text, end in (*((text, _ROW_END) for text in whole), (last, b"")):
            rows = _plain(text, plain, closed=bool(end))
            if rows is None:
                parser.feed(text + end)
                yield from _taken(builder)
                continue
            for row in rows:
                builder.accept(row.number)
                yield row
        rest = rest[cut:] + stream.read(BLOCK)


def _plain(text: bytes, plain: PlainRows, *, closed: bool) -> list[Row] | None:
    try:
        return plain.read(text.decode(), closed=closed)
    except UnicodeDecodeError:
        return None


def _taken(builder: RowBuilder) -> list[Row]:
    rows, builder.done = builder.done, []
    return rows


def merged_ranges(archive: Archive, part: str) -> tuple[Span, ...]:
    """Return the merged ranges, which a sheet part names after its cells; at most as many as the limit."""
    found: list[Span] = []
    rest = b""
    with archive.open(part) as stream:
        while len(found) < archive.limits.merged_ranges and (block := stream.read(16 * BLOCK)):
            text = rest + block
            spans = (span(match[1].decode(), match[2].decode()) for match in _merge.finditer(text))
            found.extend(each for each in spans if each is not None)
            rest = text[max(text.rfind(b">") + 1, len(text) - _LONGEST_TAG) :]
    return tuple(found[: archive.limits.merged_ranges])
