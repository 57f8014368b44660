"""Why a user may see a record, and who may: the same policies as `policy.rows`, answered with grants instead of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Model

from thenchot.foundation.access import policy
from thenchot.foundation.access.models import Delegation, Grant, User
from thenchot.foundation.access.policy import AtRoot, Mine, Shared, Within
from thenchot.foundation.access.reach import Holding, Reach, matches, reach_of, today
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import UnitSpan

Kind = Literal["unit", "everywhere", "shared", "mine", "through"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that shows the record: a grant (or one lent), that the record names the user, or another record they see."""

    kind: Kind
    holding: Holding | None = None


def why(user: User, record: Model, verb: str = "view") -> list[Reason]:
    """Everything that lets the user do the verb on the record; empty exactly when `policy.may` says no."""
    if not user.is_active or not policy.may(user, verb, record):
        return []
    return _Asked(record, verb).reasons(reach_of(user))


def who(record: Model, verb: str = "view") -> list[tuple[User, list[Reason]]]:
    """Every user who may do the verb on the record by a grant, a delegation or by being named in it, with the reasons.

    Those who see it only through another record (an act through what it touched) are not gathered.
    """
    asked = _Asked(record, verb)
    found = ((reach.user, asked.reasons(reach, through=False)) for reach in _reaches(asked.named()))
    return [(user, reasons) for user, reasons in found if reasons]


class _Asked:
    """A record and a verb, with what is read of the record once for all users."""

    def __init__(self, record: Model, verb: str) -> None:
        self.record, self.model = record, type(record)
        self.policy = policy.policy_of(self.model)
        self.needed = policy.permission(self.model, verb)
        self.paths = {scope.path for scope in self.policy.scopes if isinstance(scope, Within)}
        self.above = {path: self._units_above(path) for path in self.paths}

    def named(self) -> set[Any]:
        """Keys of the users the record names."""
        verb = self.needed.rpartition(":")[2]
        paths = [scope.path for scope in self.policy.scopes if isinstance(scope, Mine) and verb in scope.verbs]
        return {self._value(path) for path in paths} - {None}

    def reasons(self, reach: Reach, *, through: bool = True) -> list[Reason]:
        sensitive = self.policy.sensitive
        if not reach.covers(self.needed, sensitive=sensitive):
            return []
        held = [h for h in reach.holdings if any(matches(p, self.needed, sensitive=sensitive) for p in h.patterns)]
        found: list[Reason] = []
        for scope in self.policy.scopes:
            found += [reason for reason in self._of_scope(scope, reach, held, through=through) if reason not in found]
        return found

    def _of_scope(self, scope: Any, reach: Reach, held: list[Holding], *, through: bool) -> Iterator[Reason]:
        everywhere = reach.everywhere(frozenset(holding.grant.unit_id for holding in held))
        match scope:
            case Within():
                above = self.above[scope.path]
                yield from (Reason("unit", h) for h in held if h.grant.unit_id in above)
                if everywhere:
                    yield from (Reason("everywhere", h) for h in held if h.grant.unit_id not in above)
            case Shared() if self.needed.endswith((":view", ":export")) and not self.policy.sensitive:
                yield from (Reason("shared", holding) for holding in reach.holdings)
            case Shared() | AtRoot():
                yield from (Reason("everywhere", holding) for holding in held if everywhere)
            case Mine():
                if reach.user.pk in self.named():
                    yield Reason("mine")
            case _:
                if through and self._through(scope, reach):
                    yield Reason("through")

    def _through(self, scope: Any, reach: Reach) -> bool:
        answer = scope.rows(reach, self.needed, self.policy.sensitive)
        rows = self.model._default_manager.filter(pk=self.record.pk)
        return answer is True or (answer is not False and rows.filter(answer).exists())

    def _units_above(self, path: str) -> set[Any]:
        unit = self._value(path)
        spans = UnitSpan.objects.filter(queries.during(today()), unit=unit)
        return set(spans.values_list("ancestor_id", flat=True)) if unit is not None else set()

    def _value(self, path: str) -> Any:
        if path in {"", "pk"}:
            return self.record.pk
        return self.model._default_manager.filter(pk=self.record.pk).values_list(path, flat=True).first()


def _reaches(named: Iterable[Any]) -> Iterator[Reach]:
    """The reach of every active user who holds anything today, and of those named: in a few queries for all of them."""
    day = today()
    held: dict[User, list[Holding]] = defaultdict(list)
    for grant in Grant.objects.filter(queries.during(day), user__is_active=True).select_related("user", "role", "unit"):
        held[grant.user].append(Holding(grant))
    lent = Delegation.objects.filter(
        queries.during(day), queries.during(day, "grant__"), grant__user__is_active=True, deputy__is_active=True
    )
    for each in lent.select_related("deputy", "grant__user", "grant__role", "grant__unit"):
        held[each.deputy].append(Holding(each.grant, each))
    for user in User.objects.filter(pk__in=set(named) - {user.pk for user in held}, is_active=True):
        held[user] = []
    roots = frozenset(queries.roots(day).values_list("pk", flat=True))
    for user in sorted(held, key=lambda one: one.username):
        yield Reach.known(user, day, held[user], roots)
