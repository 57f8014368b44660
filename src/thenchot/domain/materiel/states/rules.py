"""The coefficient by count on a day, and the share of time over a period, from the same dated facts. Pure functions.

By count: items technically good / items counted, as they stand on one day. By time: days good / days possessed and counted.
Over a period of one day the two are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
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
    """An item's facts. `possessed`: when it was held. `graded`: from which day it was (not) good. `states`: what it was in."""

    possessed: tuple[Interval, ...]
    graded: tuple[tuple[date, bool], ...] = ()
    states: tuple[tuple[Interval, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items (or item-days) were counted as what."""

    of: Mapping[Counted, int] = field(default_factory=dict)

    @property
    def good(self) -> int:
        """The numerator."""
        return self.of.get(Counted.GOOD, 0)

    @property
    def counted(self) -> int:
        """The denominator: everything but what the formula leaves out."""
        return sum(n for what, n in self.of.items() if what is not Counted.LEFT_OUT)

    def number(self, what: Counted) -> int:
        """How many were counted as this."""
        return self.of.get(what, 0)


def on_day(item: Item, treatment: Mapping[str, str], day: date) -> Counted | None:
    """What the item is on that day; None when nobody held it. An item not graded by then is not good."""
    if not any(day in held for held in item.possessed):
        return None
    state = next((name for during, name in item.states if day in during), IN_USE)
    if (fixed := FIXED.get(treatment.get(state, ""))) is not None:
        return fixed
    earlier = [good for since, good in item.graded if since <= day]
    return Counted.GOOD if earlier and earlier[-1] else Counted.NOT_GOOD


def by_count(items: Iterable[Item], treatment: Mapping[str, str], day: date) -> Tally:
    """How many items were what on that day."""
    return _tally((what, 1) for item in items if (what := on_day(item, treatment, day)) is not None)


def by_time(items: Iterable[Item], treatment: Mapping[str, str], period: Interval) -> Tally:
    """How many item-days of the period were what: possessed time split into good, maintenance, supply and the rest."""
    return _tally(
        (what, (end - start).days)
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


def _tally(counted: Iterable[tuple[Counted, int]]) -> Tally:
    found: dict[Counted, int] = {}
    for what, n in counted:
        found[what] = found.get(what, 0) + n
    return Tally(found)


def days_of(period: Interval) -> Iterable[date]:
    """Every day of a period."""
    return (period.start + timedelta(n) for n in range((period.end - period.start).days))
