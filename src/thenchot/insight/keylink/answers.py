"""Works a question out and writes the answer down as plain data: page, API, command line and board read this one form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings

from thenchot.foundation.indicators.figures import Figure, amount
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.keylink import kept
from thenchot.insight.keylink.asked import Asked
from thenchot.insight.keylink.problems import Facts, definitions_of, facts_of
from thenchot.insight.keylink.solver.curve import Curve, curve
from thenchot.insight.keylink.solver.gap import Gap, Share, gap
from thenchot.insight.keylink.solver.order import finish_days
from thenchot.insight.keylink.solver.plan import Measure, Plan, Verdict, standings
from thenchot.insight.keylink.solver.plans import (
    best_within,
    cheapest,
    fair,
    next_percent,
    one_percent_on,
    second_best,
    strike,
)
from thenchot.insight.keylink.solver.problem import Fix, Limits, Record, Target

Plain = dict[str, Any]
CURVE_POINTS = 24
MOST_LISTED = 300
# The parts of the time allowed: the plan itself, then what stands around it.
_AROUND = 0.25
_AROUND_NAMES = frozenset({"second_best", "next_percent", "curve", "all_fixes", "n_fixes"})
_HUNDREDTHS = 100
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
        "figures": [_figure(figure, facts, asked) for figure in facts.figures],
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
    made["plan"] = _plain_plan(facts, plan)
    made["fair_price"] = None if fair_price is None else _cost_in(fair_price, plan)
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
        budget=None if asked.budget is None else int(asked.budget * _HUNDREDTHS),
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


def _figure(figure: Figure, facts: Facts, asked: Asked) -> Plain:
    """A figure before any plan, with its gap split by child unit and by cause."""
    target = _target_at(figure, facts)
    found: Plain = {
        "indicator": figure.indicator,
        "slice": figure.slice,
        "numerator": _number(figure.amount(figure.numerator)),
        "denominator": _number(figure.amount(figure.denominator)),
        "missing": _number(figure.amount(figure.missing)),
        "comparator": target.comparator.value if target else None,
        "target": _percent_asked(figure, asked),
        "records": len(_failing(figure, facts)),
        "obstacles": len({key for record in _failing(figure, facts) for key in record.needs}),
        "gap": None,
    }
    if target is not None:
        of_one = replace(facts.problem, targets=(target,))
        (of_figure,) = gap(of_one, facts.child_of)
        found["gap"] = _gap(of_figure, figure, facts)
    return found


def _percent_asked(figure: Figure, asked: Asked) -> int | str | None:
    """The target in percent, the planner's own before the one in force."""
    if not figure.is_applicable:
        return None
    if asked.target is not None:
        return _number(asked.target)
    return None if figure.target is None else _number(figure.target.percent)


def _target_at(figure: Figure, facts: Facts) -> Target | None:
    return next((t for t in facts.problem.targets if (t.indicator, t.slice) == (figure.indicator, figure.slice)), None)


def _failing(figure: Figure, facts: Facts) -> list[Record]:
    return [r for r in facts.problem.records if (r.indicator, r.slice) == (figure.indicator, figure.slice)]


def _gap(of: Gap, figure: Figure, facts: Facts) -> Plain:
    def many(integer: int) -> int | str:
        return _number(amount(integer, facts.scale(figure.indicator)))

    def share(part: Share) -> Plain:
        return {
            "name": part.name,
            "records": part.records,
            "failing": many(part.failing),
            "short": many(part.short),
        }

    single = of.best_single
    return {
        "short": None if of.short is None else many(of.short),
        "failing": many(of.failing),
        "winnable": many(of.winnable),
        "within_reach": of.within_reach,
        "by_unit": [share(part) for part in of.by_unit],
        "by_cause": [share(part) for part in of.by_cause],
        "best_single": None
        if single is None
        else {"key": single.fix, "gained": many(single.gained), "records": len(single.records)}
        | _described(facts.problem.fix_of[single.fix], facts),
        "one_fix_away": list(of.one_fix_away[:200]),
        "n_one_fix_away": len(of.one_fix_away),
        "unexplained": list(of.unexplained[:200]),
        "n_unexplained": len(of.unexplained),
    }


def _described(fix: Fix, facts: Facts) -> Plain:
    indicator, cause = facts.causes.get(fix.key, ("", ""))
    return {
        "label": fix.label,
        "unit": fix.unit,
        "cost": _money(fix.cost),
        "days": fix.days,
        "resource": fix.resource or "",
        "indicator": indicator,
        "cause": cause,
        "of": list(facts.serves.get(fix.key, ()))[:3],
        "serves": len(facts.serves.get(fix.key, ())),
    }


def _plain_plan(facts: Facts, plan: Plan) -> Plain:
    """The plan with each line's due date, the records it serves, and what happens when it is struck."""
    ends = finish_days(facts.problem, plan.keys)
    lines = [_line(fix, ends[fix.key], facts, plan) for fix in plan.fixes]
    lines.sort(key=lambda line: (line["ends"], line["key"]))
    costs = [fix.cost for fix in plan.fixes]
    return {
        "verdict": plan.verdict.name.lower(),
        "proved": plan.proved,
        "gap": round(plan.gap, 6),
        "method": plan.method,
        "measure": plan.measure.value,
        "count": len(plan.fixes),
        "cost": None if None in costs else _money(sum(cost or 0 for cost in costs)),
        "known_cost": _money(sum(cost or 0 for cost in costs)),
        "uncosted": sum(cost is None for cost in costs),
        "bound": _money(plan.bound) if _is_money(plan) else plan.bound,
        "days": plan.days,
        "elapsed": plan.elapsed,
        "due_on": (facts.asked.on + timedelta(days=plan.elapsed)).isoformat(),
        "reached": plan.reached,
        "records": [_won(record, facts) for record in plan.records],
        "standings": [_standing(standing, facts) for standing in plan.standings],
        "fixes": lines,
    }


