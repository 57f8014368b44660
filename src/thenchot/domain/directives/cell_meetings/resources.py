"""The declarations of regular meetings, of their rules and of the shortcomings they named."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives.cell_meetings import actions
from thenchot.domain.directives.cell_meetings.models import CellMeeting, MeetingRule, Shortcoming
from thenchot.domain.people.models import Body
from thenchot.foundation.access import policy
from thenchot.foundation.desk.menu import add_page
from thenchot.foundation.desk.resource import Action, Resource, Text, register

LABELS: dict[str, Text] = {
    "meeting": _("Meeting"),
    "body": _("Body"),
    "topic": _("Topic"),
    "minutes": _("Lasted (minutes)"),
    "papers_sent_on": _("Papers sent on"),
    "text": _("Shortcoming"),
    "remedy": _("Way to put it right"),
    "person": _("Person answering"),
    "post": _("Post"),
    "due_on": _("Due on"),
}

RULES = register(
    Resource(
        slug="meeting-rules",
        model=MeetingRule,
        section="system",
        icon="ruler",
        columns=("kind", "a_month", "least_minutes", "papers_days", "valid_from", "valid_until", "is_example"),
        details=("least_minutes_with_topic", "topics_a_quarter", "source"),
        filters=("kind", "is_example"),
        fields=(
            "kind",
            "a_month",
            "least_minutes",
            "least_minutes_with_topic",
            "papers_days",
            "topics_a_quarter",
            "valid_from",
            "valid_until",
            "source",
            "is_example",
        ),
        in_menu=False,
    )
)
REGULAR = register(
    Resource(
        slug="cell-meetings",
        model=CellMeeting,
        section="directives",
        icon="calendar-check",
        columns=("meeting", "meeting__held_on", "body", "topic", "minutes", "papers_sent_on", "papers_due_on"),
        filters=("meeting__unit", "body", "meeting__held_on", "papers_sent_on"),
        ordering=("-meeting__held_on", "id"),
        in_menu=False,
        actions=(
            Action(
                name="write_down",
                run=actions.write_down,
                label=_("write down a regular meeting"),
                on="none",
                icon="plus",
                labels=LABELS,
            ),
            Action(
                name="complete", run=actions.complete, label=_("complete the meeting"), icon="pen-line", labels=LABELS
            ),
        ),
    )
)
SHORTCOMINGS = register(
    Resource(
        slug="shortcomings",
        model=Shortcoming,
        section="directives",
        icon="triangle-alert",
        columns=("text", "meeting", "meeting__held_on", "remedy", "remedy__due_on"),
        details=("position",),
        search=("text",),
        filters=("meeting__unit", "meeting__held_on", "remedy__due_on"),
        ordering=("-meeting__held_on", "position", "id"),
        in_menu=False,
        actions=(
            Action(
                name="name_shortcoming",
                run=actions.name_shortcoming,
                label=_("write down a shortcoming"),
                on="none",
                icon="plus",
                labels=LABELS,
            ),
        ),
    )
)


def sees_meetings(user: policy.Who) -> bool:
    """Whom the page of meetings held against required is for: it names bodies, which few may see."""
    return all(policy.may_anywhere(user, "view", model) for model in (CellMeeting, Body))


add_page("directives", _("Meetings held"), "directives:meetings_held", icon="calendar-check", shown_to=sees_meetings)
