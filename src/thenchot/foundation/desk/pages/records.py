"""A record's page and its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from thenchot.foundation.access import policy, readings
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.desk.cells import cells
from thenchot.foundation.desk.columns import columns_of, details_of
from thenchot.foundation.desk.filters import filters_of
from thenchot.foundation.desk.history import audited, story
from thenchot.foundation.desk.offers import offers
from thenchot.foundation.desk.pages.common import answer, record_at, resource_at
from thenchot.foundation.desk.pages.lists import Heading, rows_of
from thenchot.foundation.desk.reading import read
from thenchot.foundation.desk.resource import Action, Panel, Related, Resource, Text, by_slug
from thenchot.foundation.ledger import attachments
from thenchot.foundation.ledger.models import Act
from thenchot.foundation.ledger.records import Record

RECENT = 5


@dataclass(frozen=True, slots=True)
class Block:
    """A panel as it stands on the page."""

    title: Text
    html: str


@dataclass(frozen=True, slots=True)
class RelatedRows:
    """A list of records that belong to this one, cut at its limit; `url` is the address of all of them, where it can be."""

    title: Text
    headings: list[Heading]
    rows: SafeString
    more: bool
    url: str


@open_to("members")
def show(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """The record's page."""
    resource = resource_at(slug)
    record = record_at(request, resource, "view", key)
    readings.note(request.user, record, "page")
    if page := resource.pages.get("detail"):
        return page(request, resource, record)
    return answer(request, "record", context_of(request, resource, record))


def context_of(request: HttpRequest, resource: Resource, record: Any) -> dict[str, Any]:
    """What the record's page shows; an app's own page may begin with it."""
    user = request.user
    columns = details_of(resource)
    line = read(user, resource, resource.queryset().filter(pk=record.pk), columns)[0]
    events = story(user, resource, record, limit=RECENT + 1)
    return {
        "resource": resource,
        "record": record,
        "title": str(record),
        "crumbs": crumbs(resource, record),
        "facts": cells(columns, line.values),
        "may_change": bool(resource.fields) and policy.may(user, "change", record),
        "actions": [action for action in resource.actions if _offers(user, action, record)],
        "blocks": [block for panel in resource.panels if (block := _block(request, panel, record))],
        "offers": offers(user, resource, record),
        "related": [found for one in resource.related if (found := _related(user, one, record))],
        "files": list(attachments.of(record.pk)) if resource.files else [],
        "may_attach": resource.files and policy.may(user, "attach", record),
        "events": events[:RECENT],
        "more_events": len(events) > RECENT,
    }


@open_to("members")
def history(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Everything that happened to the record; an auditor reads it of records they do not see, and of those that are gone."""
    resource = resource_at(slug)
    if not issubclass(resource.model, Record):
        raise Http404
    try:
        record = record_at(request, resource, "view", key)
    except Http404:
        return _audited(request, resource, key)
    readings.note(request.user, record, "history")
    context = {
        "resource": resource,
        "title": str(record),
        "crumbs": crumbs(resource, record),
        "events": story(request.user, resource, record),
    }
    return answer(request, "history", context)


def _audited(request: HttpRequest, resource: Resource, key: str) -> HttpResponse:
    events = audited(request.user, resource, key) if policy.may_everywhere(request.user, "view", Act) else []
    if not events:
        raise Http404
    title = f"{capfirst(str(resource.model._meta.verbose_name))} {key}"
    return answer(
        request, "history", {"resource": resource, "title": title, "crumbs": crumbs(resource), "events": events}
    )


def crumbs(resource: Resource, record: Any = None) -> list[tuple[Text, str]]:
    """The way to the record."""
    way: list[tuple[Text, str]] = [(capfirst(str(resource.title)), reverse("desk:list", args=[resource.slug]))]
    if record is not None:
        way.append((str(record), reverse("desk:detail", args=[resource.slug, record.pk])))
    return way


def _offers(user: policy.Who, action: Action, record: Any) -> bool:
    return action.on == "row" and policy.may(user, action.name, record)


def _block(request: HttpRequest, panel: Panel, record: Any) -> Block | None:
    context = panel.context(request, record)
    if context is None:
        return None
    return Block(panel.title, render_to_string(panel.template, {**context, "record": record}, request=request))


def _related(user: policy.Who, one: Related, record: Any) -> RelatedRows | None:
    resource = by_slug(one.resource)
    if resource is None:
        return None
    columns = tuple(bound for bound in columns_of(resource) if bound.path != one.path)
    rows = policy.rows(user, "view", resource.queryset()).filter(**{one.path: record.pk})
    rows = rows.order_by(*resource.order)
    lines = read(user, resource, rows[: one.limit + 1], columns)
    headings = [Heading(bound.label, bound.is_number) for bound in columns]
    linked = any(found.name == one.path for found in filters_of(resource))
    url = f"{reverse('desk:list', args=[resource.slug])}?{one.path}={record.pk}" if linked else ""
    shown = rows_of(resource, columns, lines[: one.limit])
    return RelatedRows(one.title, headings, shown, len(lines) > one.limit, url)
