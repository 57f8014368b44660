"""What lies where on a day, what each bay and building bears, and how the buildings of a depot stand apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

from django.db.models import QuerySet

from thenchot.domain.depots.buildings import rules
from thenchot.domain.depots.buildings.models import (
    Bay,
    Bund,
    Compatibility,
    DistanceTable,
    Placement,
    Spacing,
    StoreBuilding,
)
from thenchot.domain.depots.depot.models import Depot
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.rule_sets import LookUp, look_up
from thenchot.foundation.organisation.queries import during

DISTANCES = "STORES"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two buildings of a depot: the greater charge of the two, what the table asks, what was measured."""

    first: StoreBuilding
    second: StoreBuilding
    charge: Decimal
    required: Decimal | None
    measured: Decimal | None

    @property
    def standing(self) -> rules.Apart:
        """How they stand."""
        return rules.apart(self.required, self.measured)


def placements(day: date, **where: Any) -> QuerySet[Placement]:
    """What lay somewhere on that day: `bay=`, `bay__building=`, `bay__building__depot=`."""
    found: QuerySet[Placement] = Placement.objects.filter(during(day), **where)
    return found.select_related("equipment__type", "bay__building__depot")


def loads(found: Iterable[Placement]) -> list[rules.Load]:
    """Placements as the rules take them."""
    return [
        rules.Load(
            str(p.equipment.type),
            p.equipment.quantity,
            p.equipment.type.mass,
            p.equipment.type.explosive_mass,
            p.equipment.type.compatibility_group,
        )
        for p in found
    ]


def allowed_together(day: date) -> frozenset[frozenset[str]]:
    """The pairs of groups that may share a building on that day."""
    rows = Compatibility.objects.filter(valid_from__lte=day).exclude(valid_until__lte=day)
    return frozenset(frozenset(pair) for pair in rows.values_list("first", "second"))


def table_in_force(day: date, code: str = DISTANCES) -> LookUp[DistanceTable]:
    """The distance table of this code in force on that day."""
    tables = DistanceTable.objects.filter(code=code).order_by("valid_from")
    return look_up(((Interval.between(t.valid_from, t.valid_until), t) for t in tables), day)


def table_rows(table: DistanceTable) -> list[rules.Row]:
    """The table's lines as the rules take them."""
    return [rules.Row(r.charge, r.none_bunded, r.one_bunded, r.both_bunded) for r in table.rows.order_by("charge")]


def pairs(depot: Depot, day: date) -> list[Pair]:
    """Every two buildings of the depot, by the charges that lay in them on that day; without a table nothing is required."""
    buildings = list(StoreBuilding.objects.filter(depot=depot).select_related("depot").order_by("code"))
    charges = {b.pk: Decimal(0) for b in buildings}
    for placement in placements(day, bay__building__depot=depot):
        charges[placement.bay.building_id] += rules.total_explosive(loads([placement]))
    found = table_in_force(day).found
    rows = table_rows(found[0]) if len(found) == 1 else []
    measured = _measured(depot, day)
    return [
        Pair(
            one,
            other,
            charge,
            rules.distance(rows, charge, (one.bund == Bund.BUNDED) + (other.bund == Bund.BUNDED)),
            measured.get(frozenset((one.pk, other.pk))),
        )
        for one, other in combinations(buildings, 2)
        for charge in [max(charges[one.pk], charges[other.pk])]
    ]


def _measured(depot: Depot, day: date) -> dict[frozenset[Any], Decimal]:
    rows = Spacing.objects.filter(first__depot=depot, measured_on__lte=day).order_by("measured_on")
    return {frozenset((s.first_id, s.second_id)): s.metres for s in rows}


def bays(building: StoreBuilding) -> QuerySet[Bay]:
    """The building's bays."""
    found: QuerySet[Bay] = Bay.objects.filter(building=building).order_by("code")
    return found
