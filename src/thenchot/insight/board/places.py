"""Which unit and which day a page is about: read from the address, checked against what the reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse

from thenchot.foundation.access.models import User
from thenchot.foundation.access.policy import rows
from thenchot.foundation.access.reach import reach_of, today
from thenchot.foundation.desk import days
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class Place:
    """A unit on a day. `asked` is the text of the day when it could not be read, and `on` is then today."""

    unit: Unit
    on: date
    asked: str = ""

    @property
    def is_past(self) -> bool:
        """Is it about a day before today?"""
        return self.on < today()

    def at(self, on: date) -> Place:
        """The same unit on another day."""
        return Place(self.unit, on)

    def query(self, unit: Unit | None = None, /, **more: object) -> str:
        """The address's query for this day, for this unit or another."""
        kept = {"unit": (unit or self.unit).code, **({"on": self.on.isoformat()} if self.on != today() else {})}
        return "?" + urlencode(kept | {name: value for name, value in more.items() if value not in {None, ""}})

    def board(self, unit: Unit | None = None) -> str:
        """The board's address for this day."""
        return reverse("board") + self.query(unit)

    def figure(self, indicator: str, part: str, unit: Unit | None = None, /, **more: object) -> str:
        """The address of the records behind a figure."""
        return reverse("figure", args=[indicator]) + self.query(unit, slice=part, **more)


def of(request: HttpRequest) -> Place | None:
    """The place a page is about; None for a reader who may see no unit at all. Http404 for a unit they may not see."""
    on, asked = _day(request.GET.get("on", ""))
    code = request.GET.get("unit", "").strip()
    if not code:
        first = _first(request, on)
        return None if first is None else Place(first, on, asked)
    unit = rows(request.user, "view", Unit.objects.filter(code=code)).first()
    if unit is None:
        raise Http404
    return Place(unit, on, asked)


def needed(request: HttpRequest) -> Place:
    """The same, for pages that make no sense without a unit."""
    place = of(request)
    if place is None:
        raise PermissionDenied
    return place


def _day(text: str) -> tuple[date, str]:
    """The day asked for, or today together with the text that is no day."""
    found = days.read(text)
    return found or today(), "" if found else text


def _first(request: HttpRequest, on: date) -> Unit | None:
    """Where a reader starts: the root if they may see it, else their own unit, else the first they hold a grant at."""
    seen = rows(request.user, "view", Unit.objects.all())
    roots = queries.roots(on) or queries.roots(today())
    user = request.user
    granted = [unit for unit, _patterns in reach_of(user).grants] if isinstance(user, User) else []
    tries = (
        seen.filter(pk__in=[unit.pk for unit in roots[:1]]),
        seen.filter(pk=getattr(user, "unit_id", None)),
        seen.filter(pk__in=granted).order_by("code"),
    )
    return next((unit for some in tries if (unit := some.first()) is not None), None)
