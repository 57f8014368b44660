"""Which file is this, and which rows does it hold?

with open_book(path) as book:
    for row in book.rows("SHEET"):
        ...
    book.verify_unchanged()
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from thenchot.edges.intake.reading.cells import Row, Sheet, Span
from thenchot.edges.intake.reading.delimited import Delimited
from thenchot.edges.intake.reading.faults import Place, ReadingFault, phrase, refused
from thenchot.edges.intake.reading.formats import open_source
from thenchot.edges.intake.reading.letters.detect import TextCandidate
from thenchot.edges.intake.reading.letters.workbook import FONTS, converted, old_font
from thenchot.edges.intake.reading.limits import Fingerprint, Limits, check_size, fingerprint
from thenchot.edges.intake.reading.source import Source
from thenchot.edges.intake.reading.text import TextChoice

SHEETS_SAMPLED = 5
ROWS_SAMPLED = 200


class Book:
    """An open file: its format, sheets, rows and what is to be known before its rows are trusted."""

    def __init__(
        self, path: Path, file_format: str, source: Source, at_opening: Fingerprint, old_font: str | None = None
    ) -> None:
        self.path = path
        self.format = file_format
        self._source = source
        self._fingerprint = at_opening
        self._old_font = old_font
        self.sheets: tuple[Sheet, ...] = source.sheets
        self.date_base: int = source.date_base
        self.warnings: tuple[ReadingFault, ...] = source.warnings
        _check_names(self.sheets, self.name)

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
        """Yield the rows of a sheet from the first row on; may be called again. A row that is not there is blank.

        Raises FileRefused, also half-way, when the file proves damaged or goes past a limit.
        """
        name = self.sheet(sheet).name
        rows = self._source.rows(name)
        if self._old_font is None:
            return rows
        place, font = Place(self.name, name), self._old_font
        return (converted(row, font, place) for row in rows)

    def old_font(self) -> TextCandidate | None:
        """Return the old Vietnamese font encoding that the texts of a workbook seem to be written for, with a sample.

        Looks at the first rows of each sheet. None for texts that read well as they are, and for text files (see `text`).
        """
        if self.text is not None or self._old_font is not None:
            return None
        texts: list[str] = []
        for sheet in self.sheets[:SHEETS_SAMPLED]:
            rows = itertools.islice(self._source.rows(sheet.name), ROWS_SAMPLED) if sheet.kind == "cells" else ()
            texts += [cell for row in rows for cell in row.cells if isinstance(cell, str)]
        return old_font(texts)

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

    def __enter__(self) -> Self:
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

    For a workbook `encoding` may be "tcvn3" or "vni": its texts are then turned from those fonts into Unicode.
    Raises FileRefused when the file cannot be read whole or goes past a limit.
    """
    file = Path(path)
    bounds = limits or Limits()
    check_size(file, bounds)
    before = fingerprint(file)
    file_format, source = open_source(file, encoding, delimiter, bounds)
    font = encoding.lower() if encoding and file_format != "csv" else None
    if font is not None and font not in FONTS:
        source.close()
        expected = phrase("for a workbook: {names}", names=", ".join(FONTS))
        raise refused("unknown-encoding", Place(file.name), encoding, expected)
    return Book(file, file_format, source, before, font)


def _check_names(sheets: tuple[Sheet, ...], file: str) -> None:
    names = [sheet.name for sheet in sheets]
    if len(set(names)) < len(names):
        raise refused("damaged-file", Place(file), "two sheets of one name", phrase("sheets told apart by their names"))
