"""Intake from the page: keeps the uploaded file, checks it, and writes as long work that the reader may leave.

Work that was killed is begun again by the worker, or from the page: what was written stays, what was not is written, since
each chunk is one act with its own request key.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thenchot.edges.intake import profile as profiles
from thenchot.edges.intake import recognise
from thenchot.edges.intake.lines import headers_of, tables_of
from thenchot.edges.intake.models import IntakeRun
from thenchot.edges.intake.profile import Profile
from thenchot.edges.intake.reading import FileRefused, open_book
from thenchot.edges.intake.refused import RefusedBook
from thenchot.edges.intake.run import bring_in
from thenchot.edges.intake.signature import named
from thenchot.edges.intake.undo import take_back
from thenchot.foundation.access.models import User
from thenchot.foundation.desk import jobs
from thenchot.foundation.desk.shown import number
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.organisation.models import Unit

LARGEST = 200 << 20
TAKE_IN, TAKE_BACK = "intake.take_in", "intake.take_back"


def folder() -> Path:
    """Where uploaded files wait."""
    path = Path(settings.VAR) / "intake"
    path.mkdir(parents=True, exist_ok=True)
    return path


def file_of(run: IntakeRun) -> Path:
    """The uploaded file."""
    return folder() / run.stored_as


def refused_file(run: IntakeRun) -> Path:
    """The table of the rows that the last check refused; it may not be there."""
    return folder() / f"{run.stored_as}.refused.xlsx"


def receive(upload: UploadedFile[bytes], *, profile: str, under: Unit | None, by: User) -> IntakeRun:
    """Keep the file. Where it is known how to read it, check every row; else its columns wait to be given a meaning."""
    stored, name = keep(upload)
    try:
        return _received(stored, name, profile, under, by)
    except BaseException:
        drop(stored)
        raise


def keep(upload: UploadedFile[bytes]) -> tuple[Path, str]:
    """Store an uploaded file; where it lies, and what it is called."""
    name = tidy(Path(upload.name or "").name) or "file"
    if (upload.size or 0) > LARGEST:
        raise Refusal("The file has {size} bytes; at most {most} are taken here", size=upload.size, most=LARGEST)
    # Under its own name, which messages about the file say, in a folder of its own.
    stored = folder() / uuid4().hex / _plain(name)
    stored.parent.mkdir()
    with stored.open("wb") as file:
        for piece in upload.chunks():
            file.write(piece)
    return stored, name


def drop(stored: Path) -> None:
    """Remove a stored file with its folder."""
    rmtree(stored.parent, ignore_errors=True)


def _plain(name: str) -> str:
    """The name as any file system takes it: no separators, not too long, its ending kept."""
    path = Path("".join("_" if c in '\\/:*?"<>|' or not c.isprintable() else c for c in name))
    return f"{path.stem[:40].strip('. ') or 'file'}{path.suffix[:8]}"


def _received(stored: Path, name: str, profile: str, under: Unit | None, by: User) -> IntakeRun:
    chosen = known_mapping(stored, profile)
    run = IntakeRun(
        key=f"new:{uuid4().hex}",
        file_name=name,
        digest="",
        profile="",
        stored_as=f"{stored.parent.name}/{stored.name}",
        under=under,
    )
    run.by_name, run.by_key = named(by, under), by.pk
    if chosen is None:
        run.save()
        return run
    return check(run, chosen, by)


def known_mapping(path: Path, name: str = "") -> Profile | None:
    """The profile named, or our own export's, or the one that fits; None where a person has to say."""
    if name:
        return profiles.named(name)
    with open_book(path) as book:
        if not any(next(iter(table.records()), None) for table in tables_of(book)):
            raise Refusal("No table with rows was found in the file")
        found = (
            recognise.own_exports(book) or recognise.own_blanks(book) or profiles.fitting(headers_of(tables_of(book)))
        )
    return found[0] if len(found) == 1 else None


