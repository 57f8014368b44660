"""The two figures of qualifications, by literal examples: once, in the unit of the day, by the highest level in force."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.people import SETUP
from thenchot.domain.people.models import Category, Level, Person
from thenchot.domain.people.persons import actions
from thenchot.domain.people.qualifications import actions as qualifications
from thenchot.domain.people.tests import factories
from thenchot.foundation.indicators.entries import every_entry, obstacles_of
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.indicators.visible import figures_for
from thenchot.foundation.ledger.acts import act

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 1)


def officer(unit, number, *levels, **given) -> Person:
    with act("tests.make", by=SETUP):
        made = factories.person(unit, number, **given)
        for place, level in enumerate(levels):
            qualifications.qualify(made, level=level, field="Kho", awarded_on=date(2010 + place, 1, 1))
    return made


def figure(name, unit, on=ON):
    (found,) = figures_of([unit.pk], on, [by_name(name)])[unit.pk]
    return found.numerator, found.denominator, found.missing


def causes(name, unit, on=ON):
    return {entry.record: entry.cause for entry in every_entry(by_name(name), unit.pk, on, "") if entry.cause}


def test_only_the_highest_level_counts_and_only_officers(tree):
    officer(tree.a1, 1, Level.UNIVERSITY, Level.MASTER)
    officer(tree.a1, 2, Level.COLLEGE)
    third = officer(tree.a2, 3, Level.INTERMEDIATE)
    unknown = officer(tree.a2, 4)
    officer(tree.a2, 5, Level.ELEMENTARY, category=Category.EMPLOYEE)
    assert figure("college_or_higher", tree.r) == (2, 3, 1)
    assert figure("postgraduate", tree.r) == (1, 3, 1)
    assert causes("college_or_higher", tree.r) == {third.pk: "intermediate", unknown.pk: "no_qualification"}


def test_a_figure_of_a_past_day_uses_the_unit_and_the_levels_of_that_day(tree):
    someone = officer(tree.a1, 1, Level.INTERMEDIATE)
    with act("tests.move", by=SETUP):
        actions.post_to(someone, unit=tree.b, post=factories.one_post(3), on=date(2026, 2, 1), document="1/QĐ")
        qualifications.qualify(someone, level=Level.COLLEGE, field="Kho", awarded_on=date(2026, 3, 1))
    assert figure("college_or_higher", tree.a1, date(2026, 1, 31)) == (0, 1, 0)
    assert figure("college_or_higher", tree.b, date(2026, 2, 28)) == (0, 1, 0)
    assert figure("college_or_higher", tree.b, date(2026, 3, 1)) == (1, 1, 0)
    assert figure("college_or_higher", tree.r, date(2026, 3, 1)) == (1, 1, 0)
    assert figure("college_or_higher", tree.a1, date(2026, 3, 1)) == (0, 0, 0)


def test_who_left_is_no_longer_counted(tree):
    someone = officer(tree.a1, 1, Level.COLLEGE)
    with act("tests.leave", by=SETUP):
        actions.leave(someone, on=date(2026, 2, 1), document="1/QĐ")
    assert figure("college_or_higher", tree.r) == (0, 0, 0)


def test_a_planned_place_in_training_is_the_way_to_the_level(tree):
    short, waiting = officer(tree.a1, 1, Level.INTERMEDIATE), officer(tree.a1, 2, Level.INTERMEDIATE)
    with act("tests.plan", by=SETUP):
        qualifications.plan_training(short, year=2026, level=Level.COLLEGE, field="Kho", cost=Decimal(45), days=540)
    later = date(2999, 1, 1)
    found = obstacles_of(by_name("college_or_higher"), [short.pk, waiting.pk], later)
    assert [(o.cost, o.days, o.cause) for o in found[short.pk]] == [(4500, 540, "training")]
    assert [(o.cost, o.days) for o in found[waiting.pk]] == [(None, None)]


def test_the_figures_are_shown_to_none_but_those_who_may_view_people(tree, users):
    officer(tree.a1, 1, Level.COLLEGE)
    names = {"college_or_higher", "postgraduate"}
    shown = {f.indicator for f in figures_for(users.administrator, [tree.r.pk], ON)[tree.r.pk]}
    assert names <= shown
    for reader in (users.member, users.chief):
        found = figures_for(reader, [tree.a.pk], ON).get(tree.a.pk, [])
        assert not names & {f.indicator for f in found}
