"""Pages of reports beyond the desk's own: make one, change the words of a part, fetch the files."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import User
from thenchot.foundation.access.policy import may_anywhere, row, rows
from thenchot.foundation.desk import inputs, writing
from thenchot.foundation.desk.forms import DeskForm
from thenchot.foundation.desk.language import language
from thenchot.foundation.desk.resource import by_model
from thenchot.foundation.desk.writing import Order
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.shares import language_named
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.papers.files import FORMATS, MEDIA_TYPES
from thenchot.insight.reports import actions, current, issuing, running
from thenchot.insight.reports.models import Language, Report, Wording
from thenchot.insight.reports.registry import by_name, definitions
from thenchot.insight.reports.spans import span


class MakeForm(DeskForm):
    """Which report, of which unit, on which period, in which language."""

    def __init__(self, user: User, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["definition"] = forms.ChoiceField(
            label=_("Kind of report"), choices=[(each.name, each.title.in_(language())) for each in definitions()]
        )
        self.fields["unit"] = inputs.RecordField(model=Unit, user=user, label=_("Unit"))
        self.fields["period"] = inputs.TidyField(
            label=_("Period"),
            max_length=40,
            help_text=_(
                "2025 for a year, 11/2025 for a month, 1/2025 for a half-year, 2021-10-25..2025-10-24 for a review"
            ),
        )
        self.fields["language"] = forms.ChoiceField(label=_("Language of the report"), choices=Language.choices)
        self.fields["below"] = forms.BooleanField(label=_("Also for every unit below"), required=False)


class WordsForm(DeskForm):
    """The writer's words for one part."""

    text = forms.CharField(
        label=_("Words of the part"),
        required=False,
        strip=True,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "A line is a paragraph; one that begins with “- ” is an item. Figures stand in braces. Empty: the report's own words."
        ),
    )


@open_to("members")
def make(request: HttpRequest) -> HttpResponse:
    """Write a draft: the figures of the unit and the period are read, the words come from the definition."""
    user = request.user
    if not isinstance(user, User) or not may_anywhere(user, "write", Report):
        raise PermissionDenied
    start = {"request_key": new_key().hex, "language": language(), **_asked(request, user)}
    form = MakeForm(user, request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["below"]:
                _asked_for_many(user, form)
                messages.success(request, gettext("The drafts are being written; the work is under way."))
                return HttpResponseRedirect(reverse("desk:list", args=["reports"]))
            report = _written(user, form)
        except (Refusal, ValidationError) as error:
            form.take(writing.faults_of(error, gettext))
        else:
            messages.success(request, gettext("The draft is written."))
            return HttpResponseRedirect(reverse("desk:detail", args=["reports", report.pk]))
    status = 422 if request.method == "POST" else 200
    context = {"title": gettext("Make a report"), "form": form, "back": reverse("desk:list", args=["reports"])}
    return render(request, "reports/make.html", context, status=status)


def _asked(request: HttpRequest, user: User) -> dict[str, object]:
    """What the address already names: a unit by its code, a kind of report, a period."""
    unit = rows(user, "view", Unit.objects.filter(code=request.GET.get("unit", ""))).first()
    named = {name: request.GET[name] for name in ("definition", "period") if request.GET.get(name)}
    return {**named, **({"unit": unit.pk} if unit else {})}


def _written(user: User, form: MakeForm) -> Report:
    asked = form.asked
    definition = by_name(asked["definition"])
    period = span(definition.period, asked["period"])
    resource = by_model(Report)
    assert resource is not None
    order = Order(user, form.cleaned_data["request_key"])

    def work() -> Report:
        return actions.write(definition, asked["unit"], period, language_named(asked["language"]), by=user, reader=user)

    report: Report = writing.perform(order, resource, "write", "reports.write", work).record
    return report


def _asked_for_many(user: User, form: MakeForm) -> None:
    asked = form.asked
    definition = by_name(asked["definition"])
    period = span(definition.period, asked["period"])
    running.ask_for(definition, asked["unit"], period, asked["language"], user)


@open_to("members")
def reword(request: HttpRequest, key: str) -> HttpResponse:
    """Change the words of one part; the figures stay what the record says."""
    report = row(request.user, "reword", Report.objects.select_related("unit"), key)
    made = current.composition(report)
    name = request.GET.get("part", "")
    part = next((each for each in made.parts if each.key == name), None)
    if part is None:
        raise Http404
    wording = Wording.objects.filter(report=report, part=name).first()
    start = {"text": wording.text if wording else part.text, "version": report.version, "request_key": new_key().hex}
    form = WordsForm(request.POST or None, initial=start)
    back = reverse("desk:detail", args=["reports", report.pk])
    if request.method == "POST" and form.is_valid():
        try:
            _reworded(request, report, name, form)
        except (Refusal, ValidationError) as error:
            form.take(writing.faults_of(error, gettext))
        else:
            messages.success(request, gettext("The words are kept."))
            return HttpResponseRedirect(back)
    context = {
        "title": gettext("Words of “%(part)s”") % {"part": part.title},
        "form": form,
        "back": back,
        "report": report,
        "slots": current.slots_of(name, made).items(),
        "beneath": current.changed_beneath(wording, made) if wording else [],
        "own": part.text if wording else "",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reports/words.html", context, status=status)


def _reworded(request: HttpRequest, report: Report, part: str, form: WordsForm) -> None:
    assert isinstance(request.user, User)
    user, resource = request.user, by_model(Report)
    assert resource is not None

    def work() -> Report:
        here: Report = writing.locked(report, None)
        actions.reword(here, part=part, text=form.cleaned_data["text"], by=user)
        return here

    writing.perform(Order(user, form.cleaned_data["request_key"]), resource, "reword", "reports.reword", work)


@open_to("members")
def fetch(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The report as a file: an issued one byte for byte as it was issued, another as it stands."""
    if kind not in FORMATS:
        raise Http404
    report = row(request.user, "view", Report.objects.select_related("unit"), key)
    try:
        content = issuing.content(report, kind)
    except Refusal as refused:
        messages.error(request, refused.said(gettext))
        return HttpResponseRedirect(reverse("desk:detail", args=["reports", report.pk]))
    response = HttpResponse(content, content_type=MEDIA_TYPES[kind])
    name = quote(f"{issuing.file_name(report)}.{kind}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
