"""Finding things: the rows a picker offers, the search over everything, and the menu as a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst

from thenchot.foundation.access import policy
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.desk import search
from thenchot.foundation.desk.inputs import RecordField, found_by, label
from thenchot.foundation.desk.menu import Entry, sections
from thenchot.foundation.desk.pages.common import answer, resource_at
from thenchot.foundation.desk.resource import Resource, Text, resources
from thenchot.foundation.kernel.vietnamese import fold

OFFERED = 12
HITS = 6


@dataclass(frozen=True, slots=True)
class Hits:
    """What the search found in one resource."""

    resource: Resource
    title: Text
    found: list[tuple[str, str]]
    more: str


@open_to("members")
def pick(request: HttpRequest, slug: str) -> HttpResponse:
    """Rows a picker offers for what was typed so far, from those the reader may view."""
    resource = resource_at(slug)
    field = RecordField(model=resource.model, user=request.user)
    rows = found_by(resource.model, field.rows, request.GET.get("q", ""))[: OFFERED + 1]
    found = [(str(row.pk), label(row)) for row in rows]
    return answer(request, "parts/offered", {"found": found[:OFFERED], "more": len(found) > OFFERED})


@open_to("members")
def find(request: HttpRequest) -> HttpResponse:
    """The search over every resource the reader may view; to htmx only the hits."""
    text = request.GET.get("q", "").strip()
    groups = [hits for resource in resources() if text and (hits := _hits(request, resource, text))]
    return answer(request, "search#search_hits", {"text": text, "groups": groups, "pages": _pages(request, text)})


def _pages(request: HttpRequest, text: str) -> list[Entry]:
    """Lines of the menu that hold the words."""
    words = fold(text).split()
    entries = [entry for section in sections(request.user) for entry in section.entries]
    return [entry for entry in entries if words and all(word in fold(str(entry.title)) for word in words)][:HITS]


def _hits(request: HttpRequest, resource: Resource, text: str) -> Hits | None:
    if not resource.in_menu or not search.is_searchable(resource):
        return None
    if not policy.may_anywhere(request.user, "view", resource.model):
        return None
    rows: Any = policy.rows(request.user, "view", resource.queryset())
    rows = rows.select_related(*getattr(resource.model, "named_through", ()))
    found = list(found_by(resource.model, rows, text)[: HITS + 1])
    if not found:
        return None
    listed = [(label(row), reverse("desk:detail", args=[resource.slug, row.pk])) for row in found[:HITS]]
    more = reverse("desk:list", args=[resource.slug]) if len(found) > HITS else ""
    return Hits(resource, capfirst(str(resource.title)), listed, more)


@open_to("members")
def menu(request: HttpRequest) -> HttpResponse:
    """The menu as a page."""
    return answer(request, "menu", {"sections": sections(request.user)})
