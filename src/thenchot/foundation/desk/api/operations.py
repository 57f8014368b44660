"""The API's addresses: for each resource its list and its items, as the desk's pages give them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import metadata
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI, Query
from ninja.security import SessionAuth

from thenchot.foundation.access.gate import open_to
from thenchot.foundation.desk.api import problems, shapes
from thenchot.foundation.desk.columns import columns_of, details_of
from thenchot.foundation.desk.filters import names_of
from thenchot.foundation.desk.listing import Listing
from thenchot.foundation.desk.pages.common import record_at
from thenchot.foundation.desk.reading import read
from thenchot.foundation.desk.resource import Resource, resources

JSON = "application/json"
ANSWERS = {401: problems.Problem, 403: problems.Problem, 404: problems.Problem, 422: problems.Problem}
OWN = frozenset({"q", "sort", "after", "before", "size"})


def build() -> NinjaAPI:
    """The API over every resource of the house."""
    api = NinjaAPI(
        title="Thenchot",
        version=metadata.version("thenchot"),
        description="The same rows, words and rules as the pages. Keys are UUIDs, days are ISO dates, exact numbers are text.",
        urls_namespace="api",
        docs_url="docs/",
        auth=[SessionAuth()],
    )
    problems.install(api)
    for resource in resources():
        tags = [str(resource.model._meta.verbose_name_plural)]
        page = shapes.page(resource, columns_of(resource))
        api.get(f"/{resource.slug}/", response={200: page, **ANSWERS}, tags=tags, operation_id=f"{resource.slug}_list")(
            _listing(resource)
        )
        api.get(
            f"/{resource.slug}/{{key}}/",
            response={200: shapes.full_item(resource), **ANSWERS},
            tags=tags,
            operation_id=f"{resource.slug}_item",
        )(_item(resource))
    return api


def _listing(resource: Resource) -> Callable[..., HttpResponse]:
    columns = columns_of(resource)
    known = OWN | names_of(resource)

    def rows(request: HttpRequest, asked: Any) -> HttpResponse:  # noqa: ARG001  # read from the address as the page does
        if unknown := sorted(set(request.GET) - known):
            return problems.problem(422, faults=[(name, "unknown") for name in unknown])
        listing = Listing(resource, request.user, request.GET)
        if not listing.filters.is_valid():
            errors = listing.filters.errors.items()
            return problems.problem(422, faults=[(name, str(text)) for name, texts in errors for text in texts])
        page = listing.page()
        if listing.problems:
            return problems.problem(422, faults=[("", str(text)) for text in listing.problems])
        body = {
            "items": [shapes.row(columns, line) for line in page.lines],
            "total": page.total.count,
            "total_is_exact": page.total.exact,
            "previous": page.previous or None,
            "next": page.next or None,
        }
        return HttpResponse(shapes.encode(body), content_type=JSON)

    rows.__annotations__ = {"request": HttpRequest, "asked": Query[shapes.asked(resource)]}  # type: ignore[misc]  # made at run time
    rows.__doc__ = f"List: {resource.title}"
    return rows


def _item(resource: Resource) -> Callable[..., HttpResponse]:
    def one(request: HttpRequest, key: str) -> HttpResponse:
        record = record_at(request, resource, "view", key)
        return item_answer(request, resource, record)

    one.__annotations__ = {"request": HttpRequest, "key": str}
    one.__doc__ = f"One of: {resource.title}"
    return one


def item_answer(request: HttpRequest, resource: Resource, record: Any, *, status: int = 200) -> HttpResponse:
    """A record as JSON, with its version as the entity tag."""
    columns = details_of(resource)
    line = read(request.user, resource, resource.queryset().filter(pk=record.pk), columns)[0]
    version = getattr(record, "version", None)
    response = HttpResponse(shapes.encode({**shapes.row(columns, line), "version": version}), status=status, content_type=JSON)
    if version is not None:
        response["ETag"] = f'"{version}"'
    return response


def urls(api: NinjaAPI) -> list[URLPattern]:
    """The API's addresses, each saying who may open it: operations check for themselves, the description is for members."""
    patterns: list[Any] = api.urls[0]
    for pattern in patterns:
        described = pattern.name in {"openapi-json", "openapi-view", "api-root"}
        open_to("members" if described else "tokens")(pattern.callback)
    assert "ninja" in settings.INSTALLED_APPS  # or the page of the description would be loaded from elsewhere
    return patterns
