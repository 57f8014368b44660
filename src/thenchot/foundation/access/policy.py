"""Which rows of a table a user may see or act on: policies registered by the app that owns the table, asked by everyone.

`rows` is the only way from a request to stored rows. It answers both "which" and "may": 404 for a row a user may not see,
403 for one they see but may not act on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404

from thenchot.foundation.access.models import Clearance, User
from thenchot.foundation.access.reach import Reach, reach_of
from thenchot.foundation.ledger.models import Touch
from thenchot.foundation.ledger.records import Record

M = TypeVar("M", bound=Model)
Who = User | AnonymousUser
# A scope answers True (every row), False (none) or a condition; never an empty Q, which `|` would swallow.
Answer = bool | Q


@dataclass(frozen=True, slots=True)
class Within:
    """Rows that belong to a unit under one where the permission is held. `path` leads from the row to its unit.

    `secrecy` leads to the row's level on the scale of clearance: a row above the reader's clearance is not there for them.
    """

    path: str
    secrecy: str = ""

    def rows(self, reach: Reach, permission: str, sensitive: bool) -> Answer:
        units = reach.units(permission, sensitive=sensitive)
        if not units:
            return False
        name = "pk__in" if self.path == "" else f"{self.path}__in"
        within: Answer = True if reach.everywhere(units) else Q(**{name: reach.below(units)})
        cleared = self._cleared(reach.user.clearance)
        if within is True or cleared is True:
            return cleared if within is True else within
        return Q(within, cleared)

    def _cleared(self, clearance: int) -> Answer:
        if not self.secrecy or clearance == Clearance.TOP_SECRET:
            return True
        cleared = Q(**{f"{self.secrecy}__lte": clearance})
        through, _mark, _column = self.secrecy.rpartition("__")
        return cleared | Q(**{f"{through}__isnull": True}) if through else cleared


@dataclass(frozen=True, slots=True)
class Shared:
    """Reference rows (a catalogue, a standard): seen by whoever holds any grant, changed only by one who holds it at a root."""

    def rows(self, reach: Reach, permission: str, sensitive: bool) -> Answer:
        if permission.endswith((":view", ":export")) and not sensitive:
            return bool(reach.grants)
        return reach.everywhere(reach.units(permission, sensitive=sensitive))


@dataclass(frozen=True, slots=True)
class Mine:
    """Rows that name the user themselves, for the verbs given."""

    path: str
    verbs: tuple[str, ...] = ("view",)

    def rows(self, reach: Reach, permission: str, sensitive: bool) -> Answer:  # noqa: ARG002  # one signature for all scopes
        verb = permission.rpartition(":")[2]
        return Q(**{self.path: reach.user.pk}) if verb in self.verbs else False


@dataclass(frozen=True, slots=True)
class AtRoot:
    """Every row, for whoever holds the permission over the whole tree; none otherwise."""

    def rows(self, reach: Reach, permission: str, sensitive: bool) -> Answer:
        return reach.everywhere(reach.units(permission, sensitive=sensitive))


@dataclass(frozen=True, slots=True)
class Touching:
    """Acts that touched a record the user may view; `path` leads from the row to its act."""

    path: str = "pk"

    def rows(self, reach: Reach, permission: str, sensitive: bool) -> Answer:  # noqa: ARG002  # one signature for all scopes
        if not permission.endswith(":view"):
            return False
        tables = [model for model in _policies if issubclass(model, Record)]
        seen = [condition for model in tables if (condition := _touches_of(reach.user, model)) is not None]
        if not seen:
            return False
        touches = Touch.objects.filter(act=OuterRef(self.path)).filter(reduce(or_, seen))
        return Q(Exists(touches))


@dataclass(frozen=True, slots=True)
class OfRecord:
    """Rows that name a record by its model and key (an attachment): seen by whoever may view that record."""

    def rows(self, reach: Reach, permission: str, sensitive: bool) -> Answer:  # noqa: ARG002  # one signature for all scopes
        if not permission.endswith((":view", ":export")):
            return False
        tables = [model for model in _policies if issubclass(model, Record) and not _names_a_record(model)]
        seen = [condition for model in tables if (condition := _touches_of(reach.user, model)) is not None]
        return reduce(or_, seen) if seen else False


def _names_a_record(model: type[Model]) -> bool:
    return any(isinstance(scope, OfRecord) for scope in policy_of(model).scopes)


Scope = Within | Shared | Mine | AtRoot | Touching | OfRecord


@dataclass(frozen=True, slots=True)
class Policy:
    """A table's scopes, any of which is enough. A sensitive table is not reached by a role's bare `*`."""

    scopes: tuple[Scope, ...]
    sensitive: bool = False


_policies: dict[type[Model], Policy] = {}


def allow(model: type[Model], *scopes: Scope, sensitive: bool = False) -> None:
    """Register a table's policy; a table without one cannot be read through `rows` at all."""
    if model in _policies:
        raise ValueError(f"{model._meta.label} has two policies")
    _policies[model] = Policy(scopes, sensitive)


