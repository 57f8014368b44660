"""The coefficient by count on a day, and the share of time over a period, from the same dated facts. Pure functions.

By count: quantity technically good / quantity counted, as they stand on one day. By time: the same over the days possessed.
Over a period of one day the two are the same. What is not graded, or whose grade no rule of the day knows, is unknown: it is on
neither side, and shown beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from itertools import pairwise

from thenchot.foundation.kernel.dates import Interval


class Counted(Enum):
    """What one item is, on one day, to a formula."""

    GOOD = "good"
    NOT_GOOD = "not_good"
    MAINTENANCE = "maintenance"
    SUPPLY = "supply"
    OTHER = "other"
    UNKNOWN = "unknown"
    LEFT_OUT = "left_out"


# A treatment that does not ask the grade; BY_GRADE is the absence of one.
FIXED: Mapping[str, Counted] = {
    "down_maintenance": Counted.MAINTENANCE,
    "down_supply": Counted.SUPPLY,
    "down_other": Counted.OTHER,
    "left_out": Counted.LEFT_OUT,
}
IN_USE = "in_use"


@dataclass(frozen=True, slots=True)
class Item:
    """An item's facts. `possessed`: when it was held. `graded`: from which day it was (not) good, or it was not known (None).

    `states`: what it was in. `quantity`: how many like items this one entry stands for.
    """

    possessed: tuple[Interval, ...]
    graded: tuple[tuple[date, bool | None], ...] = ()
    states: tuple[tuple[Interval, str], ...] = ()
    quantity: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Tally:
    """How much (or how much times days) was counted as what."""

    of: Mapping[Counted, Decimal] = field(default_factory=dict)

    @property
    def good(self) -> Decimal:
        """The numerator."""
        return self.number(Counted.GOOD)

    @property
    def counted(self) -> Decimal:
        """The denominator: everything but what the formula leaves out and what is not known."""
        sides = (n for what, n in self.of.items() if what not in {Counted.LEFT_OUT, Counted.UNKNOWN})
        return sum(sides, Decimal(0))

    def number(self, what: Counted) -> Decimal:
        """How much was counted as this."""
        return self.of.get(what, Decimal(0))


def on_day(item: Item, treatment: Mapping[str, str], day: date) -> Counted | None:
    """What the item is on that day; None when nobody held it."""
    if not any(day in held for held in item.possessed):
        return None
    state = next((name for during, name in item.states if day in during), IN_USE)
    if (fixed := FIXED.get(treatment.get(state, ""))) is not None:
        return fixed
    earlier = [good for since, good in item.graded if since <= day]
    if not earlier or earlier[-1] is None:
        return Counted.UNKNOWN
    return Counted.GOOD if earlier[-1] else Counted.NOT_GOOD


def by_count(items: Iterable[Item], treatment: Mapping[str, str], day: date) -> Tally:
    """How much was what on that day."""
    return _tally((what, item.quantity) for item in items if (what := on_day(item, treatment, day)) is not None)


def by_time(items: Iterable[Item], treatment: Mapping[str, str], period: Interval) -> Tally:
    """How much times days of the period were what: possessed time split into good, maintenance, supply and the rest."""
    return _tally(
        (what, (end - start).days * item.quantity)
        for item in items
        for start, end in _pieces(item, period)
        if (what := on_day(item, treatment, start)) is not None
    )


def _pieces(item: Item, period: Interval) -> Iterable[tuple[date, date]]:
    """The period cut at every day on which anything about the item changes; within a piece nothing does."""
    changes = {period.start, period.end}
    for during in (*item.possessed, *(span for span, _name in item.states)):
        changes.update((during.start, during.end))
    changes.update(since for since, _good in item.graded)
    inside = sorted(day for day in changes if period.start <= day <= period.end)
    return pairwise(inside)


def _tally(counted: Iterable[tuple[Counted, Decimal]]) -> Tally:
    found: dict[Counted, Decimal] = {}
    for what, n in counted:
        found[what] = found.get(what, Decimal(0)) + n
    return Tally(found)


def days_of(period: Interval) -> Iterable[date]:
    """Every day of a period."""
    return (period.start + timedelta(n) for n in range((period.end - period.start).days))
