"""Works a question out and writes the answer down as plain data: page, API, command line and board read this one form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.conf import settings

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.keylink import kept, plainly
from thenchot.insight.keylink.asked import Asked
from thenchot.insight.keylink.problems import Facts, definitions_of, facts_of
from thenchot.insight.keylink.solver.curve import curve
from thenchot.insight.keylink.solver.plan import Plan, Verdict, standings
from thenchot.insight.keylink.solver.plans import (
    best_within,
    cheapest,
    fair,
    next_percent,
    one_percent_on,
    second_best,
)
from thenchot.insight.keylink.solver.problem import Limits

Plain = dict[str, Any]
CURVE_POINTS = 24
# The parts of the time allowed: the plan itself, then what stands around it.
_AROUND = 0.25
_AROUND_NAMES = frozenset({"second_best", "next_percent", "curve", "all_fixes", "n_fixes"})
_NOTHING_TO_PLAN = frozenset({"empty", "no_target", "unexplained"})


def answer(asked: Asked, *, around: bool = True) -> Plain:
    """The answer to a question, from what is kept if that is still true; `around` adds curve, second best and next percent.

    The board's sentence needs no more than the plan. Raises Refusal where the question makes no sense.
    """
    definitions = definitions_of(asked.figures)
    name = asked.name if around else _plan_name(asked)
    found = kept.fresh({name: definitions}, asked.unit.pk, asked.on).get(name)
    if found is not None:
        return dict(found)
    facts = facts_of(asked)
    made = work_out(facts, around=around)
    if made["is_final"]:
        kept.keep(name, definitions, asked.unit.pk, asked.on, facts.head, made)
        if around and asked.is_plain:
            # What the board says is then what this page says, also where the board itself had no time to work it out.
            kept.keep(_plan_name(asked), definitions, asked.unit.pk, asked.on, facts.head, _plan_alone(made))
    return made


def _plan_name(asked: Asked) -> str:
    return f"plan-{asked.name[:27]}"


def _plan_alone(made: Plain) -> Plain:
    return {name: value for name, value in made.items() if name not in _AROUND_NAMES}


def work_out(facts: Facts, *, around: bool = True) -> Plain:
    """The answer from facts already read. `is_final` says that more time could not make it better."""
    asked = facts.asked
    made: Plain = {
        "unit": asked.unit.code,
        "on": asked.on.isoformat(),
        "head": _head(facts),
        "figures": [plainly.figure(figure, facts, asked) for figure in facts.figures],
        "question": dict_of(asked.wishes),
        "state": "",
        "plan": None,
        "is_final": True,
    }
    made["state"] = _state(facts)
    if made["state"] in _NOTHING_TO_PLAN or not facts.problem.records:
        return made
    facts = _beyond(facts) if made["state"] == "met" and not asked.best_use else facts
    plan, fair_price = _plan(facts)
    made["plan"] = plainly.plain_plan(facts, plan)
    made["fair_price"] = None if fair_price is None else plainly.cost_in(fair_price, plan)
    made["is_final"] = plan.proved or plan.seconds >= asked.seconds * 0.5
    if around:
        made |= _around(facts, plan)
    return made


def _beyond(facts: Facts) -> Facts:
    """The same facts asked for one percent more, where every target is met already: what holds the figure where it is."""
    further = tuple(one_percent_on(standing) for standing in standings(facts.problem.targets, ()))
    return replace(facts, problem=replace(facts.problem, targets=further))


def dict_of(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Pairs of an address gathered by name."""
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _head(facts: Facts) -> str:
    return f"{settings.THENCHOT_NODE}/{facts.head.epoch}/{facts.head.seq}" if facts.head.seq else "-"


def _state(facts: Facts) -> str:
    """Why there is no plan to make: nothing measured, no target, met already, nothing known to do; else nothing."""
    if not any(figure.is_applicable for figure in facts.figures):
        return "empty"
    if not facts.problem.targets:
        return "no_target"
    if all(target.short() == 0 for target in facts.problem.targets) and not facts.asked.must:
        return "met"
    if not facts.problem.fixes:
        return "unexplained"
    return ""


def _plan(facts: Facts) -> tuple[Plan, int | None]:
    """The plan asked for, and what fairness adds to its cost where that was asked for."""
    asked, problem = facts.asked, facts.problem
    limits = Limits(
        budget=None if asked.budget is None else int(asked.budget * plainly.HUNDREDTHS),
        days=asked.work,
        fixes=asked.fixes,
        within=asked.within,
        resources=asked.benches,
    )
    if asked.best_use:
        benches = dict(asked.benches)
        toward = problem.targets
        return (
            best_within(
                problem,
                budget=limits.budget,
                days=limits.days,
                fixes=limits.fixes,
                within=limits.within,
                resources=benches,
                toward=toward,
                seconds=asked.seconds,
            ),
            None,
        )
    if asked.fair:
        if len(problem.targets) > 1:
            raise Refusal("A plan can be fair to the units below for one figure at a time", field="fair")
        found = fair(problem, facts.child_of, limits=limits, seconds=asked.seconds)
        return found.plan, found.extra_cost
    return cheapest(problem, limits=limits, seconds=asked.seconds), None


def _around(facts: Facts, plan: Plan) -> Plain:
    """The second-best plan, what one percent more costs, and the curve; each within a part of the time."""
    part = max(0.5, facts.asked.seconds * _AROUND)
    found: Plain = {"second_best": None, "next_percent": None, "curve": None, "all_fixes": plainly.all_fixes(facts)}
    found["n_fixes"] = len(facts.problem.fixes)
    if plan.fixes and plan.verdict is not Verdict.MOST_POSSIBLE:
        other = second_best(plan, part)
        found["second_best"] = None if other is None else plainly.beside(other, plan, facts)
    if plan.standings:
        step = next_percent(plan, seconds=part)
        found["next_percent"] = {
            "within_reach": step.within_reach,
            "extra_cost": plainly.cost_in(step.extra_cost, plan),
            **plainly.beside(step.plan, plan, facts),
        }
    if len(facts.problem.targets) == 1:
        found["curve"] = plainly.curve(curve(facts.problem, CURVE_POINTS, facts.problem.targets[0], part), facts)
    return found


def units_named(plain: Mapping[str, Any]) -> dict[str, Unit]:
    """The units an answer names by key."""
    keys = {part["name"] for figure in plain["figures"] if figure["gap"] for part in figure["gap"]["by_unit"]}
    keys |= {
        figure["gap"]["best_single"]["unit"]
        for figure in plain["figures"]
        if figure["gap"] and figure["gap"]["best_single"]
    }
    for name in ("plan", "second_best", "next_percent"):
        part = plain.get(name) or {}
        keys |= {fix["unit"] for lines in ("fixes", "more", "less") for fix in part.get(lines, ())}
    return {str(unit.pk): unit for unit in Unit.objects.filter(pk__in=[UUID(key) for key in keys if key])}
