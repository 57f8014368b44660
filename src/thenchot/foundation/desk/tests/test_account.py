"""Logging in: lock-out, the second step, sessions, temporary passwords, and what an administrator does about them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core import checks
from django.test import Client

from tests.people import PASSWORD, SETUP
from thenchot.foundation.access import accounts, lockout, second_step, sign_ins
from thenchot.foundation.access.models import AccountCare, Role, SignIn, TemporaryPassword
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.ledger.models import Act

NEW = "quite another password"
NOON = datetime(2026, 5, 4, 5, 0, tzinfo=UTC)


def log_in(name, password=PASSWORD, client=None, **headers):
    client = client or Client()
    return client, client.post("/login/", {"username": name, "password": password}, headers=headers)


def is_in(client):
    return client.get("/account/").status_code == 200


def set_up(user):
    secret = second_step.begin(user)
    return secret, second_step.confirm(user, second_step.code_at(secret, datetime.now(UTC)))


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_settings_of_the_lock_are_sound():
    assert not [found for found in checks.run_checks() if "axes" in found.id]


def test_five_failures_shut_the_name_from_that_address_even_for_the_right_password(users):
    client = Client()
    statuses = [log_in("keeper", "wrong", client)[1].status_code for _ in range(5)]
    assert statuses == [422, 422, 422, 422, 429]
    _client, answer = log_in("KEEPER", PASSWORD, client)
    assert answer.status_code == 429
    assert "khoá 15 phút" in text_of(answer)
    assert not is_in(client)
    elsewhere = Client(REMOTE_ADDR="10.1.1.9")
    assert log_in("keeper", PASSWORD, elsewhere)[1].status_code == 302, "another address is not shut"
    assert log_in("chief", PASSWORD, client)[1].status_code == 302, "another user at that address is not shut"


def test_a_name_nobody_has_is_shut_in_the_same_words(users):
    real = [log_in("keeper", "wrong")[1] for _ in range(6)]
    unreal = [log_in("nobody", "wrong")[1] for _ in range(6)]
    assert [answer.status_code for answer in real] == [answer.status_code for answer in unreal]
    for one, other in zip(real, unreal, strict=True):
        assert text_of(one).replace("keeper", "") == text_of(other).replace("nobody", "")


def test_the_lock_ends_by_itself_and_a_success_begins_the_count_anew(users):
    with time_machine.travel(NOON, tick=False) as clock:
        client = Client()
        for _ in range(5):
            log_in("keeper", "wrong", client)
        clock.shift(timedelta(minutes=14))
        assert log_in("keeper", PASSWORD, client)[1].status_code == 429
        clock.shift(timedelta(minutes=2))
        assert log_in("keeper", PASSWORD, client)[1].status_code == 302
        for _ in range(4):
            assert log_in("keeper", "wrong")[1].status_code == 422


def test_an_administrator_opens_it_with_a_reason_that_history_keeps(users, client_as):
    for _ in range(5):
        log_in("keeper", "wrong")
    assert lockout.is_locked(users.keeper)
    client = client_as(users.administrator)
    page = f"/account/of/{users.keeper.pk}/"
    assert "Bị khoá" in text_of(client.get(page))
    assert client.post(f"{page}unlock/", {"reason": ""}).status_code == 422
    assert client.post(f"{page}unlock/", {"reason": "Gọi điện xác minh"}).status_code == 302
    assert log_in("keeper")[1].status_code == 302
    done = Act.objects.get(verb="access.unlock")
    assert (done.actor, done.reason) == (users.administrator.pk, "Gọi điện xác minh")
    assert "Gọi điện xác minh" in text_of(client.get(f"/r/users/{users.keeper.pk}/history/"))


def test_nobody_but_the_keeper_of_accounts_cares_for_them(users, client_as):
    page = f"/account/of/{users.member.pk}/"
    for who in ("stranger", "member", "keeper", "chief"):
        client = client_as(getattr(users, who))
        for deed in ("unlock", "reset_password", "reset_second_step", "end_sessions"):
            expected = 403 if who == "member" else 404
            assert client.post(f"{page}{deed}/", {"reason": "x"}).status_code == expected, (who, deed)
    assert client_as(users.administrator).post(f"/account/of/{users.administrator.pk}/unlock/").status_code == 403
    assert not AccountCare.objects.exists()


def test_the_codes_are_those_of_the_standard():
    """RFC 6238, appendix B, SHA-1, the last six of eight figures."""
    secret = b"12345678901234567890"
    cases = {59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037"}
    for seconds, code in cases.items():
        assert second_step.code_at(secret, datetime.fromtimestamp(seconds, UTC)) == code


def test_a_second_step_is_set_up_and_asked_for(users, client_as):
    client = client_as(users.keeper)
    page = client.get("/account/second-step/")
    assert "<svg" in page.content.decode()
    assert client.post("/account/second-step/", {"code": "000000"}).status_code == 422
    secret = second_step.begin(users.keeper)
    with time_machine.travel(NOON, tick=False) as clock:
        client.force_login(users.keeper)
        shown = client.post("/account/second-step/", {"code": second_step.code_at(secret, NOON)})
        assert len(re.findall(r"[a-z2-9]{5}-[a-z2-9]{5}", text_of(shown))) == second_step.N_CODES
        clock.shift(timedelta(minutes=1))
        fresh, answer = log_in("keeper")
        assert answer.url == "/login/second/"
        assert not is_in(fresh), "the password alone opens nothing"
        assert fresh.get("/api/units/").status_code == 401
        code = second_step.code_at(secret, datetime.now(UTC))
        assert fresh.post("/login/second/", {"code": code}).status_code == 302
        assert is_in(fresh)
        again, _answer = log_in("keeper")
        assert again.post("/login/second/", {"code": code}).status_code == 422, "a code is good once"


def test_a_recovery_code_is_good_once(users):
    _secret, codes = set_up(users.keeper)
    client, _answer = log_in("keeper")
    assert client.post("/login/second/", {"code": codes[0].upper()}).status_code == 302
    again, _answer = log_in("keeper")
    assert again.post("/login/second/", {"code": codes[0]}).status_code == 422
    assert second_step.n_recovery_codes(users.keeper) == second_step.N_CODES - 1


def test_wrong_codes_count_like_wrong_passwords(users):
    set_up(users.keeper)
    client, _answer = log_in("keeper")
    statuses = [client.post("/login/second/", {"code": "123456"}).status_code for _ in range(5)]
    assert statuses[-1] == 429
    assert log_in("keeper", PASSWORD, client)[1].status_code == 429


def test_the_wait_for_a_code_ends(users):
    set_up(users.keeper)
    with time_machine.travel(NOON, tick=False) as clock:
        client, _answer = log_in("keeper")
        clock.shift(timedelta(minutes=6))
        assert client.get("/login/second/").url == "/login/"


def test_a_role_that_asks_for_it_lets_nobody_past_the_set_up(users, tree):
    role = Role.objects.get(code="keeper")
    role.needs_second_step = True
    with act("tests.role", by=SETUP):
        role.save()
    client, _answer = log_in("keeper")
    assert client.get("/").url == "/account/second-step/"
    assert client.get(f"/r/units/{tree.a.pk}/").url == "/account/second-step/"
    assert client.get("/api/units/").status_code == 403
    secret = second_step.begin(users.keeper)
    code = second_step.code_at(secret, datetime.now(UTC))
    assert client.post("/account/second-step/", {"code": code}).status_code == 200
    assert client.get("/").status_code == 200
    assert client.post("/account/second-step/off/", {"password": PASSWORD}).status_code == 422
    assert second_step.is_on(users.keeper)


def test_sessions_are_listed_and_ended(users):
    agent = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0.0.0 Mobile Safari/537.36"
    here, _answer = log_in("keeper")
    phone, _answer = log_in("keeper", **{"User-Agent": agent})
    other, _answer = log_in("chief")
    page = text_of(here.get("/account/"))
    assert "Chrome 141, Android" in page
    theirs = SignIn.objects.get(user=users.chief)
    here.post("/account/sessions/end/", {"which": str(theirs.pk)})
    assert is_in(other), "nobody ends another's session by its number"
    here.post("/account/sessions/end/", {"which": str(SignIn.objects.get(device__contains="Android").pk)})
    assert not is_in(phone)
    third, _answer = log_in("keeper")
    here.post("/account/sessions/end/", {"which": "others"})
    assert is_in(here)
    assert not is_in(third)


def test_logging_out_takes_the_session_off_the_list(users):
    client, _answer = log_in("keeper")
    client.post("/logout/")
    assert not SignIn.objects.filter(user=users.keeper).exists()


def test_a_new_password_ends_every_other_session(users):
    here, _answer = log_in("keeper")
    other, _answer = log_in("keeper")
    answer = here.post("/account/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert answer.status_code == 302
    assert is_in(here)
    assert not is_in(other)
    assert [one.session_key for one in sign_ins.open_of(users.keeper)] == [here.session.session_key]
    assert Session.objects.filter(session_key=here.session.session_key).exists()
    assert log_in("keeper")[1].status_code == 422
    assert log_in("keeper", NEW)[1].status_code == 302


@pytest.mark.parametrize(
    "given",
    [
        {"old": "wrong", "new": NEW, "again": NEW},
        {"old": PASSWORD, "new": NEW, "again": "not the same at all"},
        {"old": PASSWORD, "new": "short", "again": "short"},
        {"old": PASSWORD, "new": "1234567890", "again": "1234567890"},
        {"old": PASSWORD, "new": PASSWORD, "again": PASSWORD},
    ],
    ids=["old is wrong", "not alike", "short", "common", "the same"],
)
def test_a_poor_new_password_is_refused_beside_its_field(given, users):
    client, _answer = log_in("keeper")
    answer = client.post("/account/password/", given)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert log_in("keeper")[1].status_code == 302


def test_an_administrator_gives_a_password_that_must_be_replaced(users, client_as):
    inside, _answer = log_in("keeper")
    client = client_as(users.administrator)
    answer = client.post(
        f"/account/of/{users.keeper.pk}/reset_password/", {"reason": "Quên mật khẩu", "request_key": "k1"}
    )
    secret = re.search(r"<output>([^<]+)</output>", answer.content.decode())[1]
    assert not is_in(inside)
    again = client.post(
        f"/account/of/{users.keeper.pk}/reset_password/", {"reason": "Quên mật khẩu", "request_key": "k1"}
    )
    assert again.status_code == 302, "a repeat makes no second password"
    assert secret not in "".join(str(row) for row in Act.objects.values_list("payload", "reason", "verb"))
    fresh, answer = log_in("keeper", secret)
    assert answer.status_code == 302
    assert fresh.get("/").url == "/account/password/"
    assert fresh.get("/r/units/").url == "/account/password/"
    assert fresh.get("/api/units/").status_code == 403
    done = fresh.post("/account/password/", {"old": secret, "new": NEW, "again": NEW})
    assert done.url == "/"
    assert fresh.get("/").status_code == 200
    assert not TemporaryPassword.objects.exists()


def test_a_given_password_runs_out(users):
    with time_machine.travel(NOON, tick=False) as clock:
        with act("access.reset_password", by=SETUP):
            secret = accounts.reset_password(users.keeper)
        clock.shift(timedelta(days=4))
        assert log_in("keeper", secret)[1].status_code == 422


def test_what_is_not_there_is_not_reset(users):
    with pytest.raises(Refusal, match="no second step"), act("access.reset_second_step", by=SETUP):
        accounts.reset_second_step(users.keeper)
    with pytest.raises(Refusal, match="No failed log-in"), act("access.unlock", by=SETUP):
        accounts.unlock(users.keeper)


def test_the_secret_is_kept_sealed_and_codes_as_digests(users):
    secret, codes = set_up(users.keeper)
    step = users.keeper.second_step
    step.refresh_from_db()
    assert secret not in bytes(step.sealed)
    kept = "".join(users.keeper.recovery_codes.values_list("digest", flat=True))
    assert not any(code.replace("-", "") in kept for code in codes)
