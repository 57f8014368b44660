"""Meets, fails, lapsed, unanswered: what a day makes of the answers given."""

from __future__ import annotations

import doctest
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.domain.standards import rules
from thenchot.domain.standards.rules import Assessed, Given, Question, Reply, State, Terms, Why
from thenchot.foundation.kernel.refusal import Refusal

TERMS = Terms(pass_mark=80, validity_months=12)
ON = date(2026, 1, 31)
ASSESSED = Assessed(ON, date(2027, 1, 31))
ROOF = Question("roof", "ROOF", weight=5, is_must_pass=True)
LIGHT = Question("light", "LIGHT", weight=5, is_must_pass=True, validity_months=6)
HEAT = Question("heat", "HEAT", weight=3, may_not_apply=True)
BOOKS = Question("books", "BOOKS", weight=2)
ASKED = [ROOF, LIGHT, HEAT, BOOKS]
MET, NOT_MET, AWAY = Reply(Given.MET), Reply(Given.NOT_MET), Reply(Given.NOT_APPLICABLE)


def stands(on=ON, terms=TERMS, assessed=ASSESSED, **changed):
    replies = {q.key: MET for q in ASKED}
    for key, reply in changed.items():
        if reply is None:
            del replies[key]
        else:
            replies[key] = reply
    return rules.outcome(terms, ASKED, replies, assessed, on)


def test_the_examples_in_the_words_hold():
    assert doctest.testmod(rules).failed == 0


def test_all_met_meets_until_the_day_the_assessment_ends():
    assert stands().state is State.MEETS
    assert stands(on=date(2027, 1, 30)).state is State.MEETS
    lapsed = stands(on=date(2027, 1, 31))
    assert (lapsed.state, lapsed.lapsed_on) == (State.LAPSED, date(2027, 1, 31))


def test_before_the_assessment_there_is_none():
    assert stands(on=ON - timedelta(1)).state is State.NOT_ASSESSED
    assert stands(assessed=None).state is State.NOT_ASSESSED


def test_one_must_pass_question_not_met_fails_by_name():
    found = stands(roof=NOT_MET)
    assert found.state is State.FAILS
    assert [(s.question.code, s.why) for s in found.deciding] == [("ROOF", Why.NOT_MET)]


def test_the_share_is_of_weight_and_the_pass_mark_is_inside():
    found = stands(heat=NOT_MET)
    assert (found.state, found.weight_met, found.weight_asked) == (State.MEETS, 12, 15)
    assert [s.question.code for s in found.shortfalls] == ["HEAT"]
    assert found.deciding == ()
    assert stands(heat=NOT_MET, terms=Terms(81, 12)).state is State.FAILS


def test_too_many_small_ones_fail_and_all_are_named():
    found = stands(heat=NOT_MET, books=NOT_MET)
    assert (found.state, found.weight_met, found.weight_asked) == (State.FAILS, 10, 15)
    assert [s.question.code for s in found.deciding] == ["HEAT", "BOOKS"]


def test_what_does_not_apply_leaves_both_sides():
    found = stands(heat=AWAY, books=NOT_MET)
    assert (found.weight_met, found.weight_asked, found.state) == (10, 12, State.MEETS)


def test_what_applies_always_counts_as_not_met_when_set_aside():
    found = stands(roof=AWAY)
    assert found.state is State.FAILS
    assert [(s.question.code, s.why) for s in found.deciding] == [("ROOF", Why.MUST_APPLY)]


def test_a_question_without_an_answer_is_not_passed_over():
    found = stands(books=None)
    assert found.state is State.UNANSWERED
    assert [(s.question.code, s.why) for s in found.deciding] == [("BOOKS", Why.UNANSWERED)]


def test_a_certificate_that_ends_makes_it_lapse_by_itself():
    certificate = Reply(Given.MET, date(2026, 6, 30))
    assert stands(light=certificate, on=date(2026, 6, 29)).state is State.MEETS
    found = stands(light=certificate, on=date(2026, 6, 30))
    assert (found.state, found.lapsed_on) == (State.LAPSED, date(2026, 6, 30))
    assert [(s.question.code, s.why, s.since) for s in found.deciding] == [("LIGHT", Why.EXPIRED, date(2026, 6, 30))]


