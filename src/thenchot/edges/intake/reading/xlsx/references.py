"""Which column and row does a cell reference such as AB12 name?"""

from __future__ import annotations

import re
from functools import lru_cache

from thenchot.edges.intake.reading.cells import Span

_reference = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@lru_cache(maxsize=20_000)
def column_position(letters: str) -> int:
    """Return the 0-based position of a column by its letters: A is 0, AA is 26."""
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - 64
    return position - 1


def cell_position(reference: str) -> tuple[int, int] | None:
    """Return row number and column position of a reference, None if it is none."""
    match = _reference.fullmatch(reference)
    return (int(match[2]), column_position(match[1])) if match else None


def span(first: str, last: str) -> Span | None:
    """Return the range between two references, None if one of them is none."""
    top_left, bottom_right = cell_position(first), cell_position(last)
    if top_left is None or bottom_right is None:
        return None
    return Span(top_left[0], bottom_right[0], top_left[1], bottom_right[1])
