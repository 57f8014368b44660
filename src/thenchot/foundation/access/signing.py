"""Under whose name something is done: one's own, or "B, for A" where only a grant that A lent allows it."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext

from thenchot.foundation.access import policy
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import Holding, Reach, matches, reach_of


@dataclass(slots=True)
class Signature:
    """Whom an act will name; known for certain only when what it writes is."""

    signer: User

    @property
    def pk(self) -> UUID:
        return self.signer.pk

    @property
    def display_name(self) -> str:
        return self.signer.display_name


def signer_where(user: User, could: Callable[[User], bool]) -> User:
    """The user as they sign for something of many parts: alone where they could do all of it in their own right.

    Else for the first of those who lent them grants with whose grants they could.
    """
    reach = reach_of(user)
    givers = {held.grant.user: None for held in reach.holdings if held.delegation is not None}
    if not givers or could(_holding(user, None)):
        return user
    return next((signed_for(user, giver) for giver in givers if could(_holding(user, giver))), user)


def _holding(user: User, giver: User | None) -> User:
    """The user with their own grants and those that this giver lent them, no other's."""
    reach, one = reach_of(user), copy(user)
    held = [h for h in reach.holdings if h.delegation is None or h.grant.user == giver]
    one._reach = Reach.known(one, reach.day, held, reach.roots, reach.scopes)  # type: ignore[attr-defined]  # noqa: SLF001
    return one


def signer(user: User, verb: str, records: QuerySet[Any]) -> User:
    """The user as they sign for this verb on these records; a copy that names whom they stand for where they need to.

    It is asked only of those who hold something lent; for everybody else it costs nothing.
    """
    reach = reach_of(user)
    lent = [holding for holding in reach.holdings if holding.delegation is not None]
    if not lent:
        return user
    in_own_right = copy(user)
    in_own_right._reach = Reach(in_own_right, reach.day, reach.scopes, own_only=True)  # type: ignore[attr-defined]  # noqa: SLF001
    uncovered = records.exclude(pk__in=policy.rows(in_own_right, verb, records).values("pk")).first()
    if uncovered is None:
        return user
    giver = _giver(verb, type(uncovered), lent)
    return signed_for(user, giver) if giver is not None else user


def signed_for(user: User, giver: User) -> User:
    """The user under the name "B, for A", as the history keeps it."""
    signed = copy(user)
    with translation.override(settings.LANGUAGE_CODE):
        signed.display_name = gettext("%(deputy)s, for %(giver)s") % {"deputy": user, "giver": giver}
    signed.stands_for = giver  # type: ignore[attr-defined]
    return signed


def stands_for(user: Any) -> User | None:
    """Whom a signer stands for, if not only for themselves."""
    giver: User | None = getattr(user, "stands_for", None)
    return giver


def _giver(verb: str, model: Any, lent: list[Holding]) -> User | None:
    needed, sensitive = policy.permission(model, verb), policy.policy_of(model).sensitive
    for holding in lent:
        if any(matches(pattern, needed, sensitive=sensitive) for pattern in holding.patterns):
            return holding.grant.user
    return None
