"""What lies beneath the desk as resources: units, users, roles, grants, and the acts of the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.access import delegations
from thenchot.foundation.access.models import AccountCare, Delegation, Grant, Reading, Role, User
from thenchot.foundation.desk import tokens
from thenchot.foundation.desk.models import ApiToken
from thenchot.foundation.desk.pages import acts, care
from thenchot.foundation.desk.resource import (
    Action,
    Column,
    Panel,
    Related,
    Resource,
    Text,
    name_verb,
    register,
    verb_name,
)
from thenchot.foundation.ledger.models import Act
from thenchot.foundation.organisation import actions
from thenchot.foundation.organisation.models import Unit, UnitAlias, UnitKind, UnitLink


def found(*, code: str, name: str, kind: UnitKind, parent: Unit, on: date) -> Unit:
    """A new unit under a parent."""
    return actions.found(code, name, parent=parent, on=on, kind=kind)


def also_called(unit: Unit, *, text: str) -> None:
    """Another name for a unit."""
    actions.also_called(unit, text)


def move(unit: Unit, *, parent: Unit, on: date) -> None:
    """A unit under another parent."""
    actions.move(unit, parent=parent, on=on)


UNITS = register(
    Resource(
        slug="units",
        model=Unit,
        section="organisation",
        icon="network",
        columns=("code", "name", "kind"),
        details=("node",),
        search=("code", "name", "aliases__search_key"),
        filters=("pk", "kind"),
        fields=("kind", "node"),
        adds=False,
        actions=(
            Action(
                name="found",
                run=found,
                on="none",
                label=_("new unit"),
                icon="plus",
                labels={"parent": _("Under which unit"), "on": _("From which day")},
            ),
            Action(
                name="move",
                run=move,
                label=_("move"),
                icon="move",
                labels={"parent": _("Under which unit"), "on": _("From which day")},
                confirm=_("Days before keep the place they had; figures of past dates do not change."),
                needs_reason=True,
            ),
            Action(name="rename", run=actions.rename, label=_("rename"), icon="pencil", labels={"name": _("New name")}),
            Action(
                name="also_called",
                run=also_called,
                label=_("add another name"),
                icon="tags",
                labels={"text": _("Other name or code")},
            ),
            Action(
                name="close",
                run=actions.close,
                label=_("close"),
                icon="archive",
                labels={"on": _("From which day")},
                confirm=_("The unit will have no place in the tree from that day; its records stay."),
                needs_reason=True,
                danger=True,
                may_leave_reach=True,
            ),
        ),
        related=(
            Related(title=_("Places in the tree"), resource="unit-links", path="unit"),
            Related(title=_("Units placed under it"), resource="unit-links", path="parent"),
            Related(title=_("Other names"), resource="unit-aliases", path="unit"),
            Related(title=_("Users"), resource="users", path="unit"),
        ),
        story=("links", "aliases"),
        files=True,
    )
)

UNIT_LINKS = register(
    Resource(
        slug="unit-links",
        model=UnitLink,
        section="organisation",
        icon="git-branch",
        columns=("unit", "parent", "from_on", "until_on"),
        filters=("unit", "parent", "from_on", "until_on"),
        in_menu=False,
    )
)

UNIT_ALIASES = register(
    Resource(
        slug="unit-aliases",
        model=UnitAlias,
        section="organisation",
        icon="tags",
        columns=("text", "unit"),
        filters=("unit",),
        fields=("unit", "text"),
        in_menu=False,
    )
)


def account_panel(_request: Any, record: User) -> dict[str, object]:
    """The way to the account's page."""
    return {"account": record}


USERS = register(
    Resource(
        slug="users",
        model=User,
        section="system",
        icon="users",
        columns=(
            "username",
            "display_name",
            "unit",
            "clearance",
            Column(path="is_active", tones={True: "good", False: "muted"}),
        ),
        search=("username", "display_name"),
        filters=("unit", "clearance", "is_active"),
        fields=("username", "display_name", "unit", "clearance", "is_active"),
        panels=(Panel(title=_("Log-in"), template="desk/parts/account_panel.html", context=account_panel),),
        related=(
            Related(title=_("Roles held"), resource="grants", path="user"),
            Related(title=_("Grants lent to them"), resource="delegations", path="deputy"),
        ),
        story=("grants", "care"),
    )
)

