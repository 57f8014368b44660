"""Giving tasks: one, a part of one, one to many units at once, those that come again. Each is called inside an act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives.cascade import rules
from thenchot.domain.directives.cascade.models import (
    ActionProgramme,
    Clause,
    Plan,
    Recurrence,
    Task,
    TaskState,
    TaskStep,
)
from thenchot.domain.directives.cascade.programmes import in_force
from thenchot.domain.directives.cascade.rules import Verb
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.indicators.registry import indicators
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.ledger import journal
from thenchot.foundation.ledger.acts import Deed
from thenchot.foundation.organisation import queries as organisation
from thenchot.foundation.organisation.models import Unit


class Depth(models.TextChoices):
    """To which units below a task is cascaded."""

    DIRECT = "direct", _("units directly under it")
    ALL = "all", _("all units under it")


def new_task(  # noqa: PLR0913  # a task has as many sides
    unit: Unit,
    name: str,
    *,
    given_on: date,
    due_on: date,
    clause: Clause | None = None,
    programme: ActionProgramme | None = None,
    plan: Plan | None = None,
    parent: Task | None = None,
    person: User | None = None,
    post: str = "",
    weight: int = 1,
    indicator: str = "",
    indicator_slice: str = "",
    recurrence: Recurrence | None = None,
    cost: Decimal | None = None,
    source: str = "",
) -> tuple[Task, TaskStep]:
    """A task and its first step, not yet saved: for the bulk path (`deed.add_many`)."""
    if due_on < given_on:
        raise Refusal(
            "It would be due ({due}) before it is given ({given})", field="due_on", due=due_on, given=given_on
        )
    if cost is not None and cost < 0:
        raise Refusal("A cost is not below zero", field="cost")
    if weight < 1:
        raise Refusal("A weight is 1 or more", field="weight")
    if indicator and indicator not in {definition.name for definition in indicators()}:
        raise Refusal("There is no indicator {name}", field="indicator", name=indicator)
    levels = (parent, programme, clause.document if clause is not None else None)
    task = Task(
        unit=unit,
        name=tidy(name),
        clause=clause,
        programme=programme,
        plan=plan,
        parent=parent,
        person=person,
        post=tidy(post),
        weight=weight,
        given_on=given_on,
        first_due_on=due_on,
        due_on=due_on,
        state=TaskState.ASSIGNED,
        indicator=indicator,
        indicator_slice=indicator_slice,
        recurrence=recurrence,
        cost=cost,
        source=tidy(source)[:200],
        classification=max((level.classification for level in levels if level is not None), default=0),
    )
    step = TaskStep(task=task, number=1, on=given_on, verb=Verb.ASSIGN, state=task.state, due_on=due_on, person=person)
    return task, step


def put(pairs: Iterable[tuple[Task, TaskStep]]) -> int:
    """Save tasks and their first steps through the bulk path of the act in progress; returns how many tasks they are."""
    made, deed = list(pairs), Deed(journal.current())
    deed.add_many(task for task, _step in made)
    deed.add_many(step for _task, step in made)
    return len(made)


def assign(  # noqa: PLR0913  # a task has as many sides
    *,
    unit: Unit,
    name: str,
    due_on: date,
    clause: Clause | None = None,
    programme: ActionProgramme | None = None,
    person: User | None = None,
    post: str = "",
    weight: int = 1,
    indicator: str = "",
    indicator_slice: str = "",
    cost: Decimal | None = None,
    source: str = "",
) -> Task:
    """Give a task to a unit from today; under a clause that was followed by another, the other is meant."""
    held = in_force(clause, today()) if clause is not None else None
    task, step = new_task(
        unit,
        name,
        given_on=today(),
        due_on=due_on,
        clause=held,
        programme=programme,
        person=person,
        post=post,
        weight=weight,
        indicator=indicator,
        indicator_slice=indicator_slice,
        cost=cost,
        source=source,
    )
    task.save()
    step.save()
    return task


def add_part(
    task: Task, *, name: str, due_on: date, unit: Unit | None = None, person: User | None = None, weight: int = 1
) -> Task:
    """A part of a task, for its own unit unless another is named."""
    _check_open(task)
    part, step = new_task(
        unit or task.unit,
        name,
        given_on=today(),
        due_on=due_on,
        clause=task.clause,
        programme=task.programme,
        plan=task.plan,
        parent=task,
        person=person,
        weight=weight,
    )
    part.save()
    step.save()
    return part


def _check_open(task: Task) -> None:
    if task.state not in rules.OPEN:
        raise Refusal("This cannot be done to a task in this state")


def cascade(task: Task, *, under: Unit, depth: Depth = Depth.DIRECT, due_on: date | None = None) -> int:
    """Give the task to many units at once, each its own part with its own state; units that have it already are left out."""
    day = today()
    units: Sequence[Unit] = list(organisation.children(under, day))
    if depth == Depth.ALL:
        below = organisation.under([under.pk], day)
        units = list(Unit.objects.filter(pk__in=below).exclude(pk=under.pk).order_by("code"))
    if not units:
        raise Refusal("No unit stands under {unit} today", field="under", unit=str(under))
    return cascade_to(task, units, due_on=due_on)


def cascade_to(task: Task, units: Iterable[Unit], *, due_on: date | None = None) -> int:
    """The same for units named one by one; returns how many tasks were given."""
    _check_open(task)
    day = today()
    if due_on is not None and due_on > task.due_on:
        raise Refusal("The whole is due on {day}; a part is not due later", field="due_on", day=task.due_on)
    have = set(task.parts.exclude(state=TaskState.RECALLED).values_list("unit_id", flat=True))

    def rows() -> Iterator[tuple[Task, TaskStep]]:
        for unit in units:
            if unit.pk not in have:
                yield new_task(
                    unit,
                    task.name,
                    given_on=day,
                    due_on=due_on or task.due_on,
                    clause=task.clause,
                    programme=task.programme if task.programme and task.programme.unit_id == unit.pk else None,
                    parent=task,
                    weight=task.weight,
                    indicator=task.indicator,
                    indicator_slice=task.indicator_slice,
                )

    return put(rows())


def give_due(recurrence: Recurrence, *, until: date) -> int:
    """Give the tasks that fall due up to a day; each occurrence once, however often this is done."""
    last = min(until, recurrence.until_on) if recurrence.until_on else until
    have = set(recurrence.tasks.values_list("first_due_on", flat=True))
    made = [
        new_task(
            recurrence.unit,
            recurrence.name,
            given_on=min(due, today()),
            due_on=due,
            person=recurrence.person,
            weight=recurrence.weight,
            recurrence=recurrence,
        )
        for due in rules.occurrences(recurrence.anchor_on, recurrence.every, recurrence.step, last)
        if due not in have
    ]
    return put(made)
