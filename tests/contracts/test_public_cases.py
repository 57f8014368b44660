"""Faults that other programs had, each as a test of its whole kind; those not held by a contract or a desk test already."""

from __future__ import annotations

import unicodedata
from string import ascii_lowercase

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from tests.contracts.reading import exported
from tests.contracts.registry import ACTIONS, CONTRACTED, answers_to, filled, make, name
from tests.people import SETUP
from thenchot.domain.materiel.tests import factories as materiel
from thenchot.foundation.access.policy import Mine, Within, policy_of
from thenchot.foundation.desk.forms import action_form, change_form
from thenchot.foundation.desk.listing import Listing
from thenchot.foundation.desk.resource import by_slug
from thenchot.foundation.kernel.vietnamese import fold
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.ledger.models import Attachment, Touch
from thenchot.foundation.organisation.actions import new_unit
from thenchot.foundation.organisation.models import UnitAlias

pytestmark = pytest.mark.django_db


def test_exact_marks_count_in_the_words_by_which_a_record_is_found_too(tree, users):
    """R031: an item is found by its type's name, and "xe" gives the lorry before the shovel (xẻng)."""
    with act("tests.items", by=SETUP):
        for number, words in enumerate(("Xẻng", "Xe tải"), start=1):
            kind = materiel.equipment_type(number=number)
            kind.name = words
            kind.save()
            materiel.equipment(tree.a1, number, kind=kind)
    listing = Listing(by_slug("equipment"), users.administrator, QueryDict("q=xe"))
    assert [line.values[0].name.text for line in listing.page().lines] == ["Xe tải", "Xẻng"]


def test_a_file_named_in_either_unicode_form_has_one_name_and_nothing_is_written_over(
    tree, users, client_as, settings, tmp_path
):
    """P096, P097: two files of one name are both kept; the name is kept composed."""
    settings.MEDIA_ROOT = tmp_path
    admin, address = client_as(users.administrator), f"/r/units/{tree.a1.pk}/attach/"
    for number, form in enumerate(("NFC", "NFD")):
        file = SimpleUploadedFile(unicodedata.normalize(form, "Kiểm kê.txt"), f"content {number}".encode())
        assert admin.post(address, {"file": file, "request_key": f"k{number}"}).status_code == 302
    assert set(Attachment.objects.values_list("name", flat=True)) == {"Kiểm kê.txt"}
    assert Attachment.objects.values("sha256").distinct().count() == 2


@pytest.mark.parametrize("resource", CONTRACTED, ids=name)
def test_an_export_holds_each_record_once_and_as_many_as_the_list(resource, tree, users, client_as):
    """P007: a filter or a search that looks into many rows never repeats a record."""
    for number in (1, 2, 3):
        make(resource, tree.a1, number)
    client = client_as(users.administrator)
    keys = exported(client, resource.slug)
    assert len(set(keys)) == len(keys) == Listing(resource, users.administrator, QueryDict("")).total.count


@pytest.mark.parametrize(
    "resource", [one for one in CONTRACTED if any(isinstance(s, Within) for s in policy_of(one.model).scopes)], ids=name
)
def test_a_list_of_a_part_of_the_tree_is_read_without_a_query_for_a_row(resource, tree, users, client_as):
    """P113, P115: within a part of the tree, too, the first page takes as many queries for eight rows as for one."""
    client = client_as(users.keeper)

    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/r/{resource.slug}/").status_code in {200, 403}
        return len(captured)

    make(resource, tree.a1, 1)
    asked()
    before = asked()
    for number in range(2, 9):
        make(resource, tree.a1, number)
    asked()
    assert asked() == before


LETTERS = "aăâeêioôơuưy"
MARKS = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def test_every_vietnamese_letter_is_found_by_its_plain_one_and_nothing_by_another(tree, users):
    """R029, R030: letters with two marks and đ are folded, small and capital, composed or not."""
    written = [unicodedata.normalize("NFC", base + mark) for base in LETTERS for mark in MARKS] + ["đ"]
    assert len(set(written)) == 12 * 6 + 1
    for letter in [*written, *(letter.upper() for letter in written)]:
        plain = fold(letter)
        assert plain in set(ascii_lowercase), letter
        assert fold(unicodedata.normalize("NFD", letter)) == plain
    with act("tests.units", by=SETUP):
        for number, words in enumerate(("Đường ống", "Dương Đỗ", "Sổ mượn")):
            new_unit(f"U{number}", words).save()
    for text, codes in [
        ("uong", {"U0", "U1"}),
        ("do", {"U1"}),
        ("ong", {"U0", "U1"}),
        ("so muon", {"U2"}),
        ("đ", {"U0", "U1"}),
    ]:
        found = Listing(by_slug("units"), users.administrator, QueryDict(f"q={text}"))
        assert {line.values[0] for line in found.page().lines if line.values[0].startswith("U")} >= codes, text


