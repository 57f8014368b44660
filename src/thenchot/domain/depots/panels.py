"""What a depot's page adds to its columns: how it stands against its standards, what fails and why, what runs out soon."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.dateparse import parse_date

from thenchot.domain.depots import queries
from thenchot.domain.depots.models import Depot
from thenchot.domain.standards import panels as standards
from thenchot.foundation.access import policy
from thenchot.foundation.access.reach import today


def standing(request: HttpRequest, depot: Depot) -> Mapping[str, object]:
    """The depot's standings on the day asked in the address (`stood_on`), today unless asked."""
    asked = request.GET.get("stood_on", "")
    try:
        day = parse_date(asked)
    except ValueError:
        day = None
    shown = [standards.shown(found) for found in queries.standings(depot, day or today())]
    return {
        "day": day or today(),
        "wrong": bool(asked) and day is None,
        "shown": shown,
        "may_assess": depot.closed_on is None and policy.may(request.user, "assess", depot),
    }
