"""The readers' log: opening a record of a sensitive table is noted by every way; only those over the whole tree read it."""

from __future__ import annotations

import pytest

from tests.contracts.reading import exported, in_api, on_list
from tests.contracts.registry import CONTRACTED, make, name
from tests.people import SETUP, person
from thenchot.foundation.access import policy
from thenchot.foundation.access.models import Reading
from thenchot.foundation.ledger.acts import act


@pytest.mark.parametrize("resource", CONTRACTED, ids=name)
def test_sensitive_records_and_only_those_are_noted(resource, tree, users, client_as):
    record = make(resource, tree.a1, 1)
    client = client_as(users.administrator)
    for way in ("/r/{}/{}/", "/r/{}/{}/history/", "/api/{}/{}/"):
        assert client.get(way.format(resource.slug, record.pk)).status_code == 200
    noted = list(Reading.objects.filter(record=record.pk).order_by("pk").values_list("reader", "way"))
    sensitive = policy.policy_of(resource.model).sensitive
    expected = [("Administrator", way) for way in ("page", "history", "api")] if sensitive else []
    assert noted == expected


def test_what_was_refused_is_not_noted_and_an_export_is(tree, users, client_as):
    client_as(users.stranger).get(f"/r/users/{users.keeper.pk}/")
    client_as(users.keeper).get(f"/r/users/{users.keeper.pk}/")
    assert not Reading.objects.exists(), "one's own account is nobody's business"
    exported(client_as(users.administrator), "users", "q=keep")
    note = Reading.objects.get()
    assert (note.way, note.model) == ("export", "access.user")
    assert "q=keep" in note.name


def test_the_auditor_reads_it_and_nobody_with_less(tree, users, client_as):
    client_as(users.administrator).get(f"/r/users/{users.keeper.pk}/")
    with act("tests.auditor", by=SETUP):
        auditor = person("auditor", tree.r, "*:view", "access.*:view", "access.*:export")
        below = person("below", tree.a, "*:view", "access.*:view")
    note = str(Reading.objects.get().pk)
    for user, sees in {auditor: True, below: False, users.chief: False, users.stranger: False}.items():
        client = client_as(user)
        assert (note in on_list(client, "readings")) == sees, user
        assert (note in in_api(client, "readings")) == sees, user
        assert client.get(f"/r/readings/{note}/").status_code == (200 if sees else 404), user
    assert "Keeper" in client_as(auditor).get("/r/readings/").content.decode()
    assert note in exported(client_as(auditor), "readings")
