"""Saved views: a list's filters, words, order and columns under a name of the reader's own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import User
from thenchot.foundation.desk.models import SavedView
from thenchot.foundation.desk.pages.common import resource_at
from thenchot.foundation.desk.resource import Resource
from thenchot.foundation.kernel.vietnamese import tidy

PASSING = ("after", "before", "last", "view", "filters", "print")


def kept_query(asked: QueryDict) -> str:
    """The part of a list's address that a saved view keeps."""
    params = asked.copy()
    for name in list(params):
        values = [value for value in params.getlist(name) if value]
        if name in PASSING or not values:
            params.pop(name)
        else:
            params.setlist(name, values)
    return str(params.urlencode(safe=","))


def tabs(request: HttpRequest, resource: Resource) -> list[dict[str, Any]]:
    """The reader's views of this list, after the list as it is declared; none when none was saved."""
    saved = list(SavedView.objects.filter(user=request.user.pk, resource=resource.slug))
    if not saved:
        return []
    chosen = request.GET.get("view", "")
    here = reverse("desk:list", args=[resource.slug])
    found: list[dict[str, Any]] = [{"label": _("All"), "url": here, "current": not chosen}]
    for view in saved:
        url = f"{here}?{view.query}{'&' if view.query else ''}view={view.pk}"
        found.append({"label": view.name, "url": url, "current": chosen == str(view.pk), "key": view.pk})
    return found


@open_to("members")
@require_POST
def save(request: HttpRequest, slug: str) -> HttpResponseRedirect:
    """Keep the list as it is shown; a name used before is given the new list."""
    resource = resource_at(slug)
    name, query = tidy(request.POST.get("name", ""))[:60], kept_query(QueryDict(request.POST.get("query", "")))
    here = reverse("desk:list", args=[slug])
    if not name or len(query) > 2000:
        messages.error(request, gettext("Give the view a name"))
        return HttpResponseRedirect(f"{here}?{query}")
    assert isinstance(request.user, User)
    view, _made = SavedView.objects.update_or_create(
        user=request.user, resource=resource.slug, name=name, defaults={"query": query}
    )
    return HttpResponseRedirect(f"{here}?{query}{'&' if query else ''}view={view.pk}")


@open_to("members")
@require_POST
def forget(request: HttpRequest, slug: str, number: int) -> HttpResponseRedirect:
    """Drop one of the reader's own views."""
    resource = resource_at(slug)
    gone, _each = SavedView.objects.filter(pk=number, user=request.user.pk, resource=resource.slug).delete()
    if not gone:
        raise Http404
    return HttpResponseRedirect(reverse("desk:list", args=[slug]))
