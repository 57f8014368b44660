"""The pages about tasks: my work, the list as it stood on a day, a programme's three views, and the printed papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives import panels, words
from thenchot.domain.directives.calendar import Entry, calendar
from thenchot.domain.directives.cascade import queries, rules
from thenchot.domain.directives.cascade.models import ActionProgramme, Task, TaskState
from thenchot.domain.directives.dissemination.models import BriefingDuty
from thenchot.domain.directives.meetings.models import Meeting
from thenchot.domain.directives.meetings.rules import has_quorum
from thenchot.domain.directives.register.models import Book, BookEntry, Direction
from thenchot.domain.directives.register.rules import gaps
from thenchot.foundation.access import policy
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.desk import days
from thenchot.foundation.desk.resource import Text, Tone

SOON = timedelta(days=14)
MOST = 500
VIEWS = {"tree": _("Tree"), "table": _("Table"), "timeline": _("Timeline")}


@open_to("members")
def mine(request: HttpRequest) -> HttpResponse:
    """What waits for the reader today: overdue and coming tasks, evidence to accept, documents to read."""
    day = today()
    assert isinstance(request.user, User)
    tasks = policy.rows(request.user, "view", Task.objects.filter(person=request.user, state__in=rules.OPEN))
    held = queries.standings(list(tasks.select_related("unit", "person").order_by("due_on", "pk")[:MOST]), day)
    waiting = policy.rows(request.user, "accept", Task.objects.filter(state=TaskState.SUBMITTED))
    waiting = waiting.exclude(evidence__given_by=request.user, evidence__accepted_on__isnull=True)
    reading = BriefingDuty.objects.filter(person=request.user, known_on__isnull=True).select_related("document")
    context = {
        "day": day,
        "overdue": [_Shown.of(s) for s in held if s.due_on < day],
        "soon": [_Shown.of(s) for s in held if day <= s.due_on <= day + SOON],
        "later": [_Shown.of(s) for s in held if s.due_on > day + SOON],
        "waiting": list(waiting.select_related("unit", "person").order_by("due_on", "pk")[:MOST]),
        "reading": list(policy.rows(request.user, "view", reading).order_by("due_on", "pk")[:MOST]),
    }
    return render(request, "directives/mine.html", context)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A task in a list, with what has changed since that day."""

    standing: queries.Standing
    state: tuple[Tone, Text]
    late: tuple[Tone, Text] | None
    changed: tuple[Text, ...] = ()

    @classmethod
    def of(cls, standing: queries.Standing, *, compared: bool = False) -> _Shown:
        task, changed = standing.task, list[Text]()
        if compared and task.state != standing.state:
            changed.append(TaskState(task.state).label)
        if compared and task.due_on != standing.due_on:
            changed.append(gettext("due on %(day)s") % {"day": f"{task.due_on:%d/%m/%Y}"})
        return cls(standing, words.state(standing), words.timing(standing.timing), tuple(changed))


@open_to("members")
def as_of(request: HttpRequest) -> HttpResponse:
    """The tasks as they stood on a past day, with what changed since marked."""
    day, wrong = days.asked(request)
    unit = request.GET.get("unit", "").strip()
    tasks = policy.rows(request.user, "view", Task.objects.filter(given_on__lte=day))
    if unit:
        tasks = tasks.filter(unit__code=unit)
    found = list(tasks.select_related("unit", "person").order_by("due_on", "pk")[: MOST + 1])
    rows = [_Shown.of(s, compared=True) for s in queries.standings(found[:MOST], day)]
    late = sum(row.standing.timing is rules.Timing.OVERDUE for row in rows)
    first_late = sum(row.standing.first_timing is rules.Timing.OVERDUE for row in rows)
    context = {
        "day": day,
        "wrong": wrong,
        "unit": unit,
        "rows": rows,
        "more": len(found) > MOST,
        "overdue": late,
        "overdue_first": first_late,
        "changed": sum(bool(row.changed) for row in rows),
    }
    return render(request, "directives/as_of.html", context)


@dataclass(frozen=True, slots=True)
class Bar:
    """A task on the timeline: per mille of the width, for SVG."""

    line: panels.Line
    x: int
    width: int
    first_x: int


