"""A figure looked at again costs one read, and is never that of another ledger, of an act under way or of before an act."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import SETUP
from thenchot.foundation.indicators import recent
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation import actions

DAY = date(2026, 6, 1)
pytestmark = pytest.mark.django_db


def look(definition, unit):
    return [figure.sums for figure in figures_of([unit.pk], DAY, [definition])[unit.pk]]


def name(unit, text):
    with act("tests.name", by=SETUP):
        actions.also_called(unit, text)


def test_looked_at_again_it_costs_one_read(named_units, tree):
    first = look(named_units, tree.r)
    with CaptureQueriesContext(connection) as asked:
        assert look(named_units, tree.r) == first
    assert len(asked) == 1


def test_after_an_act_it_is_asked_anew(named_units, tree):
    before = look(named_units, tree.r)
    name(tree.a, "also A")
    assert look(named_units, tree.r)[0].numerator == before[0].numerator + 1


def test_inside_an_act_its_own_changes_are_seen_and_gone_with_it(named_units, tree):
    def broken_off():
        with act("tests.name", by=SETUP):
            actions.also_called(tree.a, "also A")
            assert look(named_units, tree.r) != before
            raise LookupError

    before = look(named_units, tree.r)
    with pytest.raises(LookupError):
        broken_off()
    assert look(named_units, tree.r) == before


def test_another_ledger_of_the_same_length_is_another_ledger(named_units, tree):
    save = connection.savepoint()
    name(tree.a, "also A")
    one = look(named_units, tree.a)
    connection.savepoint_rollback(save)
    name(tree.b, "also B")
    assert look(named_units, tree.a) != one


def test_so_many_are_remembered_and_no_more():
    few: recent.Recent[int] = recent.Recent()
    for number in range(recent.MOST_READINGS + 1):
        few.put((number,), number)
        few.get((0,))
    assert few.get((0,)) == 0
    assert few.get((1,)) is None
    few.clear()
    assert few.get((0,)) is None
