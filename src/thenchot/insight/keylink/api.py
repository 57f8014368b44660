"""The key link by API: the same question in the address, the same answer as on the page and on the command line."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Query, Schema
from pydantic import ConfigDict, Field

from thenchot.foundation.desk.api.items import JSON
from thenchot.foundation.desk.api.operations import Operation
from thenchot.foundation.desk.api.problems import problem
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.insight.keylink import places, seen, striking
from thenchot.insight.keylink.answers import answer
from thenchot.insight.keylink.asked import wished


class Question(Schema):
    """What is asked, as the page asks it; numbers may be written as people write them."""

    unit: str = Field("", description="A unit's code; without it the first the reader may see")
    on: str = Field("", description="A day, such as 2026-11-25; today without it")
    figure: list[str] = Field([], description="indicator.slice; the first of the unit without it")
    target: str = Field("", description="A share in percent, instead of the targets in force")
    budget: str = Field("", description="Most to be spent, in dong")
    within: str = Field("", description="Days until all is done")
    work: str = Field("", description="Days of work in all")
    fixes: str = Field("", description="How many things may be done")
    bench: list[str] = Field([], description="name=days: what one bench has")
    must: list[str] = Field([], description="Keys of fixes that are done in any case")
    leave: list[str] = Field([], description="Keys of fixes that are left out")
    order: list[str] = Field([], description="Two keys, of which the first is done before the second")
    strike: list[str] = Field([], description="Keys of fixes to be struck from the plan found")
    fair: str = Field("", description="1: the worst figure comes first")
    reach: str = Field("", description="1: as far as the limits allow")


class Answer(Schema):
    """The plan and what stands around it."""

    model_config = ConfigDict(extra="allow")

    unit: str
    on: str
    head: str
    state: str
    figures: list[dict[str, Any]]
    question: dict[str, list[str]]
    plan: dict[str, Any] | None
    is_final: bool


def show(request: HttpRequest, asked: Query[Question]) -> HttpResponse:  # noqa: ARG001  # read from the address as the page does
    """The answer as JSON; 422 with a sentence where the question makes no sense."""
    place = places.place_of(request)
    figures = places.chosen(request, places.figures_offered(request, place.unit, place.on))
    if place.wrong:
        sentence = gettext("“%(found)s” is no day; write it like 25/11/2026 or 2026-11-25") % {"found": place.wrong}
        return problem(422, sentence, [("on", sentence)])
    try:
        found = answer(wished(dict(request.GET.lists()), figures, place.unit, place.on, places.SECONDS))
        if struck := [key for key in request.GET.getlist("strike") if key]:
            found = striking.without(found, struck)
    except Refusal as refused:
        sentence = refused.said(gettext)
        return problem(422, sentence, [(refused.field, sentence)])
    return HttpResponse(msgspec.json.encode(seen.filtered(request.user, found)), content_type=JSON)


OPERATION = Operation(
    method="GET",
    path="/keylink/",
    view=show,
    answers={200: Answer},
    name="keylink",
    says="The key link: the least that has to be done for a figure to meet its target",
    tag="Key link",
)
