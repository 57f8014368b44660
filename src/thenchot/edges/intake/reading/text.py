"""How is a text file to be read: which encoding, which delimiter, and what else might it be?"""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class TextCandidate:
    """One way to read the text: encoding, confidence from 0 to 1, and a line decoded that way to be confirmed."""

    encoding: str
    confidence: float
    sample: str


@dataclass(frozen=True, slots=True)
class TextChoice:
    """The way taken and the others that are possible, best first."""

    encoding: str
    confidence: float
    sample: str
    candidates: tuple[TextCandidate, ...]
    delimiter: str
    width: int


def find_encoding(head: bytes) -> str:
    """Return the encoding of the first bytes: a byte-order mark, else UTF-8 if it fits, else cp1252."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def find_delimiter(lines: Iterable[str]) -> tuple[str, int]:
    """Return the delimiter under which most lines split into the same number (more than one) of fields, and that number."""
    sample = [line for line in lines if line.strip()]
    best = (",", 1, 0.0)
    for delimiter in DELIMITERS:
        widths = Counter(len(record) for record in csv.reader(sample, delimiter=delimiter) if record)
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
        share = times / sum(widths.values())
        if width > 1 and share > best[2]:
            best = (delimiter, width, share)
    return best[0], best[1]
