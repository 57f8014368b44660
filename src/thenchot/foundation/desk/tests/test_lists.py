"""Chosen columns, saved views, and one deed on many rows."""

import re

import pytest

from tests.people import FOUNDED, SETUP
from thenchot.foundation.access.models import Grant, Role
from thenchot.foundation.access.tests import factories as access
from thenchot.foundation.desk.models import SavedView
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.ledger.models import Act
from thenchot.foundation.organisation import actions as organisation
from thenchot.foundation.organisation.models import Unit


@pytest.fixture
def admin(users, client_as):
    return client_as(users.administrator)


@pytest.fixture
def keeper(users, client_as):
    return client_as(users.keeper)


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def headings(answer):
    return re.findall(r'<a class="sort"[^>]*>([^<]+)', answer.content.decode())


def test_columns_are_chosen_and_go_into_the_file(admin, tree):
    page = admin.get("/r/units/?columns=code&columns=node", headers={"Accept-Language": "en"})
    assert headings(page) == ["Code", "Node"]
    file = b"".join(
        admin.get("/r/units/export.csv?columns=code,node", headers={"Accept-Language": "en"}).streaming_content
    )
    assert file.decode("utf-8-sig").splitlines()[0] == "Code,Node,Key"
    assert "password" in text_of(admin.get("/r/users/?columns=password"))


def test_a_view_is_kept_found_and_dropped_by_its_owner_alone(admin, keeper, users, tree):
    answer = admin.post(
        "/r/units/views/", {"name": " Kho  của tôi ", "query": "kind=depot&after=x&filters=1&sort=-code&q="}
    )
    view = SavedView.objects.get()
    assert (view.user, view.name, view.query) == (users.administrator, "Kho của tôi", "kind=depot&sort=-code")
    assert answer.url == f"/r/units/?kind=depot&sort=-code&view={view.pk}"
    page = admin.get(answer.url).content.decode()
    assert "Kho của tôi" in page
    assert "Kho của tôi" not in keeper.get("/r/units/").content.decode()
    assert keeper.post(f"/r/units/views/{view.pk}/forget/").status_code == 404
    admin.post("/r/units/views/", {"name": "Kho của tôi", "query": "kind=works"})
    assert SavedView.objects.get().query == "kind=works"
    assert admin.post(f"/r/units/views/{view.pk}/forget/").status_code == 302
    assert not SavedView.objects.exists()


@pytest.fixture
def persons(tree, users):
    with act("tests.persons", by=SETUP):
        return [access.user(tree.a1 if number < 4 else tree.b, number) for number in range(6)]


def sent(client, slug, **data):
    """The second step: the form as the first step gives it, filled in."""
    first = client.post(f"/r/{slug}/bulk/", data)
    assert first.status_code == 200, first.status_code
    key = re.search(r'name="request_key" value="([^"]+)"', first.content.decode())[1]
    return {**data, "sent": "1", "request_key": key}


def test_one_change_on_many_rows_is_one_act_done_once(admin, persons, tree):
    data = sent(admin, "users", do="change", ids=[p.pk for p in persons[:3]])
    data |= {"clearance": "1", "reason": "QĐ 3"}
    for _ in range(2):
        assert admin.post("/r/users/bulk/", data).status_code == 302
    one = Act.objects.get(verb="access.change_user")
    assert {touch.record for touch in one.touches.all()} == {p.pk for p in persons[:3]}
    assert [type(p).objects.get(pk=p.pk).clearance for p in persons] == [1, 1, 1, 0, 0, 0]


def test_what_a_bulk_change_did_to_each_row_stands_in_its_history_with_old_and_new(admin, persons):
    data = sent(admin, "users", do="change", ids=[p.pk for p in persons[:2]])
    admin.post("/r/users/bulk/", {**data, "clearance": "1", "reason": "QĐ 3"})
    for one in persons[:2]:
        history = admin.get(f"/r/users/{one.pk}/history/", headers={"Accept-Language": "en"})
        text = text_of(history)
        assert "QĐ 3" in text
        assert "none" in text
        assert "confidential" in text


def test_everything_the_list_finds_can_be_chosen(admin, persons, tree):
    data = sent(admin, "users", do="change", everything="1", query=f"unit={tree.b.pk}")
    assert admin.post("/r/users/bulk/", {**data, "clearance": "2", "reason": "QĐ 3"}).status_code == 302
    assert [type(p).objects.get(pk=p.pk).clearance for p in persons] == [0, 0, 0, 0, 2, 2]


def test_one_row_that_refuses_undoes_all_and_is_named(admin, tree):
    with act("tests.child", by=SETUP):
        organisation.found("A11", "Company", parent=tree.a1, on=FOUNDED)
    data = sent(admin, "units", do="close", ids=[tree.a1.pk, tree.a2.pk, tree.b.pk])
    answer = admin.post(
        "/r/units/bulk/", {**data, "on": "01/01/2030", "reason": "x"}, headers={"Accept-Language": "en"}
    )
    assert answer.status_code == 422
    text = text_of(answer)
    assert "1 row refused, so nothing was done" in text
    assert "Battalion A1: Battalion A1 still has units under it" in text
    assert not Act.objects.filter(verb="organisation.close").exists()


def test_rows_one_may_only_see_are_refused_and_unseen_ones_are_not_there(keeper, users, client_as, tree):
    data = sent(keeper, "units", do="rename", ids=[tree.a1.pk, tree.b.pk])
    answer = keeper.post("/r/units/bulk/", {**data, "name": "Cùng tên"})
    assert answer.status_code == 302
    assert Unit.objects.get(pk=tree.b.pk).name == "Division B"
    assert Unit.objects.get(pk=tree.a1.pk).name == "Cùng tên"
    member = client_as(users.member)
    assert member.post("/r/units/bulk/", {"do": "rename", "ids": [tree.a1.pk]}).status_code == 403
    assert 'id="bulk"' not in member.get("/r/units/").content.decode()


def test_rows_of_which_some_may_not_be_changed_are_named(client_as, users, tree):
    with act("tests.two_roles", by=SETUP):
        role = Role(code="a1", name="A1", permissions=["organisation.unit:rename"])
        role.save()
        Grant(user=users.member, role=role, unit=tree.a1, from_on=FOUNDED).save()
    member = client_as(users.member)
    data = sent(member, "units", do="rename", ids=[tree.a1.pk, tree.a2.pk])
    answer = member.post("/r/units/bulk/", {**data, "name": "Cùng tên"}, headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    assert "Battalion A2: not yours to do" in text_of(answer)
    assert Unit.objects.get(pk=tree.a1.pk).name == "Battalion A1"


def test_many_rows_may_not_be_put_out_of_reach(users, client_as, tree):
    with act("tests.personnel", by=SETUP):
        role = Role(code="staff", name="Staff", permissions=["access.user:*"])
        role.save()
        Grant(user=users.keeper, role=role, unit=tree.a, from_on=FOUNDED).save()
        persons = [access.user(tree.a1, number) for number in range(3)]
    keeper = client_as(users.keeper)
    data = sent(keeper, "users", do="change", ids=[p.pk for p in persons])
    answer = keeper.post("/r/users/bulk/", {**data, "unit": tree.b.pk, "reason": "x"})
    assert answer.status_code == 422
    assert {type(p).objects.get(pk=p.pk).unit for p in persons} == {tree.a1}
