"""What is done with plans: adopt, approve, withdraw; give a line to somebody, strike it. Each is called inside an act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from thenchot.foundation.access.duties import check_other_hands
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.ledger.acts import Program
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.keylink.asked import Asked
from thenchot.insight.keylink.models import Plan, PlanLine


def adopt(asked: Asked, answer: Mapping[str, Any], *, title: str, note: str = "", by: User | Program) -> Plan:
    """Record an answer as the unit's plan, each fix as a task of its owner unit. The plan waits for another's approval."""
    found = answer["plan"]
    if not found or not found["fixes"]:
        raise Refusal("There is no fix in this plan to adopt")
    if not tidy(title):
        raise Refusal("The plan needs a title", field="title")
    first, standing = answer["figures"][0], found["standings"][0] if found["standings"] else None
    plan = Plan(
        unit=asked.unit,
        indicator=first["indicator"],
        slice=first["slice"],
        title=tidy(title),
        question=asked.query(without=("unit", "on"))[:1000],
        on=asked.on,
        head=answer["head"],
        total=Decimal(first["denominator"]),
        before=Decimal(first["numerator"]),
        after=Decimal(standing["after"] if standing else first["numerator"]),
        target=None if first["target"] is None else Decimal(str(first["target"])),
        cost=None if found["cost"] is None else Decimal(found["cost"]),
        due_on=date.fromisoformat(found["due_on"]),
        is_proved=found["proved"] and not answer.get("struck"),
        prepared_by=by.display_name,
        prepared_by_key=by.pk,
        note=tidy(note),
    )
    plan.save()
    owners = {
        str(unit.pk): unit for unit in Unit.objects.filter(pk__in={UUID(line["unit"]) for line in found["fixes"]})
    }
    for line in found["fixes"]:
        _line(plan, line, owners[line["unit"]]).save()
    return plan


def _line(plan: Plan, line: Mapping[str, Any], owner: Unit) -> PlanLine:
    due = date.fromisoformat(line["due_on"])
    return PlanLine(
        plan=plan,
        key=line["key"],
        label=(line["label"] or line["cause"] or line["key"])[:500],
        unit=owner,
        cost=None if line["cost"] is None else Decimal(line["cost"]),
        days=line["days"],
        resource=line["resource"],
        first_due_on=due,
        due_on=due,
    )


def approve(plan: Plan, *, by: User | Program) -> None:
    """Approve a plan; whoever prepared it does not approve it."""
    check_standing(plan)
    if plan.approved_by:
        raise Refusal("{plan} is approved already, by {name}", plan=str(plan), name=plan.approved_by)
    check_other_hands(by, plan.prepared_by_key)
    plan.approved_by, plan.approved_on = by.display_name, today()
    plan.save()


def withdraw(plan: Plan) -> None:
    """Take a plan back; it stays to be read and is followed no more."""
    check_standing(plan)
    plan.withdrawn_on = today()
    plan.save()


def check_standing(plan: Plan) -> None:
    """Refuse what is done to a plan that was withdrawn."""
    if plan.withdrawn_on is not None:
        raise Refusal("{plan} was withdrawn on {day}", plan=str(plan), day=plan.withdrawn_on.isoformat())


def assign(line: PlanLine, *, owner: str, due_on: date, note: str = "") -> None:
    """Name who answers for a task and by when; the first due date is kept."""
    check_standing(line.plan)
    if line.struck_on is not None:
        raise Refusal("{line} was struck on {day}", line=str(line), day=line.struck_on.isoformat())
    if due_on < line.plan.on:
        raise Refusal(
            "{due} is before the plan was made, on {day}",
            field="due_on",
            due=due_on.isoformat(),
            day=line.plan.on.isoformat(),
        )
    line.owner, line.due_on, line.note = tidy(owner), due_on, tidy(note)
    line.save()


def strike_line(line: PlanLine) -> None:
    """Strike a task from the plan; it stays to be read with the day on which it was struck."""
    check_standing(line.plan)
    if line.struck_on is not None:
        raise Refusal("{line} was struck on {day}", line=str(line), day=line.struck_on.isoformat())
    line.struck_on = today()
    line.save()
