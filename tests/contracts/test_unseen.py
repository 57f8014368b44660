"""What a reader may not see does not exist for them, by any way in: same status, words and number of queries."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.contracts.reading import in_api, on_list
from tests.contracts.registry import CONTRACTED, EDITED, is_shared, make, name
from tests.people import SETUP, person
from thenchot.foundation.access import policy
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.desk import tokens
from thenchot.foundation.desk.models import SavedView
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.ledger.models import Act
from thenchot.foundation.organisation import actions as organisation
from thenchot.foundation.organisation.models import UnitAlias

every_resource = pytest.mark.parametrize("resource", CONTRACTED, ids=name)
JSON = "application/json"


def ways(resource):
    """(method, address, what is sent) of everything that is done to one record."""
    page, api = f"/r/{resource.slug}/{{k}}/", f"/api/{resource.slug}/{{k}}/"
    found = [("get", f"{page}{part}") for part in ("", "edit/", "history/", "access/", "attach/", f"files/{uuid4()}/")]
    found += [("post", f"{page}edit/"), ("post", f"{page}attach/"), ("get", api)]
    if resource.fields:
        found.append(("patch", api))
    for action in (each for each in resource.actions if each.on == "row"):
        found += [("get", f"{page}do/{action.name}/"), ("post", f"{page}do/{action.name}/")]
        found.append(("post", f"{api}do/{action.name}/"))
    return found


def asked(client, method, address):
    """Status, words and number of queries of an answer."""
    sent = {"content_type": JSON, "data": "{}", "headers": {"If-Match": '"1"'}} if address.startswith("/api") else {}
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = getattr(client, method)(address, **(sent if method != "get" else {}))
    text = answer.content.decode()
    text = re.sub(r'csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken": "[^"]+"', "", text)
    return answer.status_code, text, len(queries)


@every_resource
def test_one_record_by_every_way(resource, tree, users, client_as):
    unseen, unknown = make(resource, tree.b, 1), uuid4()
    for who in ("stranger", "member"):
        user = getattr(users, who)
        if policy.may(user, "view", unseen):
            continue
        client = client_as(user)
        client.get("/menu/")
        for method, way in ways(resource):
            answers = []
            for key in (unseen.pk, unknown):
                status, text, n = asked(client, method, way.format(k=key))
                answers.append((status, text.replace(str(key), "KEY"), n))
            assert answers[0] == answers[1], (who, method, way)
            assert answers[0][0] in {404, 422, 403}, (who, method, way, answers[0][0])
            if answers[0][0] == 422:
                assert way.startswith("/api"), way


@every_resource
def test_many_records_at_once(resource, tree, users, client_as):
    """Chosen on a list (P076): rows out of sight count as not chosen, rows only seen are refused by name, all or none."""
    verb = next((each.name for each in resource.actions if each.on == "row"), "change" if resource.fields else "")
    if not verb:
        pytest.skip("nothing is done to its rows")
    mine, unseen = make(resource, tree.a1, 1), make(resource, tree.b, 2)
    if policy.may(users.keeper, "view", unseen) or not policy.may_anywhere(users.keeper, verb, resource.model):
        pytest.skip("the keeper sees all of it, or does nothing to it")
    client, address = client_as(users.keeper), f"/r/{resource.slug}/bulk/"
    bodies = [client.post(address, {"do": verb, "ids": [str(mine.pk), str(key)]}) for key in (unseen.pk, uuid4())]
    assert [body.status_code for body in bodies] == [200, 200]
    assert str(unseen.pk) not in bodies[0].content.decode()
    assert bodies[0].content.decode().count('name="ids"') == bodies[1].content.decode().count('name="ids"') == 1


@pytest.mark.parametrize("resource", EDITED, ids=name)
def test_a_choice_that_is_out_of_sight_is_refused_as_one_that_is_not_there(resource, tree, users, client_as):
    """A picker's answer is looked up in the reader's own rows, whatever was sent (P072)."""
    units = [
        f for f in resource.fields if getattr(resource.model._meta.get_field(f), "related_model", None) is type(tree.a)
    ]
    if not units or not resource.adds or not policy.may_anywhere(users.keeper, "add", resource.model):
        pytest.skip("no unit is chosen in its form")
    client, said = client_as(users.keeper), []
    for key in (tree.b.pk, uuid4()):
        page = client.post(f"/r/{resource.slug}/new/", dict.fromkeys(units, str(key)))
        assert page.status_code == 422
        text = page.content.decode().partition('id="errors"')[2].partition("</ul>")[0]
        said.append(text.replace(str(key), "KEY"))
        assert "Division B" not in page.content.decode()
    assert said[0] == said[1]


@every_resource
def test_counts_are_of_rows_that_open(resource, tree, users, client_as):
    """P073: what a list says it holds is what its reader can open, one by one; a search counts no more."""
    make(resource, tree.a1, 1), make(resource, tree.b, 2)
    client = client_as(users.member)
    keys = on_list(client, resource.slug)
    assert client.get(f"/api/{resource.slug}/").json()["total"] == len(keys)
    for key in keys:
        assert client.get(f"/r/{resource.slug}/{key}/").status_code == 200


@every_resource
def test_what_is_shared_downwards_is_not_changed_from_below(resource, tree, users, client_as):
    """P069: a keeper of A holds every verb at A, reads the root's reference rows, and changes none."""
    if not is_shared(resource):
        pytest.skip("rows of units")
    record, client = make(resource, tree.r, 1), client_as(users.keeper)
    assert client.get(f"/r/{resource.slug}/{record.pk}/").status_code == 200
    refused = [f"do/{each.name}/" for each in resource.actions if each.on == "row"]
    refused += ["edit/"] if resource.fields else []
    for part in refused:
        assert client.get(f"/r/{resource.slug}/{record.pk}/{part}").status_code == 403, part
        assert client.post(f"/r/{resource.slug}/{record.pk}/{part}").status_code == 403, part
    if resource.fields:
        address = f"/api/{resource.slug}/{record.pk}/"
        assert client.patch(address, "{}", content_type=JSON, headers={"If-Match": '"1"'}).status_code == 403


