"""What may be written of a qualification, and who is qualified on a day. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thenchot.foundation.kernel.refusal import Refusal

# Highest first; only the highest counts. COLLEGE_OR_HIGHER and POSTGRADUATE are what the two figures ask for.
LEVELS = ("doctor", "master", "university", "college", "intermediate", "elementary")
POSTGRADUATE = LEVELS[:2]
COLLEGE_OR_HIGHER = LEVELS[:4]


@dataclass(frozen=True, slots=True)
class Held:
    """A level in a field from a day until a day (None: for good), that day not included."""

    level: str
    field: str
    awarded_on: date
    valid_until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it is in force on the day."""
        return self.awarded_on <= on and (self.valid_until is None or on < self.valid_until)


def highest(held: Iterable[Held], on: date) -> str | None:
    """The highest level in force on the day; None when nothing is.

    >>> highest([Held("college", "Depots", date(2010, 1, 1)), Held("master", "Optics", date(2020, 1, 1))], date(2015, 1, 1))
    'college'
    """
    levels = {one.level for one in held if one.holds(on)}
    return next((level for level in LEVELS if level in levels), None)


def is_qualified(held: Iterable[Held], on: date, *, field: str, least: str) -> bool:
    """Whether someone had, on the day, at least this level in this field: what a work order or an assessment may ask."""
    enough = LEVELS[: LEVELS.index(least) + 1]
    return any(one.field == field and one.level in enough and one.holds(on) for one in held)


def check_awarded(awarded_on: date, valid_until: date | None, *, born_on: date | None, today: date) -> None:
    """Refuse a qualification of a day to come, from before birth, or that ends before it begins."""
    if awarded_on > today:
        raise Refusal(
            "{on} has not come yet; today is {today}",
            field="awarded_on",
            on=awarded_on,
            today=today,
        )
    if born_on is not None and awarded_on <= born_on:
        raise Refusal(
            "Awarded on {awarded}, but the person was born on {born}",
            field="awarded_on",
            awarded=awarded_on,
            born=born_on,
        )
    if valid_until is not None and valid_until <= awarded_on:
        raise Refusal(
            "It would end on {until}, before it begins on {start}",
            field="valid_until",
            until=valid_until,
            start=awarded_on,
        )
