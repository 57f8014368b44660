"""What can be done in the stores. Each is called inside an act."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from thenchot.domain.depots.buildings import queries, rules
from thenchot.domain.depots.buildings.models import Bay, Placement, Spacing, StoreBuilding
from thenchot.domain.materiel import dated, timeline
from thenchot.domain.materiel.equipment.rules import check_in_register
from thenchot.domain.materiel.models import Equipment
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy


def place(bay: Bay, *, equipment: Equipment, on: date, document: str = "") -> Placement:
    """The item lies in the bay from `on`: refused where the load, the charge or the groups of the building forbid it."""
    check_in_register(equipment.removed_on)
    rows = list(Placement.objects.filter(equipment=equipment).order_by("from_on"))

    def put(row: Placement, where: UUID) -> None:
        row.bay_id, row.document = where, tidy(document)

    wanted = timeline.after(dated.spans_of(rows, _bay), bay.pk, on, today())
    dated.store(rows, wanted, value=_bay, begin=lambda start: Placement(equipment=equipment, from_on=start), put=put)
    rules.check_load(bay.load_limit, queries.loads(queries.placements(on, bay=bay)))
    inside = queries.loads(queries.placements(on, bay__building=bay.building_id))
    rules.check_explosive(bay.building.explosive_limit, inside)
    rules.check_together(inside, queries.allowed_together(on))
    made: Placement = Placement.objects.get(equipment=equipment, from_on=on)
    return made


def take_out(placement: Placement, *, on: date) -> None:
    """The item lies there no longer from `on`."""
    timeline.check_day(on, today())
    if placement.until_on is not None:
        raise Refusal("It left on {day}", day=placement.until_on)
    if on <= placement.from_on:
        raise Refusal(
            "It came on {day}; it can leave on a later day only", field="on", day=placement.from_on.isoformat()
        )
    placement.until_on = on
    placement.save()


def measure(first: StoreBuilding, *, second: StoreBuilding, metres: Decimal, on: date, document: str = "") -> Spacing:
    """Write down a measured distance between two buildings of one depot."""
    timeline.check_day(on, today())
    if first.pk == second.pk or first.depot_id != second.depot_id:
        raise Refusal("Choose another building of the same depot", field="second")
    if metres <= 0:
        raise Refusal("A distance is above zero", field="metres")
    low, high = sorted((first, second), key=lambda building: building.pk)
    spacing = Spacing.objects.filter(first=low, second=high, measured_on=on).first() or Spacing(
        first=low, second=high, measured_on=on
    )
    spacing.metres, spacing.document = metres, tidy(document)
    spacing.save()
    return spacing


def _bay(row: Placement) -> UUID:
    return row.bay_id
