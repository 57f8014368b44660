"""The pages of intake: send a file, see what is wrong with it and what it would make, bring it in, watch it."""

from __future__ import annotations

import csv
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from thenchot.edges.intake import work
from thenchot.edges.intake.models import IntakeRun
from thenchot.edges.intake.profile import all_profiles
from thenchot.edges.intake.reading import FileRefused
from thenchot.foundation.access import policy
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import reach_of
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.organisation.models import Unit

RECENT = 50


class SendForm(forms.Form):
    """A file, how to read it, and the unit its units stand under."""

    file = forms.FileField(label=_("File"), help_text=_("xlsx, xls, ods or csv, as you have it"))
    profile = forms.ChoiceField(label=_("How to read the columns"), required=False)
    under = forms.ModelChoiceField(Unit.objects.none(), label=_("Under unit"), to_field_name="code")

    def __init__(self, user: User, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        language = get_language() or "vi"
        profiles = [(p.name, p.title.get(language[:2], p.name)) for p in all_profiles().values()]
        self.fields["profile"].choices = [("", gettext("Recognise by the header")), *profiles]  # type: ignore[attr-defined]
        places = units_open_to(user)
        self.fields["under"].queryset = places  # type: ignore[attr-defined]
        self.fields["under"].initial = getattr(places.first(), "code", None)


def units_open_to(user: User) -> QuerySet[Unit]:
    """Units under which the user may bring files in, the ones granted directly: the file names those below."""
    granted = reach_of(user).units(policy.permission(IntakeRun, "take_in"))
    found: QuerySet[Unit] = Unit.objects.filter(pk__in=granted).order_by("pk")
    return found


def _member(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not policy.may_anywhere(user, "take_in", IntakeRun):
        raise PermissionDenied
    return user


@open_to("members")
def files(request: HttpRequest) -> HttpResponse:
    """The form to send a file, and the files sent before."""
    user = _member(request)
    form = SendForm(user, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = work.receive(
                form.cleaned_data["file"],
                profile=form.cleaned_data["profile"],
                under=form.cleaned_data["under"],
                by=user,
            )
        except FileRefused as refused:
            form.add_error("file", _said(refused))
        except Refusal as refusal:
            form.add_error("file", refusal.said(gettext))
        else:
            return redirect("intake:run", run.pk)
    runs = policy.rows(user, "view", IntakeRun.objects.all())[:RECENT]
    status = 422 if form.errors else 200
    return render(
        request, "intake/files.html", {"title": gettext("Bring in a file"), "form": form, "runs": runs}, status=status
    )


def _said(refused: FileRefused) -> str:
    fault = refused.fault
    expected, suggestion = (_phrased((p.template, dict(p.params))) for p in (fault.expected, fault.suggestion))
    place = str(fault.place)
    sentence = gettext("{place}: found {found}; expected {expected}.").format(
        place=place, found=fault.found, expected=expected
    )
    return f"{sentence} {suggestion}".strip()


@open_to("members")
@require_GET
def run_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """One file: what the check found, what was written so far; the inner part alone for htmx."""
    run = policy.row(_member(request), "view", IntakeRun.objects.select_related("under"), key)
    report = run.report
    context = {
        "title": run.file_name,
        "run": run,
        "state": run.state,
        "rows_good": run.rows_read - run.rows_refused,
        "share": round(100 * run.rows_done / max(1, run.rows_read - run.rows_refused)),
        "will_create": [(gettext(name), count) for name, count in report.get("will_create", {}).items() if count],
        "groups": [{**g, "expected": _phrased(g["said"])} for g in report.get("fault_groups", [])[:100]],
        "faults": [{**f, "expected": _phrased(f["said"])} for f in report.get("faults", [])[:200]],
    }
    partial = request.headers.get("HX-Request") == "true"
    return render(request, "intake/progress.html" if partial else "intake/run.html", context)


@open_to("members")
@require_POST
def begin(request: HttpRequest, key: UUID) -> HttpResponseRedirect:
    """Bring the checked file in, or take a stopped run up again."""
    user = _member(request)
    run = policy.row(user, "take_in", IntakeRun.objects.select_related("under"), key)
    if run.state in {"checked", "stopped", "failed"}:
        work.start(run, user)
    return redirect("intake:run", run.pk)


@open_to("members")
@require_GET
def faults(request: HttpRequest, key: UUID) -> StreamingHttpResponse:
    """What was refused and why, as a table to send back to the sender."""
    run = policy.row(_member(request), "view", IntakeRun.objects.all(), key)
    titles = (_("Sheet"), _("Row"), _("Column"), _("Found"), _("Expected"), _("Suggestion"))
    lines = ([str(title) for title in titles], *(_fault_line(f) for f in run.report.get("faults", [])))
    writer = csv.writer(_Echo())
    body = (part.encode("utf-8") for part in ("\ufeff", *(writer.writerow(line) for line in lines)))
    response = StreamingHttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="refused-{run.pk}.csv"'
    return response


def _fault_line(fault: dict[str, Any]) -> list[str]:
    places = [_cell(fault[name]) for name in ("sheet", "row", "column", "found")]
    return [*places, _phrased(fault["said"]), _phrased(fault["advised"])]


def _phrased(said: tuple[str, dict[str, str]]) -> str:
    """A kept phrase in the reader's language."""
    template, params = said
    return gettext(template).format(**params) if template else ""


def _cell(value: object) -> str:
    """Text of the sender's file that would start a formula in a spreadsheet is kept from doing so."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


class _Echo:
    def write(self, text: str) -> str:
        return text
