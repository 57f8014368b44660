"""How succession planning of a unit and all below it stands on a day: age bands, shares, posts, against the rule in force."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thenchot.domain.people.succession import queries
from thenchot.domain.people.succession.models import SuccessionPlan
from thenchot.foundation.access import policy
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.desk.places import place_form
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.organisation.queries import under

SHOWN = 200
MOST_NAMED = 500  # a list takes at most so many keys in its address


@open_to("members")
def succession(request: HttpRequest) -> HttpResponse:
    """Shares of young and of women, age bands and posts, each with the rows behind it."""
    form = place_form(request, days={"on": _("On")}, models=(SuccessionPlan,))
    context: dict[str, object] = {"form": form}
    if form.is_valid() and (unit := form.unit) is not None:
        day = form.day()
        rows = policy.rows(request.user, "view", SuccessionPlan.objects.filter(unit__in=under([unit.pk], day)))
        context |= {"unit": unit, "day": day}
        try:
            context |= _shown(queries.standing(rows, day))
        except Refusal as refusal:
            context["refused"] = refusal.said(gettext)
    return render(request, "people/succession.html", context)


def _shown(found: queries.Standing) -> dict[str, object]:
    return {
        "persons": found.persons,
        "limits": found.limits,
        "shares": _shares(found),
        "bands": [_band(found, band) for band in found.bands],
        "posts": [(post, _list(post.plans)) for post in found.posts[:SHOWN]],
        "n_more": max(0, len(found.posts) - SHOWN),
        "n_posts": len(found.posts),
        "without_age": (len(found.without_age), _list(found.without_age)),
        "without_sex": (len(found.without_sex), _list(found.without_sex)),
    }


def _shares(found: queries.Standing) -> list[dict[str, object]]:
    limits, shares = found.limits, found.shares
    young = gettext("Younger than %(age)s") % {"age": limits.young_below}
    return [
        _share(young, shares.young, shares.of_known_age, limits.young_percent, shares.enough_young, found.young),
        _share(
            gettext("Women"), shares.women, shares.of_known_sex, limits.women_percent, shares.enough_women, found.women
        ),
    ]


def _share(  # a tile shows as many
    title: str,
    number: int,
    of: int,
    least: int,
    enough: bool,
    plans: Sequence[UUID],  # named by the caller
) -> dict[str, object]:
    return {
        "title": title,
        "number": number,
        "of": of,
        "least": least,
        "share": number * 100 / of if of else None,
        "tone": "muted" if not of else "good" if enough else "bad",
        "url": _list(plans),
    }


def _band(found: queries.Standing, band: queries.Band) -> dict[str, object]:
    known = found.shares.of_known_age
    return {
        "label": _ages(band),
        "number": len(band.persons),
        "of": known,
        "share": len(band.persons) * 100 / known if known else None,
        "url": _list(band.plans),
    }


def _ages(band: queries.Band) -> str:
    if band.low is None:
        return gettext("below %(age)s years") % {"age": band.high}
    if band.high is None:
        return gettext("%(age)s years and above") % {"age": band.low}
    return gettext("%(low)s to %(high)s years") % {"low": band.low, "high": band.high - 1}


def _list(plans: Sequence[UUID]) -> str:
    """The address of the list of these rows; empty where there are none, or more than an address holds."""
    if not plans or len(plans) > MOST_NAMED:
        return ""
    return reverse("desk:list", args=["succession"]) + "?ids=" + ",".join(map(str, plans))
