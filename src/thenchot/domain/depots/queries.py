"""Which depots were open on a day, on which tier, run by whom, and how they stood against the standards for depots."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from thenchot.domain.depots.models import Depot, DepotService
from thenchot.domain.standards import queries as standards
from thenchot.domain.standards.queries import Ending, Standing
from thenchot.foundation.organisation.queries import during


def open_on(day: date) -> QuerySet[Depot]:
    """Depots open on that day."""
    found: QuerySet[Depot] = Depot.objects.filter(opened_on__lte=day).exclude(closed_on__lte=day)
    return found


def service(depot: Depot, day: date) -> DepotService | None:
    """Who ran the depot on that day, and on which tier; None when nobody did, or nobody wrote it down."""
    found: DepotService | None = DepotService.objects.filter(during(day), depot=depot).select_related("unit").first()
    return found


def on_tier(tier: str, day: date) -> QuerySet[Depot]:
    """Depots open on that day that served on the tier then; one without dated services counts by its present tier."""
    then = DepotService.objects.filter(during(day), tier=tier).values("depot")
    known = DepotService.objects.values("depot")
    return open_on(day).filter(Q(pk__in=then) | (Q(tier=tier) & ~Q(pk__in=known)))


def tiers(depots: Iterable[Depot], day: date) -> dict[UUID, str]:
    """The tier each of these depots served on that day; its present one where no dated service says."""
    then = dict(DepotService.objects.filter(during(day)).values_list("depot_id", "tier"))
    return {depot.pk: then.get(depot.pk, depot.tier) for depot in depots}


def standings(depot: Depot, day: date) -> list[Standing]:
    """How the depot stood on that day against each standard for depots."""
    return [standards.standing(standard, depot.pk, day) for standard in standards.for_model(Depot._meta.label_lower)]


def endings(depots: Iterable[Depot], day: date, within: int = 90) -> list[Ending]:
    """What runs out at these depots within so many days, soonest first."""
    keys = [depot.pk for depot in depots]
    found = [
        standing
        for standard in standards.for_model(Depot._meta.label_lower)
        for _key, standing in standards.standings(standard, keys, day)
    ]
    return standards.endings(found, within)
