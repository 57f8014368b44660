"""The days a report is about: a period of a reporting calendar, or from one day to another, and what it is compared with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from thenchot.foundation.kernel import periods
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.regulations import queries as regulations
from thenchot.foundation.regulations.models import PeriodLength
from thenchot.insight.reports.definition import LENGTHS, Length, Period

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
    """The days from `first` to `last`, both in it. `year` and `number` name it in its calendar; a review has neither (0).

    `compared_on` is the day its figures are compared with: the last of the same period a year before, for a review the day before
    it began.
    """

    length: Length
    first: date
    last: date
    compared_on: date
    year: int = 0
    number: int = 0

    @property
    def text(self) -> str:
        """As `span` reads it back."""
        if self.length == "review":
            return f"{self.first.isoformat()}..{self.last.isoformat()}"
        return periods.named(self.year, self.number, self.length)

    def __str__(self) -> str:
        return self.text


def length(text: str) -> Length:
    """The length named by a plain text, as a database keeps it; LookupError for one there is not."""
    for each in LENGTHS:
        if each == text:
            return each
    raise LookupError(text)


def span(period: Period, text: str) -> Span:
    """The period of this kind that a text names: "2025", "11/2025" or "2025-11", "2021-10-25..2025-10-24" for a review.

    It is cut by the calendar in force in the month it is named after; refuses where none, or more than one, is.
    """
    written = text.strip()
    if period.length == "review":
        return _review(period, written)
    year, number = _named(period, written)
    found, before = _cut(period, year, number), _cut(period, year - 1, number)
    return Span(period.length, found.days.start, found.last_day, before.last_day, year, number)


def _cut(period: Period, year: int, number: int) -> periods.Period:
    if period.calendar:
        return regulations.period(period.calendar, PeriodLength(period.length), year, number)[1]
    return periods.Period(year, number, periods.length(period.length))


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
        begun, ended = date.fromisoformat(first.strip()), date.fromisoformat(last.strip())
    except ValueError:
        raise _unread(period, written) from None
    if ended < begun:
        raise Refusal("{last} is before {first}", field="period", last=ended, first=begun)
    return Span("review", begun, ended, begun - timedelta(days=1))


def _unread(period: Period, written: str) -> Refusal:
    return Refusal(
        "“{found}” names no period of this report; write it like {example}",
        field="period",
        found=written,
        example=_EXAMPLES[period.length],
    )
