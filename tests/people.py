"""A small organisation and the people every app's tests meet: a tree of five units and six people, from stranger to chief."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from thenchot.foundation.access.models import Clearance, Grant, Role, User
from thenchot.foundation.ledger.acts import Program, act
from thenchot.foundation.organisation import actions as organisation
from thenchot.foundation.organisation.models import Unit

FOUNDED = date(2020, 1, 1)
SETUP = Program("tests")
PASSWORD = "a long enough password"


@dataclass(frozen=True)
class Tree:
    """R over A and B; A over A1 and A2; since 1 January 2020."""

    r: Unit
    a: Unit
    b: Unit
    a1: Unit
    a2: Unit


@dataclass(frozen=True)
class People:
    """Who asks. Visitor: not signed in. Stranger: signed in, no grant. Member: sees A and below. Keeper: every verb at A.

    Chief: every verb at R, so everywhere, but not on sensitive tables. Administrator: every verb everywhere, users too.
    """

    visitor: AnonymousUser
    stranger: User
    member: User
    keeper: User
    chief: User
    administrator: User


@pytest.fixture
def tree(db: None) -> Tree:
    with act("tests.found", by=SETUP):
        r = organisation.found("R", "Root department", parent=None, on=FOUNDED)
        a = organisation.found("A", "Division A", parent=r, on=FOUNDED)
        b = organisation.found("B", "Division B", parent=r, on=FOUNDED)
        a1 = organisation.found("A1", "Battalion A1", parent=a, on=FOUNDED)
        a2 = organisation.found("A2", "Battalion A2", parent=a, on=FOUNDED)
    return Tree(r, a, b, a1, a2)


@pytest.fixture
def users(tree: Tree) -> People:
    with act("tests.people", by=SETUP):
        return People(
            visitor=AnonymousUser(),
            stranger=person("stranger"),
            member=person("member", tree.a, "*:view", "*:export"),
            keeper=person("keeper", tree.a, "*:*"),
            chief=person("chief", tree.r, "*:*"),
            administrator=person("administrator", tree.r, "*:*", *EVERY_SENSITIVE_TABLE),
        )


# A bare `*` does not reach sensitive tables; an administrator's role names their apps.
EVERY_SENSITIVE_TABLE = (
    "access.*:*",
    "desk.*:*",
    "people.*:*",
    "custody.*:*",
    "directives.*:*",
    "oversight.*:*",
    "emulation.*:*",
    "reports.*:*",
)


def person(name: str, unit: Unit | None = None, *permissions: str, clearance: Clearance = Clearance.NONE) -> User:
    """A user and, with a unit, a role of these permissions granted there. Call it inside an act."""
    user = User(username=name, display_name=name.title(), unit=unit, clearance=clearance)
    user.set_password(PASSWORD)
    user.save()
    if unit is not None:
        role = Role(code=name, name=name.title(), permissions=list(permissions))
        role.save()
        Grant(user=user, role=role, unit=unit, from_on=FOUNDED).save()
    return user


@pytest.fixture
def client_as() -> Callable[[User | AnonymousUser], Client]:
    """A test client signed in as the user; a visitor's is not signed in."""

    def signed_in(user: User | AnonymousUser) -> Client:
        client = Client()
        if isinstance(user, User):
            client.force_login(user)
        return client

    return signed_in
