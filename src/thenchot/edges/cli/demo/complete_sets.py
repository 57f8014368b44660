"""Complete sets at a few depots and units: one whole, one usable with something lacking, one that is not usable."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count

from thenchot.domain.materiel.models import (
    CompleteSet,
    Criticality,
    Custody,
    Equipment,
    SetCustody,
    SetLine,
    SetList,
    SetMember,
    TrackedBy,
    Variant,
)
from thenchot.edges.cli.demo.chance import days_before
from thenchot.foundation.organisation.models import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thenchot.domain.materiel.models import Type
    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.foundation.ledger.records import Record

_HELD_FOR, _HOLDERS = 90, 8
_LINES = (Criticality.CRITICAL, Criticality.CRITICAL, Criticality.RESTRICTING, Criticality.MINOR)
# Which line each set of a model lacks; None: nothing.
_LACKS = (None, 3, 1, 2)


def records(keys: Keys, on: date) -> Iterator[Record]:
    """For each unit that holds most a model of its own with the list of its parts, and up to four sets of what it holds."""
    held = Equipment.objects.filter(removed_on=None).exclude(unit=None).values("unit").order_by()
    most = held.annotate(count=Count("pk")).order_by("-count", "unit").values_list("unit", flat=True)[:_HOLDERS]
    units = Unit.objects.in_bulk(list(most))
    number = 0
    for unit in (units[key] for key in most):
        parts = _parts(unit, on)
        if len(parts) < len(_LINES):
            continue
        (main, _items), *_rest = parts
        number += 1
        variant = Variant(id=keys(), type=main, code=f"BO-{number:02d}", name=f"Bộ đồng bộ {main.name}")
        yield variant
        yield from _list(variant, [kind for kind, _items in parts], keys, on)
        for place, missing in zip(range(min(len(items) for _kind, items in parts)), _LACKS, strict=False):
            members = [items[place] for line, (_kind, items) in enumerate(parts) if line != missing]
            yield from _set(variant, unit, f"BĐB-{unit.code}-{place + 1:02d}", members, keys, on)


def _parts(unit: Unit, on: date) -> list[tuple[Type, list[Equipment]]]:
    """The types of which the unit has held most for a while, with the items."""
    held = Custody.objects.filter(
        unit=unit,
        until_on=None,
        from_on__lte=days_before(on, _HELD_FOR),
        equipment__removed_on=None,
        equipment__type__tracked_by=TrackedBy.SERIAL,
    ).exclude(equipment__serial_number="")
    found: dict[Type, list[Equipment]] = defaultdict(list)
    for custody in held.select_related("equipment__type").order_by("equipment_id"):
        found[custody.equipment.type].append(custody.equipment)
    most = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0].code))
    return most[: len(_LINES)]


def _list(variant: Variant, kinds: list[Type], keys: Keys, on: date) -> Iterator[Record]:
    set_list = SetList(
        id=keys(), variant=variant, valid_from=date(on.year - 4, 1, 1), source="Danh mục đồng bộ (giả định)"
    )
    yield set_list
    for position, (kind, criticality) in enumerate(zip(kinds, _LINES, strict=True), start=1):
        yield SetLine(id=keys(), set_list=set_list, type=kind, criticality=criticality, position=position)


def _set(variant: Variant, unit: Unit, code: str, members: list[Equipment], keys: Keys, on: date) -> Iterator[Record]:
    day = days_before(on, _HELD_FOR)
    complete_set = CompleteSet(id=keys(), code=code, name=variant.name, variant=variant, unit=unit, assembled_on=day)
    yield complete_set
    yield SetCustody(id=keys(), complete_set=complete_set, unit=unit, from_on=day, document="Biên bản lập bộ")
    for item in members:
        yield SetMember(id=keys(), complete_set=complete_set, equipment=item, from_on=day)