def test_it_is_known_beforehand_when_it_will_lapse():
    certificate = Reply(Given.MET, date(2026, 6, 30))
    assert stands(light=certificate).lapses_on == date(2026, 6, 30)
    assert stands().lapses_on == date(2027, 1, 31)


def test_an_answer_that_runs_out_takes_only_its_weight_when_it_need_not_pass():
    ends = Reply(Given.MET, date(2026, 6, 30))
    assert stands(heat=ends, on=date(2026, 7, 1)).state is State.MEETS
    found = stands(heat=ends, books=ends, on=date(2026, 7, 1))
    assert (found.state, found.lapsed_on) == (State.LAPSED, date(2026, 6, 30))


def test_what_was_found_wanting_goes_before_what_ran_out():
    ends = Reply(Given.MET, date(2026, 6, 30))
    found = stands(roof=NOT_MET, light=ends, on=date(2026, 7, 1))
    assert found.state is State.FAILS
    assert {s.question.code for s in found.deciding} == {"ROOF", "LIGHT"}


def test_an_answer_that_it_does_not_apply_does_not_run_out():
    assert stands(heat=Reply(Given.NOT_APPLICABLE, date(2026, 2, 1)), on=date(2026, 6, 1)).state is State.MEETS


def test_where_nothing_applies_nothing_is_met():
    asked = [HEAT]
    assert rules.outcome(TERMS, asked, {"heat": AWAY}, ASSESSED, ON).state is State.UNANSWERED


def test_questions_without_weight_leave_the_must_pass_ones_to_decide():
    asked = [Question("roof", "ROOF", weight=0, is_must_pass=True), Question("books", "BOOKS", weight=0)]
    replies = {"roof": MET, "books": NOT_MET}
    found = rules.outcome(TERMS, asked, replies, ASSESSED, ON)
    assert (found.state, found.weight_met, found.weight_asked) == (State.MEETS, 0, 0)


questions = st.lists(
    st.builds(
        Question,
        key=st.integers(0, 7).map(str),
        code=st.just("C"),
        weight=st.integers(0, 9),
        is_must_pass=st.booleans(),
        may_not_apply=st.booleans(),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda q: q.key,
)
replied = st.dictionaries(
    st.integers(0, 7).map(str),
    st.builds(Reply, st.sampled_from(Given), st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2027, 6, 1)))),
    max_size=8,
)
days = st.dates(date(2025, 12, 1), date(2027, 6, 1))
marks = st.builds(Terms, st.integers(0, 100), st.just(12))


@given(marks, questions, replied, days)
def test_meets_means_all_of_it(terms, asked, replies, on):
    found = rules.outcome(terms, asked, replies, ASSESSED, on)
    applies = [
        q for q in asked if q.key in replies and not (replies[q.key].given is Given.NOT_APPLICABLE and q.may_not_apply)
    ]
    holds = [
        q
        for q in applies
        if replies[q.key].given is Given.MET and (replies[q.key].valid_until is None or replies[q.key].valid_until > on)
    ]
    weight = sum(q.weight for q in applies)
    share_is_enough = weight == 0 or Fraction(sum(q.weight for q in holds), weight) >= Fraction(terms.pass_mark, 100)
    expected = (
        ASSESSED.assessed_on <= on < ASSESSED.valid_until
        and all(q.key in replies for q in asked)
        and bool(applies)
        and all(q in holds for q in applies if q.is_must_pass)
        and share_is_enough
    )
    assert found.meets == expected


@given(marks, questions, replied, days)
def test_every_question_short_of_met_is_named_and_no_other(terms, asked, replies, on):
    found = rules.outcome(terms, asked, replies, ASSESSED, on)
    if found.state is State.NOT_ASSESSED:
        assert not found.shortfalls
        return
    assert 0 <= found.weight_met <= found.weight_asked
    named = {s.question.key for s in found.shortfalls}
    for q in asked:
        reply = replies.get(q.key)
        fine = reply is not None and (
            (reply.given is Given.MET and (reply.valid_until is None or reply.valid_until > on))
            or (reply.given is Given.NOT_APPLICABLE and q.may_not_apply)
        )
        assert (q.key in named) != fine


