"""The xlsx family as a source of rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from thenchot.edges.intake.reading.archive import Archive
from thenchot.edges.intake.reading.cells import Row, Sheet, Span
from thenchot.edges.intake.reading.faults import Place, ReadingFault
from thenchot.edges.intake.reading.xlsx.package import read_package
from thenchot.edges.intake.reading.xlsx.sheet import merged_ranges, sheet_rows
from thenchot.edges.intake.reading.xlsx.strings import read_shared_texts
from thenchot.edges.intake.reading.xlsx.values import CellValues


class XlsxSource:
    """An open xlsx package."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._package = read_package(archive)

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
    def _values(self) -> CellValues:
        texts = read_shared_texts(self._archive, self._package.shared)
        return CellValues(texts, self._package.kinds, self._package.date_base)

    def rows(self, sheet: str) -> Iterator[Row]:
        part = self._package.sheets[sheet]
        if part.kind == "worksheet":
            yield from sheet_rows(self._archive, part.name, self._values, Place(self._archive.place.file, sheet))

    def merged(self, sheet: str) -> tuple[Span, ...]:
        part = self._package.sheets[sheet]
        return merged_ranges(self._archive, part.name) if part.kind == "worksheet" else ()

    def close(self) -> None:
        self._archive.close()
