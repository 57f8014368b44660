"""The one door for writes: refusals beside their field, rows that would leave one's reach, repeats, and two writers at once."""

import re
import unicodedata
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.people import FOUNDED, PASSWORD, SETUP
from thenchot.foundation.access.models import Grant, Role, User
from thenchot.foundation.access.tests import factories as access
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.ledger.models import Act
from thenchot.foundation.organisation.models import Unit, UnitAlias


@pytest.fixture
def keeper(users, client_as):
    return client_as(users.keeper)


@pytest.fixture
def admin(users, client_as):
    return client_as(users.administrator)


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def hidden(client, address):
    """The version and the request key that the form at the address carries."""
    page = client.get(address).content.decode()
    return {
        name: re.search(rf'name="{name}" value="([^"]*)"', page)[1]
        for name in ("version", "request_key")
        if f'name="{name}" value' in page
    }


def test_a_refusal_stands_at_the_top_and_beside_its_field(admin, tree):
    address = f"/r/units/{tree.a1.pk}/do/move/"
    data = {**hidden(admin, address), "parent": tree.a1.pk, "on": "01/01/2026", "reason": "x"}
    answer = admin.post(address, data, headers={"Accept-Language": "vi"})
    assert answer.status_code == 422
    assert not Act.objects.filter(verb="organisation.move").exists()
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert page.index('role="alert"') < page.index('<form class="form')


