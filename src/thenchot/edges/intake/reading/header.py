"""Where does the table begin, and what are its columns called?

Works on the first rows of a sheet only. A header is the first row that is about as wide as the rows below it and holds
labels, not values; merged titles above it and sub-titles below it belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from thenchot.edges.intake.reading.cells import Cell, Row, Span
from thenchot.edges.intake.reading.rowkinds import filled, is_numbering, units_of_measure

LONGEST_LABEL = 300
LABEL_SHARE = 0.8
PREAMBLE_SHARE = 0.6
_value_like = re.compile(r"[\s\d.,:;/+()%€$-]*")
_key_like = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-")
_year = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Header:
    """Header rows by number (none if none was found) and, by column position, title parts from the top down and unit of measure.

    `spread` are positions whose only title comes from a merged cell that begins further left. `below` is the first row
    after the header and the rows that number its columns or give units.
    """

    rows: tuple[int, ...]
    titles: Mapping[int, tuple[str, ...]]
    spread: frozenset[int] = field(default_factory=frozenset)
    units: Mapping[int, str] = field(default_factory=dict)
    numbering: tuple[int, ...] = ()
    unit_rows: tuple[int, ...] = ()
    below: int = 1
    width: int = 0


def label(cell: Cell) -> str:
    """Return a header cell as one line: line breaks and runs of blanks become one blank."""
    return " ".join(str(cell).split()) if cell is not None else ""


def is_label(cell: Cell) -> bool:
    """Whether a cell could be a column title: text with a letter, not too long, no number, date or key; or a year."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return _year.fullmatch(str(cell)) is not None
    if not isinstance(cell, str) or len(cell) > LONGEST_LABEL:
        return False
    if _year.fullmatch(cell.strip()):
        return True
    return _value_like.fullmatch(cell) is None and _key_like.match(cell.strip()) is None


def is_words(cell: Cell) -> bool:
    """Whether a cell is text of any length that is not figures alone."""
    return isinstance(cell, str) and _value_like.fullmatch(cell) is None


def typical_width(rows: Sequence[Row]) -> int:
    """Return how many cells a row of the table usually fills (1 when nothing wider is there)."""
    counts = [count for row in rows if (count := len(filled(row))) > 1]
    return int(median(counts)) if counts else 1


def find_header(rows: Sequence[Row], merged: Sequence[Span], given: tuple[int, ...] | None = None) -> Header:
    """Find the header among the first rows, or take the rows given by number (an empty tuple: there is none)."""
    numbers = _find_rows(rows, merged) if given is None else given
    return _with_rows_below(_named([row for row in rows if row.number in numbers], merged), rows)


def _find_rows(rows: Sequence[Row], merged: Sequence[Span]) -> tuple[int, ...]:
    candidates = _candidates(rows)
    for index in candidates:
        if index == candidates[-1] or not _is_preamble(rows, index):
            top, bottom = _upwards(rows, index, merged), _downwards(rows, index, merged)
            return tuple(row.number for row in rows[top : bottom + 1])
    return ()


def _candidates(rows: Sequence[Row]) -> list[int]:
    """Return the indexes of the rows before the first row of values that are wide enough and hold labels."""
    wide = typical_width(rows)
    found: list[int] = []
    for index, row in enumerate(rows):
        positions = filled(row)
        if len(positions) >= max(1, wide / 2) and (wide == 1 or len(positions) > 1) and _labels(row, positions):
            found.append(index)
            if len(positions) >= wide * LABEL_SHARE:
                break
        elif len(positions) >= max(2, wide * LABEL_SHARE):
            break
    return found


def _is_preamble(rows: Sequence[Row], index: int) -> bool:
    """Whether a row about half as wide as the table says something above it: a word and a colon, or a blank row follows."""
    row = rows[index]
    if len(filled(row)) > PREAMBLE_SHARE * typical_width(rows):
        return False
    colon = any(label(row.cells[position]).endswith(":") for position in filled(row))
    return colon or rows[index + 1].number > row.number + 1 or not filled(rows[index + 1])


def _labels(row: Row, positions: list[int]) -> bool:
    return sum(is_label(row.cells[position]) for position in positions) >= LABEL_SHARE * len(positions)


def _groups(row: Row, merged: Sequence[Span]) -> list[Span]:
    """Return the merged cells of a row that reach over several columns."""
    return [
        span
        for span in merged
        if span.first_row <= row.number <= span.last_row and span.last_column > span.first_column
    ]


def _upwards(rows: Sequence[Row], index: int, merged: Sequence[Span]) -> int:
    while index > 0:
        above = rows[index - 1]
        positions = filled(above)
        adjoining = above.number == rows[index].number - 1
        if not adjoining or len(positions) < 2 or not _groups(above, merged) or not _labels(above, positions):
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
    if is_numbering(below, beneath):
        return False
    if any(span.first_row <= row.number < span.last_row for span in merged):
        return not beneath or _labels(below, beneath)
    if not beneath or not _labels(below, beneath) or units_of_measure(below, beneath, len(filled(row))):
        return False
    groups = _groups(row, merged)
    if groups:
        covered = {column for span in groups for column in range(span.first_column, span.last_column + 1)}
        return set(beneath) <= covered and len(beneath) > len(groups)
    return not merged and _fills_gaps(set(filled(row)), beneath)


def _fills_gaps(above: set[int], beneath: list[int]) -> bool:
    """Whether sub-titles stand only in gaps of the titles above and at the title left of a gap (no merged cells known).

    At least one title must have nothing beneath, or the row below could as well be the first record.
    """
    gaps = [position for position in beneath if position not in above]
    if not gaps or min(gaps) < min(above) or above <= set(beneath):
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
    numbers = tuple(row.number for row in rows)
    width = len(rows[-1].cells) if rows else 0
    named = {key: tuple(parts) for key, parts in titles.items()}
    return Header(numbers, named, only_spread, below=max(numbers, default=0) + 1, width=width)


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


def _with_rows_below(header: Header, rows: Sequence[Row]) -> Header:
    """Add what stands right below a header: one row that numbers the columns, one row of units, in either order."""
    numbering: list[int] = []
    unit_rows: list[int] = []
    units: dict[int, str] = {}
    below = header.below
    for row in rows:
        if not header.rows or row.number != below or not (positions := filled(row)):
            continue
        if is_numbering(row, positions) and not numbering:
            numbering.append(row.number)
        elif not unit_rows and (found := units_of_measure(row, positions, len(header.titles))) is not None:
            unit_rows.append(row.number)
            units.update(found)
        else:
            break
        below += 1
    return Header(
        header.rows, header.titles, header.spread, units, tuple(numbering), tuple(unit_rows), below, header.width
    )
