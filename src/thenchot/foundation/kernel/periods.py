"""Reporting periods by their calendars: which days a month, a quarter or a year is, and the same period a year before.

The State's reporting calendar cuts on the 15th (Decree 09/2019/NĐ-CP, article 12): a month runs from the 15th of the month before
to its own 14th, a quarter from the 15th of the month before it to the 14th of its last month, a year from 15 December to 14
December. Which calendar an organisation uses is data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar, get_args

from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.months import add_months

Length = Literal["month", "quarter", "half", "year"]
Calendar = Literal["calendar", "state"]

Name = TypeVar("Name", Length, Calendar)

LENGTHS: tuple[Length, ...] = get_args(Length)
CALENDARS: tuple[Calendar, ...] = get_args(Calendar)
_MONTHS: dict[Length, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
# The day on which a new month begins, counted into the month that follows it.
_CUT: dict[Calendar, int] = {"calendar": 1, "state": 15}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period: the `number`-th of its length in its year. Month 1 of 2026 by the State's calendar begins on 15/12/2025."""

    year: int
    number: int
    length: Length
    calendar: Calendar = "calendar"

    @property
    def days(self) -> Interval:
        """Its days; the end is the first day no longer in it."""
        first = _start(self.year, (self.number - 1) * _MONTHS[self.length], self.calendar)
        return Interval(first, _start(self.year, self.number * _MONTHS[self.length], self.calendar))

    @property
    def last_day(self) -> date:
        """The day its figures are of."""
        return date.fromordinal(self.days.end.toordinal() - 1)

    def before(self, periods: int = 1) -> Period:
        """The period so many before this one."""
        a_year = 12 // _MONTHS[self.length]
        year, number = divmod(self.year * a_year + self.number - 1 - periods, a_year)
        return Period(year, number + 1, self.length, self.calendar)

    def year_before(self) -> Period:
        """The same period of the year before."""
        return Period(self.year - 1, self.number, self.length, self.calendar)

    def __str__(self) -> str:
        return str(self.year) if self.length == "year" else f"{self.number}/{self.year}"


def of(year: int, number: int, length: str, calendar: str) -> Period:
    """The period named by plain texts, as a database keeps them; LookupError for a length or a calendar there is not."""
    return Period(year, number, _named(LENGTHS, length), _named(CALENDARS, calendar))


def _named(names: tuple[Name, ...], text: str) -> Name:
    for name in names:
        if name == text:
            return name
    raise LookupError(text)


def containing(day: date, length: Length, calendar: Calendar = "calendar") -> Period:
    """The period a day lies in.

    >>> str(containing(date(2026, 11, 15), "month", "state")), str(containing(date(2026, 12, 15), "year", "state"))
    ('12/2026', '2027')
    """
    counted = day if calendar == "calendar" or day.day < _CUT["state"] else add_months(day.replace(day=1), 1)
    return Period(counted.year, (counted.month - 1) // _MONTHS[length] + 1, length, calendar)


def last_days(day: date, count: int, length: Length = "month", calendar: Calendar = "calendar") -> list[date]:
    """The last days of the `count` periods that ended on or before a day, oldest first."""
    period = containing(day, length, calendar)
    if period.last_day > day:
        period = period.before()
    return [period.before(back).last_day for back in reversed(range(count))]


def _start(year: int, months: int, calendar: Calendar) -> date:
    """The first day of the year's month number `months` (from 0)."""
    first = add_months(date(year, 1, 1), months)
    return first if calendar == "calendar" else add_months(first, -1).replace(day=_CUT["state"])
