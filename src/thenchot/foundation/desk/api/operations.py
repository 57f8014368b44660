"""The API's addresses: for each resource its list and its items, as the desk's pages give them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from importlib import metadata
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.text import capfirst
from ninja import NinjaAPI, Query, Schema
from ninja.constants import NOT_SET
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An address of an app's own beside the resources: what it answers by status, and who is admitted (tokens and pages).

    The view is one of ninja's: what it is asked stands in its annotations, and becomes the description.
    """

    method: Literal["GET", "POST"]
    path: str
    view: Callable[..., HttpResponse]
    answers: Mapping[int, Any]
    name: str
    says: str
    tag: str
    tokens_only: bool = False


_operations: list[Operation] = []


def add_operation(operation: Operation) -> None:
    """Put an app's own address into the API and its description; called in the app's `resources` module."""
    _operations.append(operation)


class DescribedAPI(NinjaAPI):
    """Describes errors as what they are sent as: problem documents."""

    def get_openapi_schema(self, **given: Any) -> Any:
        schema = super().get_openapi_schema(**given)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, said in operation["responses"].items():
                    if status >= 400:
                        said["content"] = {problems.PROBLEM: said["content"]["application/json"]}
        return schema


def build() -> NinjaAPI:
    """The API over every resource of the house."""
    api = DescribedAPI(
        title="Thenchot",
        version=metadata.version("thenchot"),
        description="The same rows, words and rules as the pages. Keys are UUIDs, days are ISO dates, exact numbers are text.",
        urls_namespace="api",
        docs_url="docs/",
        auth=[TokenAuth(), SessionAuth()],
    )
    problems.install(api)
    for operation in _operations:
        api.api_operation(
            [operation.method],
            operation.path,
            response={**operation.answers, **ANSWERS},
            auth=TokenAuth() if operation.tokens_only else NOT_SET,
            operation_id=operation.name,
            summary=operation.says,
            tags=[operation.tag],
            url_name=operation.name,
        )(operation.view)
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
    slug, title, item = resource.slug, str(resource.title), shapes.full_item(resource)
    one, written = f"/{slug}/{{key}}/", {200: item, 201: item, **WRITE_ANSWERS}

    def at(
        method: str, path: str, view: Callable[..., HttpResponse], answers: dict[int, Any], verb: str, says: str
    ) -> None:
        named: dict[str, Any] = {"operation_id": f"{slug}_{verb}", "summary": says, "tags": [title]}
        if method != "GET":
            named["openapi_extra"] = HEADERS
        api.api_operation([method], path, response=answers, **named)(view)

    page = shapes.page(resource, columns_of(resource))
    at("GET", f"/{slug}/", _listing(resource), {200: page, **ANSWERS}, "list", f"List: {title}")
    # Before the address of an item, whose key would match "do".
    for action in resource.actions:
        body = bodies.of_action(resource, action)
        here = f"/{slug}/do/{action.name}/" if action.on == "none" else f"{one}do/{action.name}/"
        act_on = _annotated(writes.acting(resource, action), body=body, key=action.on == "row")
        at("POST", here, act_on, written, action.name, capfirst(str(action.label)))
    at("GET", one, _item(resource), {200: item, **ANSWERS}, "item", f"One of: {title}")
    if resource.fields:
        change = _annotated(writes.changing(resource), body=bodies.of_record(resource, partial=True), key=True)
        at("PATCH", one, change, {200: item, **WRITE_ANSWERS}, "change", f"Change: {title}")
    if resource.fields and resource.adds:
        add = _annotated(writes.adding(resource), body=bodies.of_record(resource, partial=False), key=False)
        at("POST", f"/{slug}/", add, written, "add", f"Add: {title}")


def _annotated(view: Callable[..., HttpResponse], *, body: type[Schema], key: bool) -> Callable[..., HttpResponse]:
    """The view with the signature ninja reads the body's shape from."""
    parameters = [inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=HttpRequest)]
    if key:
        parameters.append(inspect.Parameter("key", inspect.Parameter.KEYWORD_ONLY, annotation=str))
    parameters.append(inspect.Parameter("body", inspect.Parameter.KEYWORD_ONLY, annotation=body))
    view.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
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
    return rows


def _item(resource: Resource) -> Callable[..., HttpResponse]:
    def one(request: HttpRequest, key: str) -> HttpResponse:
        record = record_at(request, resource, "view", key)
        readings.note(request.user, record, "api")
        return item_answer(request, resource, record)

    one.__annotations__ = {"request": HttpRequest, "key": str}
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
