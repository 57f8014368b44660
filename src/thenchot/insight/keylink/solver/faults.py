"""What is wrong with a question before anyone tries to answer it: bad figures, unknown keys, circles, clashing wishes."""

from __future__ import annotations

from collections.abc import Iterable

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.insight.keylink.solver.problem import Limits, Problem, Target


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
