"""Versions that follow one another, assessments answered at once, corrections that keep what was."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.people import SETUP
from thenchot.domain.standards import actions, profile, queries, rules
from thenchot.domain.standards.actions import Answered
from thenchot.domain.standards.models import Answer, Assessment, Criterion, StandardVersion
from thenchot.domain.standards.tests import factories
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act

pytestmark = pytest.mark.django_db
ON = date(2026, 1, 31)


def deed():
    return act("standards.test", by=SETUP, reason="test")


def test_a_new_version_ends_the_one_before_which_stays(tree):
    with deed():
        old = factories.version()
        made = factories.assessment(tree.a, of=old, on=date(2025, 6, 1))
    with deed():
        new = factories.version(of=old.standard, valid_from=date(2025, 9, 1), criteria=factories.ASKED[:2])
    old.refresh_from_db()
    assert (old.valid_until, new.number, new.valid_until) == (date(2025, 9, 1), 2, None)
    assert queries.version_in_force(old.standard, date(2025, 8, 31)).found == (old,)
    assert queries.version_in_force(old.standard, date(2025, 9, 1)).found == (new,)
    told = queries.standing_of(made, date(2025, 10, 1))
    assert [line.criterion.code for line in told.lines] == ["ROOF", "LIGHT", "HEAT", "BOOKS"]


def test_a_version_must_start_after_the_one_before():
    with deed():
        old = factories.version()
    with pytest.raises(Refusal, match="Version 1 is in force from 2020-01-01"), deed():
        actions.new_version(
            old.standard, valid_from=old.valid_from, pass_mark=80, validity_months=12, criteria=factories.ASKED
        )
    assert StandardVersion.objects.count() == 1


def test_a_copied_version_asks_the_same_under_new_terms():
    with deed():
        old = factories.version()
    with deed():
        new = actions.copy_version(
            old.standard, valid_from=date(2026, 1, 1), pass_mark=90, validity_months=6, source="QĐ 5"
        )
    columns = ("code", "text", "weight", "is_must_pass", "may_not_apply", "validity_months", "minimum", "position")
    asked = Criterion.objects.order_by("position").values_list(*columns)
    assert list(asked.filter(standard_version=new)) == list(asked.filter(standard_version=old))


def test_an_assessment_computes_how_long_it_and_its_answers_hold(tree):
    with deed():
        made = factories.assessment(tree.a, LIGHT=Answered(result="met", certificate_until=date(2026, 5, 5)))
    until = {a.criterion.code: a.valid_until for a in made.answers.all()}
    assert made.valid_until == date(2027, 1, 31)
    assert until == {code: date(2027, 1, 31) for code in ("ROOF", "HEAT", "BOOKS")} | {"LIGHT": date(2026, 5, 5)}
    assert (made.subject_model, made.subject, made.subject_name) == ("organisation.unit", tree.a.pk, "Division A")


def test_a_criterions_own_validity_is_used_without_a_certificate(tree):
    with deed():
        made = factories.assessment(tree.a)
    assert Answer.objects.get(assessment=made, criterion__code="LIGHT").valid_until == date(2026, 7, 31)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"on": date(2019, 12, 31)}, "not in force on 2019-12-31"),
        ({"on": date(2999, 1, 1)}, "has not come yet"),
        ({"assessor": " "}, "Name who assessed"),
    ],
)
def test_an_assessment_without_its_conditions_is_refused(tree, changed, words):
    with deed():
        of = factories.version()
    given = {"unit": tree.a, "on": ON, "answers": factories.answers(of), "assessor": "Inspector", **changed}
    with pytest.raises(Refusal, match=words), deed():
        actions.assess(of, tree.a, **given)


def test_an_assessment_with_a_question_open_is_not_kept(tree):
    with deed():
        of = factories.version()
    answers = factories.answers(of)
    del answers[queries.criteria(of)[-1].pk]
    with pytest.raises(Refusal, match="Not answered yet: BOOKS"), deed():
        actions.assess(of, tree.a, unit=tree.a, on=ON, answers=answers, assessor="Inspector")
    assert not Assessment.objects.exists()


def test_a_standard_for_other_things_is_refused(tree):
    with deed():
        of = factories.version(of=factories.standard(number=9, applies_to="depots.depot"))
    with pytest.raises(Refusal, match="is not for Division A"), deed():
        factories.assessment(tree.a, of=of)


def test_a_second_assessment_of_a_day_is_refused(tree):
    with deed():
        of = factories.version()
        factories.assessment(tree.a, of=of)
    with pytest.raises(Refusal, match="assessed on 2026-01-31 already"), deed():
        factories.assessment(tree.a, of=of)


def test_a_value_outside_the_limit_cannot_be_met(tree):
    with pytest.raises(Refusal, match="HEAT: 31 is outside the limit"), deed():
        factories.assessment(tree.a, HEAT=Answered(result="met", measured=Decimal(31)))
    with pytest.raises(Refusal, match="BOOKS: answer met, not met"), deed():
        factories.assessment(tree.a, BOOKS="perhaps")


def test_the_standing_names_what_fails_and_why(tree):
    with deed():
        of = factories.version()
        factories.assessment(tree.a, of=of, ROOF=Answered(result="not_met", note="leaks", fix_cost=Decimal(9)))
    found = queries.standing(of.standard, tree.a.pk, ON)
    assert found.outcome.state is rules.State.FAILS
    (line,) = found.failing
    assert (line.criterion.code, line.shortfall.why, line.answer.note) == ("ROOF", rules.Why.NOT_MET, "leaks")
    assert queries.standing(of.standard, tree.a.pk, ON - timedelta(1)).outcome.state is rules.State.NOT_ASSESSED


def test_the_latest_assessment_by_date_counts_not_the_last_entered(tree):
    with deed():
        of = factories.version()
        factories.assessment(tree.a, of=of, on=date(2026, 2, 1))
        factories.assessment(tree.a, of=of, on=date(2026, 1, 1), ROOF="not_met")
    assert queries.standing(of.standard, tree.a.pk, ON + timedelta(5)).outcome.meets
    assert not queries.standing(of.standard, tree.a.pk, ON).outcome.meets


def test_many_standings_take_as_many_statements_as_one(tree, django_assert_num_queries):
    with deed():
        of = factories.version()
        for unit in (tree.a, tree.b, tree.a1):
            factories.assessment(unit, of=of)
    keys = [tree.a.pk, tree.b.pk, tree.a1.pk, tree.r.pk]
    with django_assert_num_queries(3):
        found = dict(queries.standings(of.standard, keys, ON))
    assert list(found) == keys
    assert [s.outcome.meets for s in found.values()] == [True, True, True, False]


def test_what_ends_within_ninety_days_is_listed_soonest_first(tree):
    with deed():
        of = factories.version()
        factories.assessment(tree.a, of=of, BOOKS=Answered(result="met", certificate_until=date(2027, 1, 5)))
    found = queries.endings([queries.standing(of.standard, tree.a.pk, date(2026, 12, 20))])
    assert [(e.answer and e.answer.criterion.code, e.ends_on, e.warning.value) for e in found] == [
        ("BOOKS", date(2027, 1, 5), 30),
        (None, date(2027, 1, 31), 60),
    ]
    assert queries.endings([queries.standing(of.standard, tree.a.pk, date(2026, 12, 20))], within=30) == found[:1]
    assert queries.endings([queries.standing(of.standard, tree.a.pk, date(2027, 1, 31))]) == []


def test_a_correction_is_a_new_assessment_that_keeps_the_old_one(tree):
    with deed():
        of = factories.version()
        made = factories.assessment(tree.a, of=of, ROOF="not_met")
    roof = queries.criteria(of)[0]
    with deed():
        new = actions.correct(
            made, criterion=roof, on=date(2026, 2, 10), answered=Answered(result="met"), assessor="Inspector"
        )
    assert (new.corrects, new.valid_until) == (made, made.valid_until)
    assert not queries.standing(of.standard, tree.a.pk, date(2026, 2, 9)).outcome.meets
    assert queries.standing(of.standard, tree.a.pk, date(2026, 2, 10)).outcome.meets
    kept = {a.criterion.code: a.valid_until for a in new.answers.all()}
    assert kept["LIGHT"] == date(2026, 7, 31)
    assert Answer.objects.get(assessment=made, criterion=roof).result == "not_met"


@pytest.mark.parametrize("on", [ON, date(2027, 1, 31)])
def test_a_correction_falls_within_the_time_the_assessment_holds(tree, on):
    with deed():
        of = factories.version()
        made = factories.assessment(tree.a, of=of, ROOF="not_met")
    with pytest.raises(Refusal), deed():
        actions.correct(
            made, criterion=queries.criteria(of)[0], on=on, answered=Answered(result="met"), assessor="Inspector"
        )


def test_only_the_latest_assessment_is_corrected(tree):
    with deed():
        of = factories.version()
        made = factories.assessment(tree.a, of=of)
        factories.assessment(tree.a, of=of, on=date(2026, 2, 5))
    with pytest.raises(Refusal, match="later assessment, of 2026-02-05"), deed():
        actions.correct(
            made,
            criterion=queries.criteria(of)[0],
            on=date(2026, 2, 10),
            answered=Answered(result="not_met"),
            assessor="Inspector",
        )


def test_the_example_depot_standard_loads_once():
    with deed():
        first = profile.load_depot_standard()
        again = profile.load_depot_standard()
    assert first == again
    assert (first.standard.code, first.is_example, first.criteria.count()) == ("DEPOT", True, 16)
    assert first.criteria.get(code="CLI-01").maximum == 25


def test_a_file_that_is_no_standard_is_refused_with_the_place(tmp_path):
    file = tmp_path / "odd.toml"
    file.write_text('code = "X"\nname = "X"\napplies_to = "depots.depot"\ncriteria = []\n', encoding="utf-8")
    with pytest.raises(Refusal, match=r"odd\.toml is not a standard: .*version"), deed():
        profile.load_standard(file)
