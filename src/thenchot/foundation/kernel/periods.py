"""Reporting periods by their calendars: which days a month, a quarter or a year is, and the same period a year before.

Where a calendar cuts is data of the organisation. The plain one cuts on the first; the State's on the 15th (Decree 09/2019/NĐ-CP,
article 12): a month runs from the 15th of the month before to its own 14th, a quarter from the 15th of the month before it to the
14th of its last month, a year from 15 December to 14 December.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.months import add_months

Length = Literal["month", "quarter", "half", "year"]

LENGTHS: tuple[Length, ...] = get_args(Length)
_MONTHS: dict[Length, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """Where periods begin: on a day (1 to 28) of the month that lies so many months before the first one they are named after."""

    first_day: int = 1
    months_before: int = 0


PLAIN = Cut()


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period: the `number`-th of its length in its year. Month 1 of 2026 by the State's calendar begins on 15/12/2025."""

    year: int
    number: int
    length: Length
    cut: Cut = PLAIN

    @property
    def days(self) -> Interval:
        """Its days; the end is the first day no longer in it."""
        first = _start(self.year, (self.number - 1) * _MONTHS[self.length], self.cut)
        return Interval(first, _start(self.year, self.number * _MONTHS[self.length], self.cut))

    @property
    def last_day(self) -> date:
        """The day its figures are of."""
        return date.fromordinal(self.days.end.toordinal() - 1)

    def before(self, periods: int = 1) -> Period:
        """The period so many before this one."""
        a_year = 12 // _MONTHS[self.length]
        year, number = divmod(self.year * a_year + self.number - 1 - periods, a_year)
        return Period(year, number + 1, self.length, self.cut)

    def year_before(self) -> Period:
        """The same period of the year before."""
        return Period(self.year - 1, self.number, self.length, self.cut)

    def __str__(self) -> str:
        return named(self.year, self.number, self.length)


def named(year: int, number: int, length: str) -> str:
    """How people call it, whichever calendar cuts it: `11/2026`, or the year alone."""
    return str(year) if length == "year" else f"{number}/{year}"


def named_month(year: int, number: int, length: Length) -> date:
    """The first day of the last month the period is named after: the day whose rules cut it.

    >>> named_month(2026, 2, "quarter")
    datetime.date(2026, 6, 1)
    """
    return add_months(date(year, 1, 1), number * _MONTHS[length] - 1)


def length(text: str) -> Length:
    """The length named by a plain text, as a database keeps it; LookupError for one there is not."""
    for known in LENGTHS:
        if known == text:
            return known
    raise LookupError(text)


def containing(day: date, length: Length, cut: Cut = PLAIN) -> Period:
    """The period a day lies in.

    >>> state = Cut(15, 1)
    >>> str(containing(date(2026, 11, 15), "month", state)), str(containing(date(2026, 12, 15), "year", state))
    ('12/2026', '2027')
    """
    begun = day.replace(day=1) if day.day >= cut.first_day else add_months(day.replace(day=1), -1)
    counted = add_months(begun, cut.months_before)
    return Period(counted.year, (counted.month - 1) // _MONTHS[length] + 1, length, cut)


def last_days(day: date, count: int, length: Length = "month", cut: Cut = PLAIN) -> list[date]:
    """The last days of the `count` periods that ended on or before a day, oldest first."""
    period = containing(day, length, cut)
    if period.last_day > day:
        period = period.before()
    return [period.before(back).last_day for back in reversed(range(count))]


def _start(year: int, months: int, cut: Cut) -> date:
    """The first day of the year's month number `months` (from 0)."""
    return add_months(date(year, 1, 1), months - cut.months_before).replace(day=cut.first_day)
