"""Saved records for tests; each function is called inside an act. `number` makes a record distinct."""

from __future__ import annotations

from datetime import date

from thenchot.foundation.access.models import Grant, Role, User
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


FACTORIES = {"users": user, "roles": role, "grants": grant}
INPUTS = {
    "users": {"display_name": "Tên khác"},
    "roles": {"permissions": ["depots.depot:view"]},
    "grants": {"until_on": date(2030, 1, 1)},
    "grants/new": {"from_on": date(2025, 1, 1)},
}
