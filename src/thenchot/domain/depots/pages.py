"""The depots' own pages: how all of them stand on a day, and the questions of an assessment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext

from thenchot.domain.depots import actions, queries
from thenchot.domain.depots.models import Depot, Tier
from thenchot.domain.standards import panels as standards
from thenchot.domain.standards import queries as standing_queries
from thenchot.domain.standards.forms import AssessmentForm, assessment_form
from thenchot.domain.standards.models import Assessment, Standard, StandardVersion
from thenchot.foundation.access import policy, seals
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.desk import days, writing
from thenchot.foundation.desk.resource import Text, by_model
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Line:
    """A depot and how it stands against one standard."""

    depot: Depot
    tier: Text
    shown: standards.Shown


@open_to("members")
def standing(request: HttpRequest) -> HttpResponse:
    """Every depot within reach on a day: tier, standing, what decides it, and when it lapses; those that miss first."""
    day, wrong = days.asked(request)
    tier = request.GET.get("tier", "")
    seen = policy.rows(request.user, "view", queries.open_on(day))
    if tier in Tier.values:
        seen = seen.filter(pk__in=queries.on_tier(tier, day).values("pk"))
    depots = list(seen.select_related("unit").order_by("code"))
    tiers = queries.tiers(depots, day)
    lines = [
        Line(depot, Tier(tiers[depot.pk]).label, standards.shown(found))
        for standard in standing_queries.for_model(Depot._meta.label_lower)
        for depot, (_key, found) in zip(
            depots, standing_queries.standings(standard, [d.pk for d in depots], day), strict=True
        )
    ]
    lines.sort(key=_urgency)
    context = {"day": day, "wrong": wrong, "tier": tier, "tiers": Tier.choices, "lines": lines}
    return render(request, "depots/all_standing.html", context)


def _urgency(line: Line) -> tuple[bool, date]:
    """Those that miss the standard first, then the soonest to lapse."""
    outcome = line.shown.standing.outcome
    return outcome.meets, outcome.lapses_on or date.max


@open_to("anyone")
def worker(_request: HttpRequest) -> HttpResponseBase:
    """The script that keeps the assessment page at hand without a network; served here so that it reaches these pages only."""
    path = finders.find("depots/worker.js")
    assert isinstance(path, str)
    response = HttpResponse(Path(path).read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@open_to("members")
def assess(request: HttpRequest, key: UUID, standard: UUID) -> HttpResponseBase:
    """The questions of the standard's version in force, for one depot; answered all at once."""
    depot = policy.row(request.user, "assess", Depot.objects.select_related("unit"), key)
    found = policy.rows(request.user, "view", Standard.objects.filter(applies_to=Depot._meta.label_lower))
    if (asked := found.filter(pk=standard).first()) is None:
        raise Http404
    day, _wrong = days.asked(request)
    try:
        version = standing_queries.version_in_force(asked, day).rule(str(asked))
    except Refusal as refusal:
        messages.error(request, refusal.said(gettext))
        return HttpResponseRedirect(reverse("desk:detail", args=["depots", depot.pk]))
    if request.method == "POST":
        return _take(request, depot, version)
    return _page(request, depot, assessment_form(version, initial=_start(request, day)))


def _start(request: HttpRequest, day: date) -> dict[str, Any]:
    user = request.user
    name = user.display_name if isinstance(user, User) else ""
    return {"on": day, "assessor": name, "request_key": new_key().hex}


def _take(request: HttpRequest, depot: Depot, version: StandardVersion) -> HttpResponseBase:
    form = assessment_form(version, request.POST, files=request.FILES)
    if not form.is_valid():
        return _page(request, depot, form, status=422)
    assert isinstance(request.user, User)
    order = writing.Order(request.user, form.cleaned_data["request_key"])
    resource = by_model(Depot)
    assert resource is not None

    def work() -> Depot:
        actions.assess(
            writing.locked(depot, None),
            version=version,
            on=form.cleaned_data["on"],
            answers=form.answers(),
            assessor=form.cleaned_data["assessor"],
            minutes=form.cleaned_data["minutes"],
            evidence=form.evidence(),
        )
        return depot

    try:
        done = writing.perform(order, resource, "assess", "depots.assess", work)
    except (Refusal, ValidationError) as error:
        form.take(writing.faults_of(error, gettext))
        return _page(request, depot, form, status=422)
    if done.again:
        messages.info(request, gettext("This was already done; nothing was done twice"))
    else:
        messages.success(request, gettext("The assessment is recorded as act %(act)s") % {"act": done.act})
    return HttpResponseRedirect(reverse("desk:detail", args=["depots", depot.pk]))


def _page(request: HttpRequest, depot: Depot, form: AssessmentForm, *, status: int = 200) -> HttpResponse:
    last = standing_queries.latest(form.version_asked.standard, depot.pk, today())
    context = {
        "depot": depot,
        "form": form,
        "blocks": list(form.blocks()),
        "seal": seals.key_of(request.user) if isinstance(request.user, User) else "",
        "last": last,
        "title": gettext("Assess: %(depot)s") % {"depot": depot},
        "crumbs": [
            (capfirst(str(Depot._meta.verbose_name_plural)), reverse("desk:list", args=["depots"])),
            (str(depot), reverse("desk:detail", args=["depots", depot.pk])),
            (capfirst(str(Assessment._meta.verbose_name)), ""),
        ],
    }
    return render(request, "depots/assess.html", context, status=status)