def test_field_faults_link_to_their_field_and_keep_what_was_typed(admin, tree):
    address = "/r/units/do/found/"
    answer = admin.post(
        address, {**hidden(admin, address), "code": "", "name": "Kho mới", "on": "31/02/2026", "kind": "depot"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_code"' in page
    assert 'href="#id_on"' in page
    assert 'value="Kho mới"' in page
    assert 'value="31/02/2026"' in page
    assert page.count('aria-invalid="true"') == 3


def test_a_row_may_not_be_put_out_of_ones_own_reach(keeper, users, tree):
    with act("tests.alias", by=SETUP):
        alias = UnitAlias(unit=tree.a1, text="Đầu cầu")
        alias.save()
    address = f"/r/unit-aliases/{alias.pk}/edit/"
    for out in (tree.b.pk, tree.r.pk):
        answer = keeper.post(address, {**hidden(keeper, address), "unit": out, "text": "Đầu cầu"})
        assert answer.status_code == 422
    assert UnitAlias.objects.get().unit == tree.a1
    assert UnitAlias.objects.get().version == 1


def test_reach_is_asked_after_the_tree_has_changed(keeper, tree):
    """Closing a unit takes it out of the tree and so out of a keeper's reach; the action says that it may."""
    address = f"/r/units/{tree.a1.pk}/do/close/"
    answer = keeper.post(address, {**hidden(keeper, address), "on": "01/01/2024", "reason": "Giải thể"})
    assert answer.status_code == 302
    assert answer.url == "/r/units/"
    assert keeper.get(f"/r/units/{tree.a1.pk}/").status_code == 404


def test_what_one_may_not_see_cannot_be_picked(keeper, tree):
    address = f"/r/units/{tree.a1.pk}/do/move/"
    for picked in ({"parent": tree.b.pk}, {"parent__text": "B"}, {"parent__text": "Division B"}):
        answer = keeper.post(address, {**hidden(keeper, address), **picked, "on": "01/01/2026", "reason": "x"})
        assert answer.status_code == 422
        assert "Division B" not in text_of(answer).replace("“Division B”", "").replace("Division B”", "")


def test_typed_names_are_understood_without_javascript(admin, tree):
    for number in range(40):
        with act("tests.more", by=SETUP):
            access.role(number=number + 700)
    person, role = User.objects.get(username="stranger"), Role.objects.get(code="role705")
    data = {
        **hidden(admin, "/r/grants/new/"),
        "user": person.pk,
        "role__text": "role705",
        "unit": tree.a.pk,
        "from_on": "01/02/2026",
    }
    assert admin.post("/r/grants/new/", data).status_code == 302
    assert Grant.objects.get(user=person).role == role
    several = admin.post("/r/grants/new/", {**data, "role__text": "role7", "request_key": "another"})
    assert several.status_code == 422
    assert several.content.decode().count('name="role__choice"') == 10
    chosen = admin.post(
        "/r/grants/new/",
        {**data, "role__text": "role7", "role__choice": Role.objects.get(code="role711").pk, "request_key": "another"},
    )
    assert chosen.status_code == 302


def test_a_request_key_is_its_users_own(admin, keeper, tree):
    data = {"unit": tree.a1.pk, "text": "Một", "request_key": "the same"}
    assert admin.post("/r/unit-aliases/new/", data).status_code == 302
    assert keeper.post("/r/unit-aliases/new/", {**data, "text": "Hai"}).status_code == 302
    assert UnitAlias.objects.count() == 2


def test_a_request_key_used_for_something_else_is_refused(admin, tree):
    assert (
        admin.post("/r/unit-aliases/new/", {"unit": tree.a1.pk, "text": "Một", "request_key": "k"}).status_code == 302
    )
    address = f"/r/units/{tree.a1.pk}/do/rename/"
    answer = admin.post(address, {**hidden(admin, address), "name": "Khác", "request_key": "k"})
    assert answer.status_code == 422
    assert Unit.objects.get(pk=tree.a1.pk).name == "Battalion A1"


def test_saving_what_is_already_so_writes_nothing(admin, tree):
    with act("tests.alias", by=SETUP):
        alias = UnitAlias(unit=tree.a1, text="Đầu cầu")
        alias.save()
    before = Act.objects.count()
    address = f"/r/unit-aliases/{alias.pk}/edit/"
    assert admin.post(address, {**hidden(admin, address), "unit": tree.a1.pk, "text": " Đầu  cầu "}).status_code == 302
    assert Act.objects.count() == before


def test_names_are_stored_composed_and_equal_names_clash(admin, tree):
    decomposed = unicodedata.normalize("NFD", "Kiểm kê")
    for text, status in ((decomposed, 302), ("Kiểm kê", 422)):
        assert admin.post("/r/unit-aliases/new/", {"unit": tree.a1.pk, "text": text}).status_code == status
    assert UnitAlias.objects.get().text == "Kiểm kê"


def test_a_stale_form_shows_mine_theirs_and_before_and_can_be_sent_again(admin, users, tree):
    with act("tests.user", by=SETUP):
        person = access.user(tree.a1, 1)
    address = f"/r/users/{person.pk}/edit/"
    mine = {
        **hidden(admin, address),
        "username": person.username,
        "display_name": "Tên của tôi",
        "unit": tree.a1.pk,
        "clearance": "0",
        "is_active": "on",
    }
    with act("tests.others", by=SETUP):
        theirs = User.objects.get(pk=person.pk)
        theirs.display_name, theirs.clearance = "Tên của họ", 2
        theirs.save()
    answer = admin.post(address, mine, headers={"Accept-Language": "vi"})
    assert answer.status_code == 409
    text = text_of(answer)
    for shown in ("Tên của tôi", "Tên của họ", "Nguyễn Văn 1", "Của họ, đã lưu", "Mật"):
        assert shown in text or shown.lower() in text.lower(), shown
    page = answer.content.decode()
    assert 'value="Tên của tôi"' in page
    assert re.search(r'value="2"[^>]*(checked|selected)', page), (
        "their clearance is taken over, since mine did not change it"
    )
    again = {**mine, "version": re.search(r'name="version" value="(\d+)"', page)[1], "clearance": "2"}
    assert admin.post(address, again).status_code == 302
    saved = User.objects.get(pk=person.pk)
    assert (saved.display_name, saved.clearance) == ("Tên của tôi", 2)


def test_an_action_on_a_record_changed_meanwhile_is_looked_at_again(admin, tree):
    address = f"/r/units/{tree.a1.pk}/do/rename/"
    data = {**hidden(admin, address), "name": "Mới"}
    with act("tests.others", by=SETUP):
        unit = Unit.objects.get(pk=tree.a1.pk)
        unit.kind = "depot"
        unit.save()
    answer = admin.post(address, data)
    assert answer.status_code == 409
    version = re.search(r'name="version" value="(\d+)"', answer.content.decode())[1]
    assert admin.post(address, {**data, "version": version}).status_code == 302


def test_a_form_without_its_version_is_refused(admin, tree):
    address = f"/r/units/{tree.a1.pk}/edit/"
    assert admin.post(address, {"kind": "depot"}).status_code == 422
    assert Unit.objects.get(pk=tree.a1.pk).kind == "unit"


def test_an_account_switched_off_stays_named_in_history(admin, users, client_as, tree):
    address = f"/r/units/{tree.a1.pk}/do/rename/"
    keeper = client_as(users.keeper)
    assert keeper.post(address, {**hidden(keeper, address), "name": "Mới"}).status_code == 302
    with act("tests.off", by=SETUP):
        off = User.objects.get(pk=users.keeper.pk)
        off.is_active = False
        off.save()
    text = text_of(admin.get(f"/r/units/{tree.a1.pk}/history/", headers={"Accept-Language": "en"}))
    assert "Keeper (account switched off) · rename" in text
    assert "Battalion A1 → became Mới" in text


def test_the_history_of_a_record_holds_that_of_what_belongs_to_it(admin, tree):
    address = f"/r/units/{tree.a1.pk}/do/move/"
    data = {**hidden(admin, address), "parent": tree.b.pk, "on": "05/03/2026", "reason": "QĐ 7"}
    assert admin.post(address, data).status_code == 302
    text = text_of(admin.get(f"/r/units/{tree.a1.pk}/history/", headers={"Accept-Language": "en"}))
    assert "Administrator · move" in text
    assert "QĐ 7" in text
    assert "Until: \u2013 → became 5 Mar 2026" in text
    assert "Parent unit: Division B" in text


def test_a_grants_reach_is_asked_anew_within_the_request(admin, users, tree):
    """An administrator cannot be locked out by a check made with the grants of before the act."""
    grant = Grant.objects.get(user=users.keeper)
    address = f"/r/grants/{grant.pk}/edit/"
    data = {
        **hidden(admin, address),
        "user": grant.user_id,
        "role": grant.role_id,
        "unit": grant.unit_id,
        "from_on": "01/01/2020",
    }
    assert admin.post(address, {**data, "until_on": date(2025, 1, 1).strftime("%d/%m/%Y")}).status_code == 302
    assert grant.from_on == FOUNDED


def test_a_file_is_added_in_an_act_and_read_by_those_who_see_the_record(
    admin, users, client_as, tree, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    address = f"/r/units/{tree.a1.pk}/attach/"
    content = b"<script>alert(1)</script>"
    key = hidden(admin, address)["request_key"]
    for _ in range(2):
        file = SimpleUploadedFile("Biên bản.html", content)
        assert admin.post(address, {"file": file, "request_key": key, "reason": "BB 1"}).status_code == 302
    one = Act.objects.get(verb="organisation.attach_unit")
    page = admin.get(f"/r/units/{tree.a1.pk}/").content.decode()
    link = re.search(r'href="(/r/units/[^"]+/files/[^"]+)"', page)[1]
    assert page.count("/files/") == 1
    answer = client_as(users.member).get(link)
    assert b"".join(answer.streaming_content) == content
    for close in answer._resource_closers:  # answer.close() would close the test's database, too
        close()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert client_as(users.stranger).get(link).status_code == 404
    assert client_as(users.member).get(address).status_code == 403
    assert admin.get(link.replace(str(tree.a1.pk), str(tree.a2.pk))).status_code == 404
    assert "Biên bản.html" in text_of(admin.get(f"/r/acts/{one.pk}/"))


def test_what_was_typed_when_the_session_ended_comes_back_to_the_same_person(client_as, users, tree):
    address = f"/r/units/{tree.a1.pk}/do/rename/"
    client = client_as(users.administrator)
    typed = {**hidden(client, address), "who": users.administrator.pk, "name": "Tên gõ dở"}
    for person, comes_back in (("administrator", True), ("keeper", False)):
        client.cookies.pop("sessionid", None)
        assert client.post(address, typed).url.startswith("/login/")
        client.post(f"/login/?next={address}", {"username": person, "password": PASSWORD})
        page = client.get(address).content.decode()
        assert ('value="Tên gõ dở"' in page) is comes_back
        assert 'value="Tên gõ dở"' not in client.get(address).content.decode()
    assert Unit.objects.get(pk=tree.a1.pk).name == "Battalion A1"
