"""How does delimited text (csv, tsv, txt) become rows?

Every record is parsed strictly. Where quotes do not hold (inch marks, a quote never closed) only the first line of the
record is given up: it comes out as a row with a fault, and reading goes on with the next line, so one stray quote never
swallows the rest.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from pathlib import Path

from thenchot.edges.intake.reading.cells import Row, Sheet, Span
from thenchot.edges.intake.reading.faults import FileRefused, Place, ReadingFault, phrase, refused, shortened
from thenchot.edges.intake.reading.letters.detect import ENCODINGS, Encoding, known_encoding, sample_of
from thenchot.edges.intake.reading.letters.scan import Scan, scan
from thenchot.edges.intake.reading.limits import Limits
from thenchot.edges.intake.reading.lines import CONFIRM, ONE_ENCODING, EndlessRecord, Lines
from thenchot.edges.intake.reading.text import Split, TextChoice, rank_splits, split_by, stated_delimiter

SAMPLE_LINES = 400
ONE_COLUMN = Split("\t", 1, 1.0)
ENCODING_NAMES = phrase("one of: {names}", names=", ".join(ENCODINGS))
QUOTES = phrase("quotes doubled inside a quoted cell, which is closed before the next delimiter")
RECHECK = phrase("Compare the cells of this row with their columns; correct the quotes and bring the row in again.")


class Delimited:
    """A text file whose lines are rows; its one sheet bears the file's name."""

    date_base = 1900

    def __init__(self, path: Path, encoding: str | None, delimiter: str | None, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._place = Place(path.name)
        found = scan(path)
        if found.binary and not (found.marked or encoding):
            raise refused("not-a-table", self._place, "bytes that are no text", phrase("text with rows, or a workbook"))
        self._encoding = self._chosen_encoding(encoding, found)
        self._clean = found.clean
        self.choice = self._choose(found, delimiter)
        self.warnings = tuple(self._warnings(found))
        if csv.field_size_limit() < limits.cell_characters:
            csv.field_size_limit(limits.cell_characters)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return (Sheet(self._path.stem),)

    def rows(self, sheet: str) -> Iterator[Row]:
        del sheet
        lines = Lines(self._path, self._encoding, self._limits, clean=self._clean)
        try:
            yield from self._records(lines)
        finally:
            lines.close()

    def merged(self, sheet: str) -> tuple[Span, ...]:
        del sheet
        return ()

    def close(self) -> None:
        return None

    def _records(self, lines: Lines) -> Iterator[Row]:
        reader = self._reader(lines)
        broken = 0
        for number in itertools.count(1):
            if number > self._limits.text_rows:
                most = phrase("at most {limit} rows", limit=self._limits.text_rows)
                raise refused("too-many-rows", self._at(number), "more", most)
            lines.next_record()
            try:
                record = next(reader)
            except StopIteration:
                return
            except (csv.Error, EndlessRecord) as error:
                broken += 1
                if broken > self._limits.broken_rows:
                    expected = phrase("at most {limit} rows with broken quotes", limit=self._limits.broken_rows)
                    raise refused("not-a-table", self._at(number), "more", expected) from error
                yield self._broken(number, lines)
                reader = self._reader(lines)
                continue
            except UnicodeError as error:
                raise self._undecodable(number, error) from error
            yield self._row(number, record, lines)

    def _reader(self, lines: Lines) -> Iterator[list[str]]:
        return csv.reader(iter(lines), delimiter=self.choice.delimiter, strict=True)

    def _row(self, number: int, record: list[str], lines: Lines) -> Row:
        cells: tuple[str | None, ...] = tuple([cell or None for cell in record])
        if number == 1:
            cells = self._without_marks(cells)
        if not lines.odd and len(cells) <= self._limits.columns:
            return Row(number, cells)
        faults = lines.row_faults(number)
        if any("\\" in cell and '"' in cell for cell in record):
            faults += (ReadingFault("mixed-quotes", self._at(number), shortened(lines.taken[0]), QUOTES, RECHECK),)
        if len(cells) > self._limits.columns:
            return self._too_wide(number, cells, faults)
        longest = max(record, key=len, default="")
        if len(longest) > self._limits.cell_characters:
            faults += (self._too_large(number, record.index(longest), longest),)
        originals = self._originals(record, lines) if lines.taken != lines.as_found else ()
        return Row(number, cells, faults, originals)

    def _too_wide(self, number: int, cells: tuple[str | None, ...], faults: tuple[ReadingFault, ...]) -> Row:
        """Return the first cells of a row with more cells than a table may have, with the fault that says so."""
        limit = self._limits.columns
        expected = phrase("at most {limit} columns", limit=limit)
        fault = ReadingFault("too-many-columns", self._at(number), f"{len(cells)} cells", expected, RECHECK)
        return Row(number, cells[:limit], (*faults, fault))

    def _without_marks(self, cells: tuple[str | None, ...]) -> tuple[str | None, ...]:
        """Return the first row without a byte-order mark; a row that only states the delimiter is blank."""
        if cells and cells[0]:
            cells = (cells[0].removeprefix("\ufeff") or None, *cells[1:])
        line = self.choice.delimiter.join(cell or "" for cell in cells)
        return () if stated_delimiter(line) else cells

    def _originals(self, record: list[str], lines: Lines) -> tuple[tuple[int, str], ...]:
        found = next(csv.reader(lines.as_found, delimiter=self.choice.delimiter), [])
        return tuple((at, old) for at, (old, new) in enumerate(zip(found, record, strict=False)) if old != new)

    def _broken(self, number: int, lines: Lines) -> Row:
        """Return the first line of a record that does not parse as a row of its own, cells split as well as can be."""
        line = lines.keep_first()
        place = self._at(number)
        if len(line) > self._limits.cell_characters:
            return Row(number, (), (self._too_large(number, 0, line),))
        fault = ReadingFault("broken-quotes", place, shortened(line), QUOTES, RECHECK)
        record = next(csv.reader([line], delimiter=self.choice.delimiter), [])
        return Row(number, tuple([cell or None for cell in record]), (*lines.row_faults(number), fault))

    def _too_large(self, number: int, position: int, found: str) -> ReadingFault:
        limit = self._limits.cell_characters
        place = Place(self._place.file, None, number, position)
        expected = phrase("at most {limit} characters in a cell", limit=limit)
        return ReadingFault("cell-too-large", place, shortened(found), expected)

    def _undecodable(self, number: int, error: UnicodeError) -> FileRefused:
        expected = phrase("characters of the encoding {encoding}", encoding=self._encoding.name)
        return refused("lossy-decode", self._at(number), error, expected, CONFIRM)

    def _at(self, number: int) -> Place:
        return Place(self._place.file, row=number)

    def _chosen_encoding(self, given: str | None, found: Scan) -> Encoding:
        name = given or found.candidates()[0].encoding
        encoding = known_encoding(name)
        if encoding is None:
            raise refused("unknown-encoding", self._place, name, ENCODING_NAMES)
        return encoding

    def _choose(self, found: Scan, delimiter: str | None) -> TextChoice:
        lines = self._first_lines()
        splits = rank_splits(lines)
        chosen = delimiter or (stated_delimiter(lines[0]) if lines else None)
        if chosen is not None and (len(chosen) != 1 or chosen in '"\r\n\0'):
            raise refused("unknown-delimiter", self._place, repr(chosen), phrase("one character, such as , or ;"))
        split = split_by(lines, chosen) if chosen else (splits[0] if splits else ONE_COLUMN)
        candidates = found.candidates()
        taken = next((each for each in candidates if each.encoding == self._encoding.name), None)
        sample = taken.sample if taken and taken.sample else sample_of("\n".join(lines[:3]))
        confidence = taken.confidence if taken else 0.0
        return TextChoice(self._encoding.name, confidence, sample, candidates, split.delimiter, split.width, splits)

    def _first_lines(self) -> list[str]:
        lines = Lines(self._path, self._encoding, self._limits)
        try:
            return list(itertools.islice(lines, min(SAMPLE_LINES, self._limits.record_lines)))
        except UnicodeError as error:
            raise self._undecodable(1, error) from error
        finally:
            lines.close()

    def _warnings(self, found: Scan) -> Iterator[ReadingFault]:
        if found.mixed:
            lines = f"{found.valid} lines in UTF-8, {found.invalid} lines in another encoding"
            yield ReadingFault("mixed-encodings", self._place, lines, ONE_ENCODING, CONFIRM)
