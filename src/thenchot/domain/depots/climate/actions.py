"""Writing the climate log. Each is called inside an act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from thenchot.domain.depots.buildings.models import StoreBuilding
from thenchot.domain.depots.climate import rules
from thenchot.domain.depots.climate.models import ClimateReading
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.ledger.acts import Deed

_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Taken:
    """How many readings of a file were new, and how many the log had already."""

    new: int
    known: int


def write_down(
    building: StoreBuilding, *, at: datetime, temperature: Decimal | None = None, humidity: Decimal | None = None
) -> ClimateReading:
    """A reading by hand."""
    rules.check_reading(temperature, humidity)
    if at > timezone.now():
        raise Refusal("That moment has not come yet", field="at")
    if ClimateReading.objects.filter(building=building, at=at).exists():
        raise Refusal("There is a reading of that moment already", field="at")
    reading = ClimateReading(building=building, at=at, temperature=temperature, humidity=humidity)
    reading.save()
    return reading


def take_in(deed: Deed, building: StoreBuilding, readings: Iterable[rules.Reading], *, source: str) -> Taken:
    """Take in a logger's readings; those the log has already are passed over, so the same file again changes nothing.

    A reading that differs from the one the log has of that instant is refused, and nothing of the file is taken.
    """
    wanted = {reading.at: reading for reading in readings}
    if wanted and max(wanted) > timezone.now():
        raise Refusal("The file has readings of moments to come; set the logger's clock", field="file")
    known = _known(building, sorted(wanted))
    for at, before in known.items():
        if (before.temperature, before.humidity) != (wanted[at].temperature, wanted[at].humidity):
            raise Refusal(
                "The log has another reading of {at}", field="file", at=f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
            )
    fresh = [reading for at, reading in sorted(wanted.items()) if at not in known]
    deed.add_many(
        ClimateReading(
            building=building, at=r.at, temperature=r.temperature, humidity=r.humidity, source=tidy(source)[:100]
        )
        for r in fresh
    )
    return Taken(len(fresh), len(known))


def _known(building: StoreBuilding, instants: list[datetime]) -> dict[datetime, ClimateReading]:
    found: dict[datetime, ClimateReading] = {}
    if not instants:
        return found
    rows = ClimateReading.objects.filter(building=building, at__gte=instants[0], at__lte=instants[-1])
    asked = set(instants)
    return {row.at: row for row in rows.iterator(chunk_size=5000) if row.at in asked}
