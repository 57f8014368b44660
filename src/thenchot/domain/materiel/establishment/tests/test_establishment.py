"""Authorised against actual: on any day, by unit and type, where no surplus hides a lack."""

from __future__ import annotations

import doctest
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people import SETUP
from thenchot.domain.materiel.equipment import actions as equipment
from thenchot.domain.materiel.establishment import actions, queries, rules
from thenchot.domain.materiel.establishment.rules import Held
from thenchot.domain.materiel.models import Establishment
from thenchot.domain.materiel.tests import factories
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act

database = pytest.mark.django_db
DAY = date(2025, 6, 1)
amounts = st.integers(0, 9).map(Decimal)


def deed():
    return act("materiel.test", by=SETUP, reason="test")


def test_the_examples_in_the_words_hold():
    assert doctest.testmod(rules).failed == 0


@given(st.lists(st.builds(Held, st.one_of(st.none(), amounts), amounts)))
def test_the_ratio_is_never_above_one_and_missing_makes_up_the_rest(lines):
    filled, authorised = rules.on_hand_ratio(lines)
    assert 0 <= filled <= authorised
    assert filled + sum(line.missing for line in lines) == authorised
    for line in lines:
        assert not (line.missing and line.over)


@database
def test_a_unit_and_all_below_it_stand_line_by_line(tree):
    with deed():
        truck, crane = factories.equipment_type(number=1), factories.equipment_type(number=2)
        for number in (1, 2, 3):
            factories.equipment(tree.a1, number)
        factories.equipment(tree.a2, 9)
        actions.authorise(unit=tree.a1, type=truck, quantity=Decimal(2), on=date(2024, 1, 1), document="QĐ 1")
        actions.authorise(unit=tree.a2, type=truck, quantity=Decimal(4), on=date(2024, 1, 1), document="QĐ 1")
        actions.authorise(unit=tree.a1, type=crane, quantity=Decimal(1), on=date(2024, 1, 1), document="QĐ 1")
    found = queries.comparison([tree.a.pk], DAY)
    told = [(one.unit.code, one.type.code, one.held.authorised, one.held.actual, one.held.missing) for one in found]
    assert told == [
        ("A1", "T1", Decimal(2), Decimal(3), Decimal(0)),
        ("A1", "T2", Decimal(1), Decimal(0), Decimal(1)),
        ("A2", "T1", Decimal(4), Decimal(1), Decimal(3)),
    ]
    assert rules.on_hand_ratio(one.held for one in found) == (3, 7)


@database
def test_a_past_day_uses_the_establishment_and_the_custody_of_that_day(tree):
    with deed():
        truck = factories.equipment_type(number=1)
        item = factories.equipment(tree.a1, 1)
        actions.authorise(unit=tree.a1, type=truck, quantity=Decimal(1), on=date(2024, 1, 1), document="QĐ 1")
        actions.authorise(unit=tree.a1, type=truck, quantity=Decimal(3), on=date(2025, 1, 1), document="QĐ 2")
        equipment.transfer(item, unit=tree.b, on=date(2025, 2, 1), document="LĐC")
    (then,) = queries.comparison([tree.a1.pk], date(2024, 12, 31))
    assert (then.held.authorised, then.held.actual) == (1, 1)
    (now,) = queries.comparison([tree.a1.pk], date(2025, 2, 1))
    assert (now.held.authorised, now.held.actual) == (3, 0)
    (there,) = queries.comparison([tree.b.pk], date(2025, 2, 1))
    assert (there.held.authorised, there.held.over) == (None, 0)


@database
def test_zero_ends_an_authorisation_and_days_to_come_are_taken(tree):
    with deed():
        truck = factories.equipment_type(number=1)
        actions.authorise(unit=tree.a1, type=truck, quantity=Decimal("2.5"), on=date(2024, 1, 1), document="QĐ 1")
        actions.authorise(unit=tree.a1, type=truck, quantity=Decimal(0), on=date(2999, 1, 1), document="QĐ 2")
    assert Establishment.objects.order_by("from_on").first().until_on == date(2999, 1, 1)
    assert queries.comparison([tree.a1.pk], date(2999, 1, 1)) == []
    with pytest.raises(Refusal, match="would come before it"), deed():
        actions.authorise(unit=tree.a1, type=truck, quantity=Decimal(1), on=date(2025, 1, 1), document="QĐ 3")
    with pytest.raises(Refusal, match="not below zero"), deed():
        actions.authorise(unit=tree.a1, type=truck, quantity=Decimal(-1), on=date(2025, 1, 1), document="QĐ 3")
    with pytest.raises(Refusal, match="document that decides"), deed():
        actions.authorise(unit=tree.a1, type=truck, quantity=Decimal(1), on=date(2025, 1, 1), document=" ")
