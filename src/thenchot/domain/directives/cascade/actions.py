"""What can be done with clauses, programmes and tasks. Each is called inside an act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives.cascade import rules
from thenchot.domain.directives.cascade.models import (
    ActionProgramme,
    Clause,
    Evidence,
    Plan,
    ProgrammeClause,
    Recurrence,
    Task,
    TaskState,
    TaskStep,
)
from thenchot.domain.directives.cascade.rules import Verb
from thenchot.domain.directives.register.models import Document
from thenchot.foundation.access.duties import check_other_hands
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.indicators.registry import indicators
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.ledger import journal
from thenchot.foundation.ledger.acts import Deed
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation import queries as organisation
from thenchot.foundation.organisation.models import Unit


class Depth(models.TextChoices):
    """To which units below a task is cascaded."""

    DIRECT = "direct", _("units directly under it")
    ALL = "all", _("all units under it")


def add_clause(document: Document, *, code: str, text: str) -> Clause:
    """A clause that asks for something."""
    code = tidy(code)
    if not code or not tidy(text):
        raise Refusal("A clause needs its mark and what it asks for", field="code" if not code else "text")
    if Clause.objects.filter(document=document, code=code).exists():
        raise Refusal("The document has the clause {code} already", field="code", code=code)
    clause = Clause(document=document, code=code, text=tidy(text)[:1000], position=document.clauses.count() + 1)
    clause.save()
    return clause


def follow(clause: Clause, *, by_clause: Clause, on: date) -> None:
    """From a day on another clause takes this one's place; old tasks keep it, new ones are given under the other."""
    if clause.pk == by_clause.pk or clause.pk in _line(by_clause):
        raise Refusal("A clause cannot be followed by itself", field="by_clause")
    clause.followed_by, clause.followed_on = by_clause, on
    clause.save()


def _line(clause: Clause) -> list[UUID]:
    """The clauses that follow this one."""
    found: list[UUID] = []
    while clause.followed_by is not None and clause.followed_by_id not in found:
        clause = clause.followed_by
        found.append(clause.pk)
    return found


def open_programme(
    document: Document, *, unit: Unit, name: str, from_on: date, until_on: date | None = None
) -> ActionProgramme:
    """A unit's programme for a document, which answers all clauses the document has now."""
    if until_on is not None and until_on <= from_on:
        raise Refusal("It would end ({end}) before it begins ({start})", field="until_on", end=until_on, start=from_on)
    made = ActionProgramme(
        unit=unit,
        document=document,
        name=tidy(name),
        from_on=from_on,
        until_on=until_on,
        classification=document.classification,
    )
    made.save()
    for clause in document.clauses.order_by("position"):
        ProgrammeClause(programme=made, clause=clause, from_on=from_on).save()
    return made


def answer(programme: ActionProgramme, *, clause: Clause, on: date) -> ProgrammeClause:
    """The programme answers one more clause."""
    if programme.answers.filter(clause=clause).exists():
        raise Refusal("The programme answers this clause already", field="clause")
    made = ProgrammeClause(programme=programme, clause=clause, from_on=on)
    made.save()
    return made


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
    source: str = "",
) -> tuple[Task, TaskStep]:
    """A task and its first step, not yet saved: for the bulk path (`deed.add_many`)."""
    if due_on < given_on:
        raise Refusal(
            "It would be due ({due}) before it is given ({given})", field="due_on", due=due_on, given=given_on
        )
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
        source=source,
        classification=max((level.classification for level in levels if level is not None), default=0),
    )
    step = TaskStep(task=task, number=1, on=given_on, verb=Verb.ASSIGN, state=task.state, due_on=due_on, person=person)
    return task, step


def _put(rows: Iterable[Record]) -> int:
    """Through the bulk path of the act in progress."""
    return Deed(journal.current()).add_many(rows)


def in_force(clause: Clause, day: date) -> Clause:
    """The clause that holds on the day in this one's place."""
    while clause.followed_by is not None and clause.followed_on is not None and clause.followed_on <= day:
        clause = clause.followed_by
    return clause


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

    made = list(rows())
    _put(part for part, _step in made)
    _put(step for _part, step in made)
    return len(made)


def _step(task: Task, verb: Verb, *, on: date | None = None, why: str = "") -> None:
    """Write the step down and let the task repeat it."""
    last = task.steps.order_by("-number").first()
    day = on or today()
    if last is not None:
        rules.check_day(day, last.on, today())
    task.state = rules.after(task.state, verb, why)
    task.closed_on = day if task.state == TaskState.CLOSED else None
    task.save()
    TaskStep(
        task=task,
        number=(last.number if last else 0) + 1,
        on=day,
        verb=verb,
        state=task.state,
        due_on=task.due_on,
        person=task.person,
        reason=tidy(why),
    ).save()


def start(task: Task) -> None:
    """Work has begun."""
    _step(task, Verb.START)


def submit(task: Task, *, by: User, text: str, document: Document | None = None) -> Evidence:
    """Give evidence that the task is done; a task with open parts is not done yet."""
    if not tidy(text):
        raise Refusal("Say what shows that it is done", field="text")
    n_open = task.parts.filter(state__in=rules.OPEN).count()
    if n_open:
        raise Refusal("{n} parts of this task are still open", n=n_open)
    _step(task, Verb.SUBMIT)
    made = Evidence(task=task, text=tidy(text), document=document, given_on=today(), given_by=by)
    made.save()
    return made


def accept(task: Task, *, by: User) -> None:
    """A second person accepts the evidence; that closes the task."""
    waiting = list(task.evidence.filter(accepted_on__isnull=True).order_by("given_on", "pk"))
    if not waiting:
        raise Refusal("There is no evidence to accept; give it first")
    check_other_hands(by, *(evidence.given_by_id for evidence in waiting))
    _step(task, Verb.ACCEPT)
    for evidence in waiting:
        evidence.accepted_on, evidence.accepted_by = today(), by
        evidence.save()


def send_back(task: Task, *, why: str) -> None:
    """The evidence does not show it yet."""
    _step(task, Verb.SEND_BACK, why=why)


def refuse(task: Task, *, why: str) -> None:
    """The unit cannot do it, and says why; it stays open until it is recalled or given to another person."""
    _step(task, Verb.REFUSE, why=why)


def recall(task: Task, *, why: str) -> None:
    """The task is taken back; it counts no longer."""
    _step(task, Verb.RECALL, why=why)


def extend(task: Task, *, until: date, why: str) -> None:
    """A later due date; the first one is kept and goes on being counted."""
    rules.check_extension(task.due_on, until)
    task.due_on = until
    _step(task, Verb.EXTEND, why=why)


def hand_over(task: Task, *, person: User, post: str = "") -> None:
    """Another person answers for it."""
    task.person, task.post = person, tidy(post)
    _step(task, Verb.HAND_OVER)


def reopen(task: Task, *, why: str) -> None:
    """What was accepted turns out not to be done."""
    _step(task, Verb.REOPEN, why=why)


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
    _put(task for task, _step in made)
    _put(step for _task, step in made)
    return len(made)
