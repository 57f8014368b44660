"""Adopting a plan from its page: the form, the one door for writing, and the plans that stand already."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import User
from thenchot.foundation.access.policy import Who, may_anywhere, rows
from thenchot.foundation.desk import inputs, writing
from thenchot.foundation.desk.forms import DeskForm
from thenchot.foundation.desk.resource import by_model
from thenchot.foundation.desk.writing import Order
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.insight.keylink import actions, following, places, striking, wording
from thenchot.insight.keylink.answers import answer
from thenchot.insight.keylink.asked import Asked, wished
from thenchot.insight.keylink.following import Progress
from thenchot.insight.keylink.models import Plan


class AdoptForm(DeskForm):
    """Title and note of the plan; `seen` tells whether the plan is still the one that was looked at."""

    title = inputs.TidyField(label=_("Title of the plan"), max_length=300)
    note = inputs.TidyField(label=_("Note"), max_length=500, required=False)
    seen = forms.CharField(widget=forms.HiddenInput)


def form_for(user: Who, asked: Asked, found: Mapping[str, Any]) -> AdoptForm | None:
    """The form of a plan for who may adopt one here; None for others."""
    if not isinstance(user, User) or not may_anywhere(user, "adopt", Plan):
        return None
    return AdoptForm(initial={"title": _title(asked, found), "seen": _seen(found), "request_key": new_key().hex})


def _title(asked: Asked, found: Mapping[str, Any]) -> str:
    figure, standings = found["figures"][0], found["plan"]["standings"]
    name = wording.name(figure["indicator"], figure["slice"])
    after = wording.after(standings[0]) if standings else ""
    return f"{name}, {asked.unit.name}: {wording.before(figure)} \N{RIGHTWARDS ARROW} {after}"[:300]


def _seen(found: Mapping[str, Any]) -> str:
    lines = [(line["key"], line["cost"], line["due_on"]) for line in found["plan"]["fixes"]]
    return hashlib.blake2b(repr(lines).encode(), digest_size=12).hexdigest()


def plans_at(user: Who, asked: Asked) -> list[tuple[Plan, Progress, str]]:
    """The plans that stand for these figures at the unit, with how they go on and their address."""
    resource, wanted = by_model(Plan), set(asked.figures)
    assert resource is not None
    mine = set(rows(user, "view", Plan.objects.filter(unit=asked.unit)).values_list("pk", flat=True))
    return [
        (plan, following.progress(plan, asked.on), reverse("desk:detail", args=[resource.slug, plan.pk]))
        for plan in following.standing_plans(asked.unit.pk, asked.on)
        if plan.pk in mine and wanted.intersection(following.figures_of(plan))
    ]


@open_to("members")
def adopt(request: HttpRequest) -> HttpResponse:
    """Adopt the plan that the address asks for; the facts must still be those that were looked at."""
    place = places.place_of(request)
    figures = places.chosen(request, places.figures_offered(request, place.unit, place.on))
    asked = wished(dict(request.GET.lists()), figures, place.unit, place.on, places.SECONDS)
    back = reverse("keylink") + asked.query(*[("strike", key) for key in request.GET.getlist("strike")])
    if request.method != "POST":
        return HttpResponseRedirect(back)
    if not isinstance(request.user, User) or not may_anywhere(request.user, "adopt", Plan):
        raise PermissionDenied
    form = AdoptForm(request.POST)
    if form.is_valid():
        try:
            plan = _adopt(request, request.user, asked, form)
        except (Refusal, ValidationError) as error:
            form.take(writing.faults_of(error, gettext))
        else:
            messages.success(request, gettext("The plan is adopted and waits for approval."))
            return HttpResponseRedirect(reverse("desk:detail", args=["key-link-plans", plan.pk]))
    context = {"title": gettext("Adopt the plan"), "form": form, "back": back}
    return render(request, "keylink/adopt.html", context, status=422)


def _adopt(request: HttpRequest, user: User, asked: Asked, form: AdoptForm) -> Plan:
    found = answer(asked)
    if struck := [key for key in request.GET.getlist("strike") if key]:
        found = striking.without(found, struck)
    if not found["plan"] or _seen(found) != form.cleaned_data["seen"]:
        raise Refusal("The facts have changed since you looked at this plan; look at it again")
    order = Order(user, form.cleaned_data["request_key"])
    title, note = form.cleaned_data["title"], form.cleaned_data["note"]
    resource = by_model(Plan)
    assert resource is not None
    written = writing.perform(
        order,
        resource,
        "adopt",
        "keylink.adopt",
        lambda: actions.adopt(asked, found, title=title, note=note, by=user),
    )
    plan: Plan = written.record
    return plan
