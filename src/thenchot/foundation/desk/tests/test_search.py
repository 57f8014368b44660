"""Words are found without marks; what was typed with marks, and codes that begin so, come first."""

import unicodedata

import pytest
from django.http import QueryDict

from tests.people import FOUNDED, SETUP
from thenchot.foundation.desk.listing import Listing
from thenchot.foundation.desk.resource import by_slug
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation import actions as organisation

NAMES = {
    "KD1": "Kho đạn",
    "KD2": "Khoa dân vận",
    "D-100": "Đường Ngưỡng",
    "D-101": "Dương Ngường",
    "X9": "Xưởng KD1",
    "UO": "Ường",
    "DO": "đỗ",
}


@pytest.fixture
def units(tree, users):
    with act("tests.names", by=SETUP):
        for code, name in NAMES.items():
            organisation.found(code, name, parent=tree.a, on=FOUNDED)
        organisation.also_called(organisation.Unit.objects.get(code="X9"), "Nhà máy Z")


@pytest.fixture
def found(units, users):
    def search(text):
        listing = Listing(by_slug("units"), users.administrator, QueryDict(f"q={text}"))
        return [line.values[0] for line in listing.page().lines]

    return search


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("kho dan", {"KD1", "KD2"}),
        ("kho đạn", {"KD1", "KD2"}),
        ("DUONG", {"D-100", "D-101"}),
        ("uong", {"D-100", "D-101", "X9", "UO"}),
        ("do", {"DO"}),
        ("nha may", {"X9"}),
        ("  nguong   d-1 ", {"D-100", "D-101"}),
        ("kho xưởng", set()),
    ],
)
def test_every_word_is_found_without_marks(found, text, codes):
    assert set(found(text)) == codes


def test_exact_marks_come_first(found):
    assert found("đường") == ["D-100", "D-101"]
    assert found("dương") == ["D-101", "D-100"]
    assert found("kho đạn")[0] == "KD1"


def test_a_code_that_begins_so_comes_before_a_name_that_holds_it(found):
    assert found("kd1") == ["KD1", "X9"]
    assert found("d-10")[:2] == ["D-100", "D-101"]


def test_a_name_typed_in_another_unicode_form_is_the_same(found):
    assert found(unicodedata.normalize("NFD", "kho đạn")) == found("kho đạn")


def test_percent_signs_and_quotes_are_ordinary_letters(found):
    assert found("%") == []
    assert found("'") == []
    assert found("_") == []
