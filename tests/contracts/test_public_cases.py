"""Faults that other programs had, each as a test of its whole kind; those not held by a contract or a desk test already."""

from __future__ import annotations

import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from tests.contracts.reading import exported
from tests.contracts.registry import CONTRACTED, make, name
from tests.people import SETUP
from thenchot.domain.materiel.tests import factories as materiel
from thenchot.foundation.access.policy import Within, policy_of
from thenchot.foundation.desk.listing import Listing
from thenchot.foundation.desk.resource import by_slug
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.ledger.models import Attachment

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
    assert asked() == before
