"""Saved records for tests; each function is called inside an act. `number` makes a record distinct."""

from __future__ import annotations

from datetime import date, timedelta

from thenchot.foundation.access.models import AccountCare, Delegation, Grant, Role, User
from thenchot.foundation.access.reach import today
from thenchot.foundation.organisation.models import Unit


def user(unit: Unit, number: int = 1) -> User:
    made = User(username=f"user{number}-{unit.code}".lower(), display_name=f"Nguyễn Văn {number}", unit=unit)
    made.set_unusable_password()
    made.save()
    return made


def role(unit: Unit | None = None, number: int = 1) -> Role:
    made = Role(code=f"role{number}", name=f"Vai trò {number}", permissions=["organisation.unit:view"])
    made.save()
    return made


def grant(unit: Unit, number: int = 1) -> Grant:
    held = Role.objects.filter(code="role900").first() or role(number=900)
    made = Grant(user=user(unit, 500 + number), role=held, unit=unit, from_on=date(2024, 1, 1))
    made.save()
    return made


def delegation(unit: Unit, number: int = 1) -> Delegation:
    made = Delegation(
        grant=grant(unit, 700 + number),
        deputy=user(unit, 800 + number),
        from_on=today(),
        until_on=today() + timedelta(days=30),
        occasion=f"QĐ {number}",
    )
    made.save()
    return made


def account_care(unit: Unit, number: int = 1) -> AccountCare:
    made = AccountCare(user=user(unit, 850 + number), kind=AccountCare.Kind.UNLOCKED)
    made.save()
    return made


def a_deputy(held: Grant, unit: Unit) -> dict[str, object]:
    return {
        "deputy": user(unit, 900).username,
        "from_on": today(),
        "until_on": today() + timedelta(days=10),
        "occasion": "QĐ 5",
    }


FACTORIES = {
    "users": user,
    "roles": role,
    "grants": grant,
    "delegations": delegation,
    "account-care": account_care,
}
PREPARE = {"grants/delegate": a_deputy}
INPUTS = {
    "users": {"display_name": "Tên khác"},
    "roles": {"permissions": ["depots.depot:view"]},
    "grants": {"until_on": date(2030, 1, 1)},
    "grants/new": {"from_on": date(2025, 1, 1)},
}
