"""The declarations of briefing sessions and the reading list."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives.dissemination import actions
from thenchot.domain.directives.dissemination.models import BriefingDuty, DirectiveBriefing
from thenchot.foundation.desk.resource import Action, Related, Resource, register

BRIEFINGS = register(
    Resource(
        slug="briefing-sessions",
        model=DirectiveBriefing,
        section="directives",
        icon="presentation",
        columns=("document", "unit", "held_on", "speaker", "place"),
        filters=("unit", "document", "held_on"),
        related=(Related(title=_("Who was there"), resource="briefing-duties", path="briefing", limit=100),),
        in_menu=False,
    )
)
DUTIES = register(
    Resource(
        slug="briefing-duties",
        model=BriefingDuty,
        section="directives",
        icon="book-check",
        columns=("document", "person", "unit", "due_on", "known_on", "briefing"),
        details=("given_on",),
        filters=("unit", "document", "person", "due_on", "known_on"),
        actions=(
            Action(
                name="acknowledge",
                run=actions.acknowledge,
                label=_("I have read it"),
                icon="check",
            ),
            Action(name="absent", run=actions.absent, label=_("was not at the session"), icon="user-x"),
        ),
    )
)