@every_resource
def test_an_auditor_opens_every_history_and_changes_nothing(resource, tree, users, client_as):
    """P078: the right to all acts opens the history of records one does not see. Of their pages it opens none."""
    record = make(resource, tree.b, 1)
    with act("tests.auditor", by=SETUP):
        auditor = person("auditor", tree.r, "ledger.act:view", "ledger.act:export")
    client = client_as(auditor)
    assert client.get(f"/r/{resource.slug}/{record.pk}/history/").status_code == 200
    if not is_shared(resource):
        assert client.get(f"/r/{resource.slug}/{record.pk}/").status_code == 404
    assert client.get(f"/r/{resource.slug}/{uuid4()}/history/").status_code == 404


def test_logs_need_a_right_of_their_own(tree, users, client_as):
    """P077: signed in is not enough for acts, readers' log, grants, users or care of accounts."""
    client_as(users.administrator).get(f"/r/users/{users.keeper.pk}/")
    client = client_as(users.stranger)
    own = set(Act.objects.filter(touches__record=users.stranger.pk).values_list("pk", flat=True))
    assert on_list(client, "acts") == in_api(client, "acts") == set(map(str, own)), "what was done to oneself"
    for slug in ("readings", "grants", "account-care", "delegations"):
        assert on_list(client, slug) == in_api(client, slug) == set(), slug
    assert on_list(client, "users") == {str(users.stranger.pk)}


def test_after_a_move_everybody_reaches_what_the_tree_says(tree, users, client_as):
    """P065, P066: rights are computed from the tree of today, at once and after a new log-in."""
    with act("tests.move", by=SETUP):
        below_b = person("below_b", tree.b, "*:*")
        organisation.move(tree.a1, parent=tree.r, on=today())
        organisation.move(tree.a2, parent=tree.b, on=today())
    expected = {users.chief: (200, 200), users.keeper: (404, 404), below_b: (404, 200)}
    for user, statuses in expected.items():
        client = client_as(User.objects.get(pk=user.pk))
        assert tuple(client.get(f"/r/units/{u.pk}/").status_code for u in (tree.a1, tree.a2)) == statuses, user


