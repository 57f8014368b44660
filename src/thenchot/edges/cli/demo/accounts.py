"""Who answers for a unit's tasks: the demonstration's log-ins; at other higher units an account nobody can log in with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password

from thenchot.edges.cli.demo import names, users
from thenchot.edges.cli.demo.chance import stream
from thenchot.foundation.access.models import User

if TYPE_CHECKING:
    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.edges.cli.demo.plan import Plan
    from thenchot.edges.cli.demo.units import Units

_LOWEST_LEVEL = 2


@dataclass(slots=True)
class Accounts:
    """The users made so far, by log-in name and by the code of the unit each answers for."""

    parents: dict[str, str]
    by_login: dict[str, User] = field(default_factory=dict)
    by_unit: dict[str, User] = field(default_factory=dict)

    @property
    def every(self) -> list[User]:
        """All of them, by log-in name."""
        return [self.by_login[name] for name in sorted(self.by_login)]

    @property
    def planner(self) -> User:
        """Who answers for the root's tasks."""
        return self.by_login["planner"]

    @property
    def commander(self) -> User:
        """Who accepts what others gave evidence of."""
        return self.by_login["commander"]

    def near(self, code: str) -> User:
        """The account of the unit, else that of the nearest unit above that has one."""
        while code not in self.by_unit:
            code = self.parents[code]
        return self.by_unit[code]

    def other_than(self, user: User) -> User:
        """A second person."""
        return self.planner if user.pk == self.commander.pk else self.commander


def add(plan: Plan, units: Units, keys: Keys, *, seed: int, password: str) -> Accounts:
    """Make the users, without grants; called inside an act. At the root the planner answers for the tasks."""
    made, chance, secret = Accounts(plan.parents()), stream(seed, "users"), make_password(password)
    for login in users.logins():
        code = users.place(plan, login.at)
        user = _user(login.username, names.person(chance), units, code, keys, secret)
        user.clearance = login.clearance
        user.save()
        made.by_login[login.username] = user
        made.by_unit.setdefault(code, user)
    made.by_unit[names.ROOT_CODE] = made.planner
    chance, nobody = stream(seed, "accounts"), make_password(None)
    for unit in sorted(plan.today(), key=lambda each: each.code):
        if unit.level <= _LOWEST_LEVEL and unit.code not in made.by_unit:
            user = _user(f"{unit.code.lower()}.kt", names.person(chance), units, unit.code, keys, nobody)
            user.save()
            made.by_login[user.username] = made.by_unit[unit.code] = user
    return made


def _user(username: str, name: str, units: Units, code: str, keys: Keys, password: str) -> User:
    return User(id=keys(), username=username, display_name=name, unit=units.by_code[code], password=password)
