"""A record as the API answers it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from thenchot.foundation.desk.api import shapes
from thenchot.foundation.desk.columns import details_of
from thenchot.foundation.desk.reading import read
from thenchot.foundation.desk.resource import Resource

JSON = "application/json"


def item_answer(request: HttpRequest, resource: Resource, record: Any, *, status: int = 200) -> HttpResponse:
    """A record as JSON, with its version as the entity tag."""
    columns = details_of(resource)
    line = read(request.user, resource, resource.queryset().filter(pk=record.pk), columns)[0]
    version = getattr(record, "version", None)
    response = HttpResponse(
        shapes.encode({**shapes.row(columns, line), "version": version}), status=status, content_type=JSON
    )
    if version is not None:
        response["ETag"] = f'"{version}"'
    return response