@given(marks, questions, replied, days)
def test_it_lapses_on_the_day_foretold_and_not_before(terms, asked, replies, on):
    found = rules.outcome(terms, asked, replies, ASSESSED, on)
    if not found.meets:
        assert found.lapses_on is None
        return
    assert on < found.lapses_on <= ASSESSED.valid_until
    assert rules.outcome(terms, asked, replies, ASSESSED, found.lapses_on - timedelta(1)).meets
    after = rules.outcome(terms, asked, replies, ASSESSED, found.lapses_on)
    assert (after.state, after.lapsed_on) == (State.LAPSED, found.lapses_on)


@given(marks, questions, replied, days, days)
def test_time_alone_never_makes_a_subject_meet(terms, asked, replies, one, other):
    earlier, later = sorted([max(one, ON), max(other, ON)])
    if rules.outcome(terms, asked, replies, ASSESSED, later).meets:
        assert rules.outcome(terms, asked, replies, ASSESSED, earlier).meets


def test_what_an_answer_holds_until():
    assert rules.reply_until(ROOF, ASSESSED, Given.MET) == ASSESSED.valid_until
    assert rules.reply_until(LIGHT, ASSESSED, Given.MET) == date(2026, 7, 31)
    assert rules.reply_until(LIGHT, ASSESSED, Given.MET, date(2026, 3, 1)) == date(2026, 3, 1)
    assert rules.reply_until(ROOF, ASSESSED, Given.MET, date(2030, 1, 1)) == ASSESSED.valid_until
    assert rules.reply_until(LIGHT, ASSESSED, Given.NOT_APPLICABLE) == ASSESSED.valid_until


def test_validity_is_clamped_to_the_month_end():
    assert rules.valid_until(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert rules.valid_until(date(2024, 2, 29), 12) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("days_left", "level"), [(0, None), (1, 30), (30, 30), (31, 60), (60, 60), (61, 90), (90, 90), (91, None)]
)
def test_a_warning_says_within_how_many_days(days_left, level):
    found = rules.warning(ON + timedelta(days_left), ON)
    assert (found.value if found else None) == level
    assert rules.warning(None, ON) is None


def test_answers_are_given_all_at_once_and_to_this_version_only():
    replies = {q.key: MET for q in ASKED}
    rules.check_answers(ASKED, replies)
    with pytest.raises(Refusal, match="Not answered yet: BOOKS"):
        rules.check_answers(ASKED, {k: r for k, r in replies.items() if k != "books"})
    with pytest.raises(Refusal, match="1 answers are to criteria of another version"):
        rules.check_answers(ASKED, {**replies, "door": MET})
    with pytest.raises(Refusal, match="ROOF applies always"):
        rules.check_answers(ASKED, {**replies, "roof": AWAY})


@pytest.mark.parametrize(("measured", "fine"), [("19.999", False), ("20", True), ("25", True), ("25.001", False)])
def test_a_value_outside_the_limits_is_not_met(measured, fine):
    def check(answer):
        rules.check_measured("HEAT", answer, Decimal(measured), Decimal(20), Decimal(25))

    check(Given.NOT_MET)
    if fine:
        check(Given.MET)
    else:
        with pytest.raises(Refusal, match="outside the limit"):
            check(Given.MET)


@pytest.mark.parametrize(
    ("terms", "asked", "words"),
    [
        (Terms(101, 12), ASKED, "percentage"),
        (Terms(80, 0), ASKED, "a month at least"),
        (TERMS, [], "at least one criterion"),
        (TERMS, [ROOF, Question("other", "ROOF")], "same code: ROOF"),
    ],
)
def test_a_version_that_cannot_work_is_refused(terms, asked, words):
    with pytest.raises(Refusal, match=words):
        rules.check_version(terms, asked)
