"""What a plan still brings when lines are struck: from the answer at hand, without the solver and without reading a record."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.insight.keylink.solver.order import finish_days
from thenchot.insight.keylink.solver.problem import Fix, Problem

Plain = dict[str, Any]


def without(answer: Mapping[str, Any], keys: Collection[str]) -> Plain:
    """The answer with these lines struck from its plan, and with them the lines that then serve nothing.

    `struck` says what went; `needs_solver` that something shared is touched, so that another plan may now be the better one.
    Refuses a line that is not in the plan or is to be done in any case.
    """
    plan = answer["plan"]
    lines = {line["key"]: line for line in (plan["fixes"] if plan else ())}
    for key in keys:
        if key not in lines:
            raise Refusal("Fix {fix} is not in the plan", fix=key)
        if lines[key]["struck"] is None:
            raise Refusal("Fix {fix} is to be done in any case and cannot be struck", fix=key)
    gone = set(keys)
    still = [record for record in plan["records"] if gone.isdisjoint(record["needs"])]
    useful = {key for record in still for key in record["needs"]}
    left = [line for key, line in lines.items() if key not in gone and (key in useful or line["struck"] is None)]
    ends = _ends(left, answer["question"].get("order", ()))
    on = date.fromisoformat(answer["on"])
    changed = {
        **plan,
        "fixes": sorted(
            (_moved(line, ends[line["key"]], on, still) for line in left), key=lambda line: (line["ends"], line["key"])
        ),
        "records": still,
        "standings": [_standing(standing, still, plan["records"]) for standing in plan["standings"]],
        "days": sum(line["days"] for line in left),
        "elapsed": max(ends.values(), default=0),
        "due_on": (on + timedelta(days=max(ends.values(), default=0))).isoformat(),
        **_costs(left, plan["measure"]),
    }
    changed["reached"] = all(standing["met"] for standing in changed["standings"])
    taken = {line["key"] for line in left}
    return {
        **answer,
        "plan": changed,
        "struck": {
            "lines": [line for key, line in lines.items() if key in gone],
            "idle": [line for key, line in lines.items() if key not in taken and key not in gone],
            "lost": len(plan["records"]) - len(still),
            "needs_solver": any(lines[key]["struck"]["needs_solver"] for key in keys),
        },
    }


def _costs(lines: Collection[Mapping[str, Any]], measure: str) -> Plain:
    costs = [line["cost"] for line in lines]
    known = _number(sum((Decimal(cost) for cost in costs if cost is not None), Decimal(0)))
    return {
        "count": len(costs),
        "measure": measure,
        "cost": None if None in costs else known,
        "known_cost": known,
        "uncosted": costs.count(None),
    }


def _ends(lines: Collection[Mapping[str, Any]], order: Collection[str]) -> dict[str, int]:
    fixes = tuple(Fix(key=line["key"], days=line["days"], resource=line["resource"] or None) for line in lines)
    pairs = tuple((first, later) for first, _sign, later in (text.partition(" > ") for text in order))
    return finish_days(Problem((), fixes, precede=pairs), [fix.key for fix in fixes])


def _moved(line: Plain, ends: int, on: date, still: Collection[Mapping[str, Any]]) -> Plain:
    kept = {record["key"] for record in still}
    due = (on + timedelta(days=ends)).isoformat()
    return {**line, "ends": ends, "due_on": due, "records": [key for key in line["records"] if key in kept]}


def _standing(standing: Plain, still: Collection[Mapping[str, Any]], before: Collection[Mapping[str, Any]]) -> Plain:
    """One target's standing, with what is no longer won given back."""
    lost = _weight(standing, before) - _weight(standing, still)
    rising = Decimal(standing["after"]) >= Decimal(standing["before"])
    after = Decimal(standing["after"]) - (lost if rising else -lost)
    short = (
        None if standing["short"] is None else max(Decimal(0), Decimal(standing["short"]) - _weight(standing, still))
    )
    return {
        **standing,
        "after": _number(after),
        "short_after": None if short is None else _number(short),
        "met": short == 0,
    }


def _weight(standing: Mapping[str, Any], records: Collection[Mapping[str, Any]]) -> Decimal:
    place = (standing["indicator"], standing["slice"])
    return sum(
        (Decimal(record["weight"]) for record in records if (record["indicator"], record["slice"]) == place), Decimal(0)
    )


def _number(number: Decimal) -> int | str:
    return int(number) if number == int(number) else format(number, "f")