def test_after_logging_out_the_next_person_at_the_machine_sees_nothing_of_the_one_before(tree, users, client_as):
    """P075: pages are never kept by a browser, it is told to drop what it has, and no page speaks of the past session."""
    client = client_as(users.chief)
    for address in (
        f"/r/units/{tree.b.pk}/",
        f"/r/units/{tree.b.pk}/history/",
        "/r/units/?q=Division",
        "/search/?q=Division",
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert tree.b.name in page.content.decode()
        assert page.headers["Cache-Control"] == "private, no-store"
    out = client.post("/logout/")
    assert '"cache"' in out.headers["Clear-Site-Data"]
    assert tree.b.name not in client.get("/login/").content.decode()
    client.force_login(users.keeper)
    for address in ("/", "/account/", "/menu/", "/r/units/", "/search/?q=Division", "/jobs/"):
        assert tree.b.name not in client.get(address, follow=True).content.decode(), address
    assert client.get(f"/r/units/{tree.b.pk}/").status_code == 404


def _by_form(tree, client):
    form = {"unit": str(tree.a1.pk), "unit__text": "", "text": "Đầu cầu", "request_key": "new"}
    assert client.post("/r/unit-aliases/new/", form).status_code == 302


def _by_api(tree, client):
    body = {"unit": str(tree.a1.pk), "text": "Đầu cầu"}
    assert client.post("/api/unit-aliases/", body, "application/json").status_code == 201


def _by_action(tree, client):
    form = {"text": "Đầu cầu", "version": tree.a1.version, "request_key": "do"}
    assert client.post(f"/r/units/{tree.a1.pk}/do/also_called/", form).status_code == 302


def _in_bulk(tree, _client):
    with act("tests.bulk", by=SETUP) as deed:
        deed.add_many([UnitAlias(unit=tree.a1, text="Đầu cầu")])


@pytest.mark.parametrize("born", [_by_form, _by_api, _by_action, _in_bulk], ids=lambda way: way.__name__)
def test_an_edit_is_in_the_history_however_the_record_was_born(born, tree, users, client_as):
    """P082: new, copied, imported: the change of one is told as that of any other."""
    client = client_as(users.administrator)
    born(tree, client)
    alias = UnitAlias.objects.get(text="Đầu cầu")
    form = {"unit": str(tree.a1.pk), "text": "Cửa ngõ", "version": alias.version, "request_key": "edit"}
    assert client.post(f"/r/unit-aliases/{alias.pk}/edit/", form).status_code == 302
    told = client.get(f"/r/unit-aliases/{alias.pk}/history/").content.decode()
    assert "Đầu cầu" in told
    assert "Cửa ngõ" in told
    assert Touch.objects.filter(record=alias.pk).count() == 2


DONE_TO_EDITED = [(r, a) for r, a in ACTIONS if r.fields and a.on == "row"]


@pytest.mark.parametrize(("resource", "action"), DONE_TO_EDITED, ids=name)
def test_a_form_opened_before_somebody_decided_is_not_saved_over_it(resource, action, tree, users, client_as):
    """P101: P1 opens, P2 acts on the record, P1 saves: refused, and the record is as P2 left it."""
    record = make(resource, tree.a1, 1)
    given = answers_to(f"{resource.slug}/{action.name}", record, tree.a1)
    record.refresh_from_db()
    opened = filled(change_form(resource, users.administrator, record), {}, tree, users.administrator)
    other = client_as(users.administrator)
    form = filled(action_form(resource, action, users.administrator, record), given, tree, users.administrator)
    assert other.post(f"/r/{resource.slug}/{record.pk}/do/{action.name}/", form).status_code == 302
    decided = resource.model._default_manager.filter(pk=record.pk).values().first()
    if decided is None or decided["version"] == record.version:
        pytest.skip("the action leaves the record itself as it is, or removes it")
    assert client_as(users.administrator).post(f"/r/{resource.slug}/{record.pk}/edit/", opened).status_code in {
        409,
        422,
    }
    assert resource.model._default_manager.filter(pk=record.pk).values().first() == decided


@pytest.mark.parametrize("resource", CONTRACTED, ids=name)
def test_every_column_that_reach_and_orders_go_by_has_an_index(resource):
    """P114: each step from a row to its unit, and to whom it names, is found by an index of the step's own table."""
    for scope in policy_of(resource.model).scopes:
        model = resource.model
        for step in getattr(scope, "path", "").split("__") if isinstance(scope, Within | Mine) else ():
            if step in {"", "pk"}:
                continue
            field = model._meta.get_field(step)
            if field.one_to_many or field.many_to_many or field.primary_key:
                break
            with connection.cursor() as cursor:
                known = connection.introspection.get_constraints(cursor, model._meta.db_table).values()
            first = {one["columns"][0] for one in known if one["columns"] and (one["index"] or one["unique"])}
            assert field.column in first, f"{model._meta.label}.{step}"
            model = field.related_model or model
