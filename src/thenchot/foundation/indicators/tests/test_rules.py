"""What a figure says, by examples from the domain and by properties against fractions."""

from __future__ import annotations

import doctest
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.foundation.indicators import rules
from thenchot.foundation.indicators.rules import Target

COUNTS = st.integers(0, 10**9)
WHOLE = st.integers(1, 10**9)
TARGETS = st.builds(
    Target,
    comparator=st.sampled_from(rules.COMPARATORS),
    percent=st.decimals(0, 100, places=2),
    within=st.decimals(0, 5, places=1),
)
ROUNDINGS = st.sampled_from(rules.ROUNDINGS)


@st.composite
def shares(draw):
    whole = draw(WHOLE)
    return draw(st.integers(0, whole)), whole


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(rules).failed == 0


@given(shares(), TARGETS)
def test_met_agrees_with_exact_fractions(share, target):
    value, bound, width = Fraction(*share) * 100, Fraction(target.percent), Fraction(target.within)
    expected = {
        ">=": value >= bound,
        ">": value > bound,
        "<=": value <= bound,
        "<": value < bound,
        "~": abs(value - bound) <= width,
    }[target.comparator]
    assert rules.met(*share, target) is expected


@given(TARGETS)
def test_a_denominator_of_zero_is_not_applicable_rather_than_met_or_missed(target):
    assert rules.met(0, 0, target) is None
    assert rules.gap(0, 0, target) is None


@given(shares(), TARGETS)
def test_the_gap_is_the_least_change_that_meets_the_target(share, target):
    numerator, denominator = share
    needed = rules.gap(numerator, denominator, target)
    if needed is None:
        assert not any(rules.met(n, denominator, target) for n in {0, numerator, denominator} - {numerator})
        return
    if needed == 0:
        assert rules.met(numerator, denominator, target)
        return
    rising = target.comparator in {">=", ">"} or (
        target.comparator == "~" and Fraction(*share) * 100 < Fraction(target.percent)
    )
    sign = 1 if rising else -1
    assert rules.met(numerator + sign * needed, denominator, target)
    assert not rules.met(numerator + sign * (needed - 1), denominator, target)


@given(st.integers(1, 10**6), st.data(), TARGETS)
def test_the_gap_of_a_quantity_is_whole_unless_it_is_everything(whole, data, target):
    numerator = data.draw(st.integers(0, whole))
    needed = rules.gap(numerator, whole, target, step=1000)
    if needed is not None:
        assert needed % 1000 == 0 or needed in {whole - numerator, numerator}


def test_17_of_20_is_85_percent_and_16_of_20_is_one_short():
    target = Target(">=", Decimal(85))
    assert rules.met(17, 20, target)
    assert rules.gap(16, 20, target) == 1


def test_strictly_under_a_fifth_of_a_percent_does_not_admit_a_fifth_of_a_percent():
    target = Target("<", Decimal("0.2"))
    assert rules.met(1, 501, target)
    assert rules.met(2, 1000, target) is False


def test_whether_half_a_percent_may_be_rounded_up_is_the_targets_own_setting():
    assert rules.met(845, 1000, Target(">=", Decimal(85))) is False
    assert rules.met(845, 1000, Target(">=", Decimal(85), compared_at=0)) is True
    assert rules.met(845, 1000, Target(">=", Decimal(85), compared_at=0, rounding="half_even")) is False
    assert rules.met(845, 1000, Target(">=", Decimal(85), compared_at=0, rounding="down")) is False


def test_more_than_all_can_not_be_reached():
    assert rules.gap(3, 4, Target(">", Decimal(100))) is None


@given(shares(), st.integers(0, 4), ROUNDINGS)
def test_a_rounded_share_is_at_most_half_a_step_away(share, decimals, rounding):
    shown = Fraction(rules.percent(*share, decimals, rounding))
    exact = Fraction(*share) * 100
    step = Fraction(1, 10**decimals)
    assert abs(shown - exact) <= (step if rounding == "down" else step / 2)
    assert shown <= exact or rounding != "down"


@pytest.mark.parametrize(("rounding", "expected"), [("half_up", "0.3"), ("half_even", "0.2"), ("down", "0.2")], ids=str)
def test_the_half_way_rule_decides_a_quarter_of_a_percent(rounding, expected):
    assert rules.percent(1, 400, 1, rounding) == Decimal(expected)


@given(st.lists(COUNTS, min_size=1, max_size=12), st.sampled_from([100, 1000]))
def test_shares_of_a_whole_add_up_and_none_is_a_full_step_off(parts, total):
    shares_of_it = rules.largest_remainder(parts, total)
    if sum(parts) == 0:
        assert set(shares_of_it) == {0}
        return
    assert sum(shares_of_it) == total
    assert all(
        abs(Fraction(part * total, sum(parts)) - share) < 1 for part, share in zip(parts, shares_of_it, strict=True)
    )


@given(st.lists(COUNTS, min_size=2, max_size=6))
def test_a_larger_part_never_gets_a_smaller_share(parts):
    found = sorted(zip(parts, rules.largest_remainder(parts), strict=True))
    assert all(low[1] <= high[1] for low, high in pairwise(found) if low[0] < high[0])


@given(shares(), TARGETS, st.sampled_from(["vi", "en"]))
def test_a_printed_share_never_claims_nothing_or_all_or_a_target_it_misses(share, target, language):
    numerator, denominator = share
    text = rules.percent_text(numerator, denominator, language, target=target)
    if numerator:
        assert text != "0\xa0%"
    if numerator < denominator:
        assert text != "100\xa0%"
    if text[0] in "<>":
        return
    digits = text.removesuffix("\xa0%")
    printed = Decimal(digits.replace(".", "").replace(",", ".") if language == "vi" else digits.replace(",", ""))
    assert rules.met(*(printed / 100).as_integer_ratio(), target) == rules.met(numerator, denominator, target)


def test_one_short_of_85_percent_is_not_printed_as_85_percent():
    target = Target(">=", Decimal(85))
    assert rules.percent_text(84_996, 100_000, "vi", target=target) == "84,996\xa0%"
    assert rules.percent_text(84_996, 100_000, "vi") == "85\xa0%"
    assert rules.percent_text(84_999_999_996, 100_000_000_000, "vi", target=target) == "<85\xa0%"
    assert rules.percent_text(97_000_000_001, 100_000_000_000, "en", target=Target(">", Decimal(97))) == ">97\xa0%"


@pytest.mark.parametrize(
    ("comparator", "bound", "vi", "en"),
    [
        (">", "97", "trên 97\xa0%", "over 97\xa0%"),
        (">=", "100", "100\xa0%", "100\xa0%"),
        (">=", "80", "từ 80\xa0% trở lên", "80\xa0% or more"),
        ("<", "0.2", "dưới 0,2\xa0%", "under 0.2\xa0%"),
        ("<=", "5", "không quá 5\xa0%", "at most 5\xa0%"),
        ("~", "20", "khoảng 20\xa0%", "about 20\xa0%"),
    ],
)
def test_the_comparator_is_part_of_the_words(comparator, bound, vi, en):
    assert rules.target_text(comparator, Decimal(bound), "vi") == vi
    assert rules.target_text(comparator, Decimal(bound), "en") == en


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
def test_vietnamese_digits_read_back_as_the_same_number(number):
    assert Decimal(rules.number_text(number, "vi").replace(".", "").replace(",", ".")) == number
