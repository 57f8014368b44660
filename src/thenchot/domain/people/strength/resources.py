"""The declarations of authorised strength, against who serves today, and of delegations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.people.strength import actions
from thenchot.domain.people.strength.models import AuthorisedPost, Delegation
from thenchot.foundation.desk.resource import Action, Resource, Text, register

LABELS: dict[str, Text] = {
    "unit": _("Unit"),
    "post": _("Post"),
    "number": _("Authorised number"),
    "on": _("On"),
    "document": _("By document"),
}
AUTHORISED = register(
    Resource(
        slug="authorised-posts",
        model=AuthorisedPost,
        section="people",
        icon="table-2",
        columns=("unit", "post", "number", "from_on", "until_on", "document"),
        filters=("unit", "post", "from_on", "until_on"),
        actions=(
            Action(
                name="authorise",
                run=actions.authorise,
                label=_("authorise posts"),
                on="none",
                icon="plus",
                labels=LABELS,
            ),
        ),
    )
)
DELEGATIONS = register(
    Resource(
        slug="person-delegations",
        model=Delegation,
        section="people",
        icon="handshake",
        columns=("person", "deputy", "duty", "from_on", "until_on", "document"),
        filters=("person__unit", "from_on", "until_on"),
        in_menu=False,
    )
)
