"""How are numbers written: which mark is the decimal one, which groups thousands?

A text is a number as a whole or not at all: `7,30,0` is refused, never cut to 7.3. `1.234` alone can be one thousand or one
point two; only another cell of the column decides, else both readings are offered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from thenchot.edges.intake.reading.cells import Cell
from thenchot.edges.intake.reading.exact import LONGEST_WHOLE
from thenchot.edges.intake.reading.faults import Phrase, phrase
from thenchot.edges.intake.reading.values.refusal import ValueRefused, refuse_errors

_blanks = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-", "\u2019": "'"})


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """A way to write numbers: the decimal mark, and the mark between thousands."""

    decimal: str
    group: str

    @property
    def name(self) -> str:
        """A name that a profile can keep, such as `1.234,5`."""
        return f"1{self.group}234{self.decimal}5" if self.decimal else "1234"

    @property
    def expected(self) -> Phrase:
        """What a cell should hold, in words."""
        return phrase("a number written like {example}", example=self.name)

    def parse(self, cell: Cell) -> int | Decimal | None:
        """Return the number in a cell, None for a blank one. Raises ValueRefused for anything else."""
        if cell is None or (isinstance(cell, int | Decimal) and not isinstance(cell, bool)):
            return cell
        refuse_errors(cell)
        text = cell.translate(_blanks).strip() if isinstance(cell, str) else str(cell)
        if not text:
            return None
        number = self.number(text) if isinstance(cell, str) else None
        if number is None:
            raise ValueRefused(cell, self.expected)
        return number

    def number(self, text: str) -> int | Decimal | None:
        """Return the number a whole text stands for in this style, None if it is none. Brackets mean a negative number."""
        match = _pattern(self.decimal, self.group).fullmatch(text) if len(text) <= LONGEST_WHOLE else None
        if match is None or (match["open"] and not match["close"]) or (match["close"] and not match["open"]):
            return None
        whole = match["whole"].replace(self.group, "") if self.group else match["whole"]
        number = Decimal(f"{whole}.{match['fraction'] or 0}")
        if match["sign"] == "-" or match["open"]:
            number = -number
        return int(number) if number == number.to_integral_value() else number


@lru_cache(maxsize=64)
def _pattern(decimal: str, group: str) -> re.Pattern[str]:
    grouped = rf"[1-9]\d{{0,2}}(?:{re.escape(group)}\d{{3}})+|" if group else ""
    whole = rf"(?P<whole>{grouped}\d+)"
    fraction = rf"(?:{re.escape(decimal)}(?P<fraction>\d+))?" if decimal else "(?P<fraction>)"
    return re.compile(rf"(?P<open>\()?(?P<sign>[+-]?) ?{whole}{fraction}(?P<close>\))?", re.ASCII)


DECIMAL_COMMA = NumberStyle(",", ".")
DECIMAL_POINT = NumberStyle(".", ",")
PLAIN = NumberStyle("", "")
NUMBER_STYLES = (
    DECIMAL_COMMA,
    DECIMAL_POINT,
    NumberStyle(",", " "),
    NumberStyle(".", " "),
    NumberStyle(".", "'"),
    NumberStyle(",", "'"),
)
