"""Every resource's list: as quick with many rows as with few, each filter and order answers, all places agree."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.contracts.reading import exported, in_api, on_list
from tests.contracts.registry import CONTRACTED, make, name
from thenchot.foundation.desk.columns import columns_of
from thenchot.foundation.desk.filters import filters_of
from thenchot.foundation.desk.names import names

every_resource = pytest.mark.parametrize("resource", CONTRACTED, ids=name)


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(address)
        assert answer.status_code == 200
        if answer.streaming:
            list(answer.streaming_content)
    return len(captured)


@every_resource
def test_queries_do_not_grow_with_rows(resource, tree, users, client_as):
    client = client_as(users.administrator)
    record = make(resource, tree.a1, 1)
    addresses = [
        f"/r/{resource.slug}/",
        f"/r/{resource.slug}/?filters=1",
        f"/api/{resource.slug}/",
        f"/r/{resource.slug}/export.csv",
    ]
    before = {address: queries(client, address) for address in addresses}
    for number in range(2, 12):
        make(resource, tree.a1, number)
    after = {address: queries(client, address) for address in addresses}
    assert after == before
    assert before[f"/r/{resource.slug}/"] <= 16
    assert queries(client, f"/r/{resource.slug}/{record.pk}/") <= 45


@every_resource
def test_every_filter_answers_alike_on_list_and_api(resource, tree, users, client_as):
    client = client_as(users.administrator)
    record = make(resource, tree.a1, 1)
    make(resource, tree.b, 2)
    for one in filters_of(resource):
        value = resource.queryset().values_list(one.bound.path, flat=True).get(pk=record.pk)
        queries = [f"&{one.name}__empty=1"] if f"{one.name}__empty" in one.names else []
        if value is not None:
            match one.bound.kind:
                case "date":
                    queries += [f"&{one.name}__from={value}", f"&{one.name}__until={value}"]
                case "instant":
                    queries += [f"&{one.name}__from={value:%Y-%m-%d}"]
                case "number":
                    queries += [f"&{one.name}={value}", f"&{one.name}__min={value}", f"&{one.name}__max={value}"]
                case _:
                    queries += [f"&{one.name}={value}"] if value != "" else []
        for query in queries:
            listed = on_list(client, resource.slug, query)
            assert listed == in_api(client, resource.slug, query) == exported(client, resource.slug, query), query
            empty = query.endswith("__empty=1")
            assert (str(record.pk) in listed) == (value is None if empty else True), query


@every_resource
def test_every_order_answers_both_ways(resource, tree, users, client_as):
    client = client_as(users.administrator)
    for number in range(1, 4):
        make(resource, tree.a1, number)
    everything = in_api(client, resource.slug)
    for bound in columns_of(resource):
        for sign in ("", "-") if bound.sort else ():
            keys, after = [], ""
            while True:
                body = client.get(f"/api/{resource.slug}/?size=2&sort={sign}{bound.name}{after}").json()
                keys += [str(item["id"]) for item in body["items"]]
                assert len(keys) <= len(everything), f"{bound.name}: the pages do not end"
                if not body["next"]:
                    break
                after = f"&after={body['next']}"
            assert len(keys) == len(set(keys)), bound.name
            assert set(keys) == everything, bound.name


@every_resource
def test_what_is_not_declared_is_refused(resource, tree, users, client_as):
    client = client_as(users.administrator)
    assert client.get(f"/api/{resource.slug}/?password=x").status_code == 422
    assert client.get(f"/api/{resource.slug}/?sort=password").status_code == 422
    assert "password" in client.get(f"/r/{resource.slug}/?sort=password").content.decode()


@every_resource
def test_htmx_gets_the_table_only(resource, tree, users, client_as):
    make(resource, tree.a1, 1)
    client = client_as(users.administrator)
    whole, part = client.get(f"/r/{resource.slug}/"), client.get(f"/r/{resource.slug}/", headers={"HX-Request": "true"})
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert 'id="list"' in part.content.decode()
    assert "HX-Request" in part.headers["Vary"]


@every_resource
@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_speak_both_languages(resource, language, tree, users, client_as):
    record = make(resource, tree.a1, 1)
    client = client_as(users.administrator)
    addresses = [f"/r/{resource.slug}/", f"/r/{resource.slug}/{record.pk}/", f"/r/{resource.slug}/{record.pk}/history/"]
    if resource.fields:
        addresses += [f"/r/{resource.slug}/{record.pk}/edit/"] + ([f"/r/{resource.slug}/new/"] if resource.adds else [])
    for action in resource.actions:
        of = f"{record.pk}/" if action.on == "row" else ""
        addresses.append(f"/r/{resource.slug}/{of}do/{action.name}/")
    for address in addresses:
        answer = client.get(address, headers={"Accept-Language": language})
        assert answer.status_code == 200, address
        assert f'<html lang="{language}">' in answer.content.decode(), address


@every_resource
def test_a_name_read_by_its_column_is_the_records_name(resource, tree, users):
    record = resource.model._default_manager.get(pk=make(resource, tree.a1, 1).pk)
    if named_by := getattr(record, "named_by", ""):
        assert getattr(record, named_by) == str(record)
    found = names(users.administrator, resource.model, [record.pk])
    assert found[record.pk].text == str(record)
    assert found[record.pk].code == str(getattr(record, "code", "") or "")
