"""A record's page and its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import capfirst

from thenchot.foundation.access import policy
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.desk.cells import cell
from thenchot.foundation.desk.columns import columns_of, details_of
from thenchot.foundation.desk.filters import filters_of
from thenchot.foundation.desk.history import story
from thenchot.foundation.desk.pages.common import answer, record_at, resource_at
from thenchot.foundation.desk.pages.lists import Heading, Row, row_of
from thenchot.foundation.desk.reading import read
from thenchot.foundation.desk.resource import Action, Panel, Related, Resource, Text, by_slug
from thenchot.foundation.ledger import attachments

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
    rows: list[Row]
    more: bool
    url: str


@open_to("members")
def show(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """The record's page."""
    resource = resource_at(slug)
    record = record_at(request, resource, "view", key)
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
        "facts": [cell(bound, value) for bound, value in zip(columns, line.values, strict=True)],
        "may_change": bool(resource.fields) and policy.may(user, "change", record),
        "actions": [action for action in resource.actions if _offers(user, action, record)],
        "blocks": [block for panel in resource.panels if (block := _block(request, panel, record))],
        "related": [found for one in resource.related if (found := _related(user, one, record))],
        "files": list(attachments.of(record.pk)) if resource.files else [],
        "may_attach": resource.files and policy.may(user, "attach", record),
        "events": events[:RECENT],
        "more_events": len(events) > RECENT,
    }


@open_to("members")
def history(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Everything that happened to the record."""
    resource = resource_at(slug)
    record = record_at(request, resource, "view", key)
    context = {
        "resource": resource,
        "record": record,
        "title": str(record),
        "crumbs": crumbs(resource, record),
        "events": story(request.user, resource, record),
    }
    return answer(request, "history", context)


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
    rows = rows.order_by(*(resource.ordering or resource.model._meta.ordering))
    lines = read(user, resource, rows[: one.limit + 1], columns)
    headings = [Heading(bound.label, bound.is_number, "", None) for bound in columns]
    linked = any(found.name == one.path for found in filters_of(resource))
    url = f"{reverse('desk:list', args=[resource.slug])}?{one.path}={record.pk}" if linked else ""
    shown = [row_of(resource, columns, line) for line in lines[: one.limit]]
    return RelatedRows(one.title, headings, shown, len(lines) > one.limit, url)
