"""Label sheets to print, and the page on which a code is scanned or typed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel import serials
from thenchot.domain.materiel.equipment.models import Equipment
from thenchot.domain.materiel.labels import drawing, rules
from thenchot.foundation.access import policy
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.kernel.refusal import Refusal

AT_MOST = 500
_SEVERAL = 50


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a sheet."""

    item: Equipment
    code: str
    qr: str
    bars: drawing.Bars | None


@open_to("members")
def sheet(request: HttpRequest) -> HttpResponse:
    """Labels of the items whose keys the address names (`ids`), or of the first of the reader's list; made to be printed."""
    seen = policy.rows(request.user, "view", Equipment.objects.filter(removed_on__isnull=True))
    keys, wrong = _keys(request.GET.get("ids", ""))
    if request.GET.get("ids"):
        seen = seen.filter(pk__in=keys)
    items = list(seen.select_related("type", "unit").order_by("type__code", "serial_number", "id")[: AT_MOST + 1])
    context = {
        "title": _("Labels"),
        "labels": [_label(item) for item in items[:AT_MOST]],
        "more": len(items) > AT_MOST,
        "at_most": AT_MOST,
        "wrong": wrong,
    }
    return render(request, "materiel/labels.html", context)


def _keys(text: str) -> tuple[list[UUID], int]:
    """The keys named, and how many could not be read."""
    keys: list[UUID] = []
    wrong = 0
    for part in filter(None, text.split(",")):
        try:
            keys.append(UUID(part.strip()))
        except ValueError:
            wrong += 1
    return keys[:AT_MOST], wrong


def _label(item: Equipment) -> Label:
    code = rules.label_code(item.pk)
    return Label(item, code, drawing.qr(code), drawing.code128(item.serial_number))


@open_to("members")
def scan(request: HttpRequest) -> HttpResponseBase:
    """A box for a scanner, a keyboard or a camera; one item found opens at once, several are offered, none is said."""
    code = request.GET.get("code", "")
    context: dict[str, object] = {"title": _("Scan"), "code": code, "wedge": rules.bytes_received(code)}
    if not code.strip():
        return render(request, "materiel/scan.html", context)
    try:
        found = list(called(request, code)[: _SEVERAL + 1])
    except Refusal as refusal:
        return render(request, "materiel/scan.html", context | {"refused": refusal.said(gettext)}, status=422)
    if len(found) == 1:
        messages.info(request, gettext("Scanned: %(code)s") % {"code": code.strip()})
        return HttpResponseRedirect(reverse("desk:detail", args=["equipment", found[0].pk]))
    readings = rules.read_gs1(code.strip()).readings
    return render(request, "materiel/scan.html", context | {"found": found, "readings": readings, "asked": True})


def called(request: HttpRequest, code: str) -> QuerySet[Equipment]:
    """The items within reach that the scanned text may mean: by label, by serial number, by a GS1 serial number."""
    seen = policy.rows(request.user, "view", Equipment.objects.filter(removed_on__isnull=True))
    seen = seen.select_related("type", "unit").order_by("type__code", "id")
    if (key := rules.key_of(code)) is not None:
        return seen.filter(pk=key)
    numbers = [code, *(reading["21"] for reading in rules.read_gs1(code.strip()).readings if "21" in reading)]
    keys = {make(number) for number in numbers for make in (serials.serial_key, serials.plain_key)} - {""}
    return seen.filter(serial_key__in=keys)
