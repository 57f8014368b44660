"""Closings: frozen with their head, restated in the open, approved by a second person."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people import SETUP
from thenchot.foundation.indicators import closings
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.models import ClosedFigure
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import acts
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation import actions
from thenchot.foundation.regulations import profile
from thenchot.foundation.regulations.actions import InForce, Terms, new_matrix
from thenchot.foundation.regulations.models import ApprovalMatrix, PeriodLength, ReportingCalendar

MONTH = PeriodLength.MONTH
pytestmark = pytest.mark.django_db


def close(unit, *, year=2026, number=5, length=MONTH, calendar="calendar", by=SETUP):
    chosen = ReportingCalendar.objects.filter(code=calendar).latest("valid_from")
    with act("indicators.close_period", by=by):
        return closings.close_period(unit=unit, length=length, year=year, number=number, calendar=chosen, by=by)


@pytest.fixture(autouse=True)
def _regulations(db):
    with act("regulations.load_profile", by=SETUP):
        profile.load()


@pytest.fixture
def named_tree(tree):
    with act("tests.name", by=SETUP):
        actions.also_called(tree.a, "also A")
    return tree


def test_a_closing_keeps_the_figures_of_the_unit_and_of_those_directly_below_with_their_head(named_units, named_tree):
    head = acts.head()
    closing = close(named_tree.r)
    assert (closing.on, closing.head, closing.closed_by) == (date(2026, 5, 31), head, "tests")
    rows = ClosedFigure.objects.filter(closing=closing, indicator="named_units", slice="units")
    assert {row.unit_id: (row.numerator, row.denominator) for row in rows} == {
        named_tree.r.pk: (1, 5),
        named_tree.a.pk: (1, 3),
        named_tree.b.pk: (0, 1),
    }
    kept = rows.get(unit=named_tree.r)
    assert (kept.comparator, kept.target) == (">=", 80)


def test_a_later_fact_about_the_period_shows_as_a_restatement_with_the_acts_it_can_come_from(named_units, named_tree):
    closing = close(named_tree.r)
    assert list(closings.restatements(closing)) == []
    assert not closings.later_acts(closing, named_units).exists()
    with act("tests.name", by=SETUP, reason="Found in the old book") as deed:
        actions.also_called(named_tree.b, "also B")
    restated = {(r.closed.unit_id, r.closed.indicator): r for r in closings.restatements(closing)}
    assert set(restated) == {(named_tree.r.pk, "named_units"), (named_tree.b.pk, "named_units")}
    root = restated[named_tree.r.pk, "named_units"]
    assert (root.then.numerator, root.now.numerator) == (1, 2)
    assert [found.pk for found in closings.later_acts(closing, named_units)] == [deed.act.pk]
    figures = figures_of([named_tree.r.pk], date(2026, 5, 31))[named_tree.r.pk]
    assert set(closings.restated(figures)) == {("named_units", "units")}
    assert closings.restated(figures_of([named_tree.r.pk], date(2026, 5, 30))[named_tree.r.pk]) == {}


def test_a_units_own_closing_goes_before_that_of_the_unit_above(named_units, named_tree):
    close(named_tree.r)
    with act("tests.name", by=SETUP):
        actions.also_called(named_tree.a1, "also A1")
    own = close(named_tree.a)
    found = closings.closed_figures(named_tree.a.pk, [date(2026, 5, 31)])
    assert {row.closing_id for row in found.values()} == {own.pk}


def test_a_move_after_the_closing_changes_nothing_about_the_closed_period(named_units, named_tree):
    closing = close(named_tree.r)
    with act("tests.move", by=SETUP):
        actions.move(named_tree.a1, parent=named_tree.b, on=date(2026, 6, 1))
    assert list(closings.restatements(closing)) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"number": 13}, "from 1 to 12"),
        ({"number": 0}, "from 1 to 12"),
        ({"length": PeriodLength.QUARTER}, "from 1 to 4"),
        ({"year": 2199}, "is not over before 2199-06-01"),
        ({"year": 26}, "26 is not a year of a period"),
        ({"year": 2019}, "had no place in the tree on 2019-05-31"),
    ],
)
def test_only_a_period_that_is_over_and_in_which_the_unit_stood_can_be_closed(named_units, named_tree, changed, said):
    with pytest.raises(Refusal, match=said):
        close(named_tree.r, **changed)


def test_a_period_is_closed_once(named_units, named_tree):
    close(named_tree.r)
    with pytest.raises(Refusal, match="has closed 5/2026 already"):
        close(named_tree.r)
    assert close(named_tree.r, calendar="state").on == date(2026, 5, 14)


def test_whoever_closed_does_not_approve_and_what_is_approved_is_not_withdrawn(named_units, named_tree, users):
    closing = close(named_tree.r, by=users.chief)
    with pytest.raises(Refusal, match="does not approve it"), act("indicators.approve", by=users.chief):
        closings.approve(closing, by=users.chief)
    with act("indicators.approve", by=users.administrator):
        closings.approve(closing, by=users.administrator)
    assert (closing.approved_by, closing.approved_on is not None) == ("Administrator", True)
    for again in (lambda: closings.approve(closing, by=SETUP), lambda: closings.withdraw(closing)):
        with pytest.raises(Refusal, match="approved"), act("tests.again", by=SETUP):
            again()


def test_a_withdrawn_closing_counts_for_nothing_and_can_be_made_again(named_units, named_tree, users):
    closing = close(named_tree.r)
    with act("indicators.withdraw", by=SETUP):
        closings.withdraw(closing)
    assert closings.closed_figures(named_tree.r.pk, [closing.on]) == {}
    with pytest.raises(Refusal, match="was withdrawn on"), act("indicators.withdraw", by=SETUP):
        closings.withdraw(closing)
    with pytest.raises(Refusal, match="was withdrawn on"), act("indicators.approve", by=users.chief):
        closings.approve(closing, by=users.chief)
    again = close(named_tree.r)
    assert {row.closing_id for row in closings.closed_figures(named_tree.r.pk, [closing.on]).values()} == {again.pk}


def test_a_unit_founded_in_the_period_is_closed_with_what_it_has(named_units, tree):
    with act("tests.found", by=SETUP):
        new = actions.found("N", "New", parent=tree.r, on=date(2026, 5, 20))
    assert close(new).on == date(2026, 5, 31)


def test_a_units_closing_is_approved_by_somebody_of_the_unit_above(named_units, named_tree, users):
    closing = close(named_tree.a)
    with pytest.raises(Refusal, match="approved by somebody of"), act("indicators.approve", by=users.keeper):
        closings.approve(closing, by=users.keeper)
    with act("indicators.approve", by=users.chief):
        closings.approve(closing, by=users.chief)
    assert closing.approved_by == users.chief.display_name


def test_the_keeper_of_a_unit_approves_what_a_unit_below_it_closed(named_units, named_tree, users):
    closing = close(named_tree.a1)
    with act("indicators.approve", by=users.keeper):
        closings.approve(closing, by=users.keeper)
    assert closing.approved_on is not None


def test_what_was_closed_directly_below_is_approved_first(named_units, named_tree, users):
    below, above = close(named_tree.a), close(named_tree.r)
    with pytest.raises(Refusal, match="1 closings of units directly below"), act("indicators.approve", by=users.chief):
        closings.approve(above, by=users.chief)
    with act("indicators.approve", by=users.chief):
        closings.approve(below, by=users.chief)
        closings.approve(above, by=users.chief)
    assert above.approved_on is not None


def test_a_closing_the_unit_above_has_closed_over_is_locked_until_that_is_withdrawn(named_units, named_tree):
    below, above = close(named_tree.a), close(named_tree.r)
    with pytest.raises(Refusal, match="it is locked"), act("indicators.withdraw", by=SETUP):
        closings.withdraw(below)
    with act("indicators.withdraw", by=SETUP):
        closings.withdraw(above)
        closings.withdraw(below)
    assert below.withdrawn_on is not None


def test_the_closing_says_which_calendar_cut_it_and_by_what_authority_it_was_approved(named_units, named_tree, users):
    closing = close(named_tree.r, calendar="state")
    assert (closing.calendar, closing.cut_by.source, closing.on) == ("state", "09/2019/NĐ-CP", date(2026, 5, 14))
    with act("indicators.approve", by=users.chief):
        closings.approve(closing, by=users.chief)
    assert closing.approved_as == "Chỉ huy đơn vị cấp trên trực tiếp"


def test_without_a_rule_that_says_who_approves_nobody_does(named_units, named_tree, users):
    closing = close(named_tree.r)
    with act("tests.end", by=SETUP):
        matrix = ApprovalMatrix.objects.get()
        matrix.valid_until = date(2020, 1, 1)
        matrix.save()
    with pytest.raises(Refusal, match="No rule for"), act("indicators.approve", by=users.chief):
        closings.approve(closing, by=users.chief)


def test_an_organisation_may_ask_for_a_role_and_for_two_steps_above(named_units, named_tree, users):
    closing = close(named_tree.a1)
    with act("tests.own", by=SETUP):
        new_matrix(
            InForce(code=closings.MATRIX, name="Own", valid_from=date(2026, 1, 1)),
            [Terms(authority="Head of planning", steps_above=2), Terms(authority="Minister", kind="year")],
        )
    with pytest.raises(Refusal, match="approved by somebody of"), act("indicators.approve", by=users.keeper):
        closings.approve(closing, by=users.keeper)
    with act("indicators.approve", by=users.chief):
        closings.approve(closing, by=users.chief)
    assert closing.approved_as == "Head of planning"
