"""The declarations of bodies, of their tree and of memberships."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.people.bodies import actions
from thenchot.domain.people.bodies.models import Body, BodyLink, BodyMembership
from thenchot.foundation.desk.resource import Action, Related, Resource, Text, register

LABELS: dict[str, Text] = {
    "code": _("Code"),
    "name": _("Name"),
    "kind": _("Kind"),
    "unit": _("Unit"),
    "parent": _("Under body"),
    "person": _("Person"),
    "standing": _("Membership"),
    "on": _("On"),
    "document": _("By document"),
}
BODIES = register(
    Resource(
        slug="bodies",
        model=Body,
        section="people",
        icon="network",
        columns=("code", "name", "kind", "unit", "founded_on", "closed_on"),
        search=("code", "name"),
        filters=("unit", "kind", "founded_on", "closed_on"),
        ordering=("code",),
        story=("links",),
        related=(
            Related(title=_("Memberships"), resource="body-memberships", path="body"),
            Related(title=_("Places in the tree"), resource="body-links", path="body"),
            Related(title=_("Bodies below"), resource="body-links", path="parent"),
        ),
        actions=(
            Action(
                name="found",
                run=actions.found,
                label=_("found a body"),
                on="none",
                icon="plus",
                labels=LABELS,
                hints={"code": _("A Party body: 14 digits, 000 where a level is empty")},
            ),
            Action(name="admit", run=actions.admit, label=_("admit a member"), icon="user-plus", labels=LABELS),
            Action(name="rename", run=actions.rename, label=_("rename the body"), icon="pen-line", labels=LABELS),
            Action(name="move", run=actions.move, label=_("move the body"), icon="git-branch", labels=LABELS),
            Action(
                name="dissolve", run=actions.dissolve, label=_("dissolve"), icon="archive-x", labels=LABELS, danger=True
            ),
        ),
    )
)
LINKS = register(
    Resource(
        slug="body-links",
        model=BodyLink,
        section="people",
        icon="git-branch",
        columns=("body", "parent", "from_on", "until_on"),
        filters=("body", "parent", "from_on", "until_on"),
        in_menu=False,
    )
)
MEMBERSHIPS = register(
    Resource(
        slug="body-memberships",
        model=BodyMembership,
        section="people",
        icon="id-card",
        columns=("person", "body", "standing", "from_on", "until_on", "document"),
        filters=("body__unit", "body", "body__kind", "standing", "person", "from_on", "until_on"),
        ordering=("-from_on", "id"),
        in_menu=False,
        actions=(Action(name="end", run=actions.end, label=_("end the membership"), icon="user-minus", labels=LABELS),),
    )
)
