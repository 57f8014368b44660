"""A reader's reach is read once while nothing changes, and anew at once when something does."""

from __future__ import annotations

import pytest

from tests.people import FOUNDED, SETUP, person
from thenchot.foundation.access.models import Grant, Role, User
from thenchot.foundation.access.reach import Reach, reach_of, today
from thenchot.foundation.ledger.acts import act

pytestmark = pytest.mark.django_db


def held(user):
    return {unit for unit, _patterns in Reach(user, today()).grants}


def test_while_no_act_is_done_the_grants_are_read_once(tree, users, django_assert_num_queries):
    held(users.keeper)
    with django_assert_num_queries(1):
        assert held(User(pk=users.keeper.pk)) == {tree.a.pk}


def test_a_grant_given_or_ended_counts_from_the_next_look(tree, users):
    assert held(users.stranger) == set()
    role = Role(code="more", name="More", permissions=["*:view"])
    grant = Grant(user=users.stranger, role=role, unit=tree.b, from_on=FOUNDED)
    with act("setup", by=SETUP):
        role.save()
        grant.save()
    assert held(users.stranger) == {tree.b.pk}
    grant.until_on = today()
    with act("setup", by=SETUP):
        grant.save()
    assert held(users.stranger) == set()


def test_inside_an_act_what_it_changed_counts_and_is_forgotten_with_it(tree, users):
    def grant_and_fail():
        with act("setup", by=SETUP):
            made = person("made", tree.b, "*:view")
            assert held(made) == {tree.b.pk}
            role = Role(code="more", name="More", permissions=["*:view"])
            role.save()
            Grant(user=users.stranger, role=role, unit=tree.b, from_on=FOUNDED).save()
            assert held(users.stranger) == {tree.b.pk}
            raise RuntimeError("undone")

    with pytest.raises(RuntimeError, match="undone"):
        grant_and_fail()
    assert held(users.stranger) == set()


def test_the_tops_of_the_tree_are_those_of_now(tree, users):
    assert [unit.pk for unit in reach_of(users.keeper).tops] == [tree.r.pk]
    assert reach_of(users.keeper).roots == {tree.r.pk}
