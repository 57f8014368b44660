"""Where does the table begin, and what are its columns called?

Works on the first rows of a sheet only. A header is the first row that is about as wide as the rows below it and holds
labels, not values; merged titles above it and sub-titles below it belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from thenchot.edges.intake.reading.cells import Cell, Row, Span, is_blank

LONGEST_LABEL = 300
_value_like = re.compile(r"[\s\d.,:;/+()%€$-]*")
_uuid_like = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-")


@dataclass(frozen=True, slots=True)
class Header:
    """Header rows by number (empty if none was found) and the title parts above each column position, top down."""

    rows: tuple[int, ...]
    titles: dict[int, tuple[str, ...]]
    spread: frozenset[int] = field(default_factory=frozenset)


def label(cell: Cell) -> str:
    """Return a header cell as one line: line breaks and runs of blanks become one blank."""
    return " ".join(str(cell).split()) if cell is not None else ""


def is_label(cell: Cell) -> bool:
    """Whether a cell could be a column title: text with a letter, not too long, not a number, date or key."""
    if not isinstance(cell, str) or len(cell) > LONGEST_LABEL:
        return False
    return _value_like.fullmatch(cell) is None and _uuid_like.match(cell.strip()) is None


def filled(row: Row) -> list[int]:
    """Return the positions of the cells that show something."""
    return [position for position, cell in enumerate(row.cells) if not is_blank(cell)]


def typical_width(rows: Sequence[Row]) -> int:
    """Return how many cells a row of the table usually fills (1 when nothing wider is there)."""
    counts = [count for row in rows if (count := len(filled(row))) > 1]
    return int(median(counts)) if counts else 1


def find_header(rows: Sequence[Row], merged: Sequence[Span], given: tuple[int, ...] | None = None) -> Header:
    """Find the header among the first rows, or take the rows given by number (an empty tuple: there is none)."""
    if given is None:
        given = _find_rows(rows, merged)
    chosen = [row for row in rows if row.number in given]
    return _named(chosen, merged)


def _find_rows(rows: Sequence[Row], merged: Sequence[Span]) -> tuple[int, ...]:
    wide = typical_width(rows)
    for index, row in enumerate(rows):
        positions = filled(row)
        if len(positions) >= max(1, wide / 2) and (wide == 1 or len(positions) > 1) and _labels(row, positions):
            top, bottom = _upwards(rows, index, merged), _downwards(rows, index, merged)
            return tuple(row.number for row in rows[top : bottom + 1])
        if len(positions) >= max(2, wide * 0.8) and index > 0:
            break
    return ()


def _labels(row: Row, positions: list[int]) -> bool:
    return sum(is_label(row.cells[position]) for position in positions) >= 0.8 * len(positions)


def _spans_of(number: int, merged: Sequence[Span]) -> list[Span]:
    return [span for span in merged if span.first_row <= number <= span.last_row]


def _upwards(rows: Sequence[Row], index: int, merged: Sequence[Span]) -> int:
    while index > 0:
        above = rows[index - 1]
        positions = filled(above)
        groups = [span for span in _spans_of(above.number, merged) if span.last_column > span.first_column]
        if len(positions) < 2 or not groups or not _labels(above, positions):
            break
        index -= 1
    return index


def _downwards(rows: Sequence[Row], index: int, merged: Sequence[Span]) -> int:
    bottom = index
    while bottom + 1 < len(rows) and _continues(rows[bottom], rows[bottom + 1], merged):
        bottom += 1
    return bottom


def _continues(row: Row, below: Row, merged: Sequence[Span]) -> bool:
    """Whether the row below still is header: held by a merged cell, or sub-titles under group titles."""
    beneath = filled(below)
    if any(span.first_row <= row.number < span.last_row for span in merged):
        return not beneath or _labels(below, beneath)
    if not beneath or not _labels(below, beneath):
        return False
    groups = [span for span in _spans_of(row.number, merged) if span.last_column > span.first_column]
    if groups:
        covered = {column for span in groups for column in range(span.first_column, span.last_column + 1)}
        return set(beneath) <= covered and len(beneath) > len(groups)
    return not merged and _fills_gaps(set(filled(row)), beneath)


def _fills_gaps(above: set[int], beneath: list[int]) -> bool:
    """Whether sub-titles stand only in gaps of the titles above and at the title left of a gap (no merged cells known)."""
    gaps = [position for position in beneath if position not in above]
    if not gaps or min(gaps) < min(above):
        return False
    return all(position not in above or (position + 1 not in above and position + 1 in beneath) for position in beneath)


def _named(rows: Sequence[Row], merged: Sequence[Span]) -> Header:
    titles: dict[int, list[str]] = {}
    spread: set[int] = set()
    for index, row in enumerate(rows):
        for position, text, is_spread in _titles_of(row, rows[index + 1 :], merged):
            parts = titles.setdefault(position, [])
            if text not in parts:
                parts.append(text)
                if is_spread:
                    spread.add(position)
    only_spread = frozenset(position for position in spread if len(titles[position]) == 1)
    return Header(tuple(row.number for row in rows), {key: tuple(parts) for key, parts in titles.items()}, only_spread)


def _titles_of(row: Row, below: Sequence[Row], merged: Sequence[Span]) -> list[tuple[int, str, bool]]:
    found = [(position, label(row.cells[position]), False) for position in filled(row)]
    spans = {(span.first_row, span.first_column): span for span in merged}
    spread = []
    for position, text, _ in found:
        span = spans.get((row.number, position))
        last = span.last_column if span else _gap_end(row, position, below, bool(merged))
        spread += [(column, text, True) for column in range(position + 1, last + 1)]
    return found + spread


def _gap_end(row: Row, position: int, below: Sequence[Row], merges_known: bool) -> int:
    """Without merged cells, a title reaches over the blank cells to its right that have a sub-title beneath."""
    if merges_known or not below or position not in filled(below[0]):
        return position
    taken = set(filled(row))
    last = position
    for column in filled(below[0]):
        if column == last + 1 and column not in taken:
            last = column
    return last
