"""One action (or one change of columns) on many records at once: every record is asked about, all are done or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from thenchot.foundation.access import policy
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.desk import writing
from thenchot.foundation.desk.forms import DeskForm, action_form, columns_form
from thenchot.foundation.desk.listing import Listing
from thenchot.foundation.desk.pages.common import answer, order_of, resource_at
from thenchot.foundation.desk.reading import AT_ONCE, batches
from thenchot.foundation.desk.resource import Action, Resource, Text
from thenchot.foundation.kernel.refusal import Refusal

AT_MOST = 5000
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be done with the chosen rows."""

    name: str
    label: Text


def offered(request: HttpRequest, resource: Resource) -> list[Offer]:
    """What the reader may do with rows of this list somewhere."""
    found = [Offer("change", _("change columns"))] if resource.fields else []
    found += [Offer(action.name, action.label) for action in resource.actions if action.on == "row"]
    return [offer for offer in found if policy.may_anywhere(request.user, offer.name, resource.model)]


@open_to("members")
@require_POST
def run(request: HttpRequest, slug: str) -> HttpResponseBase:
    """First the form, with the number of rows it is for; when it is sent, the deed."""
    resource = resource_at(slug)
    name = request.POST.get("do", "")
    action = resource.action(name)
    if not (resource.fields if name == "change" else action and action.on == "row"):
        raise Http404
    if not policy.may_anywhere(request.user, name, resource.model):
        raise PermissionDenied
    chosen = _chosen(request, resource)
    here = reverse("desk:list", args=[slug])
    if not chosen or len(chosen) > AT_MOST:
        messages.error(request, gettext("Choose from 1 to %(most)s rows") % {"most": AT_MOST})
        return HttpResponseRedirect(f"{here}?{request.POST.get('query', '')}")
    sent = request.POST if request.POST.get("sent") else None
    form = _form(request, resource, action, sent)
    if sent is None or not form.is_valid():
        return _page(request, resource, name, form, chosen, status=200 if sent is None else 422)
    return _do(request, resource, name, form, chosen)


def _form(request: HttpRequest, resource: Resource, action: Action | None, sent: QueryDict | None) -> DeskForm:
    if action is None:
        return columns_form(resource, request.user, sent)
    return action_form(resource, action, request.user, None, sent)


def _chosen(request: HttpRequest, resource: Resource) -> list[Any]:
    """The keys of the chosen rows that the reader may see: those ticked, or all that the list's address finds."""
    if request.POST.get("everything"):
        listing = Listing(resource, request.user, QueryDict(request.POST.get("query", "")))
        return list(listing.rows.order_by("pk").values_list("pk", flat=True)[: AT_MOST + 1])
    try:
        keys = {resource.model._meta.pk.to_python(key) for key in request.POST.getlist("ids")[: AT_MOST + 1]}
    except ValidationError as error:
        raise Http404 from error
    mine = policy.rows(request.user, "view", resource.queryset())
    return sorted(
        key for batch in batches(keys, AT_ONCE) for key in mine.filter(pk__in=batch).values_list("pk", flat=True)
    )


def _do(request: HttpRequest, resource: Resource, name: str, form: DeskForm, chosen: list[Any]) -> HttpResponseBase:
    action = resource.action(name)
    given = {key: value for key, value in form.asked.items() if action is not None or value not in (None, "", [])}
    try:
        done = writing.run_many(order_of(request, form), resource, action, chosen, given)
    except writing.Refusals as refused:
        return _page(
            request, resource, name, form, chosen, status=422, refused=refused.of[:SHOWN], n_refused=len(refused.of)
        )
    except (Refusal, ValidationError) as error:
        form.take(writing.faults_of(error, gettext))
        return _page(request, resource, name, form, chosen, status=422)
    if done.act is None:
        messages.info(request, gettext("Nothing was different; nothing was saved"))
    else:
        text = ngettext(
            "%(n)s row: done and recorded as act %(act)s", "%(n)s rows: done and recorded as act %(act)s", len(chosen)
        )
        messages.success(request, text % {"n": len(chosen), "act": done.act})
    return HttpResponseRedirect(f"{reverse('desk:list', args=[resource.slug])}?{request.POST.get('query', '')}")


def _page(
    request: HttpRequest, resource: Resource, name: str, form: DeskForm, chosen: list[Any], *, status: int, **more: Any
) -> HttpResponse:
    action = resource.action(name)
    label = capfirst(str(action.label)) if action else gettext("Change columns")
    context = {
        "resource": resource,
        "do": name,
        "title": ngettext("%(what)s: %(n)s row", "%(what)s: %(n)s rows", len(chosen))
        % {"what": label, "n": len(chosen)},
        "button": label,
        "action": action,
        "form": form,
        "chosen": [] if request.POST.get("everything") else chosen,
        "everything": request.POST.get("everything", ""),
        "query": request.POST.get("query", ""),
        "back": f"{reverse('desk:list', args=[resource.slug])}?{request.POST.get('query', '')}",
        "crumbs": [(capfirst(str(resource.title)), reverse("desk:list", args=[resource.slug]))],
        **more,
    }
    return answer(request, "bulk", context, status=status)
