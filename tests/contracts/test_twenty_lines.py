"""A resource costs about twenty lines: one is declared here, and everything the desk gives is there without a line more."""

from __future__ import annotations

import csv
import inspect
import io
import json
import sys
from types import ModuleType

import pytest
from django.test import override_settings
from django.urls import include, path

from tests.people import SETUP
from thenchot.config import urls as house_urls
from thenchot.foundation.desk import resource as registry
from thenchot.foundation.desk.api import operations
from thenchot.foundation.desk.resource import Action, Column, Related, Resource, register
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation.models import UnitAlias

pytestmark = pytest.mark.django_db


def declare() -> Resource:
    def shout(alias: UnitAlias, *, times: int) -> None:
        if times > 3:
            raise Refusal("At most {most} times", most=3, field="times")
        alias.text = f"{alias.text.upper()}{'!' * times}"
        alias.save()

    return register(
        Resource(
            slug="sayings",
            model=UnitAlias,
            section="organisation",
            columns=("text", "unit", Column(path="length", label="Length", value=lambda alias: len(alias.text))),
            search=("text",),
            filters=("unit", "text"),
            fields=("unit", "text"),
            actions=(Action(name="shout", run=shout, label="say it loudly", confirm="Everybody will hear it."),),
            related=(Related(title="Whose", resource="units", path="aliases"),),
        )
    )


@pytest.fixture
def admin(users, client_as, monkeypatch):
    """The house with the new resource in the place of the one that shows this table."""
    before = registry.by_slug("unit-aliases")
    monkeypatch.setattr(registry, "_resources", {k: r for k, r in registry._resources.items() if r is not before})
    monkeypatch.setattr(registry, "_by_model", {m: r for m, r in registry._by_model.items() if r is not before})
    monkeypatch.setenv("NINJA_SKIP_REGISTRY", "1")
    made = declare()
    monkeypatch.setattr(operations, "resources", lambda: (made,))
    urls = ModuleType("sayings_urls")
    api = operations.build()
    urls.urlpatterns = [
        path("api/", include((operations.urls(api), "ninja"), namespace="api")),
        *house_urls.urlpatterns,
    ]
    monkeypatch.setitem(sys.modules, "sayings_urls", urls)
    with override_settings(ROOT_URLCONF="sayings_urls"):
        yield client_as(users.administrator)


def said(unit, *texts):
    with act("tests.said", by=SETUP):
        made = [UnitAlias(unit=unit, text=text) for text in texts]
        for one in made:
            one.save()
    return made


def test_the_declaration_is_about_twenty_lines():
    assert len(inspect.getsource(declare).splitlines()) <= 22


def test_it_has_list_search_detail_history_and_its_place_in_the_menu(admin, tree):
    first, _second = said(tree.a1, "Đầu cầu", "Bến phà")
    assert "/r/sayings/" in admin.get("/menu/").content.decode()
    page = admin.get("/r/sayings/?q=dau+cau").content.decode()
    assert "Đầu cầu" in page
    assert "Bến phà" not in page
    detail = admin.get(f"/r/sayings/{first.pk}/").content.decode()
    assert "Battalion A1" in detail
    assert "say it loudly".capitalize() in detail
    assert admin.get(f"/r/sayings/{first.pk}/history/").status_code == 200
    assert "Đầu cầu" in admin.get("/search/?q=dau").content.decode()
    assert admin.get("/r/sayings/?sort=-text&unit=" + str(tree.a.pk)).status_code == 200
    assert "Đầu cầu" in admin.get("/r/sayings/?print=1").content.decode()


def test_it_has_edit_action_and_bulk(admin, tree):
    first, second = said(tree.a1, "Đầu cầu", "Bến phà")
    sent = {"unit": tree.a1.pk, "text": "Cầu mới", "version": 1, "request_key": "k1"}
    assert admin.post(f"/r/sayings/{first.pk}/edit/", sent).status_code == 302
    loud = {"times": "2", "version": 2, "request_key": "k2"}
    assert "Everybody will hear it." in admin.get(f"/r/sayings/{first.pk}/do/shout/").content.decode()
    assert admin.post(f"/r/sayings/{first.pk}/do/shout/", {**loud, "times": "9"}).status_code == 422
    assert admin.post(f"/r/sayings/{first.pk}/do/shout/", loud).status_code == 302
    chosen = {"do": "shout", "ids": [str(second.pk)], "sent": "1", "times": "1", "request_key": "k3"}
    assert admin.post("/r/sayings/bulk/", chosen).status_code == 302
    assert set(UnitAlias.objects.values_list("text", flat=True)) == {"CẦU MỚI!!", "BẾN PHÀ!"}


def test_it_has_export_import_template_and_api(admin, tree):
    first, _second = said(tree.a1, "Đầu cầu", "=1+1")
    lines = b"".join(admin.get("/r/sayings/export.csv").streaming_content).decode("utf-8-sig")
    assert [line[0] for line in csv.reader(io.StringIO(lines))][1:] == ["'=1+1", "Đầu cầu"]
    workbook = admin.get("/r/sayings/export.xlsx")
    assert b"".join(workbook.streaming_content).startswith(b"PK")
    assert admin.get("/r/sayings/blank.csv").content.decode("utf-8-sig").splitlines()[0].count("*") == 2
    item = admin.get(f"/api/sayings/{first.pk}/")
    assert (item["ETag"], item.json()["length"]) == ('"1"', 7)
    assert {one["text"] for one in admin.get("/api/sayings/").json()["items"]} == {"Đầu cầu", "=1+1"}
    described = json.loads(admin.get("/api/openapi.json").content)
    assert {"/api/sayings/", "/api/sayings/{key}/", "/api/sayings/{key}/do/shout/"} <= set(described["paths"])