def mapping_of(run: IntakeRun) -> Profile | None:
    """The run's mapping, as last given."""
    return profiles.from_plain(run.mapping.get("name", ""), run.mapping) if run.mapping else None


def check(run: IntakeRun, chosen: Profile, by: User) -> IntakeRun:
    """Check every row by this mapping and keep the report; nothing of the file is written.

    A file that came before with the same mapping to the same place is the same run: that one is returned.
    """
    with RefusedBook(refused_file(run)) as refused:
        outcome = bring_in(
            file_of(run),
            by=by,
            profile=chosen,
            under=run.under,
            dry_run=True,
            file_name=run.file_name,
            fixes=run.fixes,
            on_refused=refused.add,
        )
    earlier = IntakeRun.objects.filter(key=outcome.key).exclude(pk=run.pk).first()
    if earlier is not None:
        earlier.stored_as, earlier.fixes = run.stored_as, run.fixes
        if not run._state.adding:
            run.delete()
        run = earlier
    run.key, run.profile, run.report = outcome.key, outcome.profile[:60], outcome.as_plain()
    run.mapping = {**chosen.as_plain(), "name": chosen.name}
    run.rows_read, run.rows_refused = outcome.rows_read, outcome.rows_refused
    run.rows_unchanged = outcome.rows_unchanged
    run.save()
    return run


def start(run: IntakeRun, by: User) -> None:
    """Write in the background; refused while the run is at work already."""
    _begin(run, by, TAKE_IN, finished_at=None, rows_done=0)


def start_taking_back(run: IntakeRun, by: User) -> None:
    """Take the run back in the background; refused before anything is removed where later work builds on it."""
    take_back(run, by, only_check=True)
    _begin(run, by, TAKE_BACK, is_undoing=True)


def _begin(run: IntakeRun, by: User, kind: str, **told: object) -> None:
    if run.state == "running":
        raise Refusal("This file is being brought in already")
    IntakeRun.objects.filter(pk=run.pk).update(is_started=True, moved_at=timezone.now(), failure="", **told)
    title = _("Bring in: %(file)s") if kind == TAKE_IN else _("Take back: %(file)s")
    jobs.start(kind, by, title % {"file": run.file_name}, run=str(run.pk))


@jobs.kind(TAKE_IN)
def take_in(work: jobs.Work, *, run: str) -> str:
    """Write the rows of a checked file; begun again after a kill it goes on where it stopped."""
    found = IntakeRun.objects.select_related("under").get(pk=run)
    with _told(found), RefusedBook(refused_file(found)) as refused:
        outcome = bring_in(
            file_of(found),
            by=work.user,
            profile=mapping_of(found) or found.profile,
            under=found.under,
            file_name=found.file_name,
            fixes=found.fixes,
            on_refused=refused.add,
            progress=work.progress,
        )
    return gettext("{written} rows written, {refused} refused").format(
        written=number(outcome.rows_written), refused=number(outcome.rows_refused)
    )


@jobs.kind(TAKE_BACK)
def take_away(work: jobs.Work, *, run: str) -> str:
    """Take a whole file back; begun again after a kill it goes on."""
    found = IntakeRun.objects.get(pk=run)
    if found.undone_at is None:
        with _told(found):
            take_back(found, work.user, progress=work.progress)
    return gettext("The file was taken back")


@contextmanager
def _told(run: IntakeRun) -> Iterator[None]:
    """The run remembers why its work stopped, beside the job that says it to whoever asked."""
    try:
        yield
    except jobs.Stopped:
        IntakeRun.objects.filter(pk=run.pk).update(moved_at=None)
        raise
    except FileRefused as error:
        IntakeRun.objects.filter(pk=run.pk).update(failure=str(error))
        raise Refusal("{reason}", reason=str(error)) from error
    except Refusal as refusal:
        IntakeRun.objects.filter(pk=run.pk).update(failure=refusal.said(gettext))
        raise
    except Exception as error:
        IntakeRun.objects.filter(pk=run.pk).update(failure=type(error).__name__)
        raise
