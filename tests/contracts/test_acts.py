"""The ledger's acts as a resource: nobody reads more of the past than of the present, and an auditor reads all of it."""

from __future__ import annotations

import re

import pytest

from tests.contracts.reading import exported, in_api, on_list
from tests.people import SETUP, person
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.ledger.models import Act
from thenchot.foundation.organisation import actions
from thenchot.foundation.organisation.models import UnitAlias


@pytest.fixture
def auditor(users, tree, client_as):
    with act("tests.auditor", by=SETUP):
        user = person("auditor", tree.r, "ledger.act:view", "ledger.act:export")
    return client_as(user)


@pytest.fixture
def done(users, tree):
    """One act in A, one in B, one that touches both."""
    acts = {}
    for name, units in {"a": (tree.a1,), "b": (tree.b,), "both": (tree.a2, tree.b)}.items():
        with act("organisation.also_called", by=users.chief, reason=f"QĐ {name}") as deed:
            for unit in units:
                actions.also_called(unit, f"Bí danh {name} {unit.code}")
        acts[name] = deed.act
    return acts


def keys(done, *names):
    return {str(done[name].pk) for name in names}


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_acts_are_seen_through_the_records_they_touched(done, users, client_as):
    everything = keys(done, "a", "b", "both")
    for who, seen in {"stranger": set(), "member": keys(done, "a", "both"), "chief": everything}.items():
        client = client_as(getattr(users, who))
        assert on_list(client, "acts") & everything == seen, who
        assert in_api(client, "acts") & everything == seen, who
        for one in done.values():
            status = 200 if str(one.pk) in seen else 404
            assert client.get(f"/r/acts/{one.pk}/").status_code == status, who
            assert client.get(f"/api/acts/{one.pk}/").status_code == status, who
            assert client.get(f"/r/acts/{one.pk}/history/").status_code == 404, who


def test_an_act_shows_only_what_it_did_to_visible_records(done, users, client_as):
    page = text_of(client_as(users.member).get(f"/r/acts/{done['both'].pk}/", headers={"Accept-Language": "en"}))
    assert "Bí danh both A2" in page
    assert "Bí danh both B" not in page
    assert "not within your reach" in page


def test_the_whole_log_needs_a_right_of_its_own(done, users, client_as, auditor):
    assert on_list(auditor, "acts") == in_api(auditor, "acts") == exported(auditor, "acts")
    assert on_list(auditor, "acts") == {str(key) for key in Act.objects.values_list("pk", flat=True)}
    assert client_as(users.chief).get("/r/acts/export.csv").status_code == 403
    page = text_of(auditor.get(f"/r/acts/{done['both'].pk}/"))
    assert "Bí danh both A2" in page
    assert "Bí danh both B" in page


def test_an_auditor_reads_the_history_of_any_record_even_one_that_is_gone(done, users, tree, auditor, client_as):
    alias = UnitAlias.objects.get(text="Bí danh b B")
    address = f"/r/unit-aliases/{alias.pk}/history/"
    assert auditor.get(f"/r/unit-aliases/{alias.pk}/").status_code == 404
    with act("organisation.forget_alias", by=users.chief, reason="Nhầm"):
        alias.delete()
    page = text_of(auditor.get(address))
    assert "Nhầm" in page
    assert "QĐ b" in page
    assert client_as(users.administrator).get(address).status_code == 404
    assert auditor.get(f"/r/units/{alias.pk}/history/").status_code == 404


def test_a_deletion_is_told_of_the_one_who_did_it(done, users, tree, auditor):
    alias = UnitAlias.objects.get(text="Bí danh a A1")
    with act("organisation.forget_alias", by=users.keeper):
        alias.delete()
    assert Act.objects.order_by("-pk").first().actor == users.keeper.pk
    assert "Keeper" in text_of(auditor.get(f"/r/unit-aliases/{alias.pk}/history/"))


def test_nobody_writes_acts_through_the_desk(done, auditor, client_as, users):
    for client in (auditor, client_as(users.administrator)):
        for way in ("new/", f"{done['a'].pk}/edit/", f"{done['a'].pk}/attach/", "do/remove/"):
            assert client.post(f"/r/acts/{way}").status_code == 404
        assert client.post("/r/acts/bulk/", {"do": "change", "ids": [done["a"].pk]}).status_code == 404
        assert client.post("/api/acts/", {}, "application/json").status_code == 405
        assert client.patch(f"/api/acts/{done['a'].pk}/", {}, "application/json").status_code == 405
