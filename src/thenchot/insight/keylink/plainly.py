"""The parts of an answer as plain data: figures with their gap, plans with their lines, the curve. Numbers stay exact."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from thenchot.foundation.indicators.figures import Figure, amount
from thenchot.insight.keylink.asked import Asked
from thenchot.insight.keylink.problems import Facts
from thenchot.insight.keylink.solver.curve import Curve
from thenchot.insight.keylink.solver.gap import Gap, Share, gap
from thenchot.insight.keylink.solver.order import finish_days
from thenchot.insight.keylink.solver.plan import Measure, Plan, Verdict
from thenchot.insight.keylink.solver.plans import strike
from thenchot.insight.keylink.solver.problem import Fix, Record, Target

Plain = dict[str, Any]
MOST_LISTED = 300
HUNDREDTHS = 100


def figure(figure: Figure, facts: Facts, asked: Asked) -> Plain:
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


def plain_plan(facts: Facts, plan: Plan) -> Plain:
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


def all_fixes(facts: Facts) -> list[Plain]:
    """What could be done at all, what serves most first; the first MOST_LISTED of it."""
    order = sorted(facts.problem.fixes, key=lambda fix: (-len(facts.serves.get(fix.key, ())), fix.key))
    return [{"key": fix.key} | _described(fix, facts) for fix in order[:MOST_LISTED]]


def beside(other: Plan, plan: Plan, facts: Facts) -> Plain:
    """Another plan beside the one at hand: what it takes, and the fixes it has more and less."""
    return {
        "count": len(other.fixes),
        "cost": cost_in(other.cost, other),
        "measure": other.measure.value,
        "elapsed": other.elapsed,
        "proved": other.proved,
        "standings": [_standing(standing, facts) for standing in other.standings[:1]],
        "more": [{"key": f.key} | _described(f, facts) for f in other.fixes if f.key not in plan.keys][:20],
        "less": [{"key": f.key} | _described(f, facts) for f in plan.fixes if f.key not in other.keys][:20],
    }


def cost_in(cost: int, plan: Plan) -> int | str | None:
    """A cost in what the plan counts: đồng from hundredths, or fixes."""
    return _money(cost) if plan.measure is Measure.MONEY else cost


def curve(drawn: Curve, facts: Facts) -> Plain:
    """The curve's points: what the figure comes to, at what cost, and whether that is proved to be the least."""
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
    return None if hundredths is None else _number(amount(hundredths, HUNDREDTHS))


def _number(number: Decimal | int) -> int | str:
    """A number that JSON carries exactly: an int, or its digits as text."""
    return int(number) if number == int(number) else format(number, "f")
