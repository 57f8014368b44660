"""What a bay bears, what lies together, how far apart buildings stand: by what is written down, never by zero for unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people import SETUP
from thenchot.domain.depots import profile
from thenchot.domain.depots.buildings import actions, queries, rules
from thenchot.domain.depots.buildings.rules import Apart, Load, Row
from thenchot.domain.depots.models import Bund, Placement
from thenchot.domain.depots.tests import factories
from thenchot.domain.materiel.equipment import actions as equipment
from thenchot.domain.materiel.tests import factories as materiel
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act

database = pytest.mark.django_db
DAY = date(2025, 1, 1)


def deed():
    return act("depots.test", by=SETUP, reason="test")


@cache
def printed() -> list[Row]:
    """The published table as the example profile has it."""
    (table,) = profile._read(profile.DEFAULT).distance_tables
    return [Row(r.charge, r.none_bunded, r.one_bunded, r.both_bunded) for r in table.rows]


@pytest.mark.parametrize(
    ("charge", "bunded", "metres"),
    [(1, 0, 50), (2500, 0, 50), (2501, 0, 71), (10000, 1, 70), (12500, 2, 60), (12500, 0, 141), (50000, 2, 112)],
)
def test_the_table_is_read_as_printed(charge, bunded, metres):
    assert rules.distance(printed(), Decimal(charge), bunded) == metres


def test_the_line_of_12500_kg_is_not_what_the_formula_gives():
    assert round(0.5 * sqrt(12500)) == 56
    assert rules.distance(printed(), Decimal(12500), 2) == 60


def test_beyond_the_table_nothing_is_said_and_no_charge_asks_nothing():
    assert rules.distance(printed(), Decimal(50001), 0) is None
    assert rules.distance(printed(), Decimal(0), 0) == 0
    assert rules.apart(None, Decimal(500)) is Apart.NO_RULE
    assert rules.apart(Decimal(0), None) is Apart.ENOUGH


@given(st.integers(1, 50000), st.integers(1, 50000), st.integers(0, 2))
def test_a_greater_charge_never_asks_for_less(one, other, bunded):
    low, high = sorted((one, other))
    asked = [rules.distance(printed(), Decimal(charge), bunded) for charge in (low, high)]
    assert asked[0] <= asked[1]


@given(st.integers(1, 50000))
def test_a_bund_never_asks_for_more(charge):
    none, one, both = (rules.distance(printed(), Decimal(charge), bunded) for bunded in (0, 1, 2))
    assert none >= one >= both


loads = st.lists(
    st.builds(
        Load,
        st.sampled_from(["shell", "fuse", "tent"]),
        st.integers(1, 50).map(Decimal),
        st.one_of(st.none(), st.integers(0, 40).map(Decimal)),
        st.one_of(st.none(), st.integers(0, 9).map(Decimal)),
        st.sampled_from(["", "C", "D", "L"]),
    ),
    max_size=5,
)


@given(loads, st.integers(0, 2000))
def test_a_load_is_taken_only_when_it_is_known_and_within_the_limit(found, limit):
    known = all(load.mass is not None for load in found)
    fits = known and sum(load.quantity * load.mass for load in found) <= limit
    if fits:
        rules.check_load(Decimal(limit), found)
    else:
        with pytest.raises(Refusal):
            rules.check_load(Decimal(limit), found)
    rules.check_load(None, found)


@given(loads, st.sets(st.sampled_from([frozenset("CD"), frozenset("CL"), frozenset("DL")])))
def test_every_two_groups_in_a_building_are_named_together(found, allowed):
    groups = {load.group for load in found} - {""}
    fine = all(frozenset((a, b)) in allowed for a in groups for b in groups if a < b)
    if fine:
        rules.check_together(found, allowed)
    else:
        with pytest.raises(Refusal, match="may not lie in one building"):
            rules.check_together(found, allowed)


def stored(tree, number, *, group="", mass=Decimal(10), explosive=None, lot="L1"):
    kind = materiel.equipment_type(number=number, tracked_by="lot")
    kind.mass, kind.explosive_mass, kind.compatibility_group = mass, explosive, group
    kind.save()
    (item,) = equipment.register(
        type=kind, unit=tree.a, received_on=date(2024, 3, 1), quantity=Decimal(20), lot_number=lot, document="1"
    )
    return item


@database
def test_a_bay_takes_up_to_its_limit_and_nothing_of_unknown_mass(tree):
    with deed():
        bay = factories.bay(tree.a, load_limit=Decimal(250))
        first = stored(tree, 71)
        actions.place(bay, equipment=first, on=DAY)
    with pytest.raises(Refusal, match="would bear 400 kg; its limit is 250 kg"), deed():
        actions.place(bay, equipment=stored(tree, 72), on=DAY)
    with pytest.raises(Refusal, match=r"Write the mass of one first.*Truck 73"), deed():
        actions.place(bay, equipment=stored(tree, 73, mass=None), on=DAY)
    assert [p.equipment for p in Placement.objects.all()] == [first]


@database
def test_a_building_keeps_apart_what_may_not_lie_together(tree):
    with deed():
        profile.load()
        hall = factories.building(tree.a, explosive_limit=Decimal(500))
        one, other = factories.bay(tree.a, 1, of=hall), factories.bay(tree.a, 2, of=hall)
        actions.place(one, equipment=stored(tree, 71, group="C", explosive=Decimal(5)), on=DAY)
        actions.place(other, equipment=stored(tree, 72, group="D", explosive=Decimal(5)), on=DAY)
    with pytest.raises(Refusal, match=r"group C.*group L.*may not lie"), deed():
        actions.place(other, equipment=stored(tree, 73, group="L"), on=DAY)
    with pytest.raises(Refusal, match="hold 600 kg of explosive; its limit is 500 kg"), deed():
        actions.place(other, equipment=stored(tree, 74, explosive=Decimal(20)), on=DAY)


@database
def test_what_lies_where_is_known_of_any_day(tree):
    with deed():
        one, other = factories.bay(tree.a, 1), factories.bay(tree.a, 2)
        item = stored(tree, 71)
        actions.place(one, equipment=item, on=DAY)
        placed = actions.place(other, equipment=item, on=date(2025, 3, 1))
    assert [p.bay for p in queries.placements(date(2025, 2, 28))] == [one]
    assert [p.bay for p in queries.placements(date(2025, 3, 1))] == [other]
    with deed():
        actions.take_out(placed, on=date(2025, 4, 1))
    assert not queries.placements(date(2025, 4, 1)).exists()
    with pytest.raises(Refusal, match="left on 2025-04-01"), deed():
        actions.take_out(placed, on=date(2025, 5, 1))


@database
def test_every_two_buildings_of_a_depot_stand_by_the_greater_charge(tree):
    with deed():
        profile.load()
        depot = factories.depot(tree.a)
        halls = [
            factories.building(tree.a, n, of=depot, bund=b) for n, b in ((1, Bund.BUNDED), (2, Bund.NONE), (3, "none"))
        ]
        bay = factories.bay(tree.a, of=halls[0])
        actions.place(bay, equipment=stored(tree, 71, explosive=Decimal(130)), on=DAY)
        actions.measure(halls[1], second=halls[0], metres=Decimal(40), on=DAY, document="BB 1")
    shown = {
        (p.first.code, p.second.code): (p.charge, p.required, p.measured, p.standing) for p in queries.pairs(depot, DAY)
    }
    assert shown == {
        ("N1", "N2"): (2600, 50, 40, Apart.TOO_NEAR),
        ("N1", "N3"): (2600, 50, None, Apart.NOT_MEASURED),
        ("N2", "N3"): (0, 0, None, Apart.ENOUGH),
    }
    with deed():
        actions.measure(halls[0], second=halls[1], metres=Decimal(51), on=date(2025, 2, 1))
    found = {(p.first.code, p.second.code): p.standing for p in queries.pairs(depot, date(2025, 2, 1))}
    assert found["N1", "N2"] is Apart.ENOUGH
    assert queries.pairs(depot, DAY)[0].standing is Apart.TOO_NEAR


@database
def test_a_distance_is_between_two_buildings_of_one_depot(tree):
    with deed():
        one, other = factories.building(tree.a, 1), factories.building(tree.a, 2)
    for second in (one, other):
        with pytest.raises(Refusal, match="another building of the same depot"), deed():
            actions.measure(one, second=second, metres=Decimal(10), on=DAY)


@database
def test_the_example_rules_load_once():
    with deed():
        assert profile.load().created == 6
        assert profile.load().created == 0
