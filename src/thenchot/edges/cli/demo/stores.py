"""Store buildings of the invented depots, their bays, what lies in each, and the climate log of the closed ones."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import combinations
from math import sin
from typing import TYPE_CHECKING

from django.utils import timezone

from thenchot.domain.depots.models import Bay, Bund, ClimateReading, Placement, Spacing, StoreBuilding
from thenchot.edges.cli.demo import stories
from thenchot.edges.cli.demo.chance import days_before, stream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from random import Random
    from uuid import UUID

    from thenchot.domain.depots.models import Depot
    from thenchot.domain.materiel.models import Equipment, Type
    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.foundation.ledger.records import Record

# Buildings of a depot by its tier: how many, and how many of them are for explosives.
_BUILDINGS = {"strategic": (6, 2), "campaign": (4, 1), "tactical": (3, 1)}
_BAYS = 4
_EXPLOSIVE_LIMIT = Decimal(2000)
_LOAD_LIMIT = Decimal(120_000)
_LOGGED_DAYS, _EVERY_HOURS = 45, 6


@dataclass(slots=True)
class _Space:
    """A bay and how much of its load limit, and of its building's charge, is still free (kg)."""

    bay: Bay
    load: Decimal
    charge: dict[UUID, Decimal]

    def takes(self, mass: Decimal, explosive: Decimal) -> bool:
        """Whether so much more may lie here; then it does."""
        building = self.bay.building_id
        if mass > self.load or (explosive and explosive > self.charge[building]):
            return False
        self.load -= mass
        self.charge[building] -= explosive
        return True


@dataclass(slots=True)
class _House:
    """The bays of one depot, those for explosives apart, and where the last item was put."""

    inert: list[_Space] = field(default_factory=list)
    explosive: list[_Space] = field(default_factory=list)


class Stores:
    """Makes the buildings, then finds each item a place that bears it."""

    def __init__(self, *, keys: Keys, seed: int, on: date) -> None:
        self.keys, self.on = keys, on
        self._chance = stream(seed, "stores")
        self._houses: dict[UUID, _House] = defaultdict(_House)
        self._logged: list[StoreBuilding] = []

    def buildings(self, depots: list[tuple[Depot, str]]) -> Iterator[Record]:
        """Buildings with their bays and measured distances; `depots` come with the pattern of what is wrong with each."""
        for depot, pattern in depots:
            count, for_explosives = _BUILDINGS[depot.tier]
            made = []
            for number in range(1, count + 1):
                building = self._building(depot, number, is_explosive=number > count - for_explosives)
                made.append(building)
                yield building
                yield from self._bays(building, depot.unit_id)
            yield from self._spacings(made, is_too_near=_stand_too_near(pattern))
            if depot.tier != "tactical":
                self._logged.append(made[0])

    def _building(self, depot: Depot, number: int, *, is_explosive: bool) -> StoreBuilding:
        name = f"Nhà đạn {number}" if is_explosive else f"Nhà {number}"
        return StoreBuilding(
            id=self.keys(),
            depot=depot,
            code=f"N{number}",
            name=name,
            bund=Bund.BUNDED if is_explosive else Bund.NONE,
            explosive_limit=_EXPLOSIVE_LIMIT if is_explosive else None,
            climate_class="CLOSED" if number <= 2 or is_explosive else "",
        )

    def _bays(self, building: StoreBuilding, unit: UUID) -> Iterator[Record]:
        house = self._houses[unit]
        charge = {building.pk: building.explosive_limit or Decimal(0)}
        for number in range(1, _BAYS + 1):
            bay = Bay(id=self.keys(), building=building, code=f"G{number}", load_limit=_LOAD_LIMIT)
            space = _Space(bay, _LOAD_LIMIT, charge)
            (house.explosive if building.explosive_limit else house.inert).append(space)
            yield bay

    def _spacings(self, made: list[StoreBuilding], *, is_too_near: bool) -> Iterator[Record]:
        """Every pair measured; where the depot's fault is the distance, the two at the end stand too near."""
        measured_on = days_before(self.on, self._chance.randint(100, 700))
        pairs = list(combinations(made, 2))
        for first, second in pairs:
            near = is_too_near and (first, second) == pairs[-1]
            metres = self._chance.randint(14, 22) if near else self._chance.randint(60, 140)
            yield Spacing(
                id=self.keys(),
                first=first,
                second=second,
                metres=Decimal(metres),
                measured_on=measured_on,
                document=f"Biên bản đo {measured_on.year} (giả định)",
            )

    def place(self, item: Equipment, kind: Type, since: date) -> Iterator[Record]:
        """Where the item lies, if its holder is a depot and has room; its place in words is brought in step."""
        house = self._houses.get(item.unit_id) if item.unit_id else None
        if house is None:
            return
        spaces = house.explosive if kind.explosive_mass else house.inert
        mass, explosive = (kind.mass or 0) * item.quantity, (kind.explosive_mass or 0) * item.quantity
        begin = self._chance.randrange(len(spaces))
        for space in spaces[begin:] + spaces[:begin]:
            if space.takes(Decimal(mass), Decimal(explosive)):
                item.place = f"{space.bay.building.name}, gian {space.bay.code}"
                yield Placement(
                    id=self.keys(), equipment_id=item.pk, bay=space.bay, from_on=since, until_on=item.removed_on
                )
                return
        item.place = "Bãi ngoài trời"

    def climate(self) -> Iterator[Record]:
        """Readings every six hours up to the eve: mostly within the limits, some hours out of them, now and then a gap."""
        for number, building in enumerate(self._logged):
            chance = self._chance
            start = datetime.combine(days_before(self.on, _LOGGED_DAYS), time(), timezone.get_current_timezone())
            count = _LOGGED_DAYS * 24 // _EVERY_HOURS
            warm = _run(count, chance) if number % 3 == 0 else range(0)
            damp = _run(count, chance) if number % 4 == 1 else range(0)
            silent = _run(count, chance, shortest=5) if number % 7 == 2 else range(0)
            for reading in range(count):
                if reading not in silent:
                    yield ClimateReading(
                        id=self.keys(),
                        building=building,
                        at=start + timedelta(hours=_EVERY_HOURS * reading),
                        temperature=_tenth(
                            22.4 + sin(reading * 1.57) + chance.uniform(-0.5, 0.5) + (4 if reading in warm else 0)
                        ),
                        humidity=_tenth(
                            62 + 6 * sin(reading / 9) + chance.uniform(-4, 4) + (28 if reading in damp else 0)
                        ),
                        source=f"Máy tự ghi {number + 1:02d}",
                    )


def _stand_too_near(pattern: str) -> bool:
    return pattern not in {"", stories.NEVER, stories.LAPSED} and any(
        fault.name == "distance" for fault in stories.pattern(pattern)
    )


def _run(count: int, chance: Random, shortest: int = 2) -> range:
    """Some readings in a row, not the last ones."""
    first = chance.randrange(count // 4, count - 12)
    return range(first, first + chance.randint(shortest, 8))


def _tenth(value: float) -> Decimal:
    return Decimal(round(10 * value)) / 10
