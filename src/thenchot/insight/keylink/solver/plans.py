"""Which few fixes close the gap: cheapest plan, best use, second best, next percent, fair plan, a line struck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.insight.keylink.solver.asking import answer
from thenchot.insight.keylink.solver.clock import Clock
from thenchot.insight.keylink.solver.order import finish_days
from thenchot.insight.keylink.solver.plan import (
    NO_LIMITS,
    FairPlan,
    NextStep,
    Plan,
    Question,
    Quota,
    Standing,
    price_of,
    standings,
)
from thenchot.insight.keylink.solver.problem import Comparator, Fix, Limits, Problem, Ratio, Record, Target


def cheapest(
    problem: Problem, targets: Sequence[Target] | None = None, *, limits: Limits = NO_LIMITS, seconds: float = 10
) -> Plan:
    """The least cost at which every target (default: all of the problem's) is met within the limits.

    When they cannot be met, the most that can be won towards them; the verdict says which it is.
    """
    asked = tuple(problem.targets if targets is None else targets)
    if not asked:
        raise Refusal("There is no target to reach")
    return answer(problem, Question(asked, limits), Clock(seconds))


def best_within(
    problem: Problem,
    *,
    budget: int | None = None,
    days: int | None = None,
    resources: Mapping[str, int] | None = None,
    fixes: int | None = None,
    within: int | None = None,
    toward: Sequence[Target] = (),
    seconds: float = 10,
) -> Plan:
    """The most weight of records won with what there is, and of such plans the cheapest that the time allows.

    `days` is work in all, `resources` work days of each bench, `fixes` a number of fixes, `within` days until all is
    done. `toward` counts only records of these targets; without it all records count.
    """
    benches = tuple(sorted((resources or {}).items()))
    limits = Limits(budget=budget, days=days, resources=benches, fixes=fixes, within=within)
    return answer(problem, Question(problem.targets, limits, tuple(toward)), Clock(seconds))


def second_best(plan: Plan, seconds: float = 10) -> Plan | None:
    """The best plan that does without at least one of this plan's fixes; None when there is none of its kind."""
    problem = plan.problem
    avoid = plan.keys - problem.with_requirements(problem.must_do)
    if not avoid:
        return None
    other = answer(problem, replace(plan.question, avoid=avoid), Clock(seconds))
    return other if other.verdict is plan.verdict else None


def next_percent(plan: Plan, target: Target | None = None, seconds: float = 10) -> NextStep:
    """The cheapest plan for one percent of the population more than this one brings; `target` defaults to the first."""
    if not plan.standings:
        raise Refusal("There is no target whose next percent could be asked for")
    standing = next((s for s in plan.standings if target in (None, s.target)), None)
    if standing is None:
        raise Refusal("Target {target} was not asked for in this plan", target=target.key if target else "")
    further = one_percent_on(standing)
    kept = () if plan.question.toward is not None else plan.question.targets
    targets = tuple(asked for asked in kept if asked != standing.target)
    limits = NO_LIMITS if plan.question.toward is not None else plan.question.limits
    following = answer(plan.problem, Question((further, *targets), limits, quotas=plan.question.quotas), Clock(seconds))
    return NextStep(following, following.cost - plan.cost, following.won - plan.won)


def one_percent_on(standing: Standing) -> Target:
    """The target of one percent of the population beyond where a figure stands after a plan."""
    target = standing.target
    step = -(-target.total // 100)
    if target.comparator.rising:
        goal, comparator = standing.after + step, Comparator.AT_LEAST
    else:
        goal, comparator = max(0, standing.after - step), Comparator.AT_MOST
    return replace(target, goal=Ratio(goal, target.total), comparator=comparator, decimals=None)


def fair(
    problem: Problem,
    child_of: Mapping[str, str],
    target: Target | None = None,
    *,
    limits: Limits = NO_LIMITS,
    seconds: float = 20,
) -> FairPlan:
    """The cheapest plan that leaves no child unit behind, beside the plain one.

    Each child wins at least the whole part of its share of what is short (short * failing there / failing in all), as
    far as its records can be won. `child_of` names the child a record's unit belongs to (default: the unit itself).
    """
    if target is None and not problem.targets:
        raise Refusal("There is no target to reach")
    asked = target or problem.targets[0]
    clock = Clock(seconds)
    plain = cheapest(problem, (asked,), limits=limits, seconds=seconds / 2)
    question = Question((asked,), limits, quotas=_quotas(problem, child_of, asked))
    return FairPlan(answer(problem, question, Clock(max(clock.left, seconds / 2))), plain)


def _quotas(problem: Problem, child_of: Mapping[str, str], target: Target) -> tuple[Quota, ...]:
    done = problem.with_requirements(problem.must_do)
    failing: dict[str, int] = {}
    winnable: dict[str, int] = {}
    units: dict[str, set[str]] = {}
    for record in problem.records:
        if target.counts(record):
            child = child_of.get(record.unit, record.unit)
            open_to_us = record.needs and not (problem.with_requirements(record.needs) - done) & problem.must_not
            failing[child] = failing.get(child, 0) + record.weight
            winnable[child] = winnable.get(child, 0) + (record.weight if open_to_us else 0)
            units.setdefault(child, set()).add(record.unit)
    short, total = target.short() or 0, sum(failing.values())
    return tuple(
        Quota(target, frozenset(units[child]), min(winnable[child], short * failing[child] // total))
        for child in sorted(failing)
        if total
    )


@dataclass(frozen=True, slots=True)
class Struck:
    """What changes when one line of a plan is struck: records lost, fixes that then serve nothing, cost and days saved.

    `needs_solver` says that something shared is touched, so another plan may now be the better one.
    """

    fix: Fix
    lost: tuple[Record, ...]
    idle: tuple[Fix, ...]
    cost_saved: int
    days_saved: int
    elapsed: int
    standings: tuple[Standing, ...]
    needs_solver: bool

    @property
    def reached(self) -> bool:
        """Whether every target still holds."""
        return all(standing.met for standing in self.standings)


def strike(plan: Plan, key: str) -> Struck:
    """Strike one fix of a plan, at once and without the solver."""
    problem = plan.problem
    fixed = problem.with_requirements(problem.must_do)
    if key not in plan.keys:
        raise Refusal("Fix {fix} is not in the plan", fix=key)
    if key in fixed:
        raise Refusal("Fix {fix} is to be done in any case and cannot be struck", fix=key)
    needs = {record: problem.with_requirements(record.needs) for record in plan.records}
    lost = tuple(record for record in plan.records if key in needs[record])
    still = [record for record in plan.records if key not in needs[record]]
    useful = fixed.union(*(needs[record] for record in still))
    gone = plan.keys - useful
    prices = price_of(problem)
    return Struck(
        fix=problem.fix_of[key],
        lost=lost,
        idle=tuple(fix for fix in plan.fixes if fix.key in gone and fix.key != key),
        cost_saved=sum(prices[one] for one in gone),
        days_saved=sum(problem.fix_of[one].days for one in gone),
        elapsed=max(finish_days(problem, plan.keys - gone).values(), default=0),
        standings=standings((standing.target for standing in plan.standings), still),
        needs_solver=_anything_shared(problem, lost, fixed),
    )


def _anything_shared(problem: Problem, lost: Sequence[Record], fixed: frozenset[str]) -> bool:
    """Whether a record that does not fall with the line needs any of the fixes of those that do."""
    touched = frozenset[str]().union(*(problem.with_requirements(record.needs) for record in lost)) - fixed
    fallen = {(record.indicator, record.key) for record in lost}
    others = (record for record in problem.records if (record.indicator, record.key) not in fallen)
    return any(problem.with_requirements(record.needs) & touched for record in others)
