"""An xlsb workbook as a source of rows."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cached_property

from thenchot.edges.intake.reading.archive import Archive
from thenchot.edges.intake.reading.cells import Row, Sheet, Span
from thenchot.edges.intake.reading.faults import Place, ReadingFault, phrase, refused
from thenchot.edges.intake.reading.markup import damage_refused
from thenchot.edges.intake.reading.number_format import NumberKind, number_kind
from thenchot.edges.intake.reading.xlsb.records import records, wide_text
from thenchot.edges.intake.reading.xlsb.sheet import BinaryValues, binary_merged, binary_rows
from thenchot.edges.intake.reading.xlsx.package import Package, assemble, workbook_part

SHARED_TEXT, FORMAT, STYLE, PROPERTIES, SHEET, STYLES_BEGIN, STYLES_END = 19, 44, 47, 153, 156, 617, 618
STATES = {0: "visible", 1: "hidden", 2: "veryHidden"}


class XlsbSource:
    """An open xlsb package."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        with damage_refused(archive.place):
            self._package = _read_package(archive)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return self._package.listing()

    @property
    def date_base(self) -> int:
        return self._package.date_base

    @property
    def warnings(self) -> tuple[ReadingFault, ...]:
        return self._package.warnings

    @cached_property
    def _values(self) -> BinaryValues:
        with damage_refused(self._archive.place):
            texts = _shared_texts(self._archive, self._package)
        return BinaryValues(texts, self._package.kinds, self._package.date_base)

    def rows(self, sheet: str) -> Iterator[Row]:
        part = self._package.sheets[sheet]
        if part.kind == "worksheet":
            yield from binary_rows(self._archive, part.name, self._values, Place(self._archive.place.file, sheet))

    def merged(self, sheet: str) -> tuple[Span, ...]:
        part = self._package.sheets[sheet]
        return binary_merged(self._archive, part.name, self._archive.place) if part.kind == "worksheet" else ()

    def close(self) -> None:
        self._archive.close()


def _read_package(archive: Archive) -> Package:
    workbook = workbook_part(archive)
    sheets: list[tuple[str, str, str]] = []
    date_base = 1900
    for kind, content in _records(archive, workbook):
        if kind == SHEET:
            (state,) = struct.unpack_from("<I", content)
            relation, at = wide_text(content, 8)
            sheets.append((wide_text(content, at)[0], STATES.get(state, "hidden"), relation))
        elif kind == PROPERTIES and content and content[0] & 1:
            date_base = 1904
    package = assemble(archive, workbook, sheets, date_base)
    if package.styles is not None:
        package.kinds = _styles(archive, package.styles)
    return package


def _styles(archive: Archive, part: str) -> list[NumberKind]:
    codes: dict[int, str] = {}
    kinds: list[NumberKind] = []
    in_cell_styles = False
    for kind, content in _records(archive, part):
        if kind == FORMAT:
            (number,) = struct.unpack_from("<H", content)
            codes[number] = wide_text(content, 2)[0]
        elif kind in (STYLES_BEGIN, STYLES_END):
            in_cell_styles = kind == STYLES_BEGIN
        elif kind == STYLE and in_cell_styles:
            (number,) = struct.unpack_from("<H", content, 2)
            kinds.append(number_kind(number, codes.get(number)))
    return kinds


def _shared_texts(archive: Archive, package: Package) -> list[str]:
    if package.shared is None:
        return []
    texts: list[str] = []
    left = archive.limits.shared_characters
    for kind, content in _records(archive, package.shared):
        if kind == SHARED_TEXT:
            text = wide_text(content, 1)[0]
            left -= len(text)
            if left < 0:
                limit = archive.limits.shared_characters
                raise refused(
                    "texts-too-large",
                    archive.place,
                    "more",
                    phrase("at most {limit} characters of shared text", limit=limit),
                )
            texts.append(text)
    return texts


def _records(archive: Archive, part: str) -> Iterator[tuple[int, bytes]]:
    with archive.open(part) as stream:
        yield from records(stream, archive.place)
