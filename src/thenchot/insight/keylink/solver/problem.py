"""Which question is put to the solver: failing records, the fixes each needs, targets, and the planner's wishes.

All figures are whole numbers: weights in the indicator's own count, costs in the smallest unit of money, days in days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from thenchot.foundation.kernel.refusal import Refusal


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


def faults(problem: Problem, limits: Limits | None = None) -> tuple[Refusal, ...]:
    """Everything wrong with what was handed in, in a fixed order; empty when the problem can be solved."""
    found = [
        *_duplicates(problem),
        *_bad_figures(problem),
        *_unknown_keys(problem),
        *_bad_targets(problem.targets),
        *(_bad_limits(problem, limits) if limits else ()),
    ]
    if found:
        return tuple(found)
    cycle = precedence_cycle(problem)
    if cycle:
        return (Refusal("These fixes wait for each other in a circle: {cycle}", cycle=" -> ".join(cycle)),)
    return (*_clashing_wishes(problem), *_orphans(problem))


def check(problem: Problem, limits: Limits | None = None) -> None:
    """Refuse a problem that cannot be solved as it stands, with the first fault found."""
    for fault in faults(problem, limits):
        raise fault


def precedence_cycle(problem: Problem) -> tuple[str, ...]:
    """One circle of "must precede", first fix repeated at the end; empty when there is none."""
    done: set[str] = set()
    for root in sorted(problem.before):
        path: list[str] = []
        stack: list[tuple[str, bool]] = [(root, True)]
        while stack:
            key, entering = stack.pop()
            if not entering:
                path.pop()
                done.add(key)
            elif key in path:
                circle = path[path.index(key) :]
                return (*reversed(circle), circle[-1])
            elif key not in done:
                path.append(key)
                stack.append((key, False))
                stack.extend((first, True) for first in reversed(problem.before.get(key, ())))
    return ()


def _duplicates(problem: Problem) -> Iterable[Refusal]:
    fixes = _twice(fix.key for fix in problem.fixes)
    records = _twice(f"{r.indicator}: {r.key}" if r.indicator else r.key for r in problem.records)
    targets = _twice(target.key for target in problem.targets)
    for key in fixes:
        yield Refusal("Fix {fix} is given twice", fix=key)
    for key in records:
        yield Refusal("Record {record} is given twice", record=key)
    for key in targets:
        yield Refusal("Two targets are set for the same records ({target})", target=key or "all")


def _twice(keys: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    again: set[str] = set()
    for key in keys:
        (again if key in seen else seen).add(key)
    return sorted(again)


def _bad_figures(problem: Problem) -> Iterable[Refusal]:
    for fix in problem.fixes:
        if fix.cost is not None and fix.cost < 0:
            yield Refusal("Fix {fix}: the cost is {cost}; it cannot be below zero", fix=fix.key, cost=fix.cost)
        if fix.days < 0:
            yield Refusal("Fix {fix}: the days are {days}; they cannot be below zero", fix=fix.key, days=fix.days)
    for record in problem.records:
        if record.weight < 0:
            yield Refusal(
                "Record {record}: the weight is {weight}; it cannot be below zero",
                record=record.key,
                weight=record.weight,
            )


def _unknown_keys(problem: Problem) -> Iterable[Refusal]:
    known = problem.fix_of
    for record in problem.records:
        for key in sorted(key for key in record.needs if key not in known):
            yield Refusal("Record {record} needs fix {fix}, which is not given", record=record.key, fix=key)
    for key in sorted((problem.must_do | problem.must_not) - known.keys()):
        yield Refusal("Fix {fix} is asked for or ruled out, but is not given", fix=key)
    for key in sorted({key for pair in problem.precede for key in pair} - known.keys()):
        yield Refusal("Fix {fix} stands in an order of work, but is not given", fix=key)


def _bad_targets(targets: tuple[Target, ...]) -> Iterable[Refusal]:
    for target in targets:
        named = {"target": target.key or "all"}
        if target.total == 0:
            yield Refusal("Target {target}: the population is empty, so there is no figure to raise", **named)
        elif target.total < 0 or target.won < 0:
            yield Refusal("Target {target}: numerator and denominator cannot be below zero", **named)
        if target.goal.denominator <= 0 or target.goal.numerator < 0:
            yield Refusal(
                "Target {target}: the goal {top}/{bottom} is not a share",
                top=target.goal.numerator,
                bottom=target.goal.denominator,
                **named,
            )
        if target.decimals is not None and target.decimals < 0:
            yield Refusal("Target {target}: decimals are {decimals}", decimals=target.decimals, **named)


def _bad_limits(problem: Problem, limits: Limits) -> Iterable[Refusal]:
    given = [("budget", limits.budget), ("days", limits.days), ("fixes", limits.fixes), ("within", limits.within)]
    for name, cap in [*given, *limits.resources]:
        if cap is not None and cap < 0:
            yield Refusal("The limit on {name} is {cap}; it cannot be below zero", name=name, cap=cap)
    for name in _twice(name for name, _ in limits.resources):
        yield Refusal("Two limits are set on {name}", name=name)
    known = {fix.resource for fix in problem.fixes}
    for name in sorted({name for name, _ in limits.resources} - known):
        yield Refusal("No fix uses {name}, which has a limit", name=name)
    if limits.budget is not None and problem.uncosted:
        yield Refusal(
            "A budget cannot be spent while costs are missing: {fixes}. Give the costs, or limit the number of fixes",
            fixes=", ".join(problem.uncosted[:5]) + (" ..." if len(problem.uncosted) > 5 else ""),
        )


def _clashing_wishes(problem: Problem) -> Iterable[Refusal]:
    for key in sorted(problem.must_do):
        ruled_out = sorted(problem.with_requirements((key,)) & problem.must_not)
        if ruled_out == [key]:
            yield Refusal("Fix {fix} is both asked for and ruled out", fix=key)
        elif ruled_out:
            yield Refusal(
                "Fix {fix} is asked for, but {before}, which precedes it, is ruled out", fix=key, before=ruled_out[0]
            )


def _orphans(problem: Problem) -> Iterable[Refusal]:
    used: set[str] = set(problem.must_do)
    for record in problem.records:
        used |= record.needs
    for key in sorted(problem.fix_of.keys() - problem.with_requirements(used)):
        yield Refusal("Fix {fix} stands in the way of no record", fix=key)
