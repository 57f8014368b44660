"""Calendars and matrices are found by their day: one, none or a clash; a period is cut by the calendar in force."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people import SETUP, person
from thenchot.foundation.access.models import Grant, Role
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.rule_sets import Selection
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.regulations import profile, queries
from thenchot.foundation.regulations.actions import InForce, Terms, new_calendar, new_matrix
from thenchot.foundation.regulations.authority import check_clause, check_role
from thenchot.foundation.regulations.models import ApprovalMatrix, PeriodLength, ReportingCalendar

pytestmark = pytest.mark.django_db
MONTH, YEAR = PeriodLength.MONTH, PeriodLength.YEAR
DAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def _acting(tree):
    with act("tests.regulations", by=SETUP):
        yield


def said(code="own", **more):
    return InForce(code=code, name=f"Rules {code}", **{"valid_from": date(2020, 1, 1), **more})


def test_the_example_comes_in_once_and_says_that_it_is_one():
    assert profile.load() == 3
    assert profile.load() == 0
    assert {each.is_example for each in [*ReportingCalendar.objects.all(), *ApprovalMatrix.objects.all()]} == {True}
    assert queries.reporting_calendar("state", date(2019, 3, 11)).selection is Selection.NO_RULE


def test_the_states_year_and_month_are_cut_on_the_fifteenth():
    profile.load()
    _rules, month = queries.period("state", MONTH, 2026, 11)
    _rules, year = queries.period("state", YEAR, 2026, 1)
    assert (month.days.start, month.last_day) == (date(2026, 10, 15), date(2026, 11, 14))
    assert (year.days.start, year.last_day) == (date(2025, 12, 15), date(2026, 12, 14))


def test_the_calendar_in_force_in_the_month_a_period_is_named_after_cuts_it():
    first = new_calendar(said(), [(MONTH, 1, 0)])
    second = new_calendar(said(valid_from=date(2026, 7, 1)), [(MONTH, 20, 1)])
    first.refresh_from_db()
    assert first.valid_until == date(2026, 7, 1)
    rules, period = queries.period("own", MONTH, 2026, 6)
    assert (rules, period.last_day) == (first, date(2026, 6, 30))
    rules, period = queries.period("own", MONTH, 2026, 7)
    assert (rules, period.last_day) == (second, date(2026, 7, 19))


def test_without_a_calendar_or_without_a_cut_for_the_length_there_is_no_period():
    new_calendar(said(), [(MONTH, 1, 0)])
    for code, length, field in [("own", YEAR, "length"), ("other", MONTH, "calendar")]:
        with pytest.raises(Refusal, match=r"No rule for .* is in force on 2026-") as refused:
            queries.period(code, length, 2026, 1)
        assert refused.value.field == field


def test_two_calendars_of_one_day_are_a_conflict_and_neither_is_chosen():
    for name in ("one", "two"):
        start = date(2020, 1, 1 if name == "one" else 2)
        ReportingCalendar(code="own", name=name, valid_from=start).save()
    assert queries.reporting_calendar("own", DAY).selection is Selection.CONFLICT
    with pytest.raises(Refusal, match=r"Several rules for .*: one, two"):
        queries.period("own", MONTH, 2026, 1)
    with pytest.raises(Refusal, match="Another version is in force"):
        new_calendar(said(valid_from=date(2019, 1, 1)), [])


def test_who_approves_is_selected_missing_or_in_conflict():
    terms = [
        Terms(authority="Chief", kind="month"),
        Terms(authority="Head", kind="year"),
        Terms(authority="Deputy", kind="year"),
    ]
    new_matrix(said(), terms)
    found = {kind: queries.approver("own", DAY, kind=kind).selection for kind in ("month", "quarter", "year")}
    assert found == {"month": Selection.SELECTED, "quarter": Selection.NO_RULE, "year": Selection.CONFLICT}
    with pytest.raises(Refusal, match="No rule for"):
        queries.approver("own", date(2019, 1, 1), kind="month")


def test_a_clause_may_ask_for_a_role_at_the_unit_above(tree):
    Role(code="setter", name="Setter", permissions=["organisation.unit:view"]).save()
    new_matrix(said(), [Terms(authority="Planner above", role="setter", steps_above=1)])
    clause = queries.approver("own", DAY).rule("x")
    beside, below, above = (
        person(name, unit, "organisation.unit:change")
        for name, unit in [("beside", tree.b), ("below", tree.a1), ("above", tree.a)]
    )
    for who in (beside, below, above):
        with pytest.raises(Refusal, match=r"decides|approved by somebody of"):
            check_clause(clause, who, tree.a1, "change", tree.a1, DAY)
    Grant(user=above, role=clause.role, unit=tree.a, from_on=date(2020, 1, 1)).save()
    del above._reach
    check_clause(clause, above, tree.a1, "change", tree.a1, DAY)
    check_clause(clause, SETUP, tree.a1, "change", tree.a1, DAY)


def test_at_the_top_of_the_tree_the_top_itself_approves(tree):
    clause = new_matrix(said(), [Terms(authority="Above", steps_above=3)]).clauses.get()
    chief = person("head", tree.r, "organisation.unit:change")
    check_clause(clause, chief, tree.r, "change", tree.r, DAY)
    check_clause(clause, chief, tree.a1, "change", tree.a1, DAY)
    check_role(chief, None, Unit(), "nobody asked")


def test_a_clause_of_a_role_there_is_not_is_refused():
    with pytest.raises(Refusal, match="There is no role ghost"):
        new_matrix(said(), [Terms(authority="Ghost", role="ghost")])


@pytest.mark.parametrize("text", ["reporting_calendars = 3", "[[approval_matrices]]\ncode = 'x'", "=", "other = 1"])
def test_a_file_that_is_no_profile_is_refused_by_name(tmp_path, text):
    path = tmp_path / "ours.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal, match=r"ours.toml is not a profile"):
        profile.load(path)
