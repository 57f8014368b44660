"""The days a report is about: a period of a reporting calendar, or from one day to another, and what it is compared with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from thenchot.foundation.kernel import periods
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.insight.reports.definition import Calendar, Length, Period

LENGTHS: tuple[Length, ...] = get_args(Length)
CALENDARS: tuple[Calendar, ...] = get_args(Calendar)
_NUMBERS = {"month": 12, "quarter": 4, "half": 2, "year": 1}
_EXAMPLES = {
    "month": "11/2025",
    "quarter": "4/2025",
    "half": "1/2025",
    "year": "2025",
    "review": "2021-10-25..2025-10-24",
}


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `first` to `last`, both in it. `year` and `number` name it in its calendar; a review has neither (0)."""

    length: Length
    calendar: Calendar
    first: date
    last: date
    year: int = 0
    number: int = 0

    @classmethod
    def kept(cls, length: str, calendar: str, first: date, last: date, year: int, number: int) -> Span:
        """The span out of plain texts, as a database keeps them; LookupError for a length or a calendar there is not."""
        for each in LENGTHS:
            for cut in CALENDARS:
                if (each, cut) == (length, calendar):
                    return cls(each, cut, first, last, year, number)
        raise LookupError(f"{length} {calendar}")

    @property
    def compared_on(self) -> date:
        """The day its figures are compared with: that of the same period a year before, for a review the day before it began."""
        if self.length == "review":
            return self.first - timedelta(days=1)
        return periods.of(self.year, self.number, self.length, self.calendar).year_before().last_day

    @property
    def text(self) -> str:
        """As `span` reads it back."""
        if self.length == "review":
            return f"{self.first.isoformat()}..{self.last.isoformat()}"
        return str(self.year) if self.length == "year" else f"{self.number}/{self.year}"

    def __str__(self) -> str:
        return self.text


def span(period: Period, text: str) -> Span:
    """The period of this kind that a text names: "2025", "11/2025" or "2025-11", "2021-10-25..2025-10-24" for a review.

    >>> span(Period("year", "state"), "2025").last
    datetime.date(2025, 12, 14)
    """
    written = text.strip()
    if period.length == "review":
        return _review(period, written)
    year, number = _named(period, written)
    found = periods.of(year, number, period.length, period.calendar)
    return Span(period.length, period.calendar, found.days.start, found.last_day, year, number)


def _named(period: Period, written: str) -> tuple[int, int]:
    if period.length == "year" and re.fullmatch(r"\d{4}", written):
        year, number = int(written), 1
    elif match := re.fullmatch(r"(\d{1,2})/(\d{4})", written):
        year, number = int(match[2]), int(match[1])
    elif match := re.fullmatch(r"(\d{4})-(\d{1,2})", written):
        year, number = int(match[1]), int(match[2])
    else:
        raise _unread(period, written)
    if not (1900 <= year <= 2200 and 1 <= number <= _NUMBERS[period.length]):
        raise _unread(period, written)
    return year, number


def _review(period: Period, written: str) -> Span:
    first, _dots, last = written.partition("..")
    try:
        found = Span("review", period.calendar, date.fromisoformat(first.strip()), date.fromisoformat(last.strip()))
    except ValueError:
        raise _unread(period, written) from None
    if found.last < found.first:
        raise Refusal("{last} is before {first}", field="period", last=found.last, first=found.first)
    return found


def _unread(period: Period, written: str) -> Refusal:
    return Refusal(
        "“{found}” names no period of this report; write it like {example}",
        field="period",
        found=written,
        example=_EXAMPLES[period.length],
    )
