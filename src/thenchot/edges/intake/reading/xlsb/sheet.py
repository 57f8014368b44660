"""How do the records of a sheet become rows? ([MS-XLSB] 2.2.1 and 2.4)."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence

from thenchot.edges.intake.reading.archive import Archive
from thenchot.edges.intake.reading.cells import Cell, CellError, Row, Span
from thenchot.edges.intake.reading.exact import exact_float
from thenchot.edges.intake.reading.faults import Place, phrase, refused
from thenchot.edges.intake.reading.number_format import NumberKind
from thenchot.edges.intake.reading.serial import shown_value
from thenchot.edges.intake.reading.xlsb.records import records, short_number, wide_text

ROW, END_OF_ROWS, MERGED = 0, 146, 176
ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
    43: "#GETTING_DATA",
}
_VALUE_AT = 8


class BinaryValues:
    """Turns cell records of one workbook into values."""

    def __init__(self, texts: Sequence[str], kinds: Sequence[NumberKind], date_base: int) -> None:
        self._texts = texts
        self._kinds = kinds
        self._date_base = date_base
        self.readers: dict[int, Callable[[bytes], Cell]] = {
            **dict.fromkeys((3, 11), self._error),
            **dict.fromkeys((4, 10), self._truth),
            **dict.fromkeys((5, 9), self._long_number),
            **dict.fromkeys((6, 8), self._text),
            2: lambda content: self._number(short_number(content, _VALUE_AT), content),
            7: self._shared,
            62: lambda content: wide_text(content, _VALUE_AT + 1)[0] or None,
        }

    def _error(self, content: bytes) -> Cell:
        code = content[_VALUE_AT]
        return CellError(ERRORS.get(code, f"error {code}"))

    def _truth(self, content: bytes) -> Cell:
        return content[_VALUE_AT] != 0

    def _text(self, content: bytes) -> Cell:
        return wide_text(content, _VALUE_AT)[0] or None

    def _shared(self, content: bytes) -> Cell:
        (index,) = struct.unpack_from("<I", content, _VALUE_AT)
        return (self._texts[index] or None) if index < len(self._texts) else CellError(f"text {index} missing")

    def _long_number(self, content: bytes) -> Cell:
        (value,) = struct.unpack_from("<d", content, _VALUE_AT)
        return self._number(value, content)

    def _number(self, value: float, content: bytes) -> Cell:
        number = exact_float(value)
        if number is None:
            return CellError(str(value))
        style = int.from_bytes(content[4:7], "little")
        kind = self._kinds[style] if style < len(self._kinds) else "number"
        return shown_value(number, kind, self._date_base)


def binary_rows(archive: Archive, part: str, values: BinaryValues, place: Place) -> Iterator[Row]:
    """Yield the rows of a sheet part as a stream."""
    number = 0
    cells: list[Cell] = []
    with archive.open(part) as stream:
        for kind, content in records(stream, place):
            if kind == ROW:
                if number:
                    yield Row(number, tuple(cells))
                cells = []
                number = _next_row(content, number, archive, place)
            elif kind == END_OF_ROWS:
                break
            elif number and (reader := values.readers.get(kind)) is not None:
                _put(cells, content, reader, archive, Place(place.file, place.sheet, number))
    if number:
        yield Row(number, tuple(cells))


def _next_row(content: bytes, before: int, archive: Archive, place: Place) -> int:
    (index,) = struct.unpack_from("<I", content)
    limit = archive.limits.rows
    number = int(index) + 1
    if not before < number <= limit:
        expected = phrase("rows in rising order, at most {limit}", limit=limit)
        raise refused(
            "damaged-sheet", Place(place.file, place.sheet, number), f"row {number} after row {before}", expected
        )
    return number


def _put(cells: list[Cell], content: bytes, reader: Callable[[bytes], Cell], archive: Archive, row: Place) -> None:
    (position,) = struct.unpack_from("<I", content)
    value = reader(content)
    if value is None:
        return
    if position >= archive.limits.columns:
        expected = phrase("values in the first {limit} columns only", limit=archive.limits.columns)
        raise refused("too-many-columns", row, value, expected)
    cells.extend([None] * (position + 1 - len(cells)))
    cells[position] = value


def binary_merged(archive: Archive, part: str, place: Place) -> tuple[Span, ...]:
    """Return the merged ranges of a sheet part; at most as many as the limit."""
    found: list[Span] = []
    with archive.open(part) as stream:
        for kind, content in records(stream, place):
            if kind == MERGED and len(found) < archive.limits.merged_ranges:
                top, bottom, left, right = struct.unpack_from("<4I", content)
                found.append(Span(top + 1, bottom + 1, left, right))
    return tuple(found)
