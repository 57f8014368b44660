"""The declarations of qualifications and of the training plan."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.people.qualifications import actions
from thenchot.domain.people.qualifications.models import Qualification, Training
from thenchot.foundation.desk.resource import Action, Resource, register

QUALIFICATIONS = register(
    Resource(
        slug="qualifications",
        model=Qualification,
        files=True,
        section="people",
        icon="graduation-cap",
        columns=("person", "person__unit", "level", "field", "awarded_on", "valid_until", "institution"),
        details=("document",),
        filters=("person__unit", "level", "field", "awarded_on", "valid_until", "person"),
        ordering=("-awarded_on", "id"),
    )
)
TRAINING = register(
    Resource(
        slug="training",
        model=Training,
        section="people",
        icon="school",
        columns=("year", "person", "person__unit", "level", "field", "planned_on", "done_on", "cancelled_on"),
        details=("institution", "cost", "days", "note"),
        filters=("person__unit", "year", "level", "done_on", "cancelled_on", "person"),
        ordering=("-year", "id"),
        fields=("institution", "cost", "days", "note"),
        adds=False,
        actions=(
            Action(
                name="complete",
                run=actions.complete,
                label=_("training completed"),
                icon="circle-check",
                labels={"on": _("Completed on"), "document": _("Diploma or certificate number")},
            ),
            Action(
                name="cancel",
                run=actions.cancel,
                label=_("give the place up"),
                icon="circle-x",
                labels={"note": _("Why")},
            ),
        ),
    )
)
