"""Which unit, day and figures a key-link page is about: read from the address, checked against what the reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from thenchot.foundation.access.models import User
from thenchot.foundation.access.policy import rows
from thenchot.foundation.access.reach import reach_of
from thenchot.foundation.desk import days
from thenchot.foundation.indicators import visible
from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.keylink.asked import figure_named


@dataclass(frozen=True, slots=True)
class Place:
    """A unit on a day; `wrong` is what was given as the day and is none, and then the day is today."""

    unit: Unit
    on: date
    wrong: str = ""


# Seconds a page may spend on a plan; what stands around it gets as much again at most.
SECONDS = 8.0
Figures = list[tuple[str, str]]


def place_of(request: HttpRequest) -> Place:
    """The unit and the day that the address names; today and the reader's first unit without. Http404 where unseen."""
    code = request.GET.get("unit", "").strip()
    on, is_wrong = days.asked(request)
    open_units = rows(request.user, "view", Unit.objects.all())
    unit = open_units.filter(code=code).first() if code else _first(request, open_units, on)
    if unit is None:
        if code:
            raise Http404
        raise PermissionDenied
    return Place(unit, on, request.GET.get("on", "").strip() if is_wrong else "")


def _first(request: HttpRequest, open_units: Any, on: date) -> Unit | None:
    granted = [unit for unit, _patterns in reach_of(request.user).grants] if isinstance(request.user, User) else []
    root = queries.roots(on).first()
    found: Unit | None = open_units.filter(pk=root.pk if root else None).first()
    return found or open_units.filter(pk__in=granted).order_by("code").first()


def figures_offered(request: HttpRequest, unit: Unit, on: date) -> list[tuple[Definition, str]]:
    """The figures of the unit that the reader may see and that name their obstacles or have a target."""
    found = [
        (each, part.code)
        for each in visible.open_indicators(request.user, unit.pk, on)
        for part in each.slices
        if each.obstacles is not None or part.targets
    ]
    if not found:
        raise Http404
    return found


def chosen(request: HttpRequest, offered: Sequence[tuple[Definition, str]]) -> Figures:
    """The figures that the address names, else the first; Http404 for one that is not offered."""
    open_names = {(definition.name, part) for definition, part in offered}
    named = [figure_named(text) for text in request.GET.getlist("figure")]
    if any(figure not in open_names for figure in named):
        raise Http404
    return list(dict.fromkeys(named)) or [(offered[0][0].name, offered[0][1])]
