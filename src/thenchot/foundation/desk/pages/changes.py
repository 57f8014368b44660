"""New and changed records, and actions: the forms, what they refuse, and what a stale form shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext

from thenchot.foundation.access import drafts, policy
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import User
from thenchot.foundation.desk import clash, writing
from thenchot.foundation.desk.forms import DeskForm, action_form, change_form
from thenchot.foundation.desk.pages.common import answer, order_of, record_at, resource_at
from thenchot.foundation.desk.pages.records import crumbs
from thenchot.foundation.desk.resource import Action, Resource, Text
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.records import Stale


@dataclass(frozen=True, slots=True)
class Screen:
    """What a form's page says around the form."""

    resource: Resource
    record: Any
    title: Text
    button: Text
    back: str
    danger: bool = False
    confirm: Text = ""


@open_to("members")
def new(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A new record."""
    resource = resource_at(slug)
    if not resource.fields or not resource.adds:
        raise Http404
    if not policy.may_anywhere(request.user, "add", resource.model):
        raise PermissionDenied
    record = resource.model()
    name = resource.model._meta.verbose_name
    back = reverse("desk:list", args=[slug])
    screen = Screen(resource, None, gettext("New: %(what)s") % {"what": name}, gettext("Save"), back)
    return _change(request, screen, record)


@open_to("members")
def edit(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """A record's edit form."""
    resource = resource_at(slug)
    if not resource.fields:
        raise Http404
    record = record_at(request, resource, "change", key)
    back = reverse("desk:detail", args=[slug, key])
    screen = Screen(resource, record, gettext("Change: %(what)s") % {"what": record}, gettext("Save"), back)
    return _change(request, screen, record)


def _change(request: HttpRequest, screen: Screen, record: Any) -> HttpResponseBase:
    resource = screen.resource
    if request.method != "POST":
        return form_page(request, screen, change_form(resource, request.user, record, _draft(request), request.GET))
    form = change_form(resource, request.user, record, request.POST)
    if not form.is_valid():
        return form_page(request, screen, form, status=422)
    version = form.cleaned_data["version"]
    if screen.record is not None and version is None:
        form.add_error(None, gettext("The form does not say which version it started from; open it again"))
        return form_page(request, screen, form, status=422)
    try:
        done = writing.save(order_of(request, form), resource, record, form.asked, version)
    except Stale:
        return _stale_page(request, screen, form)
    except (Refusal, ValidationError) as error:
        form.take(writing.faults_of(error, gettext))
        return form_page(request, screen, form, status=422)
    return done_page(request, screen, done)


@open_to("members")
def act_on(request: HttpRequest, slug: str, name: str, key: str = "") -> HttpResponseBase:
    """An action: its form, or its confirmation when it asks for nothing."""
    resource = resource_at(slug)
    action = resource.action(name)
    if action is None or (action.on == "row") != bool(key):
        raise Http404
    try:
        record = record_at(request, resource, action.name, key) if key else None
    except Http404:
        # Pressed twice where the first press removed the record.
        assert isinstance(request.user, User)
        if not writing.was_done(request.user, request.POST.get("request_key", ""), resource, action.name):
            raise
        messages.info(request, gettext("This was already done; nothing was done twice"))
        return HttpResponseRedirect(reverse("desk:list", args=[slug]))
    if not key and not policy.may_anywhere(request.user, action.name, resource.model):
        raise PermissionDenied
    back = reverse("desk:detail", args=[slug, key]) if key else reverse("desk:list", args=[slug])
    title = f"{capfirst(str(action.label))}: {record}" if key else capfirst(str(action.label))
    screen = Screen(resource, record, title, capfirst(str(action.label)), back, action.danger, action.confirm)
    if request.method != "POST":
        form = action_form(resource, action, request.user, record, _draft(request), request.GET.dict())
        return form_page(request, screen, form)
    return _run(request, screen, action, action_form(resource, action, request.user, record, request.POST))


def _draft(request: HttpRequest) -> QueryDict | None:
    """What the reader had typed when the session ended."""
    kept = drafts.take(request)
    if kept is not None:
        messages.info(request, gettext("This is what you had typed; nothing of it was saved yet"))
    return kept


def _run(request: HttpRequest, screen: Screen, action: Action, form: DeskForm) -> HttpResponseBase:
    if not form.is_valid():
        return form_page(request, screen, form, status=422)
    version = form.cleaned_data["version"]
    try:
        done = writing.run(order_of(request, form), screen.resource, action, screen.record, form.asked, version)
    except (Refusal, ValidationError) as error:
        form.take(writing.faults_of(error, gettext))
        if isinstance(error, Stale):
            form = _restarted(form, screen.record)
        return form_page(request, screen, form, status=409 if isinstance(error, Stale) else 422)
    return done_page(request, screen, done)


def done_page(request: HttpRequest, screen: Screen, done: writing.Written) -> HttpResponseBase:
    """Say what was done and go to the record, or back where it can no longer be seen."""
    if done.act is None:
        messages.info(request, gettext("Nothing was different; nothing was saved"))
    elif done.again:
        messages.info(request, gettext("This was already done; nothing was done twice"))
    else:
        messages.success(request, gettext("Done and recorded as act %(act)s") % {"act": done.act})
    record = done.record
    if isinstance(record, screen.resource.model):
        seen = policy.rows(request.user, "view", screen.resource.queryset().filter(pk=record.pk)).exists()
        url = reverse("desk:detail", args=[screen.resource.slug, record.pk]) if seen else ""
        return HttpResponseRedirect(url or reverse("desk:list", args=[screen.resource.slug]))
    return HttpResponseRedirect(screen.back)


def _stale_page(request: HttpRequest, screen: Screen, form: DeskForm) -> HttpResponse:
    """Mine, theirs and before, side by side; sending again means that the reader has seen theirs."""
    current = type(screen.record)._base_manager.filter(pk=screen.record.pk).first()
    if current is None:
        raise Http404
    differences = clash.differences(request.user, screen.resource, current, form)
    again = change_form(screen.resource, request.user, current, clash.merged(form, differences, current))
    again.is_valid()
    return form_page(request, screen, again, status=409, differences=differences)


def _restarted(form: DeskForm, record: Any) -> DeskForm:
    """The form as sent, now starting from the record as it is."""
    now = type(record)._base_manager.filter(pk=record.pk).values_list("version", flat=True).first()
    data: Any = form.data
    form.data = data.copy()
    form.data["version"] = str(now or "")  # type: ignore[index]  # a copy of what was sent
    return form


def form_page(request: HttpRequest, screen: Screen, form: DeskForm, *, status: int = 200, **more: Any) -> HttpResponse:
    """The form on its page."""
    context = {
        "screen": screen,
        "title": screen.title,
        "form": form,
        "crumbs": crumbs(screen.resource, screen.record),
        **more,
    }
    return answer(request, "form", context, status=status)
