"""The API's addresses: for each resource its list and its items, as the desk's pages give them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from importlib import metadata
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI, Query, Schema
from ninja.security import HttpBearer, SessionAuth

from thenchot.foundation.access import readings
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import narrow
from thenchot.foundation.desk import tokens
from thenchot.foundation.desk.api import bodies, problems, shapes, writes
from thenchot.foundation.desk.api.items import JSON, item_answer
from thenchot.foundation.desk.columns import columns_of
from thenchot.foundation.desk.filters import names_of
from thenchot.foundation.desk.listing import Listing
from thenchot.foundation.desk.pages.common import record_at
from thenchot.foundation.desk.resource import Resource, resources

ANSWERS = {401: problems.Problem, 403: problems.Problem, 404: problems.Problem, 422: problems.Problem}
WRITE_ANSWERS = {204: None, 400: problems.Problem, **ANSWERS, 412: problems.Problem, 428: problems.Problem}
HEADERS = {
    "parameters": [
        {
            "in": "header",
            "name": "If-Match",
            "schema": {"type": "string"},
            "description": "The record's ETag; a change without it is refused, one of an older version is not done",
        },
        {
            "in": "header",
            "name": "Idempotency-Key",
            "schema": {"type": "string", "maxLength": 64},
            "description": "Done once: a repeat of the key gives the first result",
        },
    ]
}
OWN = frozenset({"q", "sort", "after", "before", "size"})


def build() -> NinjaAPI:
    """The API over every resource of the house."""
    api = NinjaAPI(
        title="Thenchot",
        version=metadata.version("thenchot"),
        description="The same rows, words and rules as the pages. Keys are UUIDs, days are ISO dates, exact numbers are text.",
        urls_namespace="api",
        docs_url="docs/",
        auth=[TokenAuth(), SessionAuth()],
    )
    problems.install(api)
    for resource in resources():
        _describe(api, resource)
    return api


class TokenAuth(HttpBearer):
    """A token in the header `Authorization: Bearer …`; the request reaches no further than its scopes."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        found = tokens.holder(token)
        if found is None:
            return None
        narrow(found.user, tuple(found.scopes))
        request.user = found.user
        return found.user


def _describe(api: NinjaAPI, resource: Resource) -> None:
    """The resource's addresses."""
    tags, slug, item = [str(resource.model._meta.verbose_name_plural)], resource.slug, shapes.full_item(resource)
    page = shapes.page(resource, columns_of(resource))
    api.get(f"/{slug}/", response={200: page, **ANSWERS}, tags=tags, operation_id=f"{slug}_list")(_listing(resource))
    # Before the address of an item, whose key would match "do".
    for action in resource.actions:
        body = bodies.of_action(resource, action)
        here = f"/{slug}/do/{action.name}/" if action.on == "none" else f"/{slug}/{{key}}/do/{action.name}/"
        answers: dict[int, Any] = {200: item, 201: item, **WRITE_ANSWERS}
        act_on = _annotated(writes.acting(resource, action), str(action.label), body=body, key=action.on == "row")
        api.post(here, response=answers, tags=tags, operation_id=f"{slug}_{action.name}", openapi_extra=HEADERS)(act_on)
    api.get(f"/{slug}/{{key}}/", response={200: item, **ANSWERS}, tags=tags, operation_id=f"{slug}_item")(
        _item(resource)
    )
    if resource.fields:
        body = bodies.of_record(resource, partial=True)
        change = _annotated(writes.changing(resource), f"Change: {resource.title}", body=body, key=True)
        answers = {200: item, **WRITE_ANSWERS}
        api.patch(
            f"/{slug}/{{key}}/", response=answers, tags=tags, operation_id=f"{slug}_change", openapi_extra=HEADERS
        )(change)
    if resource.fields and resource.adds:
        body = bodies.of_record(resource, partial=False)
        add = _annotated(writes.adding(resource), f"Add: {resource.title}", body=body, key=False)
        answers = {200: item, 201: item, **WRITE_ANSWERS}
        api.post(f"/{slug}/", response=answers, tags=tags, operation_id=f"{slug}_add", openapi_extra=HEADERS)(add)


def _annotated(
    view: Callable[..., HttpResponse], words: str, *, body: type[Schema], key: bool
) -> Callable[..., HttpResponse]:
    """The view with the signature ninja reads the body's shape from."""
    parameters = [inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=HttpRequest)]
    if key:
        parameters.append(inspect.Parameter("key", inspect.Parameter.KEYWORD_ONLY, annotation=str))
    parameters.append(inspect.Parameter("body", inspect.Parameter.KEYWORD_ONLY, annotation=body))
    view.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    view.__doc__ = words
    return view


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
        readings.note(request.user, record, "api")
        return item_answer(request, resource, record)

    one.__annotations__ = {"request": HttpRequest, "key": str}
    one.__doc__ = f"One of: {resource.title}"
    return one


def urls(api: NinjaAPI) -> list[URLPattern]:
    """The API's addresses, each saying who may open it: operations check for themselves, the description is for members.

    The machine-readable description may be fetched with a token, too.
    """
    patterns: list[Any] = api.urls[0]
    for pattern in patterns:
        if pattern.name == "openapi-json":
            pattern.callback = _for_programs(pattern.callback)
        described = pattern.name in {"openapi-view", "api-root"}
        open_to("members" if described else "tokens")(pattern.callback)
    assert "ninja" in settings.INSTALLED_APPS  # or the page of the description would be loaded from elsewhere
    return patterns


def _for_programs(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    token = TokenAuth()

    @wraps(view)
    def guarded(request: HttpRequest, **given: Any) -> HttpResponse:
        if request.user.is_authenticated or token(request):
            return view(request, **given)
        return problems.problem(401)

    return guarded
