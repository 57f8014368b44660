"""The list of what lapses, is overdue or is missing at a unit, and its counts on the board."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.policy import Who, rows
from thenchot.foundation.access.reach import today
from thenchot.foundation.desk.resource import Text, Tone
from thenchot.foundation.indicators import visible
from thenchot.foundation.indicators.alerts import WINDOWS, Alert, Kind, alerts_for, chosen, counted
from thenchot.foundation.indicators.models import Closing
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.organisation.queries import under
from thenchot.insight.board import places, words
from thenchot.insight.board.places import Place

# Lines of the page; the counts are of all.
MOST = 300
NAMES: dict[str, Text] = {
    "": gettext_lazy("All"),
    "overdue": gettext_lazy("Overdue"),
    "30": gettext_lazy("Within 30 days"),
    "60": gettext_lazy("Within 60 days"),
    "90": gettext_lazy("Within 90 days"),
    "missing": gettext_lazy("Missing"),
}
_TONES: dict[str, Tone] = {"overdue": "bad", "30": "warn", "60": "warn", "90": "info", "missing": "muted"}


@dataclass(frozen=True, slots=True)
class Line:
    """An alert as the page shows it: in how many days, or how many days ago."""

    alert: Alert
    tone: Tone
    text: str


@open_to("members")
def alerts(request: HttpRequest) -> HttpResponse:
    """Everything the reader's units have to see to, overdue first; each line opens its record."""
    place = places.needed(request)
    found = alerts_for(request.user, place.unit, place.on)
    counts = counted(found, place.on)
    name = request.GET.get("show", "")
    shown = chosen(found, place.on, name)
    context = {
        "title": _("Alerts"),
        "place": place,
        "today": today(),
        "tabs": [
            {
                "label": label,
                "url": _url(place, key),
                "current": key == (name if name in NAMES else ""),
                "count": counts[key] if key else len(found),
            }
            for key, label in NAMES.items()
        ],
        "lines": [_line(alert, place.on) for alert in shown[:MOST]],
        "left": max(0, len(shown) - MOST),
        "crumbs": [(place.unit.name, place.board()), (_("Alerts"), "")],
    }
    return render(request, "board/alerts.html", context)


@open_to("members")
def alert_counts(request: HttpRequest) -> HttpResponse:
    """The counts alone: the board asks for them once it stands."""
    place = places.needed(request)
    counts = counted(alerts_for(request.user, place.unit, place.on), place.on)
    badges = [(NAMES[key], counts[key], tone, _url(place, key)) for key, tone in _TONES.items() if counts[key]]
    return render(request, "board/parts/alert_counts.html", {"badges": badges, "all": _url(place, "")})


def _url(place: Place, name: str) -> str:
    return reverse("board-alerts") + place.query(show=name)


def _line(alert: Alert, day: date) -> Line:
    if alert.kind is Kind.MISSING or alert.due_on is None:
        return Line(alert, "muted", _("missing"))
    days = (alert.due_on - day).days
    if alert.kind is Kind.OVERDUE:
        return Line(alert, "bad", _("%(days)d days ago") % {"days": -days})
    tone: Tone = "warn" if days <= WINDOWS[1] else "info"
    return Line(alert, tone, _("in %(days)d days") % {"days": days})


def figures_missing(user: Who, unit: Unit, day: date) -> Iterator[Alert]:
    """Figures for which records have not been reported, and closings below that nobody has approved yet."""
    place = Place(unit, day)
    for figure in visible.figures_for(user, [unit.pk], day).get(unit.pk, []):
        if figure.missing:
            url = place.figure(figure.indicator, figure.slice, show="missing")
            yield Alert(Kind.MISSING, words.missing(figure), words.name(figure), url, unit.name)
    waiting = Closing.objects.filter(
        unit__in=under([unit.pk], day), approved_by="", withdrawn_on__isnull=True, on__lte=day
    )
    for closing in rows(user, "view", waiting).select_related("unit").order_by("on", "pk"):
        url = reverse("desk:detail", args=["closings", closing.pk])
        yield Alert(Kind.MISSING, _("not approved yet"), str(closing), url, closing.unit.name)
