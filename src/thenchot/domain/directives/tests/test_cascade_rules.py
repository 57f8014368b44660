from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.domain.directives.cascade import rules
from thenchot.domain.directives.cascade.models import StepVerb
from thenchot.domain.directives.cascade.rules import Node, Progress, Row, Timing, Verb
from thenchot.foundation.kernel.refusal import Refusal

leaves = st.builds(Node, weight=st.integers(1, 9), done=st.booleans(), counted=st.booleans())
nodes = st.recursive(
    leaves,
    lambda parts: st.builds(
        Node,
        weight=st.integers(1, 9),
        done=st.booleans(),
        counted=st.booleans(),
        parts=st.lists(parts, max_size=4).map(tuple),
    ),
    max_leaves=20,
)


@given(nodes)
def test_progress_lies_between_0_and_100(node):
    found = rules.progress(node)
    assert 0 <= found.percent <= 100
    assert 0 <= found.done <= found.of
    assert (found.tenths == 1000) == (found.percent == 100)


@given(nodes)
def test_the_tree_grown_from_rows_answers_as_the_stated_rule(node):
    rows, expected, waiting = [], {}, [(node, None)]
    while waiting:
        here, parent = waiting.pop()
        key = len(rows)
        rows.append(Row(key, parent, here.weight, here.done, here.counted))
        expected[key] = rules.progress(here)
        waiting += [(part, key) for part in here.parts]
    assert rules.trees(rows) == expected


@given(st.lists(st.builds(Node, weight=st.integers(1, 9), done=st.booleans()), min_size=1))
def test_finishing_a_part_never_lowers_the_whole(parts):
    before = rules.progress(Node(parts=tuple(parts))).percent
    after = rules.progress(Node(parts=(Node(parts[0].weight, done=True), *parts[1:]))).percent
    assert after >= before


def test_two_of_three_parts_weighted_1_1_2_are_half():
    parts = (Node(1, done=True), Node(1, done=True), Node(2))
    assert rules.progress(Node(parts=parts)) == Progress(2, 3, Fraction(50))


def test_a_recalled_part_counts_neither_above_nor_below():
    assert rules.progress(Node(parts=(Node(1, done=True), Node(9, counted=False)))).percent == 100


def test_a_thousandth_short_is_not_shown_as_done():
    parts = (*(Node(1, done=True) for _ in range(4999)), Node(1))
    assert rules.progress(Node(parts=parts)).shown == "99.9"


def test_a_chain_of_ten_thousand_levels_is_counted():
    rows = [Row(n, n - 1 if n else None, 1, n == 9_999, counted=True) for n in range(10_000)]
    assert rules.trees(rows)[0].percent == 100


@given(st.sampled_from(["assigned", "underway", "submitted", "returned", "refused", "recalled", "closed"]))
def test_only_acceptance_closes(state):
    for verb in set(rules.NEXT) - {Verb.ACCEPT}:
        try:
            then = rules.after(state, verb, "reason")
        except Refusal:
            continue
        assert then != rules.CLOSED


@pytest.mark.parametrize("verb", sorted(rules.NEEDS_REASON))
def test_what_needs_a_reason_is_refused_without_one(verb):
    state = next(iter(rules.NEXT[verb][0]))
    with pytest.raises(Refusal, match="Give the reason"):
        rules.after(state, verb, " ")


def test_timing_against_a_due_day():
    due = date(2026, 3, 31)
    assert rules.timing("closed", due, due, date(2026, 5, 1)) is Timing.ON_TIME
    assert rules.timing("closed", due, due + timedelta(1), date(2026, 5, 1)) is Timing.LATE
    assert rules.timing("underway", due, None, due) is Timing.PENDING
    assert rules.timing("refused", due, None, due + timedelta(1)) is Timing.OVERDUE
    assert rules.timing("recalled", due, None, due + timedelta(1)) is Timing.NOT_COUNTED


def test_month_ends_are_counted_from_the_anchor():
    found = list(rules.occurrences(date(2026, 1, 31), "month", 1, date(2026, 5, 1)))
    assert found == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_29_february_comes_back_in_leap_years():
    found = list(rules.occurrences(date(2024, 2, 29), "month", 12, date(2028, 12, 31)))
    assert found == [date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.sampled_from(["week", "month"]), st.integers(1, 13))
def test_occurrences_go_forward_and_end_in_time(anchor, every, step):
    last = anchor + timedelta(900)
    found = list(rules.occurrences(anchor, every, step, last))
    assert found[0] == anchor
    assert all(earlier < later <= last for earlier, later in pairwise(found))


def test_every_verb_has_words():
    assert set(StepVerb.values) == set(rules.Verb)
