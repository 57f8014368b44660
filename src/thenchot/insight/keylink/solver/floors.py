"""What the plans are held against: greedy ways, and one plain HiGHS model of everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from thenchot.insight.keylink.solver.clock import Clock
from thenchot.insight.keylink.solver.closure import Closure, closure_of
from thenchot.insight.keylink.solver.faults import check
from thenchot.insight.keylink.solver.milp import Model, Row, solve
from thenchot.insight.keylink.solver.plan import price_of
from thenchot.insight.keylink.solver.problem import Problem, Target
from thenchot.insight.keylink.solver.reduce import bundle_usage, group_weights, reduce
from thenchot.insight.keylink.solver.start import Growing, grow


@dataclass(frozen=True, slots=True)
class Floor:
    """A comparison's cost and weight; `bound` only where it has one. None costs mean that it did not get there."""

    name: str
    cost: int | None
    won: int
    bound: int | None
    seconds: float
    worked: float


def greedy(problem: Problem, target: Target | None = None) -> Floor:
    """Record after record at the least added cost per weight, until the target is met."""
    clock = Clock(0)
    closure, need = _plain(problem, target or problem.targets[0])
    plan = Growing(closure)
    grow(plan, need=need)
    return Floor(
        "greedy by record", plan.price if plan.weight >= need else None, plan.weight, None, clock.spent, clock.worked
    )


def greedy_by_fix(problem: Problem, target: Target | None = None) -> Floor:
    """Fix after fix at the most weight won per cost; while no single fix wins anything, the cheapest fix first.

    This is what a planner does who looks at fixes one by one; the first of three faults of a depot wins nothing.
    """
    clock = Clock(0)
    asked = target or problem.targets[0]
    need, prices = asked.short() or 0, price_of(problem)
    weight = {n: r.weight for n, r in enumerate(problem.records) if asked.counts(r) and r.needs}
    open_needs = {n: set(problem.with_requirements(problem.records[n].needs)) for n in weight}
    users: dict[str, list[int]] = {}
    for n, needs in open_needs.items():
        for key in needs:
            users.setdefault(key, []).append(n)

    def rank(key: str) -> tuple[float, int, str]:
        gain = sum(weight[n] for n in users[key] if open_needs[n] == {key})
        return (-gain / max(1, prices[key]), prices[key], key)

    queue = [rank(key) for key in sorted(users)]
    heapify(queue)
    won = cost = 0
    bought: set[str] = set()
    while queue and won < need:
        known = heappop(queue)
        key = known[2]
        if key in bought or known != rank(key):
            continue
        bought.add(key)
        cost += prices[key]
        changed: set[str] = set()
        for n in users[key]:
            open_needs[n].discard(key)
            won += weight[n] if not open_needs[n] else 0
            changed |= open_needs[n] if len(open_needs[n]) == 1 else set()
        for other in sorted(changed):
            heappush(queue, rank(other))
    return Floor("greedy by fix", cost if won >= need else None, won, None, clock.spent, clock.worked)


def plain_milp(problem: Problem, target: Target | None = None, seconds: float = 60) -> Floor:
    """One HiGHS model of every fix and record as they are given, without reduction, cut or start."""
    asked = target or problem.targets[0]
    check(problem)
    clock = Clock(seconds)
    records = [r for r in problem.records if r.needs and asked.counts(r)]
    keys = sorted({key for record in records for key in problem.with_requirements(record.needs)})
    column = {key: n for n, key in enumerate(keys)}
    prices = price_of(problem)
    first = len(keys)
    rows = [
        Row((first + n, column[key]), (1, -1), high=0)
        for n, record in enumerate(records)
        for key in sorted(problem.with_requirements(record.needs))
    ]
    need = asked.short() or 0
    rows.append(Row(range(first, first + len(records)), [record.weight for record in records], low=need))
    model = Model([prices[key] for key in keys] + [0] * len(records), [True] * (first + len(records)), rows)
    answer = solve(model, clock.left)
    if answer.values is None:
        return Floor("plain HiGHS model", None, 0, answer.bound, clock.spent, clock.worked)
    bought = {key for key in keys if answer.values[column[key]]}
    won = sum(r.weight for r in records if problem.with_requirements(r.needs) <= bought)
    cost = sum(prices[key] for key in bought)
    return Floor("plain HiGHS model", cost if won >= need else None, won, answer.bound, clock.spent, clock.worked)


def _plain(problem: Problem, target: Target) -> tuple[Closure, int]:
    check(problem)
    core = reduce(problem)
    weights: Sequence[int] = group_weights(core, [r.weight if target.counts(r) else 0 for r in core.records])
    inside = [g for g, weight in enumerate(weights) if weight]
    prices = bundle_usage(core, price_of(problem))
    closure = closure_of([weights[g] for g in inside], [core.groups[g].bundles for g in inside], prices)
    return closure, target.short() or 0
