"""A reader's long work: how far it is, its file, and how to stop it, do it again or drop it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from thenchot.foundation.access.gate import open_to
from thenchot.foundation.access.models import User
from thenchot.foundation.desk import jobs
from thenchot.foundation.desk.models import Job
from thenchot.foundation.desk.pages.common import answer
from thenchot.foundation.desk.resource import Tone

RECENT = 50
TONES: dict[str, Tone] = {"waiting": "muted", "running": "info", "done": "good", "failed": "bad", "stopped": "warn"}


@open_to("members")
def show(request: HttpRequest) -> HttpResponse:
    """The reader's work, newest first; what ended and is looked at here is no longer told in the page's head."""
    assert isinstance(request.user, User)
    mine = list(Job.objects.filter(user=request.user)[:RECENT])
    Job.objects.filter(user=request.user, is_seen=False).exclude(state__in=jobs.UNDER_WAY).update(is_seen=True)
    context = {
        "title": gettext("Long work"),
        "jobs": [(job, TONES[job.state]) for job in mine],
        "under_way": any(job.is_under_way for job in mine),
    }
    return answer(request, "jobs#jobs_body", context)


@open_to("members")
def mark(request: HttpRequest) -> HttpResponse:
    """The mark in the page's head, asked for again while something is under way."""
    return answer(request, "parts/jobs_mark", {})


def standing(request: HttpRequest) -> Any:
    """How much of the reader's work is under way, and how much ended unseen; read when a page shows it."""
    return SimpleLazyObject(lambda: _standing(request))


def _standing(request: HttpRequest) -> dict[str, int]:
    if not isinstance(request.user, User):
        return {}
    states = list(
        Job.objects.filter(user=request.user, is_seen=False).order_by().values_list("state", flat=True)[: RECENT + 1]
    )
    under_way = sum(state in jobs.UNDER_WAY for state in states)
    return {"under_way": under_way, "ended": len(states) - under_way, "failed": states.count(Job.State.FAILED)}


@open_to("members")
def file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The file a job made: for its owner, while they may still see what they might when it was made."""
    job, user = _mine(request, key), request.user
    assert isinstance(user, User)
    if not job.file_name or not jobs.file_of(job).exists():
        raise Http404
    if job.reach != jobs.reach_mark(user):
        messages.error(request, gettext("What you may see has changed since the file was made; do it again"))
        return HttpResponseRedirect(reverse("desk:jobs"))
    response = FileResponse(jobs.file_of(job).open("rb"), as_attachment=True, filename=job.file_name)
    response["Cache-Control"] = "private, no-store"
    return response


@open_to("members")
@require_POST
def change(request: HttpRequest, key: UUID) -> HttpResponse:
    """Stop it, do it again, or drop it with its file."""
    job = _mine(request, key)
    match request.POST.get("do"):
        case "stop":
            jobs.stop(job)
        case "again":
            jobs.restart(job)
        case "drop" if not job.is_under_way:
            jobs.file_of(job).unlink(missing_ok=True)
            job.delete()
        case _:
            raise Http404
    return HttpResponseRedirect(reverse("desk:jobs"))


def _mine(request: HttpRequest, key: UUID) -> Job:
    job = Job.objects.filter(pk=key, user=request.user).first() if isinstance(request.user, User) else None
    if job is None:
        raise Http404
    return job
