"""What is said of a figure: rising, falling, met, missed, and the word before a share."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from thenchot.foundation.indicators import rules as shares
from thenchot.foundation.indicators.rules import Target
from thenchot.insight.reports.rules import Saying, change, saying, verdict

counts = st.tuples(st.integers(0, 10_000), st.integers(1, 10_000)).map(lambda pair: (min(pair), max(pair)))
targets = st.builds(
    Target, st.sampled_from([">=", ">", "<", "<=", "~"]), st.integers(0, 100).map(Decimal), st.just(Decimal(2))
)


@given(counts, counts, st.integers(0, 3))
def test_the_points_are_what_a_reader_finds_by_subtracting_the_printed_shares(now, before, decimals):
    found = change(now, before, decimals)
    difference = shares.percent(*now, decimals) - shares.percent(*before, decimals)
    assert found.points == abs(difference)
    assert (found.direction == "rising") == (difference > 0)
    assert (found.direction == "unchanged") == (difference == 0)


def test_nothing_measured_before_or_now_is_no_change():
    assert change((1, 2), None).direction == "no_before"
    assert change((1, 2), (0, 0)).direction == "no_before"
    assert change((0, 0), (1, 2)).direction == "no_before"


@given(counts, targets)
def test_the_word_before_a_share_is_true_of_the_share(count, target):
    said = saying(*count, target)
    exact = Decimal(count[0] * 100) / count[1]
    match said.word:
        case "over":
            assert exact > said.number
        case "under" | "nearly":
            assert exact < said.number
        case "":
            assert said.number is None


@given(counts, targets)
def test_a_word_is_said_only_of_a_target_that_is_met(count, target):
    if not shares.met(*count, target):
        assert saying(*count, target) == Saying()


def test_a_figure_is_said_as_leadership_says_it():
    assert saying(673, 691, Target(">", Decimal(97))) == Saying("over", Decimal(97))
    assert saying(2, 1010, Target("<", Decimal("0.2"))) == Saying("under", Decimal("0.2"))
    assert saying(197, 1000, Target("~", Decimal(20), Decimal(1))) == Saying("nearly", Decimal(20))
    assert saying(80, 100, Target(">", Decimal(70))) == Saying(), "a whole percentage is said exactly"
    assert saying(18, 100, Target("~", Decimal(20), Decimal(1))) == Saying(), "a target missed is said exactly"


def test_a_verdict_is_met_missed_too_many_or_nothing():
    higher, lower = Target(">=", Decimal(80)), Target("<", Decimal("0.2"))
    assert verdict(True, higher, 0, "higher") == "met"
    assert verdict(False, higher, 2, "higher") == "missed"
    assert verdict(False, lower, 2, "lower") == "missed_over"
    assert verdict(False, higher, None, "higher") == "missed_unreachable"
    assert verdict(None, higher, None, "higher") == "no_target"
    assert verdict(None, None, None, "higher") == "no_target"
