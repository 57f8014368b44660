"""The declarations of discipline and of its limitation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.people.discipline import actions
from thenchot.domain.people.discipline.models import Discipline, DisciplineTerm
from thenchot.foundation.desk.resource import Action, Resource, Text, register

LABELS: dict[str, Text] = {
    "person": _("Person"),
    "body": _("Body"),
    "form": _("Form of discipline"),
    "decided_on": _("Decided on"),
    "decided_by": _("Decided by"),
    "from_on": _("In effect from"),
    "until_on": _("In effect until"),
    "on": _("On"),
    "document": _("By document"),
}
DISCIPLINE = register(
    Resource(
        slug="discipline",
        model=Discipline,
        section="people",
        icon="scale",
        columns=("decided_on", "person", "body", "unit", "form", "limitation_until", "annulled_on"),
        details=("from_on", "until_on", "document", "decided_by", "annulled_by"),
        filters=("unit", "form", "decided_on", "limitation_until", "annulled_on"),
        ordering=("-decided_on", "id"),
        actions=(
            Action(
                name="discipline_member",
                run=actions.discipline_member,
                label=_("write down a decision on a member"),
                on="none",
                icon="plus",
                labels=LABELS,
            ),
            Action(
                name="discipline_body",
                run=actions.discipline_body,
                label=_("write down a decision on a body"),
                on="none",
                icon="plus",
                labels=LABELS,
            ),
            Action(name="annul", run=actions.annul, label=_("annul"), icon="undo-2", labels=LABELS, needs_reason=True),
        ),
    )
)
TERMS = register(
    Resource(
        slug="discipline-terms",
        model=DisciplineTerm,
        section="system",
        icon="hourglass",
        columns=("form", "months", "valid_from", "valid_until", "is_example", "source"),
        filters=("form", "is_example"),
        in_menu=False,
    )
)
