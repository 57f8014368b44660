"""Writing through the API: by the same door as the pages, guarded by If-Match, done once per Idempotency-Key."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from thenchot.foundation.access import policy
from thenchot.foundation.access.models import User
from thenchot.foundation.desk import writing
from thenchot.foundation.desk.api import bodies
from thenchot.foundation.desk.api.items import item_answer
from thenchot.foundation.desk.api.problems import problem
from thenchot.foundation.desk.forms import DeskForm, action_form, change_form
from thenchot.foundation.desk.pages.common import record_at
from thenchot.foundation.desk.resource import Action, Resource
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.records import Stale

Write = Callable[..., HttpResponse]
_TAG = re.compile(r'(?:W/)?"(\d{1,9})"')


def adding(resource: Resource) -> Write:
    """Add a record."""

    def add(request: HttpRequest, body: Any) -> HttpResponse:
        if not policy.may_anywhere(request.user, "add", resource.model):
            raise PermissionDenied
        record, sent = resource.model(), bodies.given(body)
        form = change_form(resource, request.user, record)
        form = change_form(resource, request.user, record, {**bodies.defaults(form), **sent})
        return _answer(
            request,
            resource,
            form,
            lambda order: writing.save(order, resource, record, form.asked, None),
            sent,
            made=True,
        )

    return add


def changing(resource: Resource) -> Write:
    """Change some columns of a record."""

    def change(request: HttpRequest, key: str, body: Any) -> HttpResponse:
        record, sent = record_at(request, resource, "change", key), bodies.given(body)
        version = _version(request)
        if version is None:
            return problem(428, gettext("Give the record's ETag as If-Match"))
        form = change_form(resource, request.user, record)
        form = change_form(resource, request.user, record, {**bodies.defaults(form), **sent})
        return _answer(
            request, resource, form, lambda order: writing.save(order, resource, record, form.asked, version), sent
        )

    return change


def acting(resource: Resource, action: Action) -> Write:
    """Do an action on a record, or on none."""

    def act_on(request: HttpRequest, body: Any, key: str = "") -> HttpResponse:
        if action.on == "none" and not policy.may_anywhere(request.user, action.name, resource.model):
            raise PermissionDenied
        record = record_at(request, resource, action.name, key) if key else None
        sent, version = bodies.given(body), _version(request)
        form = action_form(resource, action, request.user, record)
        form = action_form(resource, action, request.user, record, {**bodies.defaults(form), **sent})
        made = action.on == "none"
        return _answer(
            request,
            resource,
            form,
            lambda order: writing.run(order, resource, action, record, form.asked, version),
            sent,
            made=made,
        )

    return act_on


def _version(request: HttpRequest) -> int | None:
    found = _TAG.fullmatch(request.headers.get("If-Match", "").strip())
    return int(found[1]) if found else None


def _answer(
    request: HttpRequest,
    resource: Resource,
    form: DeskForm,
    write: Callable[[writing.Order], writing.Written],
    sent: dict[str, Any],
    *,
    made: bool = False,
) -> HttpResponse:
    if not form.is_valid():
        return problem(422, faults=form.faults)
    assert isinstance(request.user, User)
    order = writing.Order(request.user, request.headers.get("Idempotency-Key", ""), sent.get("reason") or "")
    try:
        done = write(order)
    except Stale as stale:
        return problem(412, stale.said(gettext))
    except (Refusal, ValidationError) as error:
        return problem(422, faults=writing.faults_of(error, gettext))
    record = done.record
    if not isinstance(record, resource.model) or not policy.may(request.user, "view", record):
        return HttpResponse(status=204)
    return item_answer(request, resource, record, status=201 if made and not done.again else 200)