def policy_of(model: type[Model]) -> Policy:
    """The table's policy; KeyError when none was registered."""
    return _policies[model]


def permission(model: type[Model], verb: str) -> str:
    """The permission a verb on this table needs: "materiel.equipment:regrade"."""
    return f"{model._meta.label_lower}:{verb}"


def rows(user: Who, verb: str, queryset: QuerySet[M]) -> QuerySet[M]:
    """The rows of the query set on which the user may do the verb; none for a visitor or a disabled user."""
    if not isinstance(user, User) or not user.is_active:
        return queryset.none()
    answer = _answer(user, verb, queryset.model)
    if isinstance(answer, Q):
        return queryset.filter(answer)
    return queryset if answer else queryset.none()


def _answer(user: User, verb: str, model: type[Model]) -> Answer:
    """All of the model's rows, none, or those that meet a condition."""
    policy = policy_of(model)
    reach, needed = reach_of(user), permission(model, verb)
    if not reach.covers(needed, sensitive=policy.sensitive):
        return False
    answers = [scope.rows(reach, needed, policy.sensitive) for scope in policy.scopes]
    if any(answer is True for answer in answers):
        return True
    conditions = [answer for answer in answers if isinstance(answer, Q)]
    return reduce(or_, conditions) if conditions else False


def _touches_of(user: User, model: type[Model]) -> Q | None:
    """Rows (touches, attachments) that name a row of this model the user may view, by `model` and `record`.

    Asked row by row, so that a list stops at the end of its page.
    """
    answer = _answer(user, "view", model)
    if answer is False:
        return None
    of_model = Q(model=model._meta.label_lower)
    if answer is True:
        return of_model
    return of_model & Q(Exists(model._default_manager.filter(answer, pk=OuterRef("record"))))


def row(user: Who, verb: str, queryset: QuerySet[M], key: object) -> M:
    """One row: Http404 when the user may not see it or it is not there, PermissionDenied when the verb is not theirs."""
    found = rows(user, "view", queryset).filter(pk=key).first()
    if found is None:
        raise Http404
    if verb != "view" and not rows(user, verb, queryset).filter(pk=key).exists():
        raise PermissionDenied
    return found


def may(user: Who, verb: str, record: Model) -> bool:
    """Whether the user may do the verb on this record."""
    queryset: QuerySet[Any] = type(record)._default_manager.filter(pk=record.pk)
    return rows(user, verb, queryset).exists()


def may_everywhere(user: Who, verb: str, model: type[Model]) -> bool:
    """Does the user hold the verb on this table over the whole tree?"""
    return isinstance(user, User) and user.is_active and _answer(user, verb, model) is True


def may_anywhere(user: Who, verb: str, model: type[Model]) -> bool:
    """Does the user hold the verb on this table at any unit? For menus and buttons; it opens no row."""
    if not isinstance(user, User) or not user.is_active:
        return False
    policy = policy_of(model)
    if not reach_of(user).covers(permission(model, verb), sensitive=policy.sensitive):
        return False
    if any(isinstance(s, Shared) for s in policy.scopes) and verb in {"view", "export"} and not policy.sensitive:
        return bool(reach_of(user).grants)
    return bool(reach_of(user).units(permission(model, verb), sensitive=policy.sensitive))
