"""What the key link adds to the desk: estimates, adopted plans with their tasks, and the page itself in the menu."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives.models import Task
from thenchot.foundation.access import policy
from thenchot.foundation.access.reach import today
from thenchot.foundation.desk.api.operations import add_operation
from thenchot.foundation.desk.menu import add_page
from thenchot.foundation.desk.resource import Action, Column, Panel, Resource, Text, Tone, name_verb, register
from thenchot.insight.keylink import actions, api, following, progress_words, wording
from thenchot.insight.keylink.following import Odds, Progress, State
from thenchot.insight.keylink.models import Estimate, Plan, PlanLine

TONES: dict[State, Tone] = {State.DONE: "good", State.OVERDUE: "bad", State.OPEN: "info", State.STRUCK: "muted"}
WORDS = {State.DONE: _("done"), State.OVERDUE: _("overdue"), State.OPEN: _("to be done"), State.STRUCK: _("struck")}


ODDS = {
    Odds.STILL_THERE: _("the facts still show the obstacle"),
    Odds.GONE_ALREADY: _("the obstacle is gone; the task waits for its evidence"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the plan as it stands: the task's name and address where the reader may open it."""

    line: PlanLine
    label: str
    url: str
    person: str
    due_on: date
    state: Text
    tone: Tone
    odds: Text


def tasks_panel(request: HttpRequest, plan: Plan) -> Mapping[str, object]:
    """The tasks as they stand today, planned against done, with the way to plan anew from here."""
    found = following.progress(plan, today())
    figure = following.figures_of(plan)[0]
    return {
        "said": progress_words.said(found),
        "tasks": _rows(request, found),
        "done": found.count(State.DONE),
        "all": found.standing,
        "due": found.due,
        "now": progress_words.now_of(plan),
        "planned": wording.share_of(plan.after, plan.total, figure[0]),
        "before": wording.share_of(plan.before, plan.total, figure[0]),
        "replan": reverse("keylink") + f"?unit={plan.unit.code}&{plan.question.lstrip('?')}",
    }


def _rows(request: HttpRequest, found: Progress) -> list[Row]:
    lines = sorted(found.lines, key=lambda line: (found.dues[line.pk], line.pk))
    tasks = Task.objects.filter(key_link_line__plan=found.plan)
    open_tasks = set(policy.rows(request.user, "view", tasks).values_list("pk", flat=True))
    return [_row(line, found, is_open=line.task_id in open_tasks) for line in lines]


def _row(line: PlanLine, found: Progress, *, is_open: bool) -> Row:
    task, state = line.task, found.states[line.pk]
    return Row(
        line=line,
        label=line.label.partition(wording.DOT)[0] if task is None else task.name,
        url=reverse("desk:detail", args=["tasks", line.task_id] if is_open else ["key-link-tasks", line.pk]),
        person=line.owner if task is None else str(task.person or task.post or ""),
        due_on=found.dues[line.pk],
        state=WORDS[state],
        tone=TONES[state],
        odds=ODDS[found.odds[line.pk]] if line.pk in found.odds else "",
    )


ESTIMATES = register(
    Resource(
        slug="remedy-estimates",
        model=Estimate,
        section="organisation",
        icon="calculator",
        columns=("indicator", "cause", "resource", "cost", "days", "valid_from", "valid_until", "source", "is_example"),
        search=("indicator", "cause", "resource"),
        filters=("indicator", "cause", "is_example"),
        fields=("indicator", "cause", "resource", "cost", "days", "valid_from", "valid_until", "source", "is_example"),
    )
)
PLANS = register(
    Resource(
        slug="key-link-plans",
        model=Plan,
        section="organisation",
        icon="key-round",
        columns=("title", "unit", "on", "due_on", "cost", "prepared_by", "approved_by", "withdrawn_on"),
        details=(
            "unit",
            Column(
                path="indicator",
                label=_("Indicator"),
                value=lambda plan: wording.name(plan.indicator, plan.slice),
                name="indicator_in_words",
            ),
            "on",
            "due_on",
            "cost",
            "is_proved",
            "prepared_by",
            "approved_by",
            "approved_on",
            "withdrawn_on",
            "note",
        ),
        search=("title",),
        filters=("unit", "on", "due_on"),
        ordering=("-on", "id"),
        panels=(Panel(title=_("Planned against done"), template="keylink/tasks.html", context=tasks_panel),),
        story=("lines",),
        actions=(
            Action(
                name="approve",
                run=actions.approve,
                label=_("approve"),
                icon="stamp",
                confirm=_("Its tasks are then followed on the board."),
            ),
            Action(
                name="withdraw",
                run=actions.withdraw,
                label=_("withdraw"),
                icon="undo-2",
                danger=True,
                labels={"why": _("Reason")},
                confirm=_("It stays to be read and is followed no more; its open tasks are recalled."),
            ),
        ),
    )
)
TASKS = register(
    Resource(
        slug="key-link-tasks",
        model=PlanLine,
        section="organisation",
        icon="list-checks",
        columns=(
            "label",
            Column(path="plan", label=_("Plan")),
            "unit",
            Column(path="task", label=_("Task")),
            Column(path="first_due_on", label=_("Planned for")),
            "cost",
        ),
        details=("key", "days", "resource", "owner", "due_on", "struck_on", "note"),
        search=("label",),
        filters=("unit", "first_due_on", "plan"),
        ordering=("first_due_on", "id"),
        in_menu=False,
        actions=(
            Action(
                name="give",
                run=actions.give,
                label=_("give as a task"),
                icon="user-check",
                labels={"person": _("Person in charge"), "due_on": _("Due")},
            ),
            Action(
                name="strike_line",
                run=actions.strike_line,
                label=_("strike"),
                icon="scissors",
                danger=True,
                labels={"why": _("Reason")},
                confirm=_("Its task is recalled; both stay to be read, with the day and the reason."),
            ),
        ),
    )
)
name_verb("keylink.adopt", _("adopted a plan"))
add_page("organisation", _("Key link"), "keylink", icon="key-round")
add_operation(api.OPERATION)
