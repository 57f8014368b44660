"""Questions about the tree that other apps ask; each takes the day it is asked of."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.organisation.models import Unit, UnitLink, UnitSpan


def during(day: date, prefix: str = "") -> Q:
    """A filter: from_on <= day < until_on, for rows reached by `prefix`."""
    started = Q(**{f"{prefix}from_on__lte": day})
    return started & (Q(**{f"{prefix}until_on__isnull": True}) | Q(**{f"{prefix}until_on__gt": day}))


def roots(day: date) -> QuerySet[Unit]:
    """Units that stand under none on that day, oldest first."""
    links = UnitLink.objects.filter(during(day), parent__isnull=True)
    found: QuerySet[Unit] = Unit.objects.filter(pk__in=links.values("unit")).order_by("pk")
    return found


def root(day: date) -> Unit:
    """The unit the organisation's figures are of: the oldest root of that day."""
    if (first := roots(day).first()) is None:
        raise Refusal("There is no unit yet on {day}", day=day.isoformat())
    return first


def by_code(code: str) -> Unit:
    """The unit with this code, in any letter case."""
    found: Unit | None = Unit.objects.filter(code=code).first() or Unit.objects.filter(code__iexact=code).first()
    if found is None:
        raise Refusal("No unit has the code {code}", code=code)
    return found


def children(unit: Unit, day: date) -> QuerySet[Unit]:
    """Units directly under this one on that day, by code."""
    links = UnitLink.objects.filter(during(day), parent=unit)
    found: QuerySet[Unit] = Unit.objects.filter(pk__in=links.values("unit")).order_by("code")
    return found


def under(units: Any, day: date) -> QuerySet[Any]:
    """A sub-query of the keys of these units and all below them on that day."""
    return UnitSpan.objects.filter(during(day), ancestor__in=units).values("unit")


def path(unit: Unit, day: date) -> list[Unit]:
    """The unit's ancestors on that day from the root down, itself last."""
    spans = UnitSpan.objects.filter(during(day), unit=unit).order_by("-depth").select_related("ancestor")
    return [span.ancestor for span in spans]
