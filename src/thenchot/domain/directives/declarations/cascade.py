"""The declarations of clauses, programmes, plans, tasks, their steps and the evidence."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives import panels
from thenchot.domain.directives.cascade import actions, programmes, steps
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
from thenchot.foundation.desk.resource import Action, Column, Panel, Related, Resource, Text, Tone, register

LABELS: dict[str, Text] = {
    "unit": _("Unit"),
    "name": _("Task"),
    "due_on": _("Due on"),
    "clause": _("Clause"),
    "programme": _("Action programme"),
    "person": _("Person answering"),
    "post": _("Post answering"),
    "weight": _("Weight"),
    "indicator": _("Indicator to reach"),
    "indicator_slice": _("Part of the indicator"),
    "cost": _("Estimated cost"),
    "source": _("Where it comes from"),
    "under": _("Units under"),
    "depth": _("Which of them"),
    "text": _("What shows it"),
    "document": _("Document"),
    "why": _("Reason"),
    "until": _("Until"),
    "by_clause": _("Clause that follows it"),
    "on": _("On"),
}
TONES: dict[str, Tone] = {
    TaskState.ASSIGNED: "muted",
    TaskState.UNDERWAY: "info",
    TaskState.SUBMITTED: "info",
    TaskState.RETURNED: "warn",
    TaskState.REFUSED: "bad",
    TaskState.RECALLED: "muted",
    TaskState.CLOSED: "good",
}

CLAUSES = register(
    Resource(
        slug="clauses",
        model=Clause,
        section="directives",
        icon="pilcrow",
        columns=("document", "code", "text", "followed_by", "followed_on"),
        search=("code", "text"),
        filters=("document__unit", "document", "followed_on"),
        related=(
            Related(title=_("Programmes that answer it"), resource="programme-clauses", path="clause"),
            Related(title=_("Tasks"), resource="tasks", path="clause"),
        ),
        actions=(
            Action(
                name="follow",
                run=programmes.follow,
                label=_("followed by another clause"),
                icon="corner-down-right",
                labels=LABELS,
            ),
        ),
        in_menu=False,
    )
)
PROGRAMMES = register(
    Resource(
        slug="programmes",
        model=ActionProgramme,
        section="directives",
        icon="folder-tree",
        columns=("name", "unit", "document", "from_on", "until_on"),
        search=("name",),
        filters=("unit", "document", "from_on", "until_on"),
        panels=(Panel(title=_("How far it has come"), template="directives/programme.html", context=panels.programme),),
        related=(
            Related(title=_("Clauses it answers"), resource="programme-clauses", path="programme"),
            Related(title=_("Plans"), resource="plans", path="programme"),
            Related(title=_("Tasks"), resource="tasks", path="programme"),
        ),
        story=("answers",),
        actions=(Action(name="answer", run=programmes.answer, label=_("answer a clause"), icon="link", labels=LABELS),),
    )
)
PROGRAMME_CLAUSES = register(
    Resource(
        slug="programme-clauses",
        model=ProgrammeClause,
        section="directives",
        icon="link-2",
        columns=("programme", "clause", "clause__text", "from_on"),
        filters=("programme__unit", "programme", "clause"),
        in_menu=False,
    )
)
PLANS = register(
    Resource(
        slug="plans",
        model=Plan,
        section="directives",
        icon="calendar-range",
        columns=("name", "programme", "from_on", "until_on"),
        search=("name",),
        filters=("programme__unit", "programme", "from_on"),
        fields=("programme", "name", "from_on", "until_on"),
        related=(Related(title=_("Tasks"), resource="tasks", path="plan"),),
        in_menu=False,
    )
)
TASKS = register(
    Resource(
        slug="tasks",
        model=Task,
        section="directives",
        icon="square-check",
        files=False,
        columns=(
            "name",
            "unit",
            "person",
            "due_on",
            Column(path="state", tones=TONES),
            "weight",
            "first_due_on",
            "clause",
            "programme",
        ),
        details=("post", "parent", "plan", "given_on", "closed_on", "indicator", "cost", "source", "classification"),
        search=("name",),
        filters=("unit", "state", "due_on", "first_due_on", "closed_on", "person", "clause", "programme", "parent"),
        story=("steps", "evidence"),
        panels=(Panel(title=_("How far it has come"), template="directives/task.html", context=panels.task),),
        related=(
            Related(title=_("Evidence"), resource="evidence", path="task"),
            Related(title=_("Steps"), resource="task-steps", path="task"),
            Related(title=_("Parts"), resource="tasks", path="parent"),
        ),
        actions=(
            Action(name="assign", run=actions.assign, label=_("give a task"), on="none", icon="plus", labels=LABELS),
            Action(name="add_part", run=actions.add_part, label=_("add a part"), icon="list-plus", labels=LABELS),
            Action(name="cascade", run=actions.cascade, label=_("give to many units"), icon="network", labels=LABELS),
            Action(name="start", run=steps.start, label=_("begin"), icon="play"),
            Action(name="submit", run=steps.submit, label=_("give evidence"), icon="upload", labels=LABELS),
            Action(name="accept", run=steps.accept, label=_("accept and close"), icon="check"),
            Action(name="send_back", run=steps.send_back, label=_("send back"), icon="undo-2", labels=LABELS),
            Action(name="refuse", run=steps.refuse, label=_("refuse"), icon="circle-x", labels=LABELS),
            Action(name="extend", run=steps.extend, label=_("extend"), icon="calendar-plus", labels=LABELS),
            Action(
                name="hand_over",
                run=steps.hand_over,
                label=_("hand to another person"),
                icon="user-round",
                labels=LABELS,
            ),
            Action(name="recall", run=steps.recall, label=_("recall"), icon="rotate-ccw", labels=LABELS, danger=True),
            Action(name="reopen", run=steps.reopen, label=_("open again"), icon="lock-open", labels=LABELS),
        ),
    )
)
STEPS = register(
    Resource(
        slug="task-steps",
        model=TaskStep,
        section="directives",
        icon="footprints",
        columns=("task", "number", "on", "verb", Column(path="state", tones=TONES), "due_on", "person", "reason"),
        filters=("task__unit", "task", "on", "state"),
        ordering=("-on", "-number", "id"),
        in_menu=False,
    )
)
EVIDENCE = register(
    Resource(
        slug="evidence",
        model=Evidence,
        section="directives",
        icon="file-check",
        files=True,
        columns=("task", "text", "document", "given_on", "given_by", "accepted_on", "accepted_by"),
        filters=("task__unit", "task", "given_on", "accepted_on"),
        ordering=("-given_on", "id"),
        in_menu=False,
    )
)
RECURRENCES = register(
    Resource(
        slug="recurring-tasks",
        model=Recurrence,
        section="directives",
        icon="repeat",
        columns=("name", "unit", "anchor_on", "step", "every", "until_on", "person"),
        filters=("unit", "every", "anchor_on"),
        fields=("unit", "name", "anchor_on", "step", "every", "until_on", "person", "weight"),
        related=(Related(title=_("Tasks"), resource="tasks", path="recurrence"),),
        actions=(
            Action(
                name="give_due",
                run=actions.give_due,
                label=_("give the tasks due"),
                icon="calendar-check",
                labels={"until": _("Up to and with")},
            ),
        ),
    )
)
