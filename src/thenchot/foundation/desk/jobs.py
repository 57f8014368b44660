"""Long work that a reader may leave: asked for on a page, done by the worker, its progress seen from every page.

An app declares a kind of work once, and asks for it by name:

    @kind("intake.take_in")
    def take_in(work: Work, *, run: str) -> str:
        for number, chunk in enumerate(chunks): ...; work.progress(number, total)
        return gettext("12 rows taken in")

    start("intake.take_in", user, _("Bring in register.xlsx"), run=str(run.pk))

Work that was interrupted (the machine lost power) begins anew, so a kind must bear being done again: by request keys, or
because all it does is write a file. Progress counted inside an open transaction is seen only when that ends.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext
from django_tasks import task

from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import Reach, today
from thenchot.foundation.desk.models import Job
from thenchot.foundation.desk.resource import Text
from thenchot.foundation.kernel.refusal import Refusal

KEPT = timedelta(days=7)
EVERY = 0.5  # seconds between two notes of progress
UNDER_WAY = (Job.State.WAITING, Job.State.RUNNING)
log = logging.getLogger(__name__)


class Stopped(Exception):
    """The reader asked for the work to stop."""


@dataclass
class Work:
    """What a kind of work is given: for whom, how to say how far it is, and where its file goes."""

    job: Job
    _noted: float = field(default=0.0, repr=False)

    @property
    def user(self) -> User:
        return self.job.user

    def progress(self, done: int, total: int = 0) -> None:
        """Note how far the work is, at most twice a second; raises Stopped when the reader wants no more of it."""
        if time.monotonic() - self._noted < EVERY:
            return
        self._noted = time.monotonic()
        if not Job.objects.filter(pk=self.job.pk, is_to_stop=False).update(done=done, total=max(done, total)):
            raise Stopped

    def file(self, name: str) -> Path:
        """Where to write the file that the reader will fetch under this name."""
        self.job.file_name, self.job.reach = name, reach_mark(self.user)
        return file_of(self.job)


Kind = Callable[..., str | None]
_kinds: dict[str, Kind] = {}


def kind(name: str) -> Callable[[Kind], Kind]:
    """Declare a kind of work: a function of `Work` and of what was asked; what it returns is told to the reader."""

    def declare(run: Kind) -> Kind:
        if name in _kinds:
            raise ValueError(f"the kind of work {name!r} is declared twice")
        _kinds[name] = run
        return run

    return declare


def kinds() -> frozenset[str]:
    """The names of the kinds of work declared so far."""
    return frozenset(_kinds)


def start(name: str, user: User, title: Text, **asked: Any) -> Job:
    """Ask for work; the same work asked for again while it is under way is that work."""
    if name not in _kinds:
        raise KeyError(name)
    with transaction.atomic():
        again = Job.objects.filter(user=user, kind=name, asked=asked, state__in=UNDER_WAY, is_to_stop=False).first()
        if again is not None:
            return again
        words = Truncator(str(title)).chars(200)
        job = Job.objects.create(
            user=user, kind=name, asked=asked, title=words, language=translation.get_language() or "vi"
        )
        carry_out.enqueue(str(job.pk))
    return job


def restart(job: Job) -> None:
    """Ask once more for work that ended."""
    with transaction.atomic():
        ended = Job.objects.filter(pk=job.pk).exclude(state__in=UNDER_WAY)
        if ended.update(state=Job.State.WAITING, done=0, outcome="", is_to_stop=False, is_seen=False, ended_at=None):
            carry_out.enqueue(str(job.pk))


def stop(job: Job) -> None:
    """Ask the work to stop: at once while it waits, at its next note of progress while it runs."""
    Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(is_to_stop=True)
    Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(
        state=Job.State.STOPPED, is_to_stop=True, is_seen=True, ended_at=timezone.now()
    )


@task()
def carry_out(key: str) -> None:
    """Do the work of this job, in its reader's language; how it ended is kept, whatever happened."""
    job = Job.objects.select_related("user").filter(pk=key, state__in=UNDER_WAY).first()
    if job is None:
        return
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, started_at=timezone.now(), done=0)
    with translation.override(job.language):
        try:
            _end(job, Job.State.DONE, _run(job) or "")
        except Stopped:
            _end(job, Job.State.STOPPED, "")
        except Refusal as refusal:
            _end(job, Job.State.FAILED, refusal.said(gettext))
        except Exception:
            _end(job, Job.State.FAILED, gettext("Something went wrong; the administrator finds it in the log"))
            log.exception("Work %s of kind %s failed", job.pk, job.kind)
            raise


def _run(job: Job) -> str | None:
    if not job.user.is_active:
        raise Refusal("The account is switched off")
    if job.kind not in _kinds:
        raise Refusal("This version of the program does not know how to do this")
    return _kinds[job.kind](Work(job), **job.asked)


def _end(job: Job, state: Job.State, outcome: str) -> None:
    kept = {"file_name": job.file_name, "reach": job.reach} if state == Job.State.DONE else {"file_name": ""}
    if state != Job.State.DONE:
        file_of(job).unlink(missing_ok=True)
    job.refresh_from_db(fields=("done", "total"))
    Job.objects.filter(pk=job.pk).update(
        state=state,
        outcome=Truncator(outcome).chars(500),
        done=max(job.done, job.total) if state == Job.State.DONE else job.done,
        is_to_stop=False,
        ended_at=timezone.now(),
        **kept,
    )


def file_of(job: Job) -> Path:
    """Where the job's file lies."""
    folder = Path(settings.VAR) / "jobs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / job.pk.hex


def reach_mark(user: User) -> str:
    """A digest of what the user may reach today: their grants and clearance. It changes when any of them does."""
    grants = sorted((unit.hex, *patterns) for unit, patterns in Reach(user, today()).grants)
    return hashlib.blake2b(repr((grants, str(user.clearance))).encode(), digest_size=24).hexdigest()


def tidy_up() -> None:
    """Drop jobs that ended long ago, with their files."""
    old = Job.objects.filter(ended_at__lt=timezone.now() - KEPT)
    for job in old:
        file_of(job).unlink(missing_ok=True)
    old.delete()
