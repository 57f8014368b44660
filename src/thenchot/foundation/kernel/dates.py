"""Calendar days and half-open intervals [from, until): the day `until` is the first one no longer inside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

FOREVER = date.max


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Days from `start` (inside) to `end` (outside). `end=FOREVER` means open."""

    start: date
    end: date = FOREVER

    @classmethod
    def between(cls, start: date, end: date | None) -> Interval:
        """From database columns, where an open end is NULL."""
        return cls(start, end or FOREVER)

    @property
    def until(self) -> date | None:
        """The end as a database column keeps it: None when open."""
        return None if self.end == FOREVER else self.end

    def __bool__(self) -> bool:
        return self.start < self.end

    def __and__(self, other: Interval) -> Interval:
        """The days in both; empty (false) when there are none."""
        return Interval(max(self.start, other.start), min(self.end, other.end))

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


def first_overlap(intervals: list[Interval]) -> tuple[Interval, Interval] | None:
    """Two intervals that share a day, or None. Empty intervals overlap nothing."""
    ordered = sorted(interval for interval in intervals if interval)
    for earlier, later in pairwise(ordered):
        if earlier & later:
            return earlier, later
    return None
