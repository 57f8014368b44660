"""The declarations of meetings, agenda, attendance and decisions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives import panels
from thenchot.domain.directives.meetings import actions
from thenchot.domain.directives.meetings.models import AgendaItem, Attendance, Meeting, MeetingDecision
from thenchot.foundation.desk.resource import Action, Column, Panel, Related, Resource, Text, register

LABELS: dict[str, Text] = {
    "text": _("Text"),
    "is_present": _("Present"),
    "reason": _("Why away"),
    "votes_for": _("For"),
    "votes_against": _("Against"),
    "abstained": _("Abstained"),
    "person": _("Person answering"),
    "due_on": _("Due on"),
}


def votes(decision: MeetingDecision) -> str:
    """For, against, abstained."""
    return f"{decision.votes_for} / {decision.votes_against} / {decision.abstained}"


MEETINGS = register(
    Resource(
        slug="meetings",
        model=Meeting,
        section="directives",
        icon="users",
        files=True,
        columns=("name", "held_on", "unit", "chair", "members"),
        details=("place", "secretary", "quorum_percent", "minutes"),
        search=("name",),
        filters=("unit", "held_on"),
        fields=("unit", "name", "held_on", "place", "chair", "secretary", "members", "quorum_percent", "minutes"),
        story=("agenda", "attendance", "decisions"),
        panels=(Panel(title=_("Quorum"), template="directives/quorum.html", context=panels.meeting),),
        related=(
            Related(title=_("Agenda"), resource="agenda", path="meeting", limit=50),
            Related(title=_("Attendance"), resource="attendance", path="meeting", limit=100),
            Related(title=_("Decisions"), resource="meeting-decisions", path="meeting", limit=50),
        ),
        actions=(
            Action(name="add_point", run=actions.add_point, label=_("add a point"), icon="list-plus", labels=LABELS),
            Action(
                name="attend",
                run=actions.attend,
                label=_("write down a member"),
                icon="user-check",
                labels=LABELS | {"person": _("Member"), "name": _("Name, of a member not in the register of people")},
            ),
            Action(name="decide", run=actions.decide, label=_("put to the vote"), icon="vote", labels=LABELS),
        ),
    )
)
AGENDA = register(
    Resource(
        slug="agenda",
        model=AgendaItem,
        section="directives",
        icon="list-ordered",
        columns=("meeting", "position", "text"),
        filters=("meeting__unit", "meeting"),
        in_menu=False,
    )
)
ATTENDANCE = register(
    Resource(
        slug="attendance",
        model=Attendance,
        section="directives",
        icon="user-check",
        columns=("meeting", "name", "is_present", "reason"),
        details=("person",),
        filters=("meeting__unit", "meeting", "is_present"),
        in_menu=False,
    )
)
DECISIONS = register(
    Resource(
        slug="meeting-decisions",
        model=MeetingDecision,
        section="directives",
        icon="gavel",
        columns=(
            "meeting",
            "position",
            "text",
            Column(path="votes_for", label=_("Votes"), value=votes, name="votes"),
            "is_carried",
            "person",
            "due_on",
            "task",
        ),
        details=("votes_for", "votes_against", "abstained"),
        filters=("meeting__unit", "meeting", "is_carried", "person", "due_on"),
        in_menu=False,
    )
)
