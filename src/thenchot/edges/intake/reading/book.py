"""Which file is this, and which rows does it hold?

with open_book(path) as book:
    for row in book.rows("SHEET"):
        ...
    book.verify_unchanged()
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from thenchot.edges.intake.reading.cells import Row, Sheet, Span
from thenchot.edges.intake.reading.delimited import Delimited
from thenchot.edges.intake.reading.faults import Place, ReadingFault, phrase, refused
from thenchot.edges.intake.reading.limits import Fingerprint, Limits, check_size, check_zip, fingerprint
from thenchot.edges.intake.reading.source import Source
from thenchot.edges.intake.reading.text import TextChoice
from thenchot.edges.intake.reading.workbook import Workbook


class Book:
    """An open file: its format, sheets, rows and what is to be known before its rows are trusted."""

    def __init__(self, path: Path, file_format: str, source: Source, print_at_opening: Fingerprint) -> None:
        self.path = path
        self.format = file_format
        self._source = source
        self._fingerprint = print_at_opening
        self.sheets: tuple[Sheet, ...] = source.sheets
        self.date_base: int = source.date_base
        self.warnings: tuple[ReadingFault, ...] = source.warnings

    @property
    def name(self) -> str:
        """File name without its folder, as used in every place."""
        return self.path.name

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, as hexadecimal text."""
        return self._fingerprint.digest

    @property
    def size(self) -> int:
        """Bytes in the file."""
        return self._fingerprint.size

    @property
    def text(self) -> TextChoice | None:
        """How a text file is read: encoding, delimiter and their alternatives; None for a workbook."""
        return self._source.choice if isinstance(self._source, Delimited) else None

    def sheet(self, name: str | None = None) -> Sheet:
        """Return the sheet of that name; without a name the first visible sheet of cells. Refused if there is none."""
        for sheet in self.sheets:
            if sheet.name == name or (name is None and sheet.kind == "cells" and not sheet.hidden):
                return sheet
        known = ", ".join(sheet.name for sheet in self.sheets)
        raise refused(
            "no-such-sheet", Place(self.name), name or "no visible sheet", phrase("one of: {sheets}", sheets=known)
        )

    def rows(self, sheet: str | None = None) -> Iterator[Row]:
        """Yield the rows of a sheet from the first row on; may be called again. Blank rows are not left out."""
        return self._source.rows(self.sheet(sheet).name)

    def merged(self, sheet: str | None = None) -> tuple[Span, ...]:
        """Return the merged ranges of a sheet."""
        return self._source.merged(self.sheet(sheet).name)

    def verify_unchanged(self) -> None:
        """Refuse if the file is no longer the bytes that were opened; to be called before anything is written."""
        try:
            now = fingerprint(self.path)
        except OSError as error:
            raise refused("file-changed", Place(self.name), error, phrase("the file as it was opened")) from error
        if now.digest != self.digest:
            suggestion = phrase("Wait until the program that writes it has finished, then start again.")
            raise refused(
                "file-changed", Place(self.name), "other bytes", phrase("the file as it was opened"), suggestion
            )

    def close(self) -> None:
        """Let go of the file."""
        self._source.close()

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_book(
    path: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    limits: Limits | None = None,
) -> Book:
    """Open a file by what it is, not by its name. `encoding` and `delimiter` overrule what is found in a text file.

    Raises FileRefused when the file cannot be read whole or goes past a limit.
    """
    file = Path(path)
    bounds = limits or Limits()
    check_size(file, bounds)
    before = fingerprint(file)
    with file.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith(b"PK"):
        check_zip(file, bounds)
        return Book(file, file.suffix.lstrip(".").lower(), Workbook(file), before)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return Book(file, "xls", Workbook(file), before)
    return Book(file, "csv", Delimited(file, encoding, delimiter, bounds), before)
