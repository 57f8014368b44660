"""Authorised against actual strength for units on a day, by post."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count

from thenchot.domain.people.persons.models import Posting
from thenchot.domain.people.strength.models import AuthorisedPost
from thenchot.domain.people.strength.rules import Strength
from thenchot.foundation.organisation.queries import during, under


def comparison(units: Any, day: date) -> dict[tuple[UUID, UUID], Strength]:
    """(unit, post) -> authorised and actual, for these units and all below them on the day."""
    within = under(units, day)
    counts: dict[tuple[UUID, UUID], list[int]] = defaultdict(lambda: [0, 0])
    allowed = AuthorisedPost.objects.filter(during(day), unit__in=within).values_list("unit", "post", "number")
    for unit, post, number in allowed:
        counts[unit, post][0] = number
    serving = Posting.objects.filter(during(day), unit__in=within).values_list("unit", "post")
    for unit, post, number in serving.annotate(n=Count("id")).order_by():
        counts[unit, post][1] = number
    return {key: Strength(*pair) for key, pair in counts.items()}
