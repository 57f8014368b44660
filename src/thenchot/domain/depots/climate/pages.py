"""A building's climate: the log drawn and told, excursions with the lots that lay there, and a logger's file to take in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thenchot.domain.depots.buildings.models import StoreBuilding
from thenchot.domain.depots.climate import actions, chart, queries
from thenchot.domain.depots.climate.logger import Fault, read_log
from thenchot.domain.depots.climate.models import ClimateReading
from thenchot.foundation.access import policy, signing
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.desk.forms import DeskForm
from thenchot.foundation.desk.inputs import NumberField, PlainDateField
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import AlreadyDone, act

_DAYS = 30
_MOST_DAYS = 400
_FAULTS_SHOWN = 100


class SpanForm(forms.Form):
    """From which day to which."""

    use_required_attribute = False
    first = PlainDateField(label=_("From"), required=False, help_text="")
    last = PlainDateField(label=_("To"), required=False, help_text="")


class FileForm(DeskForm):
    """A logger's file."""

    file = forms.FileField(label=_("File of the logger (csv)"))
    day_first = forms.TypedChoiceField(
        label=_("Order of day and month"),
        choices=[("", _("as the file shows")), ("1", _("day first")), ("0", _("month first"))],
        coerce=lambda text: text == "1",
        empty_value=None,
        required=False,
        help_text=_("Needed only where no day above 12 settles it"),
    )


class ReadingForm(DeskForm):
    """A reading by hand."""

    at = forms.DateTimeField(
        label=_("At"),
        input_formats=["%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"],
        help_text=_("Such as 25/11/2026 14:30"),
    )
    temperature = NumberField(label=_("Temperature (°C)"), places=2, required=False)
    humidity = NumberField(label=_("Humidity (%)"), places=2, required=False)


@open_to("members")
def climate(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The climate of one building; a file or a reading sent here is written down where the reader may."""
    building = policy.row(request.user, "view", StoreBuilding.objects.select_related("depot__unit"), key)
    file_form, reading_form = FileForm(initial=_fresh()), ReadingForm(initial=_fresh())
    faults: tuple[Fault, ...] = ()
    status = 200
    if request.method == "POST":
        policy.row(request.user, "log_climate", StoreBuilding.objects.all(), key)
        if "at" in request.POST:
            reading_form = ReadingForm(request.POST)
            done = _write_down(request, building, reading_form)
        else:
            file_form = FileForm(request.POST, request.FILES)
            done, faults = _take_in(request, building, file_form)
        if done:
            return HttpResponseRedirect(request.get_full_path())
        status = 422
    return _page(request, building, {"file_form": file_form, "reading_form": reading_form, "faults": faults}, status)


def _fresh() -> dict[str, str]:
    return {"request_key": new_key().hex}


def _write_down(request: HttpRequest, building: StoreBuilding, form: ReadingForm) -> bool:
    if not form.is_valid():
        return False
    try:
        with act(
            "depots.log_climate", by=_signer(request, building), request_key=form.cleaned_data["request_key"] or None
        ):
            actions.write_down(building, **form.asked)
    except AlreadyDone:
        messages.info(request, gettext("This was already done; nothing was done twice"))
    except Refusal as refusal:
        form.take([(refusal.field, refusal.said(gettext))])
        return False
    else:
        messages.success(request, gettext("The reading is written down"))
    return True


def _signer(request: HttpRequest, building: StoreBuilding) -> User:
    """The reader, for whoever lent them what they need at this building."""
    assert isinstance(request.user, User)
    return signing.signer(request.user, "log_climate", StoreBuilding.objects.filter(pk=building.pk))


def _take_in(request: HttpRequest, building: StoreBuilding, form: FileForm) -> tuple[bool, tuple[Fault, ...]]:
    if not form.is_valid():
        return False, ()
    sent = form.cleaned_data["file"]
    try:
        zone = timezone.get_current_timezone()
        log = read_log(sent.read(), zone, day_first=form.cleaned_data["day_first"])
        if log.faults:
            form.add_error("file", gettext("Nothing was taken: %(n)s rows have faults") % {"n": len(log.faults)})
            return False, log.faults
        with act("depots.log_climate", by=_signer(request, building), reason=sent.name) as deed:
            taken = actions.take_in(deed, building, log.readings, source=sent.name)
    except Refusal as refusal:
        form.take([(refusal.field, refusal.said(gettext))])
        return False, ()
    messages.success(
        request,
        gettext("%(new)s readings taken in; %(known)s were in the log already")
        % {"new": taken.new, "known": taken.known},
    )
    return True, ()


def _page(request: HttpRequest, building: StoreBuilding, more: dict[str, Any], status: int) -> HttpResponse:
    form = SpanForm(request.GET)
    last = (form.is_valid() and form.cleaned_data["last"]) or today()
    first = (form.is_valid() and form.cleaned_data["first"]) or last - timedelta(_DAYS)
    first = max(first, last - timedelta(_MOST_DAYS))
    found = queries.climate(building, min(first, last), last)
    context = {
        "title": gettext("Climate: %(building)s") % {"building": building},
        "crumbs": _crumbs(building),
        "building": building,
        "span_form": form,
        "climate": found,
        "charts": _charts(found),
        "limit": found.limit.found[0] if len(found.limit.found) == 1 else None,
        "may_log": policy.may(request.user, "log_climate", building),
        **more,
        "faults": [(f.row, f.found, f.expected.said(gettext)) for f in more["faults"][:_FAULTS_SHOWN]],
        "n_faults": len(more["faults"]),
    }
    return render(request, "depots/climate.html", context, status=status)


def _charts(found: queries.Climate) -> list[tuple[Any, str, chart.Chart]]:
    limit = queries.as_rule(found.limit.found[0]) if len(found.limit.found) == 1 else None
    if not found.readings:
        return []
    span = (found.readings[0].at, found.readings[-1].at)
    gap = limit.longest_gap.total_seconds() if limit else 86_400.0
    heat = chart.chart(
        found.readings,
        lambda r: r.temperature,
        (limit.temperature_min, limit.temperature_max) if limit else (None, None),
        span,
        gap,
    )
    damp = chart.chart(
        found.readings,
        lambda r: r.humidity,
        (limit.humidity_min, limit.humidity_max) if limit else (None, None),
        span,
        gap,
    )
    drawn = ((_("Temperature (°C)"), "°C", heat), (_("Humidity (%)"), "%", damp))
    return [(title, sign, one) for title, sign, one in drawn if one is not None]


def _crumbs(building: StoreBuilding) -> list[tuple[str, str]]:
    return [
        (capfirst(str(StoreBuilding._meta.verbose_name_plural)), reverse("desk:list", args=["store-buildings"])),
        (str(building), reverse("desk:detail", args=["store-buildings", building.pk])),
        (capfirst(str(ClimateReading._meta.verbose_name_plural)), ""),
    ]
