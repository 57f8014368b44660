"""How does delimited text (csv, tsv, txt) become rows? (first cut)"""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator
from pathlib import Path

from thenchot.edges.intake.reading.cells import Row, Sheet, Span
from thenchot.edges.intake.reading.faults import Place, ReadingFault, phrase, refused
from thenchot.edges.intake.reading.limits import Limits
from thenchot.edges.intake.reading.text import TextChoice, find_delimiter, find_encoding

SAMPLE_BYTES = 262_144


class Delimited:
    """A text file whose lines are rows; one sheet named after the file."""

    def __init__(self, path: Path, encoding: str | None, delimiter: str | None, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        with path.open("rb") as stream:
            head = stream.read(SAMPLE_BYTES)
        name = encoding or find_encoding(head)
        text = io.StringIO(head.decode(name, errors="replace"), newline="")
        lines = list(itertools.islice(text, 400))
        found, width = find_delimiter(lines[:-1] or lines)
        sample = next((line.strip() for line in lines if not line.isascii()), lines[0].strip() if lines else "")
        self.choice = TextChoice(name, 1.0, sample, (), delimiter or found, width)
        if csv.field_size_limit() < limits.cell_characters:
            csv.field_size_limit(limits.cell_characters)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return (Sheet(self._path.stem),)

    @property
    def date_base(self) -> int:
        return 1900

    @property
    def warnings(self) -> tuple[ReadingFault, ...]:
        return ()

    def rows(self, sheet: str) -> Iterator[Row]:
        number = 0
        try:
            with self._path.open(encoding=self.choice.encoding, newline="") as stream:
                for number, record in enumerate(csv.reader(stream, delimiter=self.choice.delimiter), start=1):
                    yield Row(number, tuple([field or None for field in record]))
        except (UnicodeError, csv.Error) as error:
            raise refused(
                "damaged-text", Place(self._path.name, row=number + 1), error, phrase("readable text")
            ) from error

    def merged(self, sheet: str) -> tuple[Span, ...]:
        return ()

    def close(self) -> None:
        return None
