"""Two spellings of one serial number, and the ranges people write."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.domain.materiel import serials
from thenchot.domain.materiel.serials import expand, plain_key, serial_key
from thenchot.foundation.kernel.refusal import Refusal

TEXT = st.text("AaBbOo0Il1 L-7/.\u0410\u0412\u2013\u043e\uff10\u00d0\u0111", max_size=12)


def test_the_examples_in_the_words_hold():
    assert doctest.testmod(serials).failed == 0


@pytest.mark.parametrize(
    ("written", "again"),
    [
        (" A7", "A7"),
        ("a7", "A7"),
        ("A 7", "A7"),
        ("A-7", "A7"),
        ("A\u20137", "A7"),
        ("\u0410\u04127", "AB7"),  # Cyrillic letters
        ("\uff21\uff17", "A7"),  # full-width
        ("AO5", "A05"),
        ("Al5", "A15"),
        ("12 - 3", "12-3"),
        ("\u00d012", "\u011112"),  # eth for d with stroke
    ],
)
def test_these_are_one_serial_number(written, again):
    assert serial_key(written) == serial_key(again)


@pytest.mark.parametrize(
    ("written", "other"), [("12-3", "1-23"), ("000123", "123"), ("A7", "A8"), ("12/3", "123"), ("12-3", "123")]
)
def test_these_are_two(written, other):
    assert serial_key(written) != serial_key(other)


def test_the_plain_key_keeps_look_alikes_apart():
    assert plain_key("AO5") != plain_key("A05")
    assert serial_key("AO5") == serial_key("A05")


@given(TEXT)
def test_a_key_is_its_own_key(text):
    assert serial_key(serial_key(text)) == serial_key(text)
    assert plain_key(plain_key(text)) == plain_key(text)


@given(TEXT, TEXT)
def test_the_same_plain_key_means_the_same_key(one, other):
    if plain_key(one) == plain_key(other):
        assert serial_key(one) == serial_key(other)


@given(TEXT)
def test_blanks_around_and_letter_case_never_matter(text):
    assert serial_key(f"  {text}\t") == serial_key(text) == serial_key(text.lower()) == serial_key(text.upper())


def test_a_range_lists_every_number_with_its_zeros_and_its_beginning():
    assert expand("008-011") == ["008", "009", "010", "011"]
    assert expand("A098-A101") == ["A098", "A099", "A100", "A101"]
    assert expand("K-1-3") == ["K-1", "K-2", "K-3"]


def test_a_plus_counts_items_from_the_first():
    assert expand("10+3") == ["10", "11", "12"]
    assert expand("AB07 + 2") == ["AB07", "AB08"]


def test_a_tilde_is_the_next_free_number_each_time():
    assert expand("~, ~", following=41) == ["41", "42"]


def test_lines_commas_and_semicolons_separate():
    assert expand("A1; A2\nA3,,A4,") == ["A1", "A2", "A3", "A4"]


def test_a_serial_with_a_dash_of_its_own_stands_in_quotes():
    assert expand('"12-15", 20') == ["12-15", "20"]


def test_different_beginnings_are_no_range_but_one_serial_number():
    assert expand("A1-B3") == ["A1-B3"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "at least one"),
        (" ,; ", "at least one"),
        ("15-10", "runs backwards"),
        ("10+0", "runs backwards"),
        ("1-99999", "More than 20000"),
        ("7+99999", "More than 20000"),
        ("A7, a 7", "the same serial number"),
        ("5, 4-6", "the same serial number"),
        ('"A1', "Cannot read"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(line, words):
    with pytest.raises(Refusal, match=words):
        expand(line)


@given(st.integers(0, 10**6), st.integers(1, 60), st.sampled_from(["", "A", "KT-"]), st.integers(1, 8))
def test_a_range_and_a_count_list_the_same(first, count, head, width):
    start, end = f"{head}{first:0{width}d}", f"{first + count - 1:0{width}d}"
    assert expand(f"{start}-{end}") == expand(f"{start}+{count}")
    assert len(expand(f"{start}+{count}")) == count
