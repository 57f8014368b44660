"""Writing through the API: tokens and their scopes, versions, repeats, and errors a program can read."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from tests.people import SETUP
from thenchot.foundation.access.reach import today
from thenchot.foundation.access.tests import factories as access
from thenchot.foundation.desk import tokens
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.ledger.models import Act
from thenchot.foundation.organisation.models import Unit, UnitAlias

JSON = "application/json"


def program(user, *scopes, days=30):
    """A client that sends the user's new token."""
    with act("tests.token", by=SETUP):
        token, secret = tokens.issue(
            user, name="Kho", scopes=scopes or ("*:*",), expires_on=today() + timedelta(days=days)
        )
    return Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"}), token


@pytest.fixture
def keeper(users):
    return program(users.keeper)[0]


def test_a_record_is_added_changed_and_carries_its_version(keeper, tree):
    made = keeper.post("/api/unit-aliases/", {"unit": str(tree.a1.pk), "text": "Đầu cầu", "reason": "QĐ 1"}, JSON)
    assert made.status_code == 201, made.content
    assert made["ETag"] == '"1"'
    address = f"/api/unit-aliases/{made.json()['id']}/"
    assert keeper.get(address)["ETag"] == '"1"'
    changed = keeper.patch(address, {"text": "Cầu mới"}, JSON, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed["ETag"], changed.json()["text"]) == (200, '"2"', "Cầu mới")
    assert changed.json()["unit"]["code"] == "A1"
    assert list(Act.objects.order_by("pk").values_list("verb", "reason"))[-2:] == [
        ("organisation.add_unitalias", "QĐ 1"),
        ("organisation.change_unitalias", ""),
    ]


def test_a_change_of_an_older_version_is_not_done(keeper, tree):
    with act("tests.alias", by=SETUP):
        alias = UnitAlias(unit=tree.a1, text="Một")
        alias.save()
        alias.text = "Hai"
        alias.save()
    address = f"/api/unit-aliases/{alias.pk}/"
    stale = keeper.patch(address, {"text": "Ba"}, JSON, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale["Content-Type"]) == (412, "application/problem+json")
    assert keeper.patch(address, {"text": "Ba"}, JSON).status_code == 428
    assert UnitAlias.objects.get().text == "Hai"


def test_a_repeat_of_the_key_gives_the_first_result(keeper, tree):
    body, headers = {"unit": str(tree.a1.pk), "text": "Một"}, {"Idempotency-Key": "k1"}
    first, second = (keeper.post("/api/unit-aliases/", body, JSON, headers=headers) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert UnitAlias.objects.count() == 1


def test_an_action_is_done_and_refuses_in_words(keeper, tree):
    renamed = keeper.post(f"/api/units/{tree.a1.pk}/do/rename/", {"name": "Mới"}, JSON)
    assert (renamed.status_code, renamed.json()["name"]) == (200, "Mới")
    founded = keeper.post(
        "/api/units/do/found/",
        {"code": "M1", "name": "M", "kind": "depot", "parent": str(tree.a.pk), "on": "2026-01-02"},
        JSON,
    )
    assert founded.status_code == 201, founded.content
    again = keeper.post(
        "/api/units/do/found/",
        {"code": "M1", "name": "M", "kind": "depot", "parent": str(tree.a.pk), "on": "2026-01-02"},
        JSON,
    )
    assert again.status_code == 422
    assert again.json()["errors"] == [{"field": "code", "message": "A unit with code M1 exists already"}]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"unit": "x", "text": "a"}, "unit"),
        ({"text": "a"}, "unit"),
        ({"unit": "B", "text": "a", "more": 1}, "more"),
        ({"unit": "UNSEEN", "text": "a"}, "unit"),
        ({"unit": "A1", "text": "a" * 201}, "text"),
        ({"unit": "A1", "text": " "}, "text"),
        ({"unit": "A1", "text": "a", "version": 3}, "version"),
    ],
)
def test_what_is_wrong_is_named(keeper, tree, body, field):
    keys = {"A1": str(tree.a1.pk), "B": str(tree.b.pk), "UNSEEN": str(tree.b.pk)}
    sent = {name: keys.get(value, value) for name, value in body.items()}
    answer = keeper.post("/api/unit-aliases/", sent, JSON)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert field in {fault["field"] for fault in answer.json()["errors"]}
    assert not UnitAlias.objects.exists()


