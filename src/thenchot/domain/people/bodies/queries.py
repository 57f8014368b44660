"""Questions about bodies that ratings, discipline and other apps ask; each takes the day it is asked of."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from thenchot.domain.people.bodies.models import Body, BodyLink, BodyMembership
from thenchot.domain.people.bodies.rules import PARTY_KINDS
from thenchot.foundation.organisation.queries import during, under


def standing_on(day: date) -> QuerySet[Body]:
    """Bodies that are there on a day."""
    still = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    found: QuerySet[Body] = Body.objects.filter(still, founded_on__lte=day).order_by("code")
    return found


def members_on(day: date, units: Any) -> QuerySet[BodyMembership]:
    """Members of Party bodies on the day, beside these units and all below them then; each person once."""
    rows: QuerySet[BodyMembership] = BodyMembership.objects.filter(
        during(day), body__kind__in=PARTY_KINDS, body__unit__in=under(units, day)
    )
    return rows.select_related("body", "person").order_by("body__code", "person__number")


def parents_on(day: date) -> dict[Any, Any]:
    """For each body the key of the body above it on the day, None for the highest."""
    return dict(BodyLink.objects.filter(during(day)).values_list("body", "parent"))
