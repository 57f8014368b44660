"""Every resource, by every way of reading it: each person sees exactly the rows their grants reach, and nothing of the others."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.contracts.reading import exported, in_api, on_list, picked
from tests.contracts.registry import CONTRACTED, FACTORIES, WITHOUT_FACTORY, is_shared, make, name
from thenchot.foundation.access import policy
from thenchot.foundation.desk.columns import follow
from thenchot.foundation.desk.inputs import label
from thenchot.foundation.desk.resource import resources

SIGNED_IN = ("stranger", "member", "administrator")
every_resource = pytest.mark.parametrize("resource", CONTRACTED, ids=name)


def test_every_resource_has_a_factory():
    lacking = {resource.slug for resource in resources()} - set(FACTORIES) - WITHOUT_FACTORY
    assert not lacking, f"add these to FACTORIES in the tests/factories.py of their app: {sorted(lacking)}"


@every_resource
def test_a_visitor_gets_nothing(resource, tree, users, client_as):
    record = make(resource, tree.a1, 1)
    client = client_as(users.visitor)
    pages = (
        f"/r/{resource.slug}/",
        f"/r/{resource.slug}/{record.pk}/",
        f"/r/{resource.slug}/export.csv",
        f"/pick/{resource.slug}/",
    )
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert answer.url.startswith("/login/")
    for address in (f"/api/{resource.slug}/", f"/api/{resource.slug}/{record.pk}/"):
        assert client.get(address).status_code == 401, address


@every_resource
def test_each_person_sees_their_rows_alike_on_list_export_api_and_picker(resource, tree, users, client_as):
    mine, others = make(resource, tree.a1, 1), make(resource, tree.b, 2)
    for who in SIGNED_IN:
        user, client = getattr(users, who), client_as(getattr(users, who))
        expected = {str(key) for key in policy.rows(user, "view", resource.queryset()).values_list("pk", flat=True)}
        assert in_api(client, resource.slug) == expected, who
        assert on_list(client, resource.slug) == expected, who
        if policy.may_anywhere(user, "export", resource.model):
            assert exported(client, resource.slug) <= expected, who
        else:
            assert client.get(f"/r/{resource.slug}/export.csv").status_code == 403, who
        for record in (mine, others):
            seen = str(record.pk) in expected
            assert seen or str(record.pk) not in picked(client, resource.slug, label(record)), who
            ways = ("/r/{s}/{k}/", "/r/{s}/{k}/history/", "/api/{s}/{k}/")
            statuses = {client.get(way.format(s=resource.slug, k=record.pk)).status_code for way in ways}
            assert statuses == {200 if seen else 404}, who


@every_resource
def test_who_reaches_what(resource, tree, users):
    """The expectation of the test above, held against the tree itself."""
    mine, others = make(resource, tree.a1, 1), make(resource, tree.b, 2)
    sensitive = policy.policy_of(resource.model).sensitive
    shared = is_shared(resource)
    expected = {
        "stranger": (False, False),
        "member": (shared or not sensitive, shared),
        "keeper": (shared or not sensitive, shared),
        "chief": (shared or not sensitive, shared or not sensitive),
    }
    for who, sees in expected.items():
        user = getattr(users, who)
        assert (policy.may(user, "view", mine), policy.may(user, "view", others)) == sees, who


@every_resource
def test_the_columns_by_which_reach_is_decided_are_indexed(resource):
    for scope in policy.policy_of(resource.model).scopes:
        for path in {getattr(scope, "path", "")} - {"", "pk"}:
            column = follow(resource.model, path)
            assert column.db_index or column.unique, f"{resource.slug}: {path}"


def test_nothing_of_one_reader_is_kept_for_the_next(tree, users, client_as):
    client = client_as(users.administrator)
    for address in ("/r/units/", f"/r/units/{tree.a.pk}/", "/search/?q=a", f"/r/units/{tree.a.pk}/history/"):
        assert client.get(address)["Cache-Control"] == "private, no-store", address
    assert "storage" in client.post("/logout/", {"clear": "all"})["Clear-Site-Data"]
    assert client.get("/r/units/").status_code == 302


@every_resource
def test_unseen_rows_answer_as_unknown_ones_do(resource, tree, users, client_as):
    unseen, unknown = make(resource, tree.b, 1), uuid4()
    client = client_as(users.stranger)
    ways = ["/r/{s}/{k}/", "/r/{s}/{k}/edit/", "/r/{s}/{k}/history/", "/api/{s}/{k}/"]
    ways += [f"/r/{{s}}/{{k}}/do/{action.name}/" for action in resource.actions if action.on == "row"]
    for way in ways:
        bodies = []
        for key in (unseen.pk, unknown):
            answer = client.get(way.format(s=resource.slug, k=key))
            assert answer.status_code == 404, way
            bodies.append(answer.content.decode().replace(str(key), "KEY"))
        assert _without_token(bodies[0]) == _without_token(bodies[1]), way


@every_resource
def test_a_member_who_may_only_view_can_write_nothing(resource, tree, users, client_as):
    record = make(resource, tree.a1, 1)
    if not policy.may(users.member, "view", record):
        pytest.skip("a sensitive table: members do not even see it")
    client = client_as(users.member)
    writes = [f"/r/{resource.slug}/do/{action.name}/" for action in resource.actions if action.on == "none"]
    writes += [f"/r/{resource.slug}/{record.pk}/do/{action.name}/" for action in resource.actions if action.on == "row"]
    if resource.fields:
        writes.append(f"/r/{resource.slug}/{record.pk}/edit/")
        writes += [f"/r/{resource.slug}/new/"] if resource.adds else []
    for address in writes:
        assert client.get(address).status_code == 403, address
        assert client.post(address).status_code == 403, address
    page = client.get(f"/r/{resource.slug}/{record.pk}/").content.decode()
    assert "/do/" not in page
    assert "/edit/" not in page


def _without_token(text: str) -> str:
    return text.split("X-CSRFToken", maxsplit=1)[0] + text.rsplit('csrfmiddlewaretoken" value="', maxsplit=1)[-1][64:]