ROLES = register(
    Resource(
        slug="roles",
        model=Role,
        section="system",
        icon="key-round",
        columns=("code", "name", "needs_second_step", Column(path="permissions")),
        search=("code", "name"),
        fields=("code", "name", "needs_second_step", "permissions"),
        related=(Related(title=_("Who holds it"), resource="grants", path="role"),),
    )
)

GRANTS = register(
    Resource(
        slug="grants",
        model=Grant,
        section="system",
        icon="user-check",
        columns=("user", "role", "unit", "from_on", "until_on"),
        filters=("user", "role", "unit", "from_on", "until_on"),
        fields=("user", "role", "unit", "from_on", "until_on"),
        actions=(
            Action(
                name="delegate",
                run=delegations.delegate,
                label=_("lend to a deputy"),
                icon="handshake",
                labels={
                    "deputy": _("The deputy's log-in name"),
                    "from_on": _("From which day"),
                    "until_on": _("Until which day"),
                    "occasion": _("Occasion"),
                },
                hints={
                    "until_on": _("The first day it no longer holds"),
                    "occasion": _("Such as leave, or an order's number"),
                },
                confirm=_("The deputy may do all this grant allows; the history says “the deputy, for you”."),
            ),
        ),
        related=(Related(title=_("Lent to"), resource="delegations", path="grant"),),
        story=("delegations",),
    )
)

DELEGATIONS = register(
    Resource(
        slug="delegations",
        model=Delegation,
        section="system",
        icon="handshake",
        columns=(
            "deputy",
            Column(path="grant__user", label=_("For")),
            Column(path="grant__role", label=_("Role")),
            Column(path="grant__unit", label=_("Unit")),
            "from_on",
            "until_on",
            "occasion",
        ),
        filters=("deputy", "from_on", "until_on"),
        ordering=("-from_on",),
        actions=(
            Action(
                name="end",
                run=delegations.end,
                label=_("end"),
                icon="x",
                danger=True,
                confirm=_("The deputy may no longer act for the giver from now on."),
            ),
        ),
    )
)

ACCOUNT_CARE = register(
    Resource(
        slug="account-care",
        model=AccountCare,
        section="system",
        icon="life-buoy",
        columns=("user", "kind"),
        filters=("user", "kind"),
        in_menu=False,
    )
)

READINGS = register(
    Resource(
        slug="readings",
        model=Reading,
        section="system",
        icon="eye",
        columns=("at", "reader", "name", Column(path="model", label=_("table")), "way"),
        search=("reader", "name"),
        filters=("at", "user", "model", "way"),
        ordering=("-id",),
    )
)
for deed in care.DEEDS:
    name_verb(f"access.{deed.name}", deed.label)


API_TOKENS = register(
    Resource(
        slug="api-tokens",
        model=ApiToken,
        section="system",
        icon="key-square",
        columns=("name", "user", "scopes", "expires_on", "last_used_on"),
        filters=("user", "expires_on"),
        actions=(
            Action(
                name="revoke",
                run=tokens.revoke,
                label=_("revoke"),
                icon="trash-2",
                danger=True,
                may_leave_reach=True,
                confirm=_("Programs that use it are shut out at once."),
            ),
        ),
        in_menu=False,
    )
)


def verb_words(act: Act) -> Text:
    """The act's verb in words."""
    return verb_name(act.verb)


def without_payload(everything: QuerySet[Any]) -> QuerySet[Any]:
    """Acts as a list needs them: what they changed is read on their own page."""
    return everything.defer("payload", "digest")


ACTS = register(
    Resource(
        slug="acts",
        model=Act,
        section="system",
        icon="scroll-text",
        columns=(
            Column(path="number", label=_("Act"), value=str),
            "at",
            "actor_name",
            Column(path="verb_words", label=_("What was done"), value=verb_words),
            "reason",
        ),
        search=("actor_name", "reason", "verb"),
        filters=("at", "actor_name", "verb", "reason", "node"),
        ordering=("-id",),
        rows=without_payload,
        pages={"detail": acts.show},
    )
)