@open_to("members")
def programme(request: HttpRequest, key: UUID) -> HttpResponse:
    """A programme as tree, table or timeline."""
    record = policy.row(request.user, "view", ActionProgramme.objects.select_related("unit", "document"), key)
    view = request.GET.get("view", "tree")
    view = view if view in VIEWS else "tree"
    is_deep = request.GET.get("levels") == "all"
    context = dict(panels.programme(request, record, deepest=None if is_deep else panels.DEPTH_SHOWN))
    more = "&levels=all" if is_deep else ""
    lines = context["lines"]
    assert isinstance(lines, list)
    context |= {
        "title": record.name,
        "programme": record,
        "view": view,
        "is_deep": is_deep,
        "tabs": [
            {"label": label, "url": f"?view={name}{more}", "current": name == view} for name, label in VIEWS.items()
        ],
        "bars": _bars(lines) if view == "timeline" else [],
        "crumbs": [
            (capfirst(str(ActionProgramme._meta.verbose_name_plural)), reverse("desk:list", args=["programmes"])),
            (record.name, reverse("desk:detail", args=["programmes", record.pk])),
            (str(VIEWS[view]), ""),
        ],
    }
    return render(request, "directives/programme_page.html", context)


def _bars(lines: list[panels.Line]) -> list[Bar]:
    if not lines:
        return []
    start = min(line.task.given_on for line in lines)
    end = max(*(line.standing.due_on for line in lines), start + timedelta(days=1))
    span = (end - start).days

    def at(day: date) -> int:
        return 1000 * (day - start).days // span

    return [
        Bar(
            line,
            at(line.task.given_on),
            max(6, at(line.standing.due_on) - at(line.task.given_on)),
            at(line.task.first_due_on),
        )
        for line in lines
    ]


@open_to("members")
def ics(request: HttpRequest) -> HttpResponse:
    """The reader's open tasks as an iCalendar file."""
    assert isinstance(request.user, User)
    tasks = policy.rows(request.user, "view", Task.objects.filter(person=request.user, state__in=rules.OPEN))
    entries = [
        Entry(task.pk.hex, task.due_on, task.name, str(task.unit))
        for task in tasks.select_related("unit").order_by("due_on", "pk")[:MOST]
    ]
    answer = HttpResponse(calendar(entries, timezone.now()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="thenchot.ics"'
    return answer


@open_to("members")
def book(request: HttpRequest, key: UUID) -> HttpResponse:
    """A register book in the ten columns decree 30/2020/NĐ-CP prescribes, to be printed."""
    record = policy.row(request.user, "view", Book.objects.select_related("unit"), key)
    entries = policy.rows(request.user, "view", BookEntry.objects.filter(book=record))
    rows = list(entries.select_related("document__issuer").order_by("number"))
    numbers = list(record.entries.values_list("number", flat=True))
    context = {
        "title": str(record),
        "book": record,
        "rows": rows,
        "n_hidden": len(numbers) - len(rows),
        "gaps": gaps(numbers),
        "is_incoming": record.direction == Direction.INCOMING,
        "crumbs": [
            (capfirst(str(Book._meta.verbose_name_plural)), reverse("desk:list", args=["register-books"])),
            (str(record), ""),
        ],
    }
    return render(request, "directives/book.html", context)


@open_to("members")
def minutes(request: HttpRequest, key: UUID) -> HttpResponse:
    """The minutes of a meeting in official form, to be printed."""
    meeting = policy.row(request.user, "view", Meeting.objects.select_related("unit"), key)
    attendance = list(meeting.attendance.order_by("name"))
    present = [one for one in attendance if one.is_present]
    context = {
        "title": gettext("Minutes"),
        "meeting": meeting,
        "present": present,
        "away": [one for one in attendance if not one.is_present],
        "quorum": has_quorum(len(present), meeting.members, meeting.quorum_percent),
        "agenda": meeting.agenda.order_by("position"),
        "decisions": meeting.decisions.select_related("person").order_by("position"),
        "crumbs": [
            (capfirst(str(Meeting._meta.verbose_name_plural)), reverse("desk:list", args=["meetings"])),
            (str(meeting), reverse("desk:detail", args=["meetings", meeting.pk])),
            (gettext("Minutes"), ""),
        ],
    }
    return render(request, "directives/minutes.html", context)
