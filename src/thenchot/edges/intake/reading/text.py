"""How is a text file to be read: which encoding, which delimiter, and what else might it be?"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from thenchot.edges.intake.reading.letters.detect import TextCandidate

DELIMITERS = (",", ";", "\t", "|")
EVEN_SHARE = 0.6
_stated = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Split:
    """One way to split lines: the delimiter, how many cells most lines then have, the share and number of these lines.

    `everywhere`: no line of the table is without the delimiter.
    """

    delimiter: str
    width: int
    share: float
    lines: int = 0
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class TextChoice:
    """The way taken to read a text file and the others that are possible, best first.

    `confidence` is from 0 to 1; `sample` is a line read this way, to be confirmed by a person when another way is possible.
    """

    encoding: str
    confidence: float
    sample: str
    candidates: tuple[TextCandidate, ...]
    delimiter: str
    width: int
    splits: tuple[Split, ...]


def stated_delimiter(first_line: str) -> str | None:
    """Return the delimiter that a first line such as `sep=;` states, None for any other line."""
    match = _stated.fullmatch(first_line)
    return match[1] if match else None


def rank_splits(lines: Sequence[str]) -> tuple[Split, ...]:
    """Rank the delimiters under which lines split into more than one cell, the most even first."""
    found = [split_by(lines, delimiter) for delimiter in DELIMITERS]
    even = [split for split in found if split.width > 1 and (split.share >= EVEN_SHARE or split.everywhere)]
    return tuple(sorted(even, key=lambda split: (-split.share * min(split.width, 3), -split.lines, -split.width)))


def split_by(lines: Sequence[str], delimiter: str) -> Split:
    """Return how evenly the lines split by this delimiter, without the lines of one cell above and below the table."""
    try:
        widths = [len(record) for record in csv.reader(lines, delimiter=delimiter) if record]
    except csv.Error:
        widths = [len(line.split(delimiter)) for line in lines if line.strip()]
    wide = [index for index, width in enumerate(widths) if width > 1]
    if not wide:
        return Split(delimiter, 1, 0.0)
    inner = Counter(widths[wide[0] : wide[-1] + 1])
    width, times = max(inner.items(), key=lambda item: (item[1], item[0]))
    return Split(delimiter, width, round(times / inner.total(), 3), times, 1 not in inner)
