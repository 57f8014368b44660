"""Putting a calendar or a matrix in force. Each is called inside an act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from thenchot.foundation.access.models import Role
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.rule_sets import check_follows
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.regulations.models import (
    ApprovalClause,
    ApprovalMatrix,
    CalendarCut,
    PeriodLength,
    ReportingCalendar,
)

Dated = TypeVar("Dated", ReportingCalendar, ApprovalMatrix)


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """What every rule set says of itself."""

    code: str
    name: str
    valid_from: date
    valid_until: date | None = None
    source: str = ""
    is_example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a clause of an approval matrix says; `role` is the code of a role."""

    authority: str
    kind: str = ""
    level: str = ""
    value_below: Decimal | None = None
    role: str = ""
    steps_above: int = 0


def new_calendar(said: InForce, cuts: Iterable[tuple[PeriodLength, int, int]]) -> ReportingCalendar:
    """A calendar in force from a day; an open one of the same code ends on that day. `cuts`: length, first day, months before."""
    made = _in_force(ReportingCalendar, said)
    for length, first_day, months_before in cuts:
        cut = CalendarCut(calendar=made, length=length, first_day=first_day, months_before=months_before)
        cut.full_clean(validate_constraints=False, validate_unique=False)
        cut.save()
    return made


def new_matrix(said: InForce, clauses: Iterable[Terms]) -> ApprovalMatrix:
    """A matrix in force from a day; an open one of the same code ends on that day."""
    made = _in_force(ApprovalMatrix, said)
    for terms in clauses:
        ApprovalClause(
            matrix=made,
            kind=terms.kind,
            level=terms.level,
            value_below=terms.value_below,
            authority=tidy(terms.authority),
            role=_role(terms.role),
            steps_above=terms.steps_above,
        ).save()
    return made


def _in_force(model: type[Dated], said: InForce) -> Dated:
    before = list(model.objects.filter(code=said.code).order_by("valid_from"))
    for earlier in before:
        if earlier.valid_until is None and earlier.valid_from < said.valid_from:
            earlier.valid_until = said.valid_from
            earlier.save()
    check_follows(
        [Interval.between(e.valid_from, e.valid_until) for e in before],
        Interval.between(said.valid_from, said.valid_until),
    )
    made = model(
        code=tidy(said.code),
        name=tidy(said.name),
        valid_from=said.valid_from,
        valid_until=said.valid_until,
        source=tidy(said.source),
        is_example=said.is_example,
    )
    made.save()
    return made


def _role(code: str) -> Role | None:
    if not code:
        return None
    role: Role | None = Role.objects.filter(code=code).first()
    if role is None:
        raise Refusal("There is no role {code}", code=code)
    return role
