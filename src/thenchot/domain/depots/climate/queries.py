"""A building's climate over some days: readings, excursions with the lots that lay there, and times nobody knows of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from thenchot.domain.depots.buildings.models import Placement, StoreBuilding
from thenchot.domain.depots.climate import rules
from thenchot.domain.depots.climate.models import ClimateLimit, ClimateReading
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.rule_sets import LookUp, look_up


@dataclass(frozen=True, slots=True)
class Affected:
    """An excursion and what lay in the building during it."""

    excursion: rules.Excursion
    placements: tuple[Placement, ...]


@dataclass(frozen=True, slots=True)
class Climate:
    """What is known of a building's climate from one day to another (both inside)."""

    building: StoreBuilding
    first: date
    last: date
    limit: LookUp[ClimateLimit]
    readings: tuple[rules.Reading, ...]
    affected: tuple[Affected, ...] = ()
    gaps: tuple[rules.Gap, ...] = ()


def limit_in_force(building: StoreBuilding, day: date) -> LookUp[ClimateLimit]:
    """The limit of the building's climate class in force on that day."""
    limits = ClimateLimit.objects.filter(code=building.climate_class).order_by("valid_from")
    return look_up(((Interval.between(one.valid_from, one.valid_until), one) for one in limits), day)


def as_rule(limit: ClimateLimit) -> rules.Limit:
    """The limit as the rules take it."""
    return rules.Limit(
        limit.temperature_min,
        limit.temperature_max,
        limit.humidity_min,
        limit.humidity_max,
        timedelta(hours=limit.longest_gap_hours),
    )


def climate(building: StoreBuilding, first: date, last: date) -> Climate:
    """The building's climate over these days, held against the limit in force on the last of them."""
    begin, end = _instant(first), _instant(last + timedelta(1))
    rows = ClimateReading.objects.filter(building=building, at__gte=begin, at__lt=end).order_by("at")
    readings = tuple(rules.Reading(*row) for row in rows.values_list("at", "temperature", "humidity"))
    limit = limit_in_force(building, last)
    if len(limit.found) != 1:
        return Climate(building, first, last, limit, readings)
    rule = as_rule(limit.found[0])
    found = tuple(Affected(e, tuple(during_excursion(building, e))) for e in rules.excursions(readings, rule))
    return Climate(
        building, first, last, limit, readings, found, tuple(rules.gaps(readings, rule, min(end, timezone.now())))
    )


def during_excursion(building: StoreBuilding, excursion: rules.Excursion) -> QuerySet[Placement]:
    """What lay in the building on any day of the excursion, in order of type and lot."""
    first = timezone.localdate(excursion.start)
    rows: QuerySet[Placement] = Placement.objects.filter(bay__building=building).filter(
        Q(until_on__isnull=True) | Q(until_on__gt=first)
    )
    if excursion.end is not None:
        rows = rows.filter(from_on__lte=timezone.localdate(excursion.end))
    return rows.select_related("equipment__type", "bay__building__depot").order_by(
        "equipment__type__code", "equipment__lot_number", "id"
    )


def _instant(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone())
