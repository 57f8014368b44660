"""Stores, climate, states, establishment and complete sets of the demonstration, and the alerts they give."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from decimal import Decimal

import pytest

from thenchot.domain.depots.buildings import queries as buildings
from thenchot.domain.depots.climate import queries as climate
from thenchot.domain.depots.models import ClimateReading, Depot, Placement, StoreBuilding
from thenchot.domain.materiel.establishment import queries as establishment
from thenchot.domain.materiel.establishment.rules import on_hand_ratio
from thenchot.domain.materiel.models import (
    CompleteSet,
    Equipment,
    StateInterval,
)
from thenchot.domain.materiel.sets import queries as sets
from thenchot.edges.cli.demo.tests.conftest import DAY
from thenchot.foundation.access.models import User
from thenchot.foundation.indicators.alerts import alerts_for, counted
from thenchot.foundation.organisation import queries as organisation

pytestmark = pytest.mark.django_db


def test_most_items_of_depots_lie_in_a_bay_of_their_own_depot_that_bears_them(demo):
    placed = Placement.objects.filter(until_on=None).select_related("bay__building__depot", "equipment")
    for placement in placed:
        assert placement.bay.building.depot.unit_id == placement.equipment.unit_id
        assert placement.bay.building.name in placement.equipment.place
    at_depots = Equipment.objects.filter(removed_on=None, unit__in=Depot.objects.values("unit")).count()
    assert placed.count() > 0.95 * at_depots
    loads: dict = defaultdict(Decimal)
    for placement in placed.select_related("equipment__type", "bay"):
        loads[placement.bay] += placement.equipment.quantity * placement.equipment.type.mass
    assert all(load <= bay.load_limit for bay, load in loads.items())


def test_explosives_lie_in_buildings_for_them_within_the_limit_and_nothing_else_does(demo):
    explosive = Placement.objects.filter(bay__building__explosive_limit__isnull=False)
    assert explosive.exists()
    assert not explosive.filter(equipment__type__explosive_mass=None).exists()
    in_others = Placement.objects.filter(bay__building__explosive_limit=None)
    assert not in_others.exclude(equipment__type__explosive_mass=None).exists()
    for building in StoreBuilding.objects.exclude(explosive_limit=None):
        held = Placement.objects.filter(bay__building=building, until_on=None).select_related("equipment__type")
        charge = sum(p.equipment.quantity * p.equipment.type.explosive_mass for p in held)
        assert charge <= building.explosive_limit


def test_climate_logs_have_excursions_with_what_lay_there_and_a_gap(demo):
    logged = StoreBuilding.objects.filter(pk__in=ClimateReading.objects.values("building"))
    found = [climate.climate(building, DAY - timedelta(days=45), DAY - timedelta(days=1)) for building in logged]
    assert len(found) == 30
    affected = [each for one in found for each in one.affected]
    assert 10 <= len(affected) <= 60
    assert any(each.placements for each in affected)
    assert any(one.gaps for one in found)
    assert sum(1 for one in found if not one.affected) >= 8


def test_measured_distances_are_enough_but_where_the_depots_fault_is_the_distance(demo):
    standings = Counter(pair.standing for depot in Depot.objects.all() for pair in buildings.pairs(depot, DAY))
    assert standings
    assert max(standings, key=lambda key: standings[key]).value == "enough"


def test_states_follow_one_another_and_the_last_one_is_the_items(demo):
    latest = {}
    for interval in StateInterval.objects.order_by("equipment_id", "from_on"):
        before = latest.get(interval.equipment_id)
        assert before is None or before.until_on == interval.from_on
        assert interval.from_on < DAY
        latest[interval.equipment_id] = interval
    assert all(interval.until_on is None for interval in latest.values())
    now = dict(Equipment.objects.exclude(state=None).values_list("pk", "state"))
    assert now == {key: interval.state for key, interval in latest.items()}
    assert {"in_repair", "awaiting_parts", "sealed", "awaiting_disposal"} <= set(now.values())


def test_the_establishment_lacks_some_and_most_of_it_is_filled(demo):
    lines = establishment.comparison([organisation.root(DAY).pk], DAY)
    filled, authorised = on_hand_ratio(line.held for line in lines)
    assert Decimal("0.80") < filled / authorised < Decimal("0.99")
    assert any(line.held.over for line in lines if line.held.authorised)
    assert any(line.held.actual == 0 for line in lines)


def test_complete_sets_stand_in_every_state(demo):
    states = Counter(sets.standing(one, DAY).state.value for one in CompleteSet.objects.select_related("variant"))
    assert set(states) == {"complete", "usable", "not_usable"}


def test_each_role_sees_alerts_of_its_own_units_only(demo):
    root = organisation.root(DAY)
    everything = counted(alerts_for(User.objects.get(username="commander"), root, DAY), DAY)
    assert min(everything["overdue"], everything["30"], everything["missing"]) >= 1
    assert everything["30"] <= everything["60"] <= everything["90"]
    keeper = User.objects.get(username="keeper")
    own = alerts_for(keeper, keeper.unit, DAY)
    units = {depot.unit.name for depot in Depot.objects.filter(unit=keeper.unit).select_related("unit")}
    assert {alert.unit for alert in own} <= units | {keeper.unit.name}
    assert {a.url for a in alerts_for(keeper, root, DAY)} == {a.url for a in own}