def _is_money(plan: Plan) -> bool:
    return plan.measure is Measure.MONEY and plan.verdict in (Verdict.REACHES, Verdict.MET_ALREADY)


def _won(record: Record, facts: Facts) -> Plain:
    weight = _number(amount(record.weight, facts.scale(record.indicator)))
    return {
        "key": record.key,
        "indicator": record.indicator,
        "slice": record.slice,
        "unit": record.unit,
        "weight": weight,
        "needs": sorted(facts.problem.with_requirements(record.needs)),
    }


def _line(fix: Fix, ends: int, facts: Facts, plan: Plan) -> Plain:
    serves = [record for record in plan.records if fix.key in record.needs]
    found: Plain = {"key": fix.key} | _described(fix, facts)
    found |= {
        "ends": ends,
        "due_on": (facts.asked.on + timedelta(days=ends)).isoformat(),
        "records": [record.key for record in serves],
        "struck": None,
    }
    if fix.key not in facts.problem.must_do:
        struck = strike(plan, fix.key)
        found["struck"] = {
            "lost": len(struck.lost),
            "idle": [one.key for one in struck.idle],
            "cost_saved": _money(struck.cost_saved) if plan.measure is Measure.MONEY else struck.cost_saved,
            "days_saved": struck.days_saved,
            "reached": struck.reached,
            "needs_solver": struck.needs_solver,
            "standings": [_standing(standing, facts) for standing in struck.standings],
        }
    return found


def _standing(standing: Any, facts: Facts) -> Plain:
    scale = facts.scale(standing.target.indicator)
    short = standing.target.short()
    return {
        "indicator": standing.target.indicator,
        "slice": standing.target.slice or "",
        "before": _number(amount(standing.before, scale)),
        "after": _number(amount(standing.after, scale)),
        "total": _number(amount(standing.target.total, scale)),
        "met": standing.met,
        "short": None if short is None else _number(amount(short, scale)),
        "short_after": None if standing.short_after is None else _number(amount(standing.short_after, scale)),
    }


def _around(facts: Facts, plan: Plan) -> Plain:
    """The second-best plan, what one percent more costs, and the curve; each within a part of the time."""
    part = max(0.5, facts.asked.seconds * _AROUND)
    found: Plain = {"second_best": None, "next_percent": None, "curve": None, "all_fixes": _all_fixes(facts)}
    found["n_fixes"] = len(facts.problem.fixes)
    if plan.fixes and plan.verdict is not Verdict.MOST_POSSIBLE:
        other = second_best(plan, part)
        found["second_best"] = None if other is None else _beside(other, plan, facts)
    if plan.standings:
        step = next_percent(plan, seconds=part)
        found["next_percent"] = {
            "within_reach": step.within_reach,
            "extra_cost": _cost_in(step.extra_cost, plan),
            **_beside(step.plan, plan, facts),
        }
    if len(facts.problem.targets) == 1:
        found["curve"] = _curve(curve(facts.problem, CURVE_POINTS, facts.problem.targets[0], part), facts)
    return found


def _all_fixes(facts: Facts) -> list[Plain]:
    """What could be done at all, what serves most first; the first MOST_LISTED of it."""
    order = sorted(facts.problem.fixes, key=lambda fix: (-len(facts.serves.get(fix.key, ())), fix.key))
    return [{"key": fix.key} | _described(fix, facts) for fix in order[:MOST_LISTED]]


def _beside(other: Plan, plan: Plan, facts: Facts) -> Plain:
    """Another plan beside the one at hand: what it takes, and the fixes it has more and less."""
    return {
        "count": len(other.fixes),
        "cost": _cost_in(other.cost, other),
        "measure": other.measure.value,
        "elapsed": other.elapsed,
        "proved": other.proved,
        "standings": [_standing(standing, facts) for standing in other.standings[:1]],
        "more": [{"key": f.key} | _described(f, facts) for f in other.fixes if f.key not in plan.keys][:20],
        "less": [{"key": f.key} | _described(f, facts) for f in plan.fixes if f.key not in other.keys][:20],
    }


def _cost_in(cost: int, plan: Plan) -> int | str | None:
    return _money(cost) if plan.measure is Measure.MONEY else cost


def _curve(drawn: Curve, facts: Facts) -> Plain:
    target = facts.problem.targets[0]
    scale = facts.scale(target.indicator)
    return {
        "measure": drawn.measure.value,
        "points": [
            {
                "after": _number(amount(target.numerator_after(point.won), scale)),
                "total": _number(amount(target.total, scale)),
                "cost": _money(point.cost) if drawn.measure is Measure.MONEY else point.cost,
                "fixes": len(point.fixes),
                "proved": point.proved,
            }
            for point in drawn.points
        ],
    }


def _money(hundredths: int | None) -> int | str | None:
    """An amount in đồng: a whole number, or text where there are hundredths."""
    return None if hundredths is None else _number(amount(hundredths, _HUNDREDTHS))


def _number(number: Decimal | int) -> int | str:
    """A number that JSON carries exactly: an int, or its digits as text."""
    return int(number) if number == int(number) else format(number, "f")


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
