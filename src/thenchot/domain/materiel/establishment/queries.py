"""Authorised against actual for a unit and all below it, on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from thenchot.domain.materiel.catalogue.models import Type
from thenchot.domain.materiel.equipment.models import Custody
from thenchot.domain.materiel.establishment.models import Establishment
from thenchot.domain.materiel.establishment.rules import Held
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.organisation.queries import during, under


@dataclass(frozen=True, slots=True)
class Comparison:
    """A unit, a type, and what is authorised against what is held."""

    unit: Unit
    type: Type
    held: Held


def comparison(units: Any, day: date) -> list[Comparison]:
    """Every unit and type with an authorised quantity or an item held, by unit and type, under these units on that day."""
    below = under(units, day)
    authorised: dict[tuple[UUID, UUID], Decimal] = defaultdict(Decimal)
    for unit, kind, quantity in (Establishment.objects.filter(during(day), unit__in=below, quantity__gt=0)).values_list(
        "unit_id", "type_id", "quantity"
    ):
        authorised[unit, kind] += quantity
    actual = actual_of(below, day)
    keys = sorted({*authorised, *actual})
    unit_of: dict[UUID, Unit] = Unit.objects.in_bulk({unit for unit, _kind in keys})
    type_of: dict[UUID, Type] = Type.objects.in_bulk({kind for _unit, kind in keys})
    found = [
        Comparison(unit_of[u], type_of[t], Held(authorised.get((u, t)), actual.get((u, t), Decimal(0))))
        for u, t in keys
    ]
    return sorted(found, key=lambda one: (one.unit.code, one.type.code))


def actual_of(units: QuerySet[Any], day: date) -> dict[tuple[UUID, UUID], Decimal]:
    """What each of the units held of each type on that day."""
    rows = Custody.objects.filter(during(day), unit__in=units).values_list("unit_id", "equipment__type_id")
    return {(unit, kind): total for unit, kind, total in rows.annotate(total=Sum("equipment__quantity")).order_by()}
