"""Every edit form and every action: it leaves an act, is done once per request key, and does not overwrite what others did."""

from __future__ import annotations

import re

import pytest

from tests.contracts.registry import ACTIONS, EDITED, INPUTS, answers_to, filled, make, name
from thenchot.foundation.access import policy
from thenchot.foundation.desk.forms import action_form, change_form
from thenchot.foundation.ledger import check
from thenchot.foundation.ledger.models import Act


def refusal(answer):
    """What the page's error summary says, to be read in a failing test."""
    text = answer.content.decode().partition('id="errors"')[2].partition("</ul>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", text).split()) or f"status {answer.status_code}"


edited = pytest.mark.parametrize("resource", EDITED, ids=name)


def changed(resource, record, tree, user):
    """The edit form's answers with one of them changed."""
    form = change_form(resource, user, record)
    given = INPUTS.get(resource.slug) or _one_change(resource, record, form)
    return filled(form, given, tree, user)


def _one_change(resource, record, form):
    for field in resource.fields:
        value = getattr(record, field)
        if isinstance(value, str) and hasattr(form.fields[field], "max_length"):
            return {field: f"{value} x".strip()}
    raise AssertionError(f"say in INPUTS[{resource.slug!r}] what to change")


@edited
def test_an_edit_leaves_an_act_and_shows_it(resource, tree, users, client_as):
    record = make(resource, tree.a1, 1)
    client = client_as(users.administrator)
    address = f"/r/{resource.slug}/{record.pk}/"
    data = changed(resource, record, tree, users.administrator)
    data["reason"] = "QĐ 99/BB-KT"
    answer = client.post(f"{address}edit/", data)
    assert answer.status_code == 302, refusal(answer)
    act = Act.objects.order_by("-pk").first()
    assert act.verb == resource.verb("change")
    assert (act.actor, act.reason) == (users.administrator.pk, "QĐ 99/BB-KT")
    assert act.touches.filter(record=record.pk).exists()
    history = client.get(f"{address}history/").content.decode()
    assert "QĐ 99/BB-KT" in history
    assert users.administrator.display_name in history


@edited
def test_the_same_form_sent_twice_is_done_once(resource, tree, users, client_as):
    record = make(resource, tree.a1, 1)
    client = client_as(users.administrator)
    data = changed(resource, record, tree, users.administrator)
    first, second = (client.post(f"/r/{resource.slug}/{record.pk}/edit/", data) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert Act.objects.filter(verb=resource.verb("change")).count() == 1


@edited
def test_a_stale_form_is_refused_and_shows_both(resource, tree, users, client_as):
    record = make(resource, tree.a1, 1)
    client = client_as(users.administrator)
    data = changed(resource, record, tree, users.administrator)
    assert client.post(f"/r/{resource.slug}/{record.pk}/edit/", data).status_code == 302
    before = type(record).objects.get(pk=record.pk)
    stale = filled(change_form(resource, users.administrator, record), {}, tree, users.administrator)
    answer = client.post(f"/r/{resource.slug}/{record.pk}/edit/", stale)
    assert answer.status_code == 409
    after = type(record).objects.get(pk=record.pk)
    assert [getattr(after, f.attname) for f in record._meta.concrete_fields] == [
        getattr(before, f.attname) for f in record._meta.concrete_fields
    ]


@edited
def test_a_new_record_is_added_once(resource, tree, users, client_as):
    if not resource.adds:
        pytest.skip("rows are added by actions")
    client = client_as(users.administrator)
    twin = make(resource, tree.a1, 1)
    empty = change_form(resource, users.administrator, resource.model())
    answers = {field: getattr(twin, field) for field in resource.fields}
    answers |= {
        f: f"{v} mới"[: getattr(empty.fields[f], "max_length", None)]
        for f, v in answers.items()
        if isinstance(v, str) and hasattr(empty.fields[f], "max_length")
    }
    answers |= INPUTS.get(f"{resource.slug}/new", {})
    data = filled(empty, answers, tree, users.administrator)
    before = resource.model._default_manager.count()
    for _ in range(2):
        answer = client.post(f"/r/{resource.slug}/new/", data)
        assert answer.status_code == 302, refusal(answer)
    assert resource.model._default_manager.count() == before + 1


@pytest.mark.parametrize(("resource", "action"), ACTIONS, ids=name)
def test_an_action_leaves_an_act(resource, action, tree, users, client_as):
    record = make(resource, tree.a1, 1)
    client = client_as(users.administrator)
    given = answers_to(f"{resource.slug}/{action.name}", record, tree.a1)
    record.refresh_from_db()
    on = record if action.on == "row" else None
    form = action_form(resource, action, users.administrator, on)
    data = filled(form, given, tree, users.administrator)
    of = f"{record.pk}/" if on is not None else ""
    address = f"/r/{resource.slug}/{of}do/{action.name}/"
    for _ in range(2):
        answer = client.post(address, data)
        assert answer.status_code == 302, refusal(answer)
    acts = list(Act.objects.filter(verb=resource.verb(action.name)))
    assert len(acts) == 1
    assert acts[0].actor == users.administrator.pk
    assert policy.rows(users.administrator, "view", Act.objects.filter(pk=acts[0].pk)).exists()
    # Whatever it changed on the side is in the history too: every row is as the last act that wrote it says.
    assert not list(check.faults())
