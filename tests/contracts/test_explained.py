"""On every record: why its reader may see it, and who may; always in step with what the policies let through."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.contracts.registry import CONTRACTED, make, name
from tests.people import SETUP
from thenchot.foundation.access import explain, policy
from thenchot.foundation.access.models import Delegation, User
from thenchot.foundation.access.reach import today
from thenchot.foundation.ledger.acts import act

every_resource = pytest.mark.parametrize("resource", CONTRACTED, ids=name)


@every_resource
def test_reasons_are_given_exactly_to_those_who_may_see(resource, tree, users, client_as):
    """Everybody, at a record of theirs and at one of others; a deputy among them."""
    with act("tests.lend", by=SETUP):
        Delegation(
            grant=users.keeper.grants.get(),
            deputy=users.stranger,
            from_on=today(),
            until_on=today() + timedelta(days=9),
            occasion="x",
        ).save()
    for record in (make(resource, tree.a1, 1), make(resource, tree.b, 2)):
        see = {user.pk for user in User.objects.all() if policy.may(user, "view", record)}
        assert {user.pk for user in User.objects.all() if explain.why(user, record)} == see
        assert {user.pk for user, _reasons in explain.who(record)} == see
    page = client_as(users.administrator).get(f"/r/{resource.slug}/{record.pk}/access/")
    assert page.status_code == 200
    assert "administrator" in page.content.decode()


def test_only_those_who_see_the_roles_are_told_who_else(tree, users, client_as):
    address = f"/r/units/{tree.a1.pk}/access/"
    assert client_as(users.stranger).get(address).status_code == 404
    page = client_as(users.member).get(address).content.decode()
    assert "Member" in page
    assert "administrator" not in page
    assert "Keeper" not in page
    page = client_as(users.administrator).get(address).content.decode()
    for who in ("Member", "Keeper", "Chief"):
        assert who in page
