"""What the key link adds to the desk: estimates, adopted plans with their tasks, and the page itself in the menu."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.access.reach import today
from thenchot.foundation.desk.api.operations import add_operation
from thenchot.foundation.desk.menu import add_page
from thenchot.foundation.desk.resource import Action, Column, Panel, Resource, Text, name_verb, register
from thenchot.insight.keylink import actions, api, following, progress_words, wording
from thenchot.insight.keylink.following import State
from thenchot.insight.keylink.models import Estimate, Plan, PlanLine

TONES = {State.DONE: "good", State.OVERDUE: "bad", State.OPEN: "info", State.STRUCK: "muted"}
WORDS = {State.DONE: _("done"), State.OVERDUE: _("overdue"), State.OPEN: _("to be done"), State.STRUCK: _("struck")}


def tasks_panel(_request: HttpRequest, plan: Plan) -> Mapping[str, object]:
    """The tasks as they stand today, planned against done, with the way to plan anew from here."""
    found = following.progress(plan, today())
    figure = following.figures_of(plan)[0]
    return {
        "said": progress_words.said(found),
        "tasks": [_task(line, found.states[line.pk]) for line in found.lines],
        "done": found.count(State.DONE),
        "all": found.standing,
        "due": found.due,
        "now": progress_words.now_of(plan),
        "planned": wording.share_of(plan.after, plan.total, figure[0]),
        "before": wording.share_of(plan.before, plan.total, figure[0]),
        "replan": reverse("keylink") + f"?unit={plan.unit.code}&{plan.question.lstrip('?')}",
    }


def _task(line: PlanLine, state: State) -> tuple[PlanLine, str, Text, str]:
    """A task with its short label, its state in words and the tone of that."""
    return line, line.label.partition(wording.DOT)[0], WORDS[state], TONES[state]


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
                confirm=_("It stays to be read and is followed no more."),
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
        columns=("label", Column(path="plan", label=_("Plan")), "unit", "owner", "due_on", "cost", "struck_on"),
        details=(
            "plan",
            "key",
            "unit",
            "owner",
            "cost",
            "days",
            "resource",
            "first_due_on",
            "due_on",
            "struck_on",
            "note",
        ),
        search=("label", "owner"),
        filters=("unit", "due_on", "plan"),
        ordering=("due_on", "id"),
        in_menu=False,
        actions=(
            Action(
                name="assign",
                run=actions.assign,
                label=_("assign"),
                icon="user-check",
                labels={"owner": _("Person in charge"), "due_on": _("Due"), "note": _("Note")},
                hints={"due_on": _("The first due date is kept")},
                needs_reason=True,
            ),
            Action(
                name="strike_line",
                run=actions.strike_line,
                label=_("strike"),
                icon="scissors",
                danger=True,
                needs_reason=True,
                confirm=_("The task stays to be read, with the day on which it was struck."),
            ),
        ),
    )
)
name_verb("keylink.adopt", _("adopted a plan"))
add_page("organisation", _("Key link"), "keylink", icon="key-round")
add_operation(api.OPERATION)
