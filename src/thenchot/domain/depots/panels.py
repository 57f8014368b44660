"""What a depot's page adds to its columns: how it stands against its standards, what fails and why, what runs out soon."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

from thenchot.domain.depots import queries
from thenchot.domain.depots.models import Depot
from thenchot.domain.standards import panels as standards
from thenchot.foundation.access import policy
from thenchot.foundation.desk import days


def standing(request: HttpRequest, depot: Depot) -> Mapping[str, object]:
    """The depot's standings on the day asked in the address (`stood_on`), today unless asked."""
    day, wrong = days.asked(request, "stood_on")
    shown = [standards.shown(found) for found in queries.standings(depot, day)]
    return {
        "day": day,
        "wrong": wrong,
        "shown": shown,
        "may_assess": depot.closed_on is None and policy.may(request.user, "assess", depot),
    }
