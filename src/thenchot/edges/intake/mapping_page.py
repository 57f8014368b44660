"""The page on which a person says what the columns of a file mean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext

from thenchot.edges.intake import mapping as mappings
from thenchot.edges.intake import profile as profiles
from thenchot.edges.intake import work
from thenchot.edges.intake.models import IntakeRun
from thenchot.edges.intake.pages import file_said, run_for
from thenchot.edges.intake.profile import Profile
from thenchot.edges.intake.reading import Book, FileRefused, open_book
from thenchot.edges.intake.targets.registry import is_target
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import User
from thenchot.foundation.kernel.refusal import Refusal


@open_to("members")
def columns(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the table and its columns; take the answers, again and again, until every row is to be checked."""
    user, run = run_for(request, key, "take_in")
    if run.state in {"running", "undone"} or not run.stored_as:
        return redirect("intake:run", run.pk)
    said, status = "", 200
    try:
        if request.method == "POST":
            now = _take(request.POST, run, user)
            if "check" in request.POST:
                _ready(run, now, user)
                run = work.check(run, _learned(request, now, user), user)
                return redirect("intake:run", run.pk)
        elif is_target(to := f"desk:{request.GET.get('to', '')}") and not run.mapping:
            # From a resource's list: what the rows are is known.
            _take(QueryDict(urlencode({"target": to})), run, user)
    except FileRefused as refused:
        said, status = file_said(refused), 422
    except Refusal as refusal:
        said, status = refusal.said(gettext), 422
    shown = work.mapping_of(run)
    with _book(run, shown) as book:
        page = mappings.screen(book, shown or mappings.table_part(book, QueryDict(), None), user)
    context = {"title": run.file_name, "run": run, "page": page, "said": said, "modes": mappings.MODES}
    context["name"] = (shown.name if shown else "") or str(request.POST.get("learn", ""))
    return render(request, "intake/columns.html", context, status=status)


@contextmanager
def _book(run: IntakeRun, mapping: Profile | None) -> Iterator[Book]:
    encoding = mapping.encoding if mapping else ""
    with open_book(work.file_of(run), encoding=encoding or None) as book:
        yield book


def _take(answers: QueryDict, run: IntakeRun, user: User) -> Profile:
    """The mapping as the form says it, kept with the run; where the table itself changed, its columns are guessed anew."""
    before = work.mapping_of(run)
    with _book(run, before) as book:
        part = mappings.table_part(book, answers, before)
    with _book(run, part) as book:
        if before is None or _table_changed(before, part) or not before.columns:
            given = mappings.first_mapping(book, part, user)
        else:
            given = mappings.answered(mappings.screen(book, part, user), part, answers)
    run.mapping = {**given.as_plain(), "name": given.name}
    IntakeRun.objects.filter(pk=run.pk).update(mapping=run.mapping)
    return given


def _table_changed(before: Profile, now: Profile) -> bool:
    return any(getattr(before, name) != getattr(now, name) for name in ("target", "sheets", "encoding", "table"))


def _ready(run: IntakeRun, now: Profile, user: User) -> None:
    with _book(run, now) as book:
        mappings.check_decided(mappings.screen(book, now, user))


def _learned(request: HttpRequest, now: Profile, user: User) -> Profile:
    """The mapping under the name given to it, to be recognised next time; without a name it is for this file alone."""
    name = str(request.POST.get("learn", "")).strip()
    if not name:
        return now
    named = Profile(**{**{n: getattr(now, n) for n in now.__slots__}, "name": name})
    return profiles.learn(named, [rule.header for rule in now.columns], user.display_name)
