"""What is done with plans: adopt, approve, withdraw; make a task of a line, strike it. Each is called inside an act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from thenchot.domain.directives.cascade import steps
from thenchot.domain.directives.cascade.actions import new_task, put
from thenchot.domain.directives.cascade.rules import OPEN
from thenchot.domain.directives.models import Task, TaskStep
from thenchot.foundation.access.duties import check_other_hands
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.ledger.acts import Program
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.keylink import seen, wording
from thenchot.insight.keylink.asked import Asked
from thenchot.insight.keylink.models import Plan, PlanLine


def adopt(asked: Asked, answer: Mapping[str, Any], *, title: str, note: str = "", by: User | Program) -> Plan:
    """Record an answer as the unit's plan, each fix as a line and a task of its owner unit. It waits for another's approval."""
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
    _give(plan, found, by)
    return plan


def _give(plan: Plan, found: Mapping[str, Any], by: User | Program) -> None:
    """The lines of a plan, and for each the task of the unit that owns it."""
    keys = {UUID(line["unit"]) for line in found["fixes"]}
    owners = {str(unit.pk): unit for unit in Unit.objects.filter(pk__in=keys)}
    names = seen.names_for(by, {"figures": (), "plan": found}).records if isinstance(by, User) else {}
    made = []
    for line in found["fixes"]:
        row = _line(plan, line, owners[line["unit"]])
        served = [names[key].name for key in line["of"] if key in names]
        made.append((row, *_task(row, wording.label(line).partition(wording.DOT)[0], served)))
    put((task, step) for _row, task, step in made)
    for row, task, _step in made:
        row.task = task
        row.save()


def _task(line: PlanLine, name: str, served: Sequence[str] = ()) -> tuple[Task, TaskStep]:
    """The task that a line becomes: given today, and due no earlier than that."""
    return new_task(
        line.unit,
        f"{name}: {', '.join(served)}"[:500] if served else name[:500],
        given_on=today(),
        due_on=max(line.due_on, today()),
        cost=line.cost,
        source=line.plan.title,
    )


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


def withdraw(plan: Plan, *, why: str) -> None:
    """Take a plan back with those of its tasks that are not done; it stays to be read and is followed no more."""
    check_standing(plan)
    if not tidy(why):
        raise Refusal("Give the reason", field="why")
    plan.withdrawn_on = today()
    plan.save()
    for line in plan.lines.filter(task__state__in=OPEN).select_related("task").order_by("pk"):
        steps.recall(line.task, why=why)


def check_standing(plan: Plan) -> None:
    """Refuse what is done to a plan that was withdrawn."""
    if plan.withdrawn_on is not None:
        raise Refusal("{plan} was withdrawn on {day}", plan=str(plan), day=plan.withdrawn_on.isoformat())


def give(line: PlanLine, *, due_on: date, person: User | None = None) -> Task:
    """Make a task of a line that has none yet, from a plan adopted before lines became tasks."""
    check_standing(line.plan)
    if line.task is not None:
        raise Refusal("{line} is given as a task already; whatever happens to it is done there", line=str(line))
    if line.struck_on is not None:
        raise Refusal("{line} was struck on {day}", line=str(line), day=line.struck_on.isoformat())
    if due_on < today():
        raise Refusal("It would be due ({due}) before it is given ({given})", field="due_on", due=due_on, given=today())
    line.due_on = due_on
    task, step = _task(line, line.label.partition(wording.DOT)[0])
    task.person = step.person = person
    put([(task, step)])
    line.task = task
    line.save()
    return task


def strike_line(line: PlanLine, *, why: str) -> None:
    """Strike a line from the plan: its task is recalled, and says on which day and why."""
    check_standing(line.plan)
    if line.task is not None:
        steps.recall(line.task, why=why)
        return
    if line.struck_on is not None:
        raise Refusal("{line} was struck on {day}", line=str(line), day=line.struck_on.isoformat())
    line.struck_on, line.note = today(), tidy(why)[:500]
    line.save()
