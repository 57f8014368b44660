"""What every page of the desk begins with: the resource, the record, the form sent, and how a list's address is read."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from thenchot.foundation.access import policy
from thenchot.foundation.access.models import User
from thenchot.foundation.desk import resource as registry
from thenchot.foundation.desk.resource import Resource
from thenchot.foundation.desk.writing import Order


class RecordKey:
    """A record's key in an address: a UUID, or a number for acts."""

    regex = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9]{1,18}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: object) -> str:
        return str(value)


def resource_at(slug: str) -> Resource:
    """The resource of this address, or 404."""
    found = registry.by_slug(slug)
    if found is None:
        raise Http404
    return found


def record_at(request: HttpRequest, resource: Resource, verb: str, key: str) -> Any:
    """The record: 404 when the reader may not see it or it is not there (alike), 403 when the verb is not theirs."""
    try:
        wanted = resource.model._meta.pk.to_python(key)
    except ValidationError as error:
        raise Http404 from error
    through = getattr(resource.model, "named_through", ())
    return policy.row(request.user, verb, resource.queryset().select_related(*through), wanted)


def order_of(request: HttpRequest, form: Any) -> Order:
    """Who asks, under which key and why, from a form that was sent and found right."""
    assert isinstance(request.user, User)
    return Order(request.user, form.cleaned_data.get("request_key", ""), form.cleaned_data.get("reason", ""))


def answer(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The page; only its part named after "#" when htmx asks for a part."""
    page, _mark, part = template.partition("#")
    htmx: Any = getattr(request, "htmx", None)
    partial = part and htmx and not htmx.boosted
    response = render(request, f"desk/parts/{part}.html" if partial else f"desk/{page}.html", context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    # What one reader saw must not come back from the browser's store for the next one at the same machine.
    response["Cache-Control"] = "private, no-store"
    return response
