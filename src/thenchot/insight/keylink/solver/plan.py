"""What an answer looks like: the fixes, what they win, what they cost, and how sure it is that nothing is better."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from thenchot.insight.keylink.solver.problem import Fix, Limits, Problem, Record, Target

NO_LIMITS = Limits()


class Verdict(StrEnum):
    """What a plan is the answer to."""

    MET_ALREADY = "met already"
    REACHES = "reaches the target"
    MOST_POSSIBLE = "cannot be reached: this is the most"
    BEST_USE = "best use of what there is"


class Measure(StrEnum):
    """What cost is counted in. Fixes are counted when the cost of any of them is missing."""

    MONEY = "money"
    FIXES = "fixes"


@dataclass(frozen=True, slots=True)
class Standing:
    """One target before and after a plan: numerators over the same total, what is still short (None: no figure can)."""

    target: Target
    before: int
    after: int
    short_after: int | None

    @property
    def met(self) -> bool:
        """Whether the target holds after the plan."""
        return self.short_after == 0


@dataclass(frozen=True, slots=True)
class Quota:
    """At least `need` of a target's weight is to be won in these units."""

    target: Target
    units: frozenset[str]
    need: int

    def counts(self, record: Record) -> bool:
        """Whether winning the record serves the quota."""
        return record.unit in self.units and self.target.counts(record)


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, kept so that the second best and the next percent can be asked of the same.

    `toward` is None when the least cost is asked for; else the most weight, of these targets' records (empty: of all).
    """

    targets: tuple[Target, ...]
    limits: Limits = NO_LIMITS
    toward: tuple[Target, ...] | None = None
    quotas: tuple[Quota, ...] = ()
    avoid: frozenset[str] = frozenset()

    def gain(self, record: Record) -> int:
        """What winning a record adds to what is asked for, when the most is asked for."""
        toward = self.targets if self.toward is None else self.toward
        return record.weight if not toward or any(target.counts(record) for target in toward) else 0


@dataclass(frozen=True)
class Plan:
    """Fixes to do, records they win, and a proof or a gap.

    `cost` is in `measure`. `value` is what was optimised: the cost, or for a best use (and for "the most") the weight
    won; no plan has a cost below `bound`, or a weight above it. `days` adds up the work, `elapsed` is when all is done.
    """

    verdict: Verdict
    fixes: tuple[Fix, ...]
    records: tuple[Record, ...]
    won: int
    cost: int
    measure: Measure
    days: int
    elapsed: int
    standings: tuple[Standing, ...]
    value: int
    bound: int
    method: str
    problem: Problem = field(repr=False, compare=False)
    question: Question = field(repr=False, compare=False)
    seconds: float = field(compare=False)

    @property
    def proved(self) -> bool:
        """Whether it is proved that no plan is better."""
        return self.value == self.bound

    @property
    def gap(self) -> float:
        """How far off the plan can be at most, as a share of its value; 0 when proved. For showing only."""
        return abs(self.value - self.bound) / max(1, self.value)

    @property
    def reached(self) -> bool:
        """Whether every target holds after the plan."""
        return all(standing.met for standing in self.standings)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of the fixes."""
        return frozenset(fix.key for fix in self.fixes)


@dataclass(frozen=True, slots=True)
class NextStep:
    """The cheapest plan that brings one percent of the population more, and what it costs beyond the plan at hand."""

    plan: Plan
    extra_cost: int
    extra_won: int

    @property
    def within_reach(self) -> bool:
        """Whether one percent more can be had at all; if not, the plan is the most there is."""
        return self.plan.verdict is not Verdict.MOST_POSSIBLE


@dataclass(frozen=True, slots=True)
class FairPlan:
    """A plan that leaves no child unit behind, the plain cheapest one, and what fairness adds to the cost."""

    plan: Plan
    plain: Plan

    @property
    def extra_cost(self) -> int:
        """The price of fairness."""
        return self.plan.cost - self.plain.cost


def standings(targets: Iterable[Target], won: Iterable[Record]) -> tuple[Standing, ...]:
    """How each target stands once these records are won."""
    records = tuple(won)
    found: list[Standing] = []
    for target in targets:
        gained = sum(r.weight for r in records if target.counts(r))
        short = target.short()
        left = None if short is None else max(0, short - gained)
        found.append(Standing(target, target.won, target.numerator_after(gained), left))
    return tuple(found)


def measure_of(problem: Problem) -> Measure:
    """Money where every fix has a cost, else the number of fixes."""
    return Measure.FIXES if problem.uncosted else Measure.MONEY


def price_of(problem: Problem) -> dict[str, int]:
    """What each fix costs in the problem's measure."""
    if problem.uncosted:
        return dict.fromkeys(problem.fix_of, 1)
    return {fix.key: fix.cost or 0 for fix in problem.fixes}
