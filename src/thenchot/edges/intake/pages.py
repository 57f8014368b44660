"""The pages of intake: send a file, see what is wrong with it and what it would make, bring it in, watch it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from thenchot.edges.intake import mending, work
from thenchot.edges.intake import profile as profiles
from thenchot.edges.intake.models import IntakeRun
from thenchot.edges.intake.profile import all_profiles
from thenchot.edges.intake.reading import FileRefused
from thenchot.edges.intake.refused import put
from thenchot.edges.intake.report_book import report_book
from thenchot.edges.intake.targets.contract import Target
from thenchot.edges.intake.targets.registry import target_named
from thenchot.foundation.access import policy
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import reach_of
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.organisation.models import Unit

RECENT = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GROUPS, FIXED = 60, 50
# Faults of a value that can be said to mean another, and those that go away when the thing may be made.
MEANT = {
    "unknown-record",
    "unknown-unit",
    "unknown-type",
    "not-choice",
    "not-date",
    "not-decimal",
    "not-integer",
    "not-truth",
}
# Rows that are no records, by the reader's names for them.
LEFT_OUT = {
    "section": _("titles between rows"),
    "repeated-header": _("repeated headings"),
    "remark": _("remarks"),
    "total": _("totals"),
    "other-table": _("rows of another table below"),
}
CREATED = {"unknown-unit": "units", "unknown-type": "catalogue"}


class SendForm(forms.Form):
    """A file, how to read it, and the unit its units stand under."""

    file = forms.FileField(label=_("File"), help_text=_("xlsx, xls, xlsb, ods, csv or txt, as you have it"))
    profile = forms.ChoiceField(
        label=_("How to read the columns"),
        required=False,
        help_text=_("A file that was not seen before is shown to you column by column"),
    )
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
            form.add_error("file", file_said(refused))
        except Refusal as refusal:
            form.add_error("file", refusal.said(gettext))
        else:
            if run.state != "new":
                return redirect("intake:run", run.pk)
            to = urlencode({"to": request.GET["to"]}) if request.GET.get("to") else ""
            return redirect(reverse("intake:columns", args=[run.pk]) + (f"?{to}" if to else ""))
    runs = policy.rows(user, "view", IntakeRun.objects.all())[:RECENT]
    status = 422 if form.errors else 200
    return render(
        request, "intake/files.html", {"title": gettext("Bring in a file"), "form": form, "runs": runs}, status=status
    )


def file_said(refused: FileRefused) -> str:
    """Why a whole file was refused, in the reader's language."""
    fault = refused.fault
    sentence = gettext("{place}: found {found}; expected {expected}.").format(
        place=str(fault.place), found=fault.found, expected=put(fault.expected)
    )
    return f"{sentence} {put(fault.suggestion)}".strip()


def run_for(request: HttpRequest, key: UUID, verb: str = "view") -> tuple[User, IntakeRun]:
    """The user and the run, within reach for the verb."""
    user = _member(request)
    return user, policy.row(user, verb, IntakeRun.objects.select_related("under"), key)


@open_to("members")
@require_GET
def run_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """One file: what the check found, what was written so far; the inner part alone for htmx."""
    _user, run = run_for(request, key)
    if run.state == "new":
        return redirect("intake:columns", run.pk)
    partial = request.headers.get("HX-Request") == "true" and "HX-Boosted" not in request.headers
    return render(request, "intake/progress.html" if partial else "intake/run.html", run_context(run))


def run_context(run: IntakeRun) -> dict[str, Any]:
    """What the page of a run shows."""
    report = run.report
    mapping = work.mapping_of(run)
    target = target_named(mapping.target) if mapping else None
    groups = [_group(number, g, target) for number, g in enumerate(report.get("fault_groups", [])[:GROUPS])]
    will_create = [(gettext(name), count) for name, count in report.get("will_create", {}).items() if count]
    return {
        "title": run.file_name,
        "run": run,
        "state": run.state,
        "rows_good": run.rows_read - run.rows_refused - run.rows_unchanged,
        "share": round(100 * run.rows_done / max(1, run.rows_read - run.rows_refused - run.rows_unchanged)),
        "will_create": will_create,
        "left_out": [(LEFT_OUT.get(kind, kind), count) for kind, count in report.get("rows_left_out", {}).items()],
        "groups": groups,
        "more_groups": max(0, len(report.get("fault_groups", [])) - GROUPS),
        "faults": [_shown_fault(f) for f in report.get("faults", [])[:FIXED]],
        "more_faults": max(0, run.rows_refused - FIXED),
        "can_mend": bool(mapping and run.stored_as) and run.state not in {"running", "undone"},
        "has_refused": bool(run.stored_as) and work.refused_file(run).exists(),
        "what": str(target.title) if target else "",
    }


def _choices(target: Target | None, name: str) -> list[tuple[str, str]]:
    """What a field takes, where it takes a few things only."""
    fields = target.fields if target else ()
    return [(str(value), str(words)) for f in fields if f.name == name for value, words in f.choices]


