"""Does somebody hold the authority that a clause asks for, at the unit it asks for?"""

from __future__ import annotations

from datetime import date

from thenchot.foundation.access.models import Role, User
from thenchot.foundation.access.policy import permission
from thenchot.foundation.access.reach import reach_of, today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import Program
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.regulations.models import ApprovalClause


def check_role(by: User | Program | None, role: Role | None, unit: Unit, authority: str) -> None:
    """Refuse a person who does not hold the role at the unit or above it, themselves or as a deputy; no role asks for none."""
    if role is None or not isinstance(by, User):
        return
    held = frozenset(each.grant.unit_id for each in reach_of(by).holdings if each.grant.role_id == role.pk)
    if not queries.under(held, today()).filter(unit=unit.pk).exists():
        raise Refusal(
            "{authority} decides: somebody who holds the role {role} at {unit} or above",
            authority=authority,
            role=str(role),
            unit=str(unit),
        )


def check_clause(clause: ApprovalClause, by: User | Program, record: Record, verb: str, unit: Unit, on: date) -> None:
    """Refuse a person who may not approve by the clause: role and permission are held at the unit so many steps above.

    `on` is the day of whose tree the steps are counted.
    """
    if not isinstance(by, User):
        return
    at = unit_above(unit, clause.steps_above, on)
    reach = reach_of(by)
    held = reach.units(permission(type(record), verb))
    if not reach.everywhere(held) and not queries.under(held, today()).filter(unit=at.pk).exists():
        raise Refusal(
            "{unit} is approved by somebody of {above} ({authority})",
            unit=str(unit),
            above=str(at),
            authority=clause.authority,
        )
    check_role(by, clause.role, at, clause.authority)


def unit_above(unit: Unit, steps: int, on: date) -> Unit:
    """The unit so many steps above on that day; the top of the tree where it is not that tall."""
    path = queries.path(unit, on)
    return path[max(0, len(path) - 1 - steps)] if path else unit