def test_a_body_that_is_no_json_is_said_so(keeper):
    answer = keeper.post("/api/unit-aliases/", "{", JSON)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_a_token_reaches_no_further_than_its_scopes(users, tree):
    reader, _token = program(users.administrator, "organisation.unit:view")
    assert reader.get("/api/units/").json()["total"] == 5
    assert reader.get("/api/users/").json()["total"] == 0
    assert reader.get("/api/unit-aliases/").json()["total"] == 0
    assert reader.get("/api/roles/").json()["total"] == 0
    assert reader.post(f"/api/units/{tree.a1.pk}/do/rename/", {"name": "x"}, JSON).status_code == 403
    assert Unit.objects.get(pk=tree.a1.pk).name == "Battalion A1"


def test_a_token_reaches_no_further_than_its_user(users, tree):
    client, _token = program(users.member, "*:*", "access.*:*")
    assert {item["code"] for item in client.get("/api/units/").json()["items"]} == {"A", "A1", "A2"}
    assert client.post(f"/api/units/{tree.a1.pk}/do/rename/", {"name": "x"}, JSON).status_code == 403


def test_a_token_that_ended_or_was_revoked_or_whose_user_left_opens_nothing(users, tree):
    client, token = program(users.keeper)
    assert client.get("/api/units/").status_code == 200
    with act("tests.revoke", by=SETUP):
        tokens.revoke(type(token).objects.get(pk=token.pk))
    assert client.get("/api/units/").status_code == 401
    client, token = program(users.keeper, days=1)
    with time_machine.travel(today() + timedelta(days=2)):
        assert client.get("/api/units/").status_code == 401
    with act("tests.off", by=SETUP):
        user = type(users.keeper).objects.get(pk=users.keeper.pk)
        user.is_active = False
        user.save()
    assert client.get("/api/units/").status_code == 401
    assert Client(headers={"Authorization": "Bearer tc_wrong"}).get("/api/units/").status_code == 401


def test_a_session_writes_only_with_its_csrf_token(users, tree):
    client = Client(enforce_csrf_checks=True)
    client.force_login(users.keeper)
    answer = client.post("/api/unit-aliases/", {"unit": str(tree.a1.pk), "text": "x"}, JSON)
    assert answer.status_code == 403
    assert not UnitAlias.objects.exists()


def test_a_token_is_made_on_a_page_shown_once_and_kept_only_as_a_digest(users, client_as, tree):
    client = client_as(users.member)
    data = {
        "name": "Cân xe",
        "scopes": "*:view\norganisation.unit:view",
        "expires_on": (today() + timedelta(days=9)).strftime("%d/%m/%Y"),
        "request_key": "r",
    }
    page = client.post("/tokens/new/", data).content.decode()
    secret = page.split("<output>")[1].split("</output>")[0]
    assert Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/units/").status_code == 200
    assert "<output>" not in client.post("/tokens/new/", data).content.decode()
    last = Act.objects.get(verb="desk.add_apitoken")
    assert secret not in str(last.entries())
    assert tokens.digest_of(secret) not in str(last.entries())
    assert "Cân xe" in client.get("/r/api-tokens/").content.decode()
    assert "Cân xe" not in client_as(users.keeper).get("/r/api-tokens/").content.decode()
    bad = client.post("/tokens/new/", {**data, "scopes": "all", "request_key": "s"})
    assert bad.status_code == 422


def test_the_description_is_openapi_and_names_every_answer(users, client_as, tree):
    document = client_as(users.member).get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    change = document["paths"]["/api/unit-aliases/{key}/"]["patch"]
    assert {"200", "204", "400", "401", "403", "404", "412", "422", "428"} <= set(change["responses"])
    assert {one["name"] for one in change["parameters"]} == {"key", "If-Match", "Idempotency-Key"}
    with act("tests.alias", by=SETUP):
        access.user(tree.a, 1)
    page = client_as(users.member).get("/api/docs/").content.decode()
    assert "//" not in "".join(part.split('"')[0] for part in page.split('src="')[1:])
