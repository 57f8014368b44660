"""What is a row that is not a record: blank, a numbering of the columns, units of measure, a total, a title within?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from thenchot.edges.intake.reading.cells import Row, is_blank
from thenchot.foundation.kernel.vietnamese import fold

_TOTALS = "cong|cong tong|tong|tong cong|tong so|tong hop|total|totals|grand total|sum|sub-total|subtotal|sub total"
_UNITS = (
    "cái|chiếc|bộ|khẩu|quả|viên|người|kg|g|tấn|tạ|m|km|m2|m3|m²|m³|lít|l|giờ|h|ngày|tháng|năm|%|kw|mw|gw|kwh|mwh|gwh|kv|hp|"
    "đồng|vnđ|vnd|triệu đồng|nghìn đồng|1000 đ|usd|eur|each|pcs|ea|set"
)
TOTAL_WORDS = frozenset(_TOTALS.split("|"))
UNIT_WORDS = frozenset(_UNITS.split("|"))
LONGEST_TOTAL = 24
TOTAL_LETTERS = frozenset(word[0] for word in TOTAL_WORDS) | frozenset(word[0].upper() for word in TOTAL_WORDS)
NOTE_STARTS = ("*", "ghi chú", "note", "source", "nguồn", "(*)", "chú thích", "lưu ý")
_bracketed = re.compile(r"\((?P<round>[^()]{1,20})\)|\[(?P<square>[^\[\]]{1,20})\]")
_number_of_column = re.compile(r"\(?(\d{1,3})\)?(?:\s*=.{1,40})?")
_letter_of_column = re.compile(r"\(?[A-ZĐ]\)?")


def filled(row: Row) -> list[int]:
    """Return the positions of the cells that show something."""
    return [position for position, cell in enumerate(row.cells) if not is_blank(cell)]


def may_be_total(text: str) -> bool:
    """Whether a text could be a word for a total; quick, for every row."""
    return len(text) <= LONGEST_TOTAL and text[0] in TOTAL_LETTERS


def is_total(row: Row, positions: list[int]) -> bool:
    """Whether the first text of the row is a word for a total."""
    texts = (cell for position in positions if isinstance(cell := row.cells[position], str))
    first = next(texts, None)
    return first is not None and fold(first).rstrip(" :.") in TOTAL_WORDS


def is_numbering(row: Row, positions: list[int]) -> bool:
    """Whether the row numbers its columns, as official forms do: A, B, 1, 2, 3 = 1 + 2."""
    numbers = []
    for position in positions:
        text = str(row.cells[position]).strip()
        if match := _number_of_column.fullmatch(text):
            numbers.append(int(match[1]))
        elif not _letter_of_column.fullmatch(text):
            return False
    return (
        len(positions) >= 3
        and len(numbers) >= 2
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] <= 2
    )


def units_of_measure(row: Row, positions: list[int], columns: int) -> Mapping[int, str] | None:
    """Return the units by position if the row says nothing but units of measure; None for any other row."""
    units: dict[int, str] = {}
    bracketed = 0
    for position in positions:
        cell = row.cells[position]
        match = _bracketed.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if match:
            bracketed += 1
            units[position] = (match["round"] or match["square"]).strip()
        elif isinstance(cell, str) and cell.strip().lower() in UNIT_WORDS:
            units[position] = cell.strip()
        else:
            return None
    certain = bracketed == len(units) or len(units) < columns
    return units if units and certain else None


def is_remark(row: Row, positions: list[int]) -> bool:
    """Whether a row begins like a note below a table."""
    first = row.cells[positions[0]]
    return isinstance(first, str) and first.strip().lower().startswith(NOTE_STARTS)
