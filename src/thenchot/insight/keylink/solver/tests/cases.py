"""Small random problems, and the honest way to answer them: try every set of fixes."""

from __future__ import annotations

from itertools import combinations

from hypothesis import strategies as st

from thenchot.insight.keylink.solver.closure import Closure, closure_of
from thenchot.insight.keylink.solver.plan import price_of
from thenchot.insight.keylink.solver.problem import Comparator, Fix, Problem, Ratio, Record, Target

INDICATORS = ("depots", "readiness")


@st.composite
def closures(draw, groups=8, bundles=8):
    count = draw(st.integers(1, groups))
    things = draw(st.integers(1, bundles))
    needs = draw(st.lists(st.sets(st.integers(0, things - 1), min_size=1), min_size=count, max_size=count))
    weights = draw(st.lists(st.integers(1, 5), min_size=count, max_size=count))
    prices = draw(st.lists(st.integers(0, 9), min_size=things, max_size=things))
    return closure_of(weights, [sorted(found) for found in needs], prices)


def subsets(closure: Closure):
    for size in range(closure.size + 1):
        for groups in combinations(range(closure.size), size):
            yield set(groups), closure.weight(groups), closure.price(groups)


@st.composite
def targets(draw, indicator, failing, part=None):
    """A target that the failing weight may or may not reach, in any comparator and rounding."""
    comparator = draw(st.sampled_from(list(Comparator)))
    won = draw(st.integers(0, 6)) + (0 if comparator.rising else failing)
    total = won + (failing if comparator.rising else draw(st.integers(1, 6))) or 1
    wanted = draw(st.integers(0, failing + 1))
    end = won + wanted if comparator.rising else max(0, won - wanted)
    goal = draw(st.sampled_from([Ratio(end, total), Ratio(round(100 * end / total), 100)]))
    decimals = draw(st.sampled_from([None, None, 0, 1]))
    return Target(
        won=won, total=total, goal=goal, comparator=comparator, indicator=indicator, slice=part, decimals=decimals
    )


@st.composite
def problems(draw, *, wishes=True, several=True, costs=True):
    keys = [f"fix-{n}" for n in range(draw(st.integers(1, 7)))]
    kinds = INDICATORS if several else INDICATORS[:1]
    needs = st.frozensets(st.sampled_from(keys), min_size=0, max_size=4)
    records = tuple(
        Record(
            key=f"record-{n}",
            needs=draw(needs),
            weight=draw(st.sampled_from([0, 1, 1, 1, 2, 4])),
            unit=draw(st.sampled_from("uvw")),
            slice=draw(st.sampled_from("st")),
            cause=draw(st.sampled_from("xyz")),
            indicator=draw(st.sampled_from(kinds)),
        )
        for n in range(draw(st.integers(1, 7)))
    )
    pairs = [pair for pair in combinations(keys, 2) if wishes and draw(st.integers(0, 11)) == 0]
    shell = Problem(records, (), precede=tuple(pairs))
    used = sorted(shell.with_requirements(frozenset().union(*(r.needs for r in records))))
    missing = not costs or draw(st.integers(0, 9)) == 0
    fixes = tuple(
        Fix(
            key=key,
            cost=None if missing and draw(st.booleans()) else draw(st.integers(0, 9)),
            days=draw(st.integers(0, 5)),
            resource=draw(st.sampled_from([None, "bench-1", "bench-2"])),
        )
        for key in used
    )
    rare = st.integers(0, 9).map(lambda n: n == 0)
    must_do = frozenset(key for key in used if wishes and draw(rare))
    asked = shell.with_requirements(must_do)
    must_not = frozenset(key for key in used if wishes and key not in asked and draw(rare))
    found = [draw(targets(kind, sum(r.weight for r in records if r.indicator == kind))) for kind in kinds]
    if several and draw(st.booleans()):
        part = sum(r.weight for r in records if r.indicator == INDICATORS[0] and r.slice == "s")
        found.append(draw(targets(INDICATORS[0], part, "s")))
    kept = tuple(pair for pair in pairs if pair[1] in used)
    return Problem(records, fixes, tuple(found), must_do, must_not, kept)


def every_plan(problem: Problem):
    """Every set of fixes that keeps the planner's wishes and the order of work: fixes, cost, records won."""
    keys = sorted(problem.fix_of)
    must = problem.with_requirements(problem.must_do)
    prices = price_of(problem)
    for size in range(len(keys) + 1):
        for chosen in map(frozenset, combinations(keys, size)):
            if must <= chosen and not chosen & problem.must_not and problem.with_requirements(chosen) == chosen:
                won = [r for r in problem.records if r.needs and r.needs <= chosen]
                yield chosen, sum(prices[key] for key in chosen), won


def gained(won, target):
    return sum(record.weight for record in won if target.counts(record))


def meets_all(won, asked):
    return all(target.met_by(gained(won, target)) for target in asked)


def weight(won):
    return sum(record.weight for record in won)