def _group(number: int, group: dict[str, Any], target: Target | None) -> dict[str, Any]:
    """A kind of fault, and what its value may be read as."""
    code = group["code"]
    return {
        **group,
        "number": number,
        "expected": _phrased(group["said"]),
        "can_mean": bool(group.get("field")) and code in MEANT,
        "offered": group.get("offered") or _choices(target, group.get("field", "")),
        "creates": CREATED.get(code, ""),
    }


def _shown_fault(fault: dict[str, Any]) -> dict[str, Any]:
    can_fix = fault.get("position") is not None and fault.get("line") is not None
    return {**fault, "expected": _phrased(fault["said"]), "advice": _phrased(fault["advised"]), "can_fix": can_fix}


@open_to("members")
@require_POST
def begin(request: HttpRequest, key: UUID) -> HttpResponse:
    """Bring the checked file in, or take a stopped run up again."""
    user, run = run_for(request, key, "take_in")
    creates = any(run.report.get("will_create", {}).values())
    if run.state == "checked" and creates and not request.POST.get("accept"):
        messages.error(request, _("Look at what will be created, and say that it may be"))
        return redirect("intake:run", run.pk)
    if run.is_undoing and run.state in {"stopped", "failed"}:
        work.start_taking_back(run, user)
    elif run.state in {"checked", "stopped", "failed", "done"}:
        work.start(run, user)
    return redirect("intake:run", run.pk)


@open_to("members")
@require_POST
def mend(request: HttpRequest, key: UUID) -> HttpResponse:
    """Values read as others, cells corrected, things that may be made: kept with the run, and every row checked again."""
    user, run = run_for(request, key, "take_in")
    mapping = work.mapping_of(run)
    if mapping is None or run.state in {"running", "undone"}:
        return redirect("intake:run", run.pk)
    mended = mending.mended(mapping, run.report, request.POST)
    run.fixes = mending.fixes(run.fixes, run.report, request.POST)
    try:
        profiles.relearn(mended, user.display_name)
        run = work.check(run, mended, user)
    except (Refusal, FileRefused) as error:
        messages.error(request, error.said(gettext) if isinstance(error, Refusal) else file_said(error))
    return redirect("intake:run", run.pk)


@open_to("members")
@require_POST
def undo(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take the whole file back; refused with names where later work builds on it."""
    user, run = run_for(request, key, "take_in")
    if not request.POST.get("sure"):
        messages.error(request, _("Tick that you are sure first"))
        return redirect("intake:run", run.pk)
    try:
        work.start_taking_back(run, user)
    except Refusal as refusal:
        messages.error(request, refusal.said(gettext))
    return redirect("intake:run", run.pk)


@open_to("members")
@require_GET
def refused_rows(request: HttpRequest, key: UUID) -> FileResponse:
    """The refused rows as a workbook to mend and bring back."""
    _user, run = run_for(request, key)
    path = work.refused_file(run)
    if not run.stored_as or not path.exists():
        raise Http404
    name = gettext("refused rows of %(file)s") % {"file": Path(run.file_name).stem}
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{name}.xlsx")


@open_to("members")
@require_GET
def letter(request: HttpRequest, key: UUID) -> HttpResponse:
    """The report of the check as one page that can be sent to whoever made the file."""
    _user, run = run_for(request, key)
    response = render(request, "intake/letter.html", run_context(run))
    if request.GET.get("save"):
        response["Content-Disposition"] = f'attachment; filename="intake-{run.pk}.html"'
    return response


@open_to("members")
@require_GET
def report(request: HttpRequest, key: UUID) -> HttpResponse:
    """The same report as a workbook."""
    _user, run = run_for(request, key)
    shown = run_context(run)
    counts = [
        (run.file_name, None),
        (gettext("Rows read"), run.rows_read),
        (gettext("Rows refused"), run.rows_refused),
        (gettext("Rows that are recorded already"), run.rows_unchanged),
        (gettext("Rows that can come in"), shown["rows_good"]),
        *((gettext("Will be created: %(what)s") % {"what": what}, count) for what, count in shown["will_create"]),
        *((str(what), count) for what, count in shown["left_out"]),
    ]
    kinds = [(group["rows"], group["found"], _phrased(group["said"])) for group in run.report.get("fault_groups", [])]
    each = [
        (f["sheet"], f["row"], f["column"], f["found"], _phrased(f["said"]), _phrased(f["advised"]))
        for f in run.report.get("faults", [])
    ]
    response = HttpResponse(report_book(counts, kinds, each), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="intake-{run.pk}.xlsx"'
    return response


@open_to("members")
@require_GET
def faults(request: HttpRequest, key: UUID) -> StreamingHttpResponse:
    """What was refused and why, as a table to send back to the sender."""
    _user, run = run_for(request, key)
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
