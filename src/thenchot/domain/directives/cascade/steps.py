"""What is done with a task once it is given: begun, shown to be done, accepted, sent back. Each is called inside an act."""

from __future__ import annotations

from datetime import date

from thenchot.domain.directives.cascade import rules
from thenchot.domain.directives.cascade.models import Evidence, Task, TaskState, TaskStep
from thenchot.domain.directives.cascade.rules import Verb
from thenchot.domain.directives.register.models import Document
from thenchot.foundation.access.duties import check_other_hands
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy


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
