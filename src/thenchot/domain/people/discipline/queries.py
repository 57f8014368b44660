"""Which decisions of discipline count on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from thenchot.domain.people.discipline.models import Discipline


def counting(day: date) -> QuerySet[Discipline]:
    """Decisions made by the day, neither annulled nor past their limitation."""
    standing = Q(annulled_on__isnull=True) | Q(annulled_on__gt=day)
    lasting = Q(limitation_until__isnull=True) | Q(limitation_until__gt=day)
    found: QuerySet[Discipline] = Discipline.objects.filter(standing, lasting, decided_on__lte=day)
    return found
