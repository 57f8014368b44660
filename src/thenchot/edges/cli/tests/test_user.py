from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result
from django.test import Client
from django.utils import timezone

from tests.people import PASSWORD, People
from thenchot.edges.cli.main import thenchot
from thenchot.foundation.access import second_step
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
    assert log_in("nam") == 302
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
    assert log_in("keeper", PASSWORD) == 422
    event = history.of_record(user.pk)[0]
    assert (event.act.actor, event.act.reason) == (users.chief.pk, "left")
    with pytest.raises(Refusal, match="already"):
        call("disable", "keeper")
    call("enable", "keeper")
    assert log_in("keeper", PASSWORD) == 302


def test_a_password_is_changed_without_showing_in_history(users):
    before = len(history.of_record(users.member.pk))
    call("password", "member", typed="another long password\n")
    assert log_in("member", "another long password") == 302
    assert len(history.of_record(users.member.pk)) == before


def test_the_list_is_text_or_json(users):
    assert "keeper" in call("list").stdout
    listed = json.loads(call("list", "--json").stdout)
    assert {"username": "member", "name": "Member", "unit": "A", "active": True} in listed


def log_in(name: str, password: str = PASSWORD) -> int:
    return Client().post("/login/", {"username": name, "password": password}).status_code


def test_a_temporary_password_is_printed_once_and_ends_sessions(users: People):
    client = Client()
    client.force_login(users.keeper)
    secret = call("reset-password", "keeper", "--reason", "Quên mật khẩu").stdout.strip()
    assert log_in("keeper") == 422
    assert log_in("keeper", secret) == 302
    assert client.get("/account/").status_code == 302
    told = history.of_record(users.keeper.care.get().pk)[0].act
    assert (told.verb, told.reason) == ("access.reset_password", "Quên mật khẩu")
    assert secret.encode() not in bytes(told.payload)


def test_a_locked_user_is_let_in_again(users: People):
    assert [log_in("keeper", "wrong") for _ in range(5)][-1] == 429
    assert log_in("keeper") == 429
    call("unlock", "keeper", "--reason", "Đã xác minh")
    assert log_in("keeper") == 302
    with pytest.raises(Refusal, match="No failed log-in"):
        call("unlock", "keeper", "--reason", "x")


def test_a_second_step_is_forgotten_and_sessions_end(users: People):
    second_step.begin(users.keeper)
    users.keeper.second_step.confirmed_at = timezone.now()
    users.keeper.second_step.save()
    client = Client()
    client.force_login(users.keeper)
    call("reset-second-step", "keeper", "--reason", "Mất điện thoại")
    assert not second_step.is_on(users.keeper)
    assert client.get("/account/").status_code == 302
    client.force_login(users.keeper)
    call("end-sessions", "keeper", "--reason", "Mất máy")
    assert client.get("/account/").status_code == 302
