"""Technical readiness two ways: by count on a day, by share of possessed time over a period."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel.equipment.models import Equipment
from thenchot.domain.materiel.places import type_field
from thenchot.domain.materiel.states import queries
from thenchot.domain.materiel.states.rules import Counted
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.desk.places import place_form
from thenchot.foundation.desk.resource import Text
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.refusal import Refusal

WORDS: dict[Counted, Text] = {
    Counted.GOOD: _("good"),
    Counted.NOT_GOOD: _("not good by grade"),
    Counted.MAINTENANCE: _("down for maintenance"),
    Counted.SUPPLY: _("down for supply"),
    Counted.OTHER: _("down for another cause"),
    Counted.UNKNOWN: _("not graded, or no rule"),
    Counted.LEFT_OUT: _("left out"),
}
# On neither side of the share.
_APART = {Counted.UNKNOWN, Counted.LEFT_OUT}


@open_to("members")
def readiness(request: HttpRequest) -> HttpResponse:
    """The coefficient of the last day of a period beside the share of time over it; the two need not agree."""
    days = {"start": _("From"), "end": _("To (the last day)")}
    form = place_form(request, days=days, models=(Equipment,), more={"type": type_field(request)})
    context: dict[str, object] = {"form": form, "title": _("Readiness by count and by time")}
    if form.is_valid() and (unit := form.unit) is not None:
        end: date = form.day("end")
        start: date = form.cleaned_data.get("start") or end.replace(day=1)
        kind = form.cleaned_data.get("type")
        context |= {"unit": unit, "start": start, "end": end}
        try:
            period = _period(start, end)
            count = queries.by_count(unit.pk, end, type_id=kind.pk if kind else None)
            time = queries.by_time(unit.pk, period, type_id=kind.pk if kind else None)
        except Refusal as refusal:
            context["refused"] = refusal.said(gettext)
        else:
            context |= {
                "count": count,
                "time": time,
                "rows": [
                    (words, count.tally.number(what), time.tally.number(what), what not in _APART)
                    for what, words in WORDS.items()
                ],
            }
    return render(request, "materiel/readiness.html", context)


def _period(start: date, end: date) -> Interval:
    if start > end:
        raise Refusal("The period ends before it starts", field="end")
    return Interval(start, end + timedelta(1))
