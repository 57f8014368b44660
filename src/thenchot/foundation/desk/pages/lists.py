"""The list of a resource, and its export."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from thenchot.foundation.access import policy, readings
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import User
from thenchot.foundation.desk import blanks, export, menu
from thenchot.foundation.desk.cells import rows_html
from thenchot.foundation.desk.columns import Bound, columns_of, details_of
from thenchot.foundation.desk.filters import filters_of
from thenchot.foundation.desk.listing import OWN_NAMES, SIZES, Listing
from thenchot.foundation.desk.pages import bulk, views
from thenchot.foundation.desk.pages.common import answer, resource_at
from thenchot.foundation.desk.reading import Line, read_all
from thenchot.foundation.desk.resource import Action, Resource, Text
from thenchot.foundation.ledger.acts import head

PRINTED = 2000


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: its words, how the list is sorted by it now, the sort a click asks for, and that of a click with Shift.

    `place` is its turn among several columns that the list is sorted by.
    """

    label: Text
    is_number: bool
    sorted: str = ""
    sort: str | None = None
    also: str = ""
    place: int = 0


@open_to("members")
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The list; to htmx only its table."""
    resource = resource_at(slug)
    listing = Listing(resource, request.user, request.GET)
    if request.GET.get("print"):
        return _print(request, listing)
    page = listing.page()
    shows_filters = bool(request.GET.get("filters") or not listing.filters.is_valid())
    if shows_filters:
        listing.filters.count(listing.reach)
    offers = bulk.offered(request, resource)
    context = {
        "resource": resource,
        "title": capfirst(str(resource.title)),
        "views": views.tabs(request, resource),
        "query": views.kept_query(request.GET),
        "choices": _choices(listing),
        "bulk": offers,
        "listing": listing,
        "page": page,
        "sizes": SIZES,
        "headings": [_heading(listing, bound) for bound in listing.columns],
        "rows": rows_of(resource, listing.columns, page.lines, choose=gettext("Choose") if offers else ""),
        "kept": [(name, value) for name in ("sort", "size", "view") if (value := request.GET.get(name))],
        "shows_filters": shows_filters,
        "filtered": _filtered(resource, request.GET),
        "unfiltered": not listing.text and not any(name not in OWN_NAMES for name in request.GET),
        "may_export": policy.may_anywhere(request.user, "export", resource.model),
        "may_add": bool(resource.fields) and resource.adds and policy.may_anywhere(request.user, "add", resource.model),
        "actions": general_actions(request, resource),
        "has_blank": blanks.source(resource, request.user) is not None,
        "bring_in": menu.address_of("intake:files", request.user),
    }
    return answer(request, "list#list_body", context)


@open_to("members")
def filters(request: HttpRequest, slug: str) -> HttpResponse:
    """The filters' fields with their counts, fetched when a reader opens them."""
    resource = resource_at(slug)
    listing = Listing(resource, request.user, request.GET)
    listing.filters.count(listing.reach)
    return answer(request, "parts/filter_fields", {"resource": resource, "listing": listing})


def _print(request: HttpRequest, listing: Listing) -> HttpResponse:
    """The list on paper: its first rows on one page, with who printed it, when, and of which ledger head it is."""
    resource, columns = listing.resource, listing.columns
    lines = list(islice(read_all(listing.user, resource, listing.ordered[: PRINTED + 1], columns), PRINTED + 1))
    context = {
        "resource": resource,
        "title": capfirst(str(resource.title)),
        "listing": listing,
        "headings": [Heading(bound.label, bound.is_number) for bound in columns],
        "rows": rows_of(resource, columns, lines[:PRINTED]),
        "cut": PRINTED if len(lines) > PRINTED else 0,
        "total": listing.total,
        "now": timezone.now(),
        "head": head(),
    }
    return answer(request, "print", context)


def rows_of(resource: Resource, columns: tuple[Bound, ...], lines: Iterable[Line], *, choose: str = "") -> SafeString:
    """Lines as a reader sees them: the rows of a table."""
    return rows_html(columns, lines, reverse("desk:list", args=[resource.slug]), choose=choose)


def general_actions(request: HttpRequest, resource: Resource) -> list[Action]:
    """Actions on no row in particular that the reader may do somewhere."""
    return [
        action
        for action in resource.actions
        if action.on == "none" and policy.may_anywhere(request.user, action.name, resource.model)
    ]


def _filtered(resource: Resource, asked: QueryDict) -> list[tuple[str, str]]:
    """The filters in use, to be sent along while their fields are not on the page."""
    known = {"ids"}.union(*(one.sent for one in filters_of(resource)))
    return [(name, value) for name in sorted(known.intersection(asked)) for value in asked.getlist(name) if value]


def _choices(listing: Listing) -> SafeString:
    """A box for every column the list can show: ticked when it is shown now, marked when it is shown unless asked otherwise."""
    now, own = (frozenset(bound.name for bound in bounds) for bounds in (listing.columns, columns_of(listing.resource)))
    return format_html_join(
        "",
        '<label class="row"><input type="checkbox" name="columns" value="{}"{}{}>{}</label>',
        (
            (bound.name, " checked" if bound.name in now else "", " data-own" if bound.name in own else "", bound.label)
            for bound in details_of(listing.resource)
        ),
    )


def _heading(listing: Listing, bound: Bound) -> Heading:
    """A click sorts by this column alone, one with Shift by it as well: upwards, then downwards, then not."""
    if not bound.sort:
        return Heading(bound.label, bound.is_number)
    names = [name.removeprefix("-") for name in listing.sort]
    place = names.index(bound.name) if bound.name in names else None
    now = "" if place is None else "descending" if listing.sort[place].startswith("-") else "ascending"
    following = {"": bound.name, "ascending": f"-{bound.name}", "descending": ""}[now]
    also = list(listing.sort)
    also[len(also) if place is None else place : None if place is None else place + 1] = (
        [following] if following else []
    )
    shown_place = place + 1 if place is not None and len(names) > 1 else 0
    return Heading(bound.label, bound.is_number, now, following, ",".join(also), shown_place)


@open_to("members")
def export_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """The rows of the list, all of them, as a file; a long workbook is made as work that may be left."""
    resource = resource_at(slug)
    if not policy.may_anywhere(request.user, "export", resource.model):
        raise PermissionDenied
    listing = Listing(resource, request.user, request.GET, verb="export")
    if not listing.filters.is_valid() or listing.sort is None or listing.problems:
        return show(request, slug)
    if kind not in {"csv", "xlsx"}:
        raise Http404
    readings.note_many(request.user, resource.model, f"{resource.title} ?{request.GET.urlencode()}", "export")
    if kind == "csv":
        return export.csv_file(listing)
    if listing.total.exact:
        return export.xlsx_file(listing)
    assert isinstance(request.user, User)
    export.ask_for_xlsx(listing, request.user, request.GET.urlencode())
    messages.info(request, gettext("The file is being made; you may go on working meanwhile"))
    return HttpResponseRedirect(reverse("desk:jobs"))


@open_to("members")
def blank_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """An empty sheet to fill in for new rows."""
    resource = resource_at(slug)
    makers = {"csv": blanks.csv_file, "xlsx": blanks.xlsx_file}
    form = blanks.form_of(resource, request.user)
    if kind not in makers or form is None:
        raise Http404
    return makers[kind](resource, form)
