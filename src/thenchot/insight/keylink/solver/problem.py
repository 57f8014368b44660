"""Which question is put to the solver: failing records, the fixes each needs, targets, and the planner's wishes.

All figures are whole numbers: weights in the indicator's own count, costs in the smallest unit of money, days in days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Comparator(StrEnum):
    """How a figure is held against its target."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"

    @property
    def rising(self) -> bool:
        """Whether the figure gets better as it grows."""
        return self in (Comparator.AT_LEAST, Comparator.MORE_THAN)

    def holds(self, left: int, right: int) -> bool:
        """Whether `left` stands to `right` as the comparator asks."""
        return {
            Comparator.AT_LEAST: left >= right,
            Comparator.MORE_THAN: left > right,
            Comparator.AT_MOST: left <= right,
            Comparator.LESS_THAN: left < right,
        }[self]


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share as two whole numbers: 80 % is Ratio(80, 100), 0.2 % is Ratio(2, 1000)."""

    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """One thing to do: its cost (None when no record tells it), work in days, and the bench or team it occupies."""

    key: str
    cost: int | None = None
    days: int = 0
    resource: str | None = None
    label: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record that misses: won, adding `weight`, when all of `needs` are done. Without needs it is unexplained."""

    key: str
    needs: frozenset[str]
    weight: int = 1
    unit: str = ""
    slice: str = ""
    cause: str = ""
    indicator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a figure must come to: `won / total` now, the goal, and how they are compared.

    For a falling comparator a won record takes its weight away from `won`. With `decimals` the figure is first rounded,
    half up, to that many decimals of a percent, as it would be printed; without, it is compared as it is.
    """

    won: int
    total: int
    goal: Ratio
    comparator: Comparator = Comparator.AT_LEAST
    indicator: str = ""
    slice: str | None = None
    decimals: int | None = None

    @property
    def key(self) -> str:
        """A name that tells targets apart."""
        return self.indicator if self.slice is None else f"{self.indicator}/{self.slice}"

    def counts(self, record: Record) -> bool:
        """Whether winning the record moves this figure."""
        return record.indicator == self.indicator and self.slice in (None, record.slice)

    def numerator_after(self, gained: int) -> int:
        """The numerator once records of weight `gained` are won."""
        return self.won + gained if self.comparator.rising else self.won - gained

    def met_by(self, gained: int) -> bool:
        """Whether the goal holds once `gained` is won; cross-multiplied, so no division is ever made."""
        top, bottom = self.numerator_after(gained), self.total
        if self.decimals is not None:
            scale = 10 ** (self.decimals + 2)
            top, bottom = (2 * top * scale + bottom) // (2 * bottom), scale
        return self.comparator.holds(top * self.goal.denominator, self.goal.numerator * bottom)

    def short(self) -> int | None:
        """The least weight still to be won; None when not even the best conceivable figure meets the goal."""
        beyond = abs(self.goal.numerator) * self.total // self.goal.denominator + self.total + 1
        highest = beyond if self.comparator.rising else self.won
        return _least(self.met_by, highest)


def _least(holds: Callable[[int], bool], highest: int) -> int | None:
    """The least whole number in 0..highest at which a condition that stays true once true holds."""
    if not holds(highest):
        return None
    low, high = 0, highest
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What may be used up: money, work days, days of each bench, number of fixes, and days until all is finished."""

    budget: int | None = None
    days: int | None = None
    resources: tuple[tuple[str, int], ...] = ()
    fixes: int | None = None
    within: int | None = None

    @property
    def none(self) -> bool:
        """Whether nothing is limited."""
        return self == Limits()


@dataclass(frozen=True)
class Problem:
    """Failing records, fixes, targets, and what the planner insists on; `precede` holds pairs (before, after)."""

    records: tuple[Record, ...]
    fixes: tuple[Fix, ...]
    targets: tuple[Target, ...] = ()
    must_do: frozenset[str] = frozenset()
    must_not: frozenset[str] = frozenset()
    precede: tuple[tuple[str, str], ...] = ()

    @cached_property
    def fix_of(self) -> Mapping[str, Fix]:
        """Fixes by key."""
        return {fix.key: fix for fix in self.fixes}

    @cached_property
    def before(self) -> Mapping[str, tuple[str, ...]]:
        """For each fix, those that must precede it directly."""
        found: dict[str, list[str]] = {}
        for first, later in self.precede:
            found.setdefault(later, []).append(first)
        return {later: tuple(sorted(set(firsts))) for later, firsts in found.items()}

    @cached_property
    def unexplained(self) -> tuple[Record, ...]:
        """Records that miss though nothing stands in their way: they are named, and never won."""
        return tuple(sorted((r for r in self.records if not r.needs), key=lambda r: (r.indicator, r.key)))

    @cached_property
    def uncosted(self) -> tuple[str, ...]:
        """Fixes whose cost no record tells; when there is one, answers count fixes instead of money."""
        return tuple(sorted(fix.key for fix in self.fixes if fix.cost is None))

    def with_requirements(self, keys: Iterable[str]) -> frozenset[str]:
        """The fixes and all that must precede them, however far back."""
        if not self.precede:
            return frozenset(keys)
        found: set[str] = set()
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                waiting.extend(self.before.get(key, ()))
        return frozenset(found)
