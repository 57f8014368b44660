"""Values inside a refusal's sentence, and the parts of a page that are drawn with little given."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils import translation
from django.utils.translation import gettext

from thenchot.foundation.desk.shown import NOTHING
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.organisation.models import UnitKind


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (date(2026, 11, 25), "25/11/2026", "25 Nov 2026"),
        (datetime(2026, 11, 25, 3, 5, tzinfo=UTC), "10:05 25/11/2026", "25 Nov 2026, 10:05"),
        (Decimal("1234.5"), "1.234,5", "1,234.5"),
        (2026, "2026", "2026"),
        (True, "có", "yes"),
        (None, NOTHING, NOTHING),
        ("Kho 3", "Kho 3", "Kho 3"),
        ([date(2026, 1, 2), Decimal("0.5")], "02/01/2026, 0,5", "2 Jan 2026, 0.5"),
    ],
)
def test_values_stand_in_a_refusal_as_the_reader_writes_them(value, vi, en):
    for language, expected in (("vi", vi), ("en", en)):
        with translation.override(language):
            assert Refusal("{it} is wrong", it=value).said(gettext).removesuffix(" is wrong") == expected


def test_a_choice_stands_in_a_refusal_by_its_words_and_a_record_by_its_name():
    record = SimpleNamespace(code="A1")
    with translation.override("en"):
        assert Refusal("{it}", it=UnitKind.DEPOT).said(gettext) == str(UnitKind.DEPOT.label)
        assert Refusal("{it.code} of {share:.1f}", it=record, share=Decimal("0.25")).said(gettext) == "A1 of 0.2"


@pytest.mark.parametrize("given", ["", "share=40", "share=40 target=None", "share=0 tone='bad' label='Kho'"])
def test_a_meter_is_drawn_with_what_little_is_given(given):
    with_ = f"with {given} " if given else ""
    drawn = engines["django"].from_string(f"{{% include 'desk/parts/bar.html' {with_}only %}}").render({})
    assert "<svg" in drawn
    assert "bar__target" not in drawn
