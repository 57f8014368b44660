"""Questions about persons that pages and other apps ask; each takes the day it is asked of."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from thenchot.domain.people.persons.models import Person, Posting, RankHeld
from thenchot.foundation.organisation.queries import during, under


def posting_on(person: Person, day: date) -> Posting | None:
    """Where the person served on that day; None when in no post."""
    found: Posting | None = person.postings.filter(during(day)).select_related("unit", "post").first()
    return found


def rank_on(person: Person, day: date) -> RankHeld | None:
    """The rank held on that day."""
    found: RankHeld | None = person.ranks.filter(from_on__lte=day).order_by("-from_on").first()
    return found


def serving(units: Any, day: date) -> QuerySet[Posting]:
    """Who served on that day in these units and all that stood under them then: each person once, in the unit of that day."""
    rows: QuerySet[Posting] = Posting.objects.filter(during(day), unit__in=under(units, day))
    return rows.select_related("person", "unit", "post").order_by("unit__code", "person__number")
