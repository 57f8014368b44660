"""Saved records for tests; each function is called inside an act. `number` makes a record distinct."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from thenchot.domain.depots import actions
from thenchot.domain.depots.buildings import actions as buildings
from thenchot.domain.depots.climate import actions as climate
from thenchot.domain.depots.models import (
    Bay,
    ClimateLimit,
    ClimateReading,
    Compatibility,
    Depot,
    DepotService,
    DistanceRow,
    DistanceTable,
    Placement,
    Spacing,
    StoreBuilding,
    Tier,
)
from thenchot.domain.materiel.tests import factories as materiel
from thenchot.domain.standards import profile
from thenchot.domain.standards.models import Assessment
from thenchot.domain.standards.tests.factories import answers
from thenchot.foundation.organisation.models import Unit

OPENED = date(2021, 1, 1)


def depot(unit: Unit, number: int = 1, *, tier: Tier = Tier.STRATEGIC) -> Depot:
    return actions.open_depot(code=f"K{number}", name=f"Kho {number}", unit=unit, tier=tier, opened_on=OPENED)


def depot_service(unit: Unit, number: int = 1) -> DepotService:
    return DepotService.objects.get(depot=depot(unit, 500 + number))


def assessed(of: Depot, *, on: date = date(2026, 1, 31), **changed: Any) -> Assessment:
    version = profile.load_depot_standard()
    given = answers(version, **{code.replace("_", "-"): answer for code, answer in changed.items()})
    return actions.assess(of, version=version, on=on, answers=given, assessor="Inspector", minutes="3/BB")


def building(unit: Unit, number: int = 1, *, of: Depot | None = None, **values: Any) -> StoreBuilding:
    made = StoreBuilding(
        depot=of or depot(unit, 600 + number), code=f"N{number}", name=f"Nhà {number}", climate_class="CLOSED", **values
    )
    made.save()
    return made


def bay(unit: Unit, number: int = 1, *, of: StoreBuilding | None = None, load_limit: Decimal | None = None) -> Bay:
    made = Bay(building=of or building(unit, 100 + number), code=f"{number}", load_limit=load_limit)
    made.save()
    return made


def placement(unit: Unit, number: int = 1) -> Placement:
    return buildings.place(
        bay(unit, 200 + number), equipment=materiel.equipment(unit, 6000 + number), on=date(2025, 1, 1)
    )


def spacing(unit: Unit, number: int = 1) -> Spacing:
    first = building(unit, 300 + number)
    second = building(unit, 400 + number, of=first.depot)
    return buildings.measure(first, second=second, metres=Decimal(60), on=date(2025, 1, 1))


def compatibility(unit: Unit | None = None, number: int = 1) -> Compatibility:
    made = Compatibility(first=f"A{number:03d}", second=f"B{number:03d}", valid_from=date(2020, 1, 1))
    made.save()
    return made


def distance_table(unit: Unit | None = None, number: int = 1) -> DistanceTable:
    made = DistanceTable(code=f"TABLE{number}", name=f"Table {number}", valid_from=date(2020, 1, 1))
    made.save()
    DistanceRow(table=made, charge=2500, none_bunded=50).save()
    return made


def distance_row(unit: Unit | None = None, number: int = 1) -> DistanceRow:
    return distance_table(number=100 + number).rows.get()


def climate_limit(unit: Unit | None = None, number: int = 1) -> ClimateLimit:
    made = ClimateLimit(
        code=f"CLASS{number}", temperature_min=20, temperature_max=25, humidity_max=85, valid_from=date(2020, 1, 1)
    )
    made.save()
    return made


def climate_reading(unit: Unit, number: int = 1) -> ClimateReading:
    at = datetime(2025, 1, 1, 8, number % 60, tzinfo=timezone.get_current_timezone())
    return climate.write_down(building(unit, 500 + number), at=at, temperature=Decimal("22.5"), humidity=Decimal(60))


PREPARE = {
    "store-buildings/measure": lambda record, unit: {"second": building(unit, 700, of=record.depot)},
    "bays/place": lambda _record, unit: {"equipment": materiel.equipment(unit, 8003), "on": date(2025, 1, 1)},
}
INPUTS = {"depots/change_tier": {"tier": Tier.CAMPAIGN}}
FACTORIES = {
    "depots": depot,
    "depot-services": depot_service,
    "store-buildings": building,
    "bays": bay,
    "placements": placement,
    "spacings": spacing,
    "compatibility": compatibility,
    "distance-tables": distance_table,
    "distance-rows": distance_row,
    "climate-limits": climate_limit,
    "climate-log": climate_reading,
}
