"""The declaration of the establishment."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel.establishment import actions
from thenchot.domain.materiel.establishment.models import Establishment
from thenchot.foundation.desk.resource import Action, Resource, register

ESTABLISHMENT = register(
    Resource(
        slug="establishment",
        model=Establishment,
        section="equipment",
        icon="scale",
        columns=("unit", "type", "quantity", "from_on", "until_on", "document"),
        search=("type__search_key",),
        filters=("unit", "type", "from_on", "until_on"),
        actions=(
            Action(
                name="authorise",
                run=actions.authorise,
                label=_("authorise"),
                on="none",
                icon="plus",
                labels={
                    "unit": _("Unit"),
                    "type": _("Equipment type"),
                    "quantity": _("Authorised quantity"),
                    "on": _("From"),
                    "document": _("By document"),
                },
                hints={"quantity": _("0 ends the authorisation")},
            ),
        ),
    )
)
