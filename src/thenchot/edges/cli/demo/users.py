"""Demonstration log-ins: one for each role, with invented names and one password that everybody knows."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from thenchot.edges.cli.demo import names
from thenchot.foundation.access import defaults
from thenchot.foundation.access.models import Grant, User
from thenchot.foundation.kernel.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.edges.cli.demo.plan import Plan
    from thenchot.edges.cli.demo.units import Units

PASSWORD = "thenchot-demo"  # noqa: S105  # printed on the terminal; the demonstration holds nothing to guard


@dataclass(frozen=True, slots=True)
class Login:
    """A demonstration user as the file states it; `at` is "root" or a kind of unit and its number, such as campaign:2."""

    username: str
    role: str
    at: str
    clearance: int = 0


def logins() -> list[Login]:
    """All of them, in the file's order."""
    stated = tomllib.loads(Path(__file__).with_name("users.toml").read_text(encoding="utf-8"))
    return [Login(**row) for row in stated["user"]]


def checked(password: str | None) -> str:
    """The password to use; one that was asked for must be as good as any other user's."""
    if password is None:
        return PASSWORD
    try:
        validate_password(password)
    except ValidationError as error:
        raise Refusal("{reasons}", field="password", reasons=" ".join(error.messages)) from error
    return password


@dataclass(frozen=True, slots=True)
class Standing:
    """A demonstration user as the database has it."""

    username: str
    name: str
    role: str
    unit: str

    def plain(self) -> dict[str, str]:
        """For --json."""
        return {"username": self.username, "name": self.name, "role": self.role, "unit": self.unit}


def standing() -> list[Standing]:
    """The demonstration users of this database, in the file's order; none where it holds no demonstration."""
    names_ = [login.username for login in logins()]
    found = {
        grant.user.username: Standing(grant.user.username, grant.user.display_name, grant.role.code, grant.unit.code)
        for grant in Grant.objects.filter(user__username__in=names_).select_related("user", "role", "unit")
    }
    return [found[name] for name in names_ if name in found]


def has_usual_password() -> bool:
    """Whether the demonstration users still have the password that is told to everybody."""
    first = User.objects.filter(username=logins()[0].username).first()
    return first is not None and bool(first.check_password(PASSWORD))


def check_names_are_free() -> None:
    """Refuse when a user of the installation has one of the log-in names."""
    if taken := sorted(set(User.objects.values_list("username", flat=True)) & {login.username for login in logins()}):
        raise Refusal("The log-in name {name} is taken", field="username", name=taken[0])


def let_in(plan: Plan, units: Units, keys: Keys, made: Mapping[str, User], *, since: date) -> None:
    """The default roles and the log-ins' grants, in the last act: whoever looks for a whole demonstration looks for these."""
    roles = defaults.ensure_roles(second_step=False)
    for login in logins():
        unit = units.by_code[place(plan, login.at)]
        Grant(id=keys(), user=made[login.username], role=roles[login.role], unit=unit, from_on=since).save()


def place(plan: Plan, at: str) -> str:
    """The code of the unit a log-in is at."""
    kind, _colon, number = at.partition(":")
    if kind == "root":
        return names.ROOT_CODE
    found = sorted(unit.code for unit in plan.today() if kind in {unit.duty, unit.kind})
    return found[int(number) - 1]
