"""Questions about the register that pages and other apps ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from thenchot.domain.materiel import serials
from thenchot.domain.materiel.equipment.models import Custody, Equipment, Grading
from thenchot.foundation.organisation.queries import during, under

_CHUNK = 400


def in_register(day: date) -> QuerySet[Equipment]:
    """Items in the register on a day: received by then (or on a day nobody wrote down) and not yet removed."""
    found: QuerySet[Equipment] = Equipment.objects.exclude(removed_on__lte=day).exclude(received_on__gt=day)
    return found


def holder(equipment: Equipment, day: date) -> Custody | None:
    """Who held the item on that day, or None for nobody."""
    found: Custody | None = Custody.objects.filter(during(day), equipment=equipment).select_related("unit").first()
    return found


def held_by(units: Any, day: date) -> QuerySet[Custody]:
    """Who held what on that day, for these units and all that stood under them on that day."""
    rows: QuerySet[Custody] = Custody.objects.filter(during(day), unit__in=under(units, day))
    return rows.select_related("equipment__type", "unit").order_by("unit__code", "equipment_id")


def grade_on(equipment: Equipment, day: date) -> Grading | None:
    """The item's latest grading on or before that day, or None."""
    found: Grading | None = (
        Grading.objects.filter(equipment=equipment, graded_on__lte=day).order_by("-graded_on").first()
    )
    return found


def same_serial(type_id: Any, serial_number: str) -> QuerySet[Equipment]:
    """Items of the type in the register whose serial number is the same as this one, however either is written."""
    keys = {serials.serial_key(serial_number), serials.plain_key(serial_number)} - {""}
    found: QuerySet[Equipment] = Equipment.objects.filter(type_id=type_id, serial_key__in=keys, removed_on__isnull=True)
    return found


def registered_keys(type_id: Any, keys: Iterable[str]) -> dict[str, str]:
    """Which of these serial keys (`serials.serial_key`) the register holds for the type: key -> the number as registered."""
    asked = sorted(set(keys) - {""})
    found: dict[str, str] = {}
    for start in range(0, len(asked), _CHUNK):
        rows = Equipment.objects.filter(
            type_id=type_id, removed_on__isnull=True, serial_key__in=asked[start : start + _CHUNK]
        )
        found.update(rows.values_list("serial_key", "serial_number"))
    return found


def next_serial(type_id: Any) -> int:
    """The number after the greatest all-digit serial number of the type: what `~` stands for in a range."""
    written = Equipment.objects.filter(type_id=type_id, serial_number__regex=r"^[0-9]{1,18}$")
    return max((int(text) for text in written.values_list("serial_number", flat=True)), default=0) + 1
