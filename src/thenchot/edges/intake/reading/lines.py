"""Which lines does a text file hold, decoded without loss?

A byte that the encoding does not define, or that speaks for another encoding, is never replaced in silence: the line is
passed on with a fault that names it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from thenchot.edges.intake.reading.faults import FileRefused, Phrase, Place, ReadingFault, phrase, refused, shortened
from thenchot.edges.intake.reading.letters.detect import Encoding, rank, sample_of
from thenchot.edges.intake.reading.limits import Limits

SHORT_LINE = 100_000
LONGEST_LINE = 16 * 1024 * 1024
_lost = re.compile("[\udc80-\udcff\ud800-\udbff\ufffd]")
_escaped = re.compile("[\udc80-\udcff]")
_two_bytes = re.compile("[\u00c2-\u00f4][\u0080-\u00bf]")
CONFIRM = phrase("Confirm the encoding with a sample, or save the file as UTF-8.")
ONE_ENCODING = phrase("one encoding in the whole file")


class EndlessRecord(Exception):
    """A quoted cell goes on over more lines than a record may have."""


class Lines:
    """The decoded lines of a file; lines can be put back to be read again. `taken` are the lines of the record being read."""

    def __init__(self, path: Path, encoding: Encoding, limits: Limits, *, clean: bool = False) -> None:
        errors = "strict" if encoding.codec.startswith(("utf-16", "utf-32")) else "surrogateescape"
        self._stream = path.open(encoding=encoding.codec, errors=errors, newline="")
        self._encoding = encoding
        self._clean = clean and encoding.codec.startswith("utf-8")
        self._long = min(SHORT_LINE, limits.cell_characters)
        self.odd = False
        self._limits = limits
        self._put_back: deque[tuple[str, str]] = deque()
        self.place = Place(path.name)
        self.taken: list[str] = []
        self.as_found: list[str] = []
        self.faults: list[tuple[str, str, Phrase, Phrase]] = []

    def __iter__(self) -> Iterator[str]:
        read, taken, as_found = self._stream.readline, self.taken, self.as_found
        most, put_back = self._limits.record_lines, self._put_back
        while True:
            line, found = put_back.popleft() if put_back else (read(LONGEST_LINE), "")
            if not line:
                return
            if found:
                self.odd = True
            else:
                if len(line) >= LONGEST_LINE:
                    raise self._too_long(line)
                found = line
                if "\\" in line or len(line) > self._long:
                    self.odd = True
                if not line.isascii() or "\0" in line:
                    line, found = self._finished(line)
            taken.append(line)
            as_found.append(found)
            if len(taken) > most:
                raise EndlessRecord
            yield line

    def next_record(self) -> None:
        """Forget the lines of the record before."""
        self.taken.clear()
        self.as_found.clear()
        self.faults.clear()
        self.odd = False

    def keep_first(self) -> str:
        """Put all lines of this record but the first back, and return the first."""
        self._put_back.extendleft(reversed(list(zip(self.taken[1:], self.as_found[1:], strict=True))))
        del self.taken[1:], self.as_found[1:]
        return self.taken[0]

    def row_faults(self, row: int) -> tuple[ReadingFault, ...]:
        """Return the faults of the lines of this record, placed at its row."""
        place = Place(self.place.file, row=row)
        return tuple(
            ReadingFault(code, place, found, expected, advice) for code, found, expected, advice in self.faults
        )

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def _finished(self, line: str) -> tuple[str, str]:
        """Return the line as Unicode text in composed form, and as it was before composing."""
        if self._clean and unicodedata.is_normalized("NFC", line):
            return line, line
        self.odd = True
        found = self._encoding.finish(line) if self._encoding.finish else line
        text = unicodedata.normalize("NFC", found)
        lost = _lost.search(text)
        if lost or "\0" in text:
            self._note_loss(line, text, lost.start() if lost else text.index("\0"))
            # Half a character is no text: it can be neither shown nor kept.
            text, found = _lost.sub("�", text), _lost.sub("�", found)
        elif _two_bytes.search(line) and (reread := _as_utf8(line, self._encoding.codec)) is not None:
            advice = phrase("This row reads as UTF-8: {text}", text=sample_of(reread))
            self.faults.append(("mixed-encodings", shortened(text), ONE_ENCODING, advice))
        return text, found

    def _too_long(self, line: str) -> FileRefused:
        return refused(
            "line-too-long", self.place, line, phrase("lines of at most {limit} characters", limit=LONGEST_LINE)
        )

    def _note_loss(self, line: str, text: str, at: int) -> None:
        around = _lost.sub("�", text[max(0, at - 20) : at + 20])
        expected = phrase("characters of the encoding {encoding}", encoding=self._encoding.name)
        advice = CONFIRM
        if self._encoding.codec.startswith("utf-8") and _escaped.search(line):
            best = rank([line.encode("utf-8", "surrogateescape")])[0]
            advice = phrase("This row reads as {encoding}: {text}", encoding=best.encoding, text=best.sample)
        self.faults.append(("lossy-decode", shortened(around), expected, advice))


def _as_utf8(line: str, codec: str) -> str | None:
    """Return a line of a one-byte encoding read as UTF-8, None where it is none."""
    if codec.startswith("utf"):
        return None
    try:
        return line.encode(codec, "surrogateescape").decode()
    except UnicodeError:
        return None
