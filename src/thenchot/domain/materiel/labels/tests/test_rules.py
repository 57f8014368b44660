"""A label's code comes back from any scanner; what cannot be told apart is asked, never guessed."""

from __future__ import annotations

import doctest
import xml.etree.ElementTree as ET
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.domain.materiel.labels import drawing, rules
from thenchot.foundation.kernel.refusal import Refusal

GS = rules.GROUP_SEPARATOR


def test_the_examples_in_the_words_hold():
    assert doctest.testmod(rules).failed == 0


@given(st.uuids())
def test_a_label_gives_its_key_back_however_it_is_typed(key):
    code = rules.label_code(key)
    assert rules.key_of(code) == key
    assert rules.key_of(f" {code.lower()}\n") == key
    assert code.isascii()


@given(st.uuids(), st.integers(3, 28), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_character_is_noticed(key, place, wrong):
    code = rules.label_code(key)
    if code[place] != wrong:
        with pytest.raises(Refusal, match="misread"):
            rules.key_of(code[:place] + wrong + code[place + 1 :])


def test_o_and_i_are_read_as_the_digits_they_look_like():
    code = rules.label_code(UUID(int=1))
    assert rules.key_of(code.replace("0", "O")) == UUID(int=1)


@pytest.mark.parametrize("text", ["", "A7", "000123", "TCE", "TCE123"])
def test_other_text_is_no_label_of_ours(text):
    assert rules.key_of(text) is None


def test_separators_sent_make_the_reading_certain():
    assert rules.read_gs1(f"10AB{GS}21A7").readings == ({"10": "AB", "21": "A7"},)
    assert rules.read_gs1(f"]C10104601234567893{GS}10AB").readings == ({"01": "04601234567893", "10": "AB"},)


def test_separators_swallowed_are_asked_about_when_they_matter():
    found = rules.read_gs1("10AB21A7")
    assert not found.is_certain
    assert {"10": "AB", "21": "A7"} in found.readings
    assert {"10": "AB21A7"} in found.readings
    assert rules.read_gs1("010460123456789317261231").is_certain


def test_text_that_is_no_element_string_has_no_reading():
    assert rules.read_gs1("A7").readings == ()
    assert rules.read_gs1("").readings == ()


def test_two_scanner_profiles_read_one_label_alike():
    one = f"[)>\x1e06{GS}PABC-1{GS}1P0077{GS}Q5\x1e\x04"
    other = "[)>^06|PABC-1|1P0077|Q5^"
    assert rules.read_fields(one) == rules.read_fields(other, separators="|^") == {"P": "ABC-1", "1P": "0077", "Q": "5"}


def test_a_scanner_test_shows_what_came():
    assert rules.bytes_received(f"A{GS}1") == [("A", "41"), ("GS", "1D"), ("1", "31")]


def test_leading_zeros_are_kept():
    assert rules.read_gs1(f"21000123{GS}").readings == ({"21": "000123"},)
    assert drawing.code128("000123").text == "000123"


@given(st.text("ABC-0123456789/", min_size=1, max_size=20))
def test_bars_fill_the_width_and_do_not_touch(text):
    drawn = drawing.code128(text)
    end = drawing.QUIET
    for start, width in drawn.bars:
        assert start >= end
        assert 1 <= width <= 4
        end = start + width + 1
    assert drawn.width == end - 1 + drawing.QUIET


def test_code_128_starts_and_stops_as_the_standard_says():
    # ISO/IEC 15417: start B is 11010010000, stop is 1100011101011.
    drawn = drawing.code128("A7")
    modules = ["0"] * (drawn.width - 2 * drawing.QUIET)
    for start, width in drawn.bars:
        for place in range(start, start + width):
            modules[place - drawing.QUIET] = "1"
    assert "".join(modules).startswith("11010010000")
    assert "".join(modules).endswith("1100011101011")


def test_what_code_128_cannot_carry_has_no_bars():
    assert drawing.code128("Đ12") is None
    assert drawing.code128("") is None


def test_a_qr_code_is_drawn_without_styles():
    drawn = drawing.qr(rules.label_code(UUID(int=7)))
    assert "style" not in drawn
    assert ET.fromstring(drawn).tag.endswith("svg")
