"""Intake from the page: keeps the uploaded file, checks it, and writes in a thread whose progress the database holds.

A thread dies with the server. The run then counts as stopped and is taken up again from the page: what was written stays,
what was not is written, since each chunk is one act with its own request key.
"""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Thread
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import close_old_connections
from django.utils import timezone

from thenchot.edges.intake.models import IntakeRun
from thenchot.edges.intake.reading import FileRefused
from thenchot.edges.intake.run import bring_in
from thenchot.foundation.access.models import User
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.organisation.models import Unit

LARGEST = 200 << 20
log = logging.getLogger(__name__)


def folder() -> Path:
    """Where uploaded files wait."""
    path = Path(settings.VAR) / "intake"
    path.mkdir(parents=True, exist_ok=True)
    return path


def receive(upload: UploadedFile[bytes], *, profile: str, under: Unit | None, by: User) -> IntakeRun:
    """Keep the file, check every row, and return the run with its report; nothing of the file is written yet."""
    name = tidy(Path(upload.name or "").name) or "file"
    if (upload.size or 0) > LARGEST:
        raise Refusal("The file has {size} bytes; at most {most} are taken here", size=upload.size, most=LARGEST)
    stored = folder() / f"{uuid4().hex}{Path(name).suffix.lower()[:8]}"
    with stored.open("wb") as file:
        for piece in upload.chunks():
            file.write(piece)
    try:
        outcome = bring_in(stored, by=by, profile=profile or None, under=under, dry_run=True, file_name=name)
    except BaseException:
        stored.unlink(missing_ok=True)
        raise
    run, made = IntakeRun.objects.get_or_create(
        key=outcome.key,
        defaults={
            "file_name": name,
            "digest": "",
            "profile": outcome.profile,
            "by_name": by.display_name,
            "by_key": by.pk,
        },
    )
    if made:
        run.under = under
    run.stored_as, run.report = stored.name, outcome.as_plain()
    run.rows_read, run.rows_refused = outcome.rows_read, outcome.rows_refused
    run.save()
    return run


def start(run: IntakeRun, by: User) -> None:
    """Write in the background; refused while the run is at work already."""
    if run.state == "running":
        raise Refusal("This file is being brought in already")
    IntakeRun.objects.filter(pk=run.pk).update(
        is_started=True, moved_at=timezone.now(), failure="", finished_at=None, rows_done=0
    )
    Thread(target=_carry_out, args=(run, by), name=f"intake-{run.pk}", daemon=True).start()


def _carry_out(run: IntakeRun, by: User) -> None:
    close_old_connections()
    try:
        bring_in(folder() / run.stored_as, by=by, profile=run.profile, under=run.under, file_name=run.file_name)
    except (Refusal, FileRefused) as error:
        IntakeRun.objects.filter(pk=run.pk).update(failure=str(error))
    except Exception as error:
        log.exception("intake %s failed", run.pk)
        IntakeRun.objects.filter(pk=run.pk).update(failure=f"{type(error).__name__}: {error}")
    finally:
        close_old_connections()