def test_a_saved_view_is_its_owner_s(tree, users, client_as):
    view = SavedView.objects.create(user=users.member, resource="units", name="Mine", query="q=secret+words")
    client = client_as(users.keeper)
    answers = [client.post(f"/r/units/views/{number}/forget/") for number in (view.pk, view.pk + 1000)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert "secret words" not in client.get("/r/units/").content.decode()
    assert "q=secret" not in client.get(f"/r/units/?view={view.pk}").content.decode()
    assert SavedView.objects.filter(pk=view.pk).exists()


@pytest.fixture
def token(users, tree):
    with act("tests.token", by=users.keeper):
        return tokens.issue(
            users.keeper, name="x", scopes=["organisation.unit:view"], expires_on=today() + timedelta(days=1)
        )


def test_a_token_reaches_no_further_than_its_scopes_and_its_user(token, tree, users):
    client = Client(headers={"Authorization": f"Bearer {token[1]}"})
    assert in_api(client, "units") == {str(unit.pk) for unit in (tree.a, tree.a1, tree.a2)}
    assert client.get(f"/api/units/{tree.b.pk}/").status_code == 404
    assert in_api(client, "unit-links") == set()
    answer = client.patch(f"/api/units/{tree.a1.pk}/", "{}", content_type=JSON, headers={"If-Match": '"1"'})
    assert answer.status_code == 403
    assert client.get("/r/units/").status_code == 302, "a token opens no pages"


@pytest.mark.parametrize("end", ["expired", "revoked", "disabled", "garbled"])
def test_a_token_that_is_over_opens_nothing(end, token, users, time_machine_day):
    kept, secret = token
    if end == "expired":
        time_machine_day(2)
    elif end == "revoked":
        with act("tests.revoke", by=SETUP):
            tokens.revoke(kept)
    elif end == "disabled":
        with act("tests.off", by=SETUP):
            users.keeper.is_active = False
            users.keeper.save()
    else:
        secret = secret[:-1] + ("x" if secret[-1] != "x" else "y")
    assert Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/units/").status_code == 401


@pytest.fixture
def time_machine_day():
    import time_machine  # noqa: PLC0415  # for one test

    travels = []

    def later(days):
        travel = time_machine.travel(today() + timedelta(days=days))
        travel.start()
        travels.append(travel)

    yield later
    for travel in travels:
        travel.stop()


def test_history_names_who_did_it_even_when_they_are_gone(tree, users, client_as):
    """R017: the deleter, not the maker, is named. R016: a disabled person keeps their name, marked."""
    with act("organisation.also_called", by=users.keeper):
        organisation.also_called(tree.a1, "Tên P1")
    alias = UnitAlias.objects.get(text="Tên P1")
    with act("organisation.remove_alias", by=users.chief, reason="Thừa"):
        alias.delete()
    with act("tests.off", by=SETUP):
        users.chief.is_active = False
        users.chief.save()
        auditor = person("auditor", tree.r, "ledger.act:view")
    page = client_as(auditor).get(f"/r/unit-aliases/{alias.pk}/history/").content.decode()
    removed, made = page.index("Chief"), page.index("Keeper")
    assert removed < made
    assert "Thừa" in page
    assert "đã khóa" in page or "đã tắt" in page or "ngừng" in page


def test_logging_in_leaves_the_record_and_its_version_alone(users):
    """P085: housekeeping takes no part in history or conflicts."""
    before, n_acts = User.objects.get(pk=users.keeper.pk).version, Act.objects.count()
    client = Client()
    client.force_login(users.keeper)
    client.post("/logout/")
    assert (User.objects.get(pk=users.keeper.pk).version, Act.objects.count()) == (before, n_acts)
