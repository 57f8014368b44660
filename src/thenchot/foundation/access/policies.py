"""Policies of the tables that lie beneath access: units and their places, users, roles, grants, acts."""

from __future__ import annotations

from thenchot.foundation.access.models import AccountCare, Delegation, Grant, Reading, Role, User
from thenchot.foundation.access.policy import AtRoot, Mine, OfRecord, Shared, Touching, Within, allow
from thenchot.foundation.ledger.models import Act, Attachment
from thenchot.foundation.organisation.models import Unit, UnitAlias, UnitLink


def register() -> None:
    """Called once, when the app is ready."""
    allow(Unit, Within(""))
    allow(UnitAlias, Within("unit"))
    allow(UnitLink, Within("unit"))
    allow(User, Within("unit"), Mine("pk"), sensitive=True)
    allow(Role, Shared())
    # Whoever holds a grant may lend it, and end what they lent.
    allow(Grant, Within("unit"), Mine("user", ("view", "delegate")), sensitive=True)
    allow(Delegation, Within("grant__unit"), Mine("grant__user", ("view", "end")), Mine("deputy"), sensitive=True)
    allow(AccountCare, Within("user__unit"), Mine("user"), sensitive=True)
    allow(Reading, AtRoot(), sensitive=True)
    allow(Act, AtRoot(), Touching(), sensitive=True)
    allow(Attachment, OfRecord())
