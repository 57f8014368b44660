"""Authorised against actual, for a unit and all below it on a day."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel.equipment.models import Equipment
from thenchot.domain.materiel.establishment import queries
from thenchot.domain.materiel.establishment.models import Establishment
from thenchot.domain.materiel.establishment.rules import on_hand_ratio
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.desk.places import below_reach, place_form
from thenchot.foundation.organisation.models import Unit


@open_to("members")
def against_actual(request: HttpRequest) -> HttpResponse:
    """Every unit and type: authorised, held, missing, over; and the ratio, where no surplus hides a lack."""
    form = place_form(request, days={"on": _("On")}, models=(Establishment, Equipment))
    context: dict[str, object] = {"form": form, "title": _("Authorised against actual")}
    if form.is_valid() and (unit := form.unit) is not None:
        lines = _within_reach(request, unit, form.day())
        short = request.GET.get("short") == "1"
        filled, authorised = on_hand_ratio(line.held for line in lines)
        shown = [line for line in lines if line.held.missing] if short else lines
        context |= {
            "unit": unit,
            "day": form.day(),
            "lines": shown,
            "filled": filled,
            "authorised": authorised,
            "short": short,
        }
    return render(request, "materiel/establishment.html", context)


def _within_reach(request: HttpRequest, unit: Unit, day: date) -> list[queries.Comparison]:
    """The lines of units below that are still within the reader's reach today, though the tree was another then."""
    seen = set(below_reach(request.user, Equipment).values_list("unit", flat=True))
    return [line for line in queries.comparison([unit.pk], day) if line.unit.pk in seen]
