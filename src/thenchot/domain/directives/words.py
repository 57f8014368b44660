"""States, lateness and force as badges: a tone and words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives.cascade.models import TaskState
from thenchot.domain.directives.cascade.queries import Standing
from thenchot.domain.directives.cascade.rules import Timing
from thenchot.domain.directives.relations.rules import Force
from thenchot.foundation.desk.resource import Text, Tone

STATES: dict[str, Tone] = {
    TaskState.ASSIGNED: "muted",
    TaskState.UNDERWAY: "info",
    TaskState.SUBMITTED: "info",
    TaskState.RETURNED: "warn",
    TaskState.REFUSED: "bad",
    TaskState.RECALLED: "muted",
    TaskState.CLOSED: "good",
}
FORCES: dict[Force, tuple[Tone, Text]] = {
    Force.NOT_YET: ("muted", _("not in force yet")),
    Force.IN_FORCE: ("good", _("in force")),
    Force.ENDED: ("bad", _("no longer in force")),
    Force.REPLACED: ("warn", _("replaced by another document")),
}


def state(standing: Standing) -> tuple[Tone, Text]:
    """The state; of a task with an indicator, whether that meets its target."""
    if standing.green is not None and standing.state not in {TaskState.RECALLED, TaskState.CLOSED}:
        return ("good", _("indicator reached")) if standing.green else ("bad", _("indicator not reached"))
    return STATES[standing.state], TaskState(standing.state).label


def timing(found: Timing) -> tuple[Tone, Text] | None:
    """Lateness, where there is any."""
    if found is Timing.OVERDUE:
        return "bad", _("overdue")
    return ("warn", _("done late")) if found is Timing.LATE else None


def force(found: Force) -> tuple[Tone, Text]:
    """Whether a document is in force."""
    return FORCES[found]
