"""An OpenDocument spreadsheet as a source of rows."""

from __future__ import annotations

from collections.abc import Iterator

from thenchot.edges.intake.reading.archive import Archive
from thenchot.edges.intake.reading.cells import Row, Sheet, Span
from thenchot.edges.intake.reading.faults import Place, ReadingFault, phrase, refused
from thenchot.edges.intake.reading.markup import listen
from thenchot.edges.intake.reading.ods.sheet import Contents, SheetRows

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
_MANIFEST_BYTES = 4 * 1024 * 1024


class OdsSource:
    """An open ods package. All sheets share one part, so each reading of a sheet passes over the ones before it."""

    date_base = 1900

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._check_password()
        self._contents = Contents()
        archive.hear(CONTENT, self._contents)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return self._contents.listing()

    @property
    def warnings(self) -> tuple[ReadingFault, ...]:
        found = []
        if any(name.startswith(("Basic/", "Scripts/")) for name in self._archive.names):
            expected = phrase("a workbook without macros; only cell values are read, the macros are not run")
            found.append(ReadingFault("macros", self._archive.place, "macros", expected))
        if self._contents.links:
            expected = phrase("values of this workbook alone; linked cells are read as last stored")
            found.append(ReadingFault("external-links", self._archive.place, "links to other workbooks", expected))
        return tuple(found)

    def rows(self, sheet: str) -> Iterator[Row]:
        place = Place(self._archive.place.file, sheet)
        listener = SheetRows(sheet, place, self._archive.limits)
        with self._archive.open(CONTENT) as stream:
            for _ in listen(stream, listener, place):
                for row, times in listener.done:
                    for later in range(times):
                        yield row._replace(number=row.number + later)
                listener.done.clear()

    def merged(self, sheet: str) -> tuple[Span, ...]:
        return tuple(self._contents.merged.get(sheet, ())[: self._archive.limits.merged_ranges])

    def close(self) -> None:
        self._archive.close()

    def _check_password(self) -> None:
        if MANIFEST in self._archive.names and b"encryption-data" in self._archive.read(MANIFEST, _MANIFEST_BYTES):
            raise refused("password", self._archive.place, "encrypted parts", phrase("a workbook without a password"))
