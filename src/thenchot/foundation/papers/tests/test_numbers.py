from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.foundation.papers.document import Column, Row, Share, Table
from thenchot.foundation.papers.numbers import (
    NOTHING,
    largest_remainder,
    rounded,
    said,
    shown_percent,
    total_row,
    whole_shares,
)

PARTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any)
SHARES = st.integers(1, 10**6).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(PARTS, st.integers(0, 3))
def test_shares_of_a_whole_add_to_a_hundred(parts, places):
    assert sum(largest_remainder(parts, places)) == 100


@given(PARTS, st.integers(0, 3))
def test_no_share_of_a_whole_is_further_than_a_step_from_the_truth(parts, places):
    for part, shown in zip(parts, largest_remainder(parts, places), strict=True):
        assert abs(Fraction(part * 100, sum(parts)) - Fraction(shown)) < Fraction(1, 10**places)


@given(PARTS)
def test_parts_stay_exact_behind_what_is_shown(parts):
    shares = whole_shares(parts)
    assert [share.part for share in shares] == parts
    assert sum(share.shown for share in shares) == 100


def test_shares_of_nothing_are_nothing():
    assert whole_shares([0, 0]) == (None, None)
    assert largest_remainder([0, 0], 1) == (Decimal(0), Decimal(0))


@given(SHARES, st.integers(0, 2))
def test_the_word_before_a_share_is_true(share, places):
    exact = Fraction(share[0] * 100, share[1])
    assert Fraction(shown_percent(Share(*share, places, "over"))) <= exact
    assert Fraction(shown_percent(Share(*share, places, "nearly"))) >= exact
    assert Fraction(shown_percent(Share(*share, places, "under"))) >= exact


@pytest.mark.parametrize(
    ("share", "vi", "en"),
    [
        (Share(9742, 10000, 0, "over"), "trên 97 %", "over 97 %"),
        (Share(197, 1000, 0, "nearly"), "gần 20 %", "nearly 20 %"),
        (Share(19, 10000, 1, "under", Decimal("0.2")), "dưới 0,2 %", "under 0.2 %"),
        (Share(1, 3, 1, "about"), "khoảng 33,3 %", "about 33.3 %"),
        (Share(11, 13), "84,6 %", "84.6 %"),
        (Share(24, 30), "80 %", "80 %"),
        (Share(0, 7), "0 %", "0 %"),
        (Share(1, 2500), "<0,1 %", "<0.1 %"),
        (Share(2499, 2500), ">99,9 %", ">99.9 %"),
    ],
)
def test_a_share_is_said_as_the_organisation_says_it(share, vi, en):
    assert said(share, "vi").replace("\xa0", " ") == vi
    assert said(share, "en").replace("\xa0", " ") == en


@pytest.mark.parametrize(
    ("value", "kind", "places", "vi"),
    [
        (1234567, "whole", 0, "1.234.567"),
        (Decimal("1234.5"), "decimal", 2, "1.234,50"),
        (Decimal("1234.5"), "whole", 0, "1.234,5"),
        (Decimal(0), "decimal", 1, "0,0"),
        (0, "whole", 0, "0"),
        (None, "whole", 0, NOTHING),
        (Decimal("-12.345"), "decimal", 2, "-12,35"),
        (Fraction(1, 3), "decimal", 3, "0,333"),
        (Decimal("97.25"), "share", 1, "97,3\xa0%"),
    ],
)
def test_numbers_are_written_as_vietnamese_writes_them(value, kind, places, vi):
    assert said(value, "vi", Column("", kind, places)) == vi


@given(st.fractions(), st.integers(0, 4))
def test_rounding_is_half_up_away_from_zero(value, places):
    found = Fraction(rounded(value, places))
    assert abs(found - value) <= Fraction(1, 2 * 10**places)
    assert Fraction(rounded(-value, places)) == -found


def test_a_sum_leaves_out_sums_and_adds_shares_by_their_parts():
    columns = (
        Column("TT", "whole"),
        Column("Tên"),
        Column("Số", "whole", total=True),
        Column("Tỷ lệ", "share", 1, total=True),
    )
    rows = (
        Row((1, "A", 1, Share(1, 2))),
        Row((2, "B", 3, Share(3, 10))),
        Row((None, "A và B", 4, Share(4, 12)), strong=True),
    )
    assert total_row(Table("", columns, rows), "Cộng") == Row(("", "Cộng", 4, Share(4, 12)), strong=True)
    assert total_row(Table("", columns, ()), "Cộng") is None
    nothing = Table("", columns, (Row((1, "A", None, None)),))
    assert total_row(nothing, "Cộng").cells[2:] == (None, None), "nothing measured is not 0"
