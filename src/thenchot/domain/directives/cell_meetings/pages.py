"""Regular meetings held against required, by body and month, with attendance, length, papers and topics."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives.cell_meetings import queries
from thenchot.domain.directives.cell_meetings.models import CellMeeting, MeetingRule
from thenchot.domain.people.models import Body
from thenchot.foundation.access import policy
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.desk.places import place_form
from thenchot.foundation.organisation.queries import under

SHOWN = 100


@open_to("members")
def meetings_held(request: HttpRequest) -> HttpResponse:
    """The last twelve whole months of every body that has a rule, those furthest behind first."""
    form = place_form(request, days={"on": _("On")}, models=(CellMeeting, Body))
    context: dict[str, object] = {"form": form}
    if form.is_valid() and (unit := form.unit) is not None:
        day = form.day()
        bodies = policy.rows(request.user, "view", Body.objects.filter(unit__in=under([unit.pk], day)))
        bodies = bodies.filter(kind__in=MeetingRule.objects.values("kind")).select_related("unit").order_by("code")
        years = [year for year in queries.years(bodies, day) if year.required or year.held]
        years.sort(key=lambda year: year.held - year.required)
        context |= {
            "unit": unit,
            "day": day,
            "starts": [month.start for month in years[0].months] if years else [],
            "years": years[:SHOWN],
            "n_more": max(0, len(years) - SHOWN),
            "held": sum(year.held for year in years),
            "required": sum(year.required for year in years),
            "present": sum(year.present for year in years),
            "members": sum(year.members for year in years),
        }
    return render(request, "directives/meetings_held.html", context)
