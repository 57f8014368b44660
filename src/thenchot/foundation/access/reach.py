"""How far a user reaches: the units where they hold a permission today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from thenchot.foundation.access.models import Delegation, Grant, User
from thenchot.foundation.ledger import acts
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import Unit


def today() -> date:
    """The calendar day in the organisation's zone."""
    return timezone.localdate()


@lru_cache(maxsize=8192)
def matches(pattern: str, permission: str, *, sensitive: bool) -> bool:
    """Does a role's pattern cover the permission? A sensitive table must be named: a bare `*` does not reach it.

    >>> matches("*:view", "materiel.equipment:view", sensitive=False)
    True
    >>> matches("*:view", "people.discipline:view", sensitive=True)
    False
    """
    table, _colon, _verb = pattern.partition(":")
    if sensitive and table.startswith("*"):
        return False
    return fnmatchcase(permission, pattern)


@dataclass(frozen=True, slots=True)
class Holding:
    """A grant the user holds themselves, or one that was lent to them."""

    grant: Grant
    delegation: Delegation | None = None

    @property
    def patterns(self) -> tuple[str, ...]:
        """The permissions of its role."""
        return tuple(self.grant.role.permissions)


def _held(user: UUID, day: date) -> tuple[tuple[Holding, ...], tuple[Unit, ...]]:
    own = Grant.objects.filter(queries.during(day), user=user).select_related("role", "unit", "user")
    lent = Delegation.objects.filter(
        queries.during(day), queries.during(day, "grant__"), deputy=user, grant__user__is_active=True
    ).select_related("grant__role", "grant__unit", "grant__user")
    held = (*(Holding(grant) for grant in own), *(Holding(each.grant, each) for each in lent))
    return held, tuple(queries.roots(day))


@lru_cache(maxsize=1024)
def _held_at(_mark: tuple[bytes, ...], user: UUID, day: date) -> tuple[tuple[Holding, ...], tuple[Unit, ...]]:
    return _held(user, day)


@dataclass
class Reach:
    """A user's grants on one day, read once and asked many times."""

    user: User
    day: date
    # A token's scopes: patterns like a role's, outside which nothing is reached; None for a person who logged in.
    scopes: tuple[str, ...] | None = None

    @classmethod
    def known(
        cls,
        user: User,
        day: date,
        holdings: list[Holding],
        roots: frozenset[UUID],
        scopes: tuple[str, ...] | None = None,
    ) -> Reach:
        """The reach of a user whose grants were read already, with those of many others."""
        reach = cls(user, day, scopes)
        reach.__dict__.update(holdings=holdings, roots=roots)
        return reach

    def covers(self, permission: str, *, sensitive: bool) -> bool:
        """False when the scopes leave the permission out."""
        return self.scopes is None or any(matches(scope, permission, sensitive=sensitive) for scope in self.scopes)

    # Without what was lent to the user: what they may do in their own right.
    own_only: bool = False

    @cached_property
    def _read(self) -> tuple[tuple[Holding, ...], tuple[Unit, ...]]:
        """Everything held, and the tops of the tree; read again only after an act, since only acts change either."""
        mark = acts.mark()
        return _held(self.user.pk, self.day) if mark is None else _held_at(mark, self.user.pk, self.day)

    @cached_property
    def holdings(self) -> list[Holding]:
        """Grants the user holds, and grants lent to them for as long as their giver holds them and may log in."""
        held, _tops = self._read
        return [holding for holding in held if holding.delegation is None or not self.own_only]

    @cached_property
    def grants(self) -> list[tuple[UUID, tuple[str, ...]]]:
        """Units granted, each with the patterns of the role."""
        return [(holding.grant.unit_id, holding.patterns) for holding in self.holdings]

    @property
    def tops(self) -> tuple[Unit, ...]:
        """Units that stand under none today, oldest first."""
        return self._read[1]

    @cached_property
    def roots(self) -> frozenset[UUID]:
        """The keys of the units that stand under none today."""
        return frozenset(unit.pk for unit in self.tops)

    def units(self, permission: str, *, sensitive: bool = False) -> frozenset[UUID]:
        """Units at which the permission is granted directly; it reaches down from each."""
        return frozenset(
            unit
            for unit, patterns in self.grants
            if any(matches(pattern, permission, sensitive=sensitive) for pattern in patterns)
        )

    def everywhere(self, units: frozenset[UUID]) -> bool:
        """True when these units cover the whole tree, so that no filter is needed."""
        return bool(self.roots) and self.roots <= units

    def below(self, units: frozenset[UUID]) -> QuerySet[Any]:
        """A sub-query of these units and all that stand under them today."""
        return queries.under(units, self.day)


def reach_of(user: User) -> Reach:
    """The user's reach today; kept on the user object for the length of a request."""
    kept: Reach | None = getattr(user, "_reach", None)
    if kept is None or kept.day != today():
        kept = Reach(user, today(), kept.scopes if kept else None)
        user._reach = kept  # type: ignore[attr-defined]  # noqa: SLF001
    return kept


def forget(user: User) -> None:
    """Read the user's grants anew: an act may have changed them, or the tree."""
    narrow(user, reach_of(user).scopes)


def narrow(user: User, scopes: tuple[str, ...] | None) -> None:
    """Let the user reach no further than these scopes for the length of a request."""
    user._reach = Reach(user, today(), scopes)  # type: ignore[attr-defined]  # noqa: SLF001
