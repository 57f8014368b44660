"""Errors of the API as problem documents (RFC 9457): a title, the status, a sentence, and the fields it concerns."""

from __future__ import annotations

from typing import Any

import msgspec
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

PROBLEM = "application/problem+json"
TITLES = {
    400: _("The request cannot be read"),
    401: _("Log in first"),
    403: _("Not yours to do"),
    404: _("Not found"),
    409: _("In conflict with what is there"),
    412: _("Changed in the meantime"),
    422: _("Not accepted"),
    428: _("Say which version you changed"),
}


class Fault(Schema):
    """One thing that is wrong."""

    field: str = Field(description="Name of the field, or empty")
    message: str


class Problem(Schema):
    """What went wrong, in the reader's language."""

    title: str
    status: int
    detail: str = ""
    errors: list[Fault] = Field(default_factory=list)


def problem(status: int, detail: str = "", faults: list[tuple[str, str]] | None = None) -> HttpResponse:
    """The answer for an error."""
    body = {
        "title": str(TITLES[status]),
        "status": status,
        "detail": detail,
        "errors": [{"field": field, "message": message} for field, message in faults or []],
    }
    return HttpResponse(msgspec.json.encode(body), status=status, content_type=PROBLEM)


def install(api: NinjaAPI) -> None:
    """Let the API answer every error as a problem."""

    @api.exception_handler(ValidationError)
    def _invalid(_request: HttpRequest, error: Any) -> HttpResponse:
        faults = [(".".join(map(str, one["loc"][-1:])), one["msg"]) for one in error.errors]
        return problem(422, faults=faults)

    @api.exception_handler(HttpError)
    def _http(_request: HttpRequest, error: Any) -> HttpResponse:
        return problem(error.status_code, "" if error.status_code in {401, 403} else str(error))

    @api.exception_handler(Http404)
    def _missing(_request: HttpRequest, _error: Any) -> HttpResponse:
        return problem(404, gettext("There is nothing at this address, or nothing that you may see."))

    @api.exception_handler(PermissionDenied)
    def _denied(_request: HttpRequest, _error: Any) -> HttpResponse:
        return problem(403)
