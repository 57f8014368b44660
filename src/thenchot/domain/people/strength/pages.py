"""Authorised against actual strength, for a unit and all below it on a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from thenchot.domain.people.persons.models import Category, Posting
from thenchot.domain.people.strength import queries
from thenchot.domain.people.strength.models import AuthorisedPost
from thenchot.domain.people.strength.rules import filled_share
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.desk.places import below_reach, place_form
from thenchot.foundation.organisation.models import Unit

SHOWN = 200


@open_to("members")
def strength(request: HttpRequest) -> HttpResponse:
    """Every unit and post: authorised, serving, missing, over; by category and in all, and who fills each post."""
    form = place_form(request, days={"on": _("On")}, models=(AuthorisedPost, Posting))
    context: dict[str, object] = {"form": form}
    if form.is_valid() and (unit := form.unit) is not None:
        lines = _within_reach(request, unit, form.day())
        short = request.GET.get("short") == "1"
        shown = [line for line in lines if line.held.missing] if short else lines
        context |= {
            "unit": unit,
            "day": form.day(),
            "short": short,
            "lines": queries.filled(shown[:SHOWN], form.day()),
            "n_more": max(0, len(shown) - SHOWN),
            "parts": _parts(lines),
        }
    return render(request, "people/strength.html", context)


def _parts(lines: list[queries.Line]) -> list[dict[str, object]]:
    parts = [(_("All posts"), lines)]
    parts += [
        (category.label, [line for line in lines if line.post.category == category])
        for category in Category
        if any(line.post.category == category for line in lines)
    ]
    return [_part(title, of) for title, of in parts]


def _part(title: object, lines: list[queries.Line]) -> dict[str, object]:
    filled, authorised = filled_share(line.held for line in lines)
    return {
        "title": title,
        "filled": filled,
        "authorised": authorised,
        "missing": authorised - filled,
        "over": sum(line.held.over for line in lines),
        "share": filled * 100 / authorised if authorised else None,
        "tone": "good" if filled == authorised else "warn",
    }


def _within_reach(request: HttpRequest, unit: Unit, day: date) -> list[queries.Line]:
    """The lines of units below that are still within the reader's reach today, though the tree was another then."""
    seen: set[UUID] = set(below_reach(request.user, Posting).values_list("unit", flat=True))
    found = queries.comparison([unit.pk], day)
    return queries.lines({key: held for key, held in found.items() if key[0] in seen})
