"""How are dates written: which part is the day, and is it a serial, figures or words?

Day, month and year are taken from the whole text or not at all; a day the calendar does not have is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from thenchot.edges.intake.reading.cells import Cell, CellError
from thenchot.edges.intake.reading.faults import Phrase, phrase
from thenchot.edges.intake.reading.serial import serial_moment
from thenchot.edges.intake.reading.values.refusal import ValueRefused, refuse_errors
from thenchot.foundation.kernel.vietnamese import fold

Order = Literal["dmy", "mdy", "ymd"]
EXAMPLES: dict[Order, str] = {"dmy": "31/12/2024", "mdy": "12/31/2024", "ymd": "2024-12-31"}
PIVOT = 69
FIRST_YEAR = 1000
IN_CALENDAR = phrase("a day that the calendar has")
A_SERIAL = phrase("a date, or the serial number of a day")
SERIAL_TEXT = 5
LONGEST_DATE = 60

_clock = r"(?:[ T,]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d{1,6})?)?Z?)?"
_dmy = rf"(?P<day>\d{{1,2}})(?P<mark>[-/.]) ?(?P<month>\d{{1,2}})(?P=mark) ?(?P<year>\d{{4}}|\d\d){_clock}"
_mdy = rf"(?P<month>\d{{1,2}})(?P<mark>[-/])(?P<day>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}|\d\d){_clock}"
_ymd = rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){_clock}"
_figures: dict[Order, re.Pattern[str]] = {
    "dmy": re.compile(_dmy, re.ASCII),
    "mdy": re.compile(_mdy, re.ASCII),
    "ymd": re.compile(_ymd, re.ASCII),
}
_words = (
    re.compile(
        rf"(?:ngay )?(?P<day>\d{{1,2}})[ ,-]*thang (?P<month>\d{{1,2}}|[a-z ]+?)[ ,-]*nam (?P<year>\d{{4}}){_clock}"
    ),
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ .-]+(?P<month>[a-z]+)[ .,-]+(?P<year>\d{{4}}|\d\d){_clock}"),
    re.compile(rf"(?P<month>[a-z]+)[ .]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ ,]+(?P<year>\d{{4}}){_clock}"),
)
_english = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
            "december")  # fmt: skip
_vietnamese = ("gieng", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "chap")
MONTHS = {
    **{name: number for number, name in enumerate(_english, start=1)},
    **{name[:3]: number for number, name in enumerate(_english, start=1)},
    **{name: number for number, name in enumerate(_vietnamese, start=1)},
    "sept": 9,
    "mot": 1,
    "bon": 4,
    "muoi hai": 12,
}


@dataclass(frozen=True, slots=True)
class DateStyle:
    """A way to write dates: the order of the figures (dates in words and ISO dates are understood in any), the serial base."""

    order: Order
    date_base: int = 1900

    @property
    def name(self) -> str:
        """A name that a profile can keep, such as `31/12/2024`."""
        return EXAMPLES[self.order]

    @property
    def expected(self) -> Phrase:
        """What a cell should hold, in words."""
        return phrase("a date written like {example}", example=self.name)

    def parse(self, cell: Cell) -> date | datetime | None:
        """Return the day, or the moment, in a cell; None for a blank one. Raises ValueRefused for anything else."""
        if cell is None or isinstance(cell, date):
            return cell
        refuse_errors(cell)
        if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
            return self._serial(cell)
        if not isinstance(cell, str):
            raise ValueRefused(cell, self.expected)
        text = " ".join(cell.split())
        if not text:
            return None
        if len(text) == SERIAL_TEXT and text.isdecimal() and text.isascii():
            return self._serial(int(text))
        return self._written(text)

    def _serial(self, number: int | Decimal) -> date | datetime:
        moment = serial_moment(number, self.date_base)
        if isinstance(moment, CellError):
            raise ValueRefused(number, A_SERIAL)
        return moment

    def _written(self, text: str) -> date | datetime:
        match = match_date(text, self.order)
        if match is None:
            raise ValueRefused(text, self.expected)
        year, month = full_year(match["year"]), _month(match["month"])
        try:
            day = date(year, month, int(match["day"]))
            if year < FIRST_YEAR:
                raise ValueRefused(text, self.expected)
            if match["hour"] is None:
                return day
            clock = (int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
            return datetime(day.year, day.month, day.day, *clock)  # noqa: DTZ001 - a file tells no zone
        except ValueError as error:
            raise ValueRefused(text, IN_CALENDAR) from error


def match_date(text: str, order: Order) -> re.Match[str] | None:
    """Match a whole text as a date: figures in the order given, ISO figures, or words."""
    if len(text) > LONGEST_DATE:
        return None
    found = _figures[order].fullmatch(text) or _figures["ymd"].fullmatch(text)
    if found is not None or text.isdecimal():
        return found
    plain = fold(text)
    return next((match for pattern in _words if (match := pattern.fullmatch(plain)) and _month(match["month"])), None)


def full_year(text: str) -> int:
    """Return the year; two figures below 69 are of this century, others of the last (POSIX strptime, %y)."""
    year = int(text)
    return year if len(text) > 2 else year + (2000 if year < PIVOT else 1900)


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else MONTHS.get(text.strip(), 0)
