# ruff: noqa: RUF001  # real spellings are long and hold look-alike characters
"""Look-alike characters are made one, and every position leads back to the raw text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thenchot.domain.directives.numbers import parse
from thenchot.domain.directives.numbers.tokens import fold, read


@settings(deadline=None)
@given(st.text())
def test_every_position_leads_back_to_the_raw_text(raw):
    text = read(raw)
    assert len(text.norm) == len(text.folded)
    places = [text.at(i) for i in range(len(text.norm) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(raw) for place in places)


@settings(deadline=None)
@given(st.text(alphabet="Quyết định Đảng ủy \u200b\u00a0–⁄", max_size=30))
def test_composed_and_decomposed_letters_read_alike(raw):
    assert read(unicodedata.normalize("NFD", raw)).norm == read(unicodedata.normalize("NFC", raw)).norm


@settings(deadline=None)
@given(st.text())
def test_folding_keeps_every_position(raw):
    assert len(fold(raw)) == len(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "57\u2010NQ/TW", "57\u2011NQ/TW", "57\u2013NQ/TW", "57\u2014NQ/TW", "57\u2212NQ/TW", "57\u00adNQ/TW", "57-NQ\u2215TW",
        "57-NQ\uff0fTW", "57\u00a0-\u00a0NQ\u00a0/\u00a0TW", "57\u200b-NQ/\u200bTW", "\ufeff57-NQ/TW", "５７-NQ/TW", "57-NQ/\nTW",
        "57-NQ\\TW", "57-NQ/\\nTW", "57\t-\tNQ/TW", "57--NQ/TW",
    ],
)  # fmt: skip
def test_a_symbol_is_read_through_odd_marks_and_spaces(raw):
    assert parse(raw).canonical == "57-NQ/TW"


@pytest.mark.parametrize("spelling", ["NĐ", "NÐ", "NƉ", "N§", "NÑ", "ND", "nđ", "Nđ", "nd"])
def test_every_look_of_the_letter_dd_is_one(spelling):
    assert parse(f"Nghị định số 30/2020/{spelling}-CP").canonical == "30/2020/NĐ-CP"


def test_a_decomposed_file_name_is_read():
    raw = unicodedata.normalize("NFD", "Quy định 296-QĐ-TƯ.docx")
    assert parse(raw).canonical == "296-QĐ/TW"
