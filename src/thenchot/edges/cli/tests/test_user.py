from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result
from django.test import Client

from tests.people import PASSWORD, People
from thenchot.edges.cli.main import thenchot
from thenchot.foundation.access.models import Grant, User
from thenchot.foundation.access.policy import rows
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import history
from thenchot.foundation.organisation.models import Unit

pytestmark = pytest.mark.django_db


def call(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(thenchot, ["user", *arguments], input=typed, catch_exceptions=False)


def test_the_first_user_founds_the_root_and_administers_it():
    call(
        "add", "nam", "--name", "Nam", "--administrator", "--root-unit", "PKT", "Phòng Kỹ thuật", typed=PASSWORD + "\n"
    )
    user = User.objects.get(username="nam")
    assert rows(user, "change", Unit.objects.all()).get().name == "Phòng Kỹ thuật"
    assert rows(user, "view", User.objects.all()).exists()
    assert Client().login(username="nam", password=PASSWORD)
    assert history.of_record(user.pk)[0].act.actor_name.endswith("user add")


def test_a_second_root_is_refused_and_nothing_is_left(tree):
    with pytest.raises(Refusal, match="root unit already"):
        call("add", "nam", "--name", "Nam", "--root-unit", "X", "X", typed=PASSWORD + "\n")
    assert not User.objects.exists()


def test_an_administrator_needs_a_unit():
    with pytest.raises(Refusal, match="no unit yet"):
        call("add", "nam", "--name", "Nam", "--administrator", typed=PASSWORD + "\n")
    assert not User.objects.exists()


def test_a_user_may_get_a_role_at_a_unit(tree):
    call("add", "lan", "--name", "Lan", "--unit", "A", "--role", "viewer", typed=PASSWORD + "\n")
    grant = Grant.objects.get()
    assert (grant.user.username, grant.role.code, grant.unit.code) == ("lan", "viewer", "A")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--unit", "A", "--role", "king"), "No role has the code king"),
        (("--role", "viewer"), "granted at a unit"),
        (("--unit", "Z"), "No unit has the code Z"),
    ],
)
def test_a_bad_addition_is_refused_whole(tree, arguments, words):
    with pytest.raises(Refusal, match=words):
        call("add", "lan", "--name", "Lan", *arguments, typed=PASSWORD + "\n")
    assert not User.objects.exists()


@pytest.mark.parametrize("typed", ["", "short\n", "password123\n"])
def test_a_weak_password_is_refused(typed):
    with pytest.raises(Refusal):
        call("add", "lan", "--name", "Lan", typed=typed)
    assert not User.objects.exists()


def test_a_name_is_taken_in_any_letter_case(users):
    with pytest.raises(Refusal, match="taken"):
        call("add", "KEEPER", "--name", "x", typed=PASSWORD + "\n")


def test_a_disabled_user_sees_nothing_and_stays_in_history(users: People):
    call("disable", "keeper", "--reason", "left", "--as", "chief")
    user = User.objects.get(username="keeper")
    assert not rows(user, "view", Unit.objects.all()).exists()
    assert not Client().login(username="keeper", password=PASSWORD)
    event = history.of_record(user.pk)[0]
    assert (event.act.actor, event.act.reason) == (users.chief.pk, "left")
    with pytest.raises(Refusal, match="already"):
        call("disable", "keeper")
    call("enable", "keeper")
    assert Client().login(username="keeper", password=PASSWORD)


def test_a_password_is_changed_without_showing_in_history(users):
    before = len(history.of_record(users.member.pk))
    call("password", "member", typed="another long password\n")
    assert Client().login(username="member", password="another long password")
    assert len(history.of_record(users.member.pk)) == before


def test_the_list_is_text_or_json(users):
    assert "keeper" in call("list").stdout
    listed = json.loads(call("list", "--json").stdout)
    assert {"username": "member", "name": "Member", "unit": "A", "active": True} in listed
