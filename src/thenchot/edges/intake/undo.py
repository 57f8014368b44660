"""Taking back a whole intake: what it made is removed, what it changed is as before, unless later work builds on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from thenchot.edges.intake.models import IntakeRun
from thenchot.edges.intake.run import Progress, request_prefix
from thenchot.edges.intake.signature import signed_act
from thenchot.foundation.access.models import User
from thenchot.foundation.desk.reading import AT_ONCE, batches
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import codec
from thenchot.foundation.ledger.acts import AlreadyDone, Program
from thenchot.foundation.ledger.models import Act, Touch

NAMED = 5
# A unit goes an act after its places went: computed rows that point at it follow at an act's end.
PHASES = 4


def acts_of(run: IntakeRun) -> list[Act]:
    """The acts by which the run wrote, the newest first."""
    return list(Act.objects.filter(request_key__startswith=request_prefix(run)).order_by("-epoch", "-seq"))


def take_back(run: IntakeRun, by: User | Program, *, only_check: bool = False, progress: Progress | None = None) -> int:
    """Take back every act of the run, each as one act; how many. Killed half-way, called again, it goes on.

    Refusal, with nothing done, when other acts have changed what the run wrote or point at what it made: it names them.
    """
    if run.undone_at is not None:
        raise Refusal("This file was taken back already")
    if run.state == "running" and only_check:
        raise Refusal("This file is being brought in already")
    acts = acts_of(run)
    later = list(_later(acts))
    if later:
        raise Refusal(
            "It cannot be taken back: later work builds on it ({names}). Take that back first", names="; ".join(later)
        )
    if only_check:
        return 0
    for number, done in enumerate(acts):
        _take_back(done, by, run)
        left = max(0, run.rows_done - run.rows_done * (number + 1) // len(acts))
        IntakeRun.objects.filter(pk=run.pk).update(moved_at=timezone.now(), rows_done=left)
        if progress is not None:
            progress(number + 1, len(acts))
    with transaction.atomic():
        run.chunks.all().delete()
        IntakeRun.objects.filter(pk=run.pk).update(
            undone_at=timezone.now(), is_undoing=False, rows_done=0, key=f"{run.key[:80]}:undone:{uuid4().hex[:16]}"
        )
    return len(acts)


def _later(acts: list[Act]) -> Iterator[str]:
    """What later acts did to the run's records, and what records of others point at those it made; the first few."""
    mine = {done.pk for done in acts} | set(_undoing(acts))
    found = 0
    for done in acts:
        touched = done.touches.values("record")
        others = Touch.objects.filter(act_id__gt=done.pk, record__in=touched).exclude(act_id__in=mine)
        for touch in others.select_related("act").order_by("pk")[: NAMED - found]:
            found += 1
            yield f"{_name(touch.model, touch.record)}: {touch.act.reason or touch.act.verb} ({touch.act.actor_name})"
    made = _made(acts)
    for label, keys in made.items():
        for record in _pointing(label, keys, made):
            if found >= NAMED:
                return
            found += 1
            yield f"{record._meta.verbose_name} {record}"


def _undoing(acts: list[Act]) -> Iterator[int]:
    """The acts of an earlier try to take these back, which a kill interrupted."""
    keys = [_undo_key(done, phase) for done in acts for phase in range(PHASES)]
    for batch in batches(keys, AT_ONCE):
        yield from Act.objects.filter(request_key__in=batch).values_list("pk", flat=True)


def _undo_key(done: Act, phase: int) -> str:
    return f"undo{phase}:{done.request_key}"[:64]


def _made(acts: list[Act]) -> dict[str, set[Any]]:
    """Keys of the records that these acts made, by model."""
    found: dict[str, set[Any]] = {}
    for done in acts:
        for entry in done.entries():
            if entry["op"] == "created":
                found.setdefault(entry["m"], set()).add(codec.key_of(entry))
    return found


def _pointing(label: str, keys: set[Any], made: dict[str, set[Any]]) -> Iterator[Any]:
    """Records that point at these and that the run did not make."""
    for relation in apps.get_model(label)._meta.related_objects:
        model: Any = relation.related_model
        if not hasattr(model, "version"):
            continue  # A computed row follows its records by itself.
        own = made.get(model._meta.label_lower, set())
        for batch in batches(keys, AT_ONCE):
            rows = model._base_manager.filter(**{f"{relation.field.name}__in": batch})
            yield from (row for row in rows.iterator() if row.pk not in own)


def _name(label: str, key: Any) -> str:
    model: Any = apps.get_model(label)
    record = model._base_manager.filter(pk=key).first()
    return f"{model._meta.verbose_name} {record or key}"


def _take_back(done: Act, by: User | Program, run: IntakeRun) -> None:
    left = list(done.touches.order_by("-pk"))
    for phase in range(PHASES):
        last = phase == PHASES - 1
        try:
            key = _undo_key(done, phase)
            with signed_act("intake.undo", by, run.under, None, reason=_reason(run, done), request_key=key):
                left = [touch for touch in left if not _restored(touch, must=last)]
        except AlreadyDone:
            left = [touch for touch in left if _is_there(touch)]
        if not left:
            return


def _reason(run: IntakeRun, done: Act) -> str:
    return f"{run.file_name}: {done.reason}"[:500]


def _is_there(touch: Touch) -> bool:
    """Whether a record that the act made is still to be removed."""
    model: Any = apps.get_model(touch.model)
    return touch.entry()["op"] == "created" and bool(model._base_manager.filter(pk=touch.record).exists())


def _restored(touch: Touch, *, must: bool) -> bool:
    """Take back what the act did to one record; False when other rows still point at it, which an end of the act may mend."""
    try:
        _restore(touch, touch.entry())
    except Refusal:
        if must:
            raise
        return False
    return True


def _restore(touch: Touch, entry: dict[str, Any]) -> None:
    model: Any = apps.get_model(touch.model)
    if entry["op"] == "created":
        model._base_manager.get(pk=touch.record).delete()
        return
    before = Touch.objects.filter(record=touch.record, act_id__lt=touch.act_id).order_by("-act_id").first()
    if before is None:
        raise Refusal("The history does not hold what {record} was before", record=str(touch))
    earlier: Any = codec.record_from(model, before.entry()["row"])
    if entry["op"] == "removed":
        earlier._state.adding = True
        earlier.save()
        return
    record = model._base_manager.get(pk=touch.record)
    for column in model._meta.concrete_fields:
        if column.attname not in {"id", "version"} and column.attname not in model.outside_ledger:
            setattr(record, column.attname, getattr(earlier, column.attname))
    record.save()
