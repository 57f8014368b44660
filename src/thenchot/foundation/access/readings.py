"""The readers' log: who opened a record of a sensitive table, when and by which way. It belongs to this installation alone."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.utils import timezone

from thenchot.foundation.access import policy
from thenchot.foundation.access.models import Reading, User
from thenchot.foundation.access.signing import signer


def note(user: Any, record: Model, way: str) -> None:
    """Note that the user reads the record, if its table is a sensitive one. Reading one's own account is nobody's business."""
    model = type(record)
    if not policy.policy_of(model).sensitive or not isinstance(user, User) or record.pk == user.pk or model is Reading:
        return
    reader = signer(user, "view", model._default_manager.filter(pk=record.pk))
    _write(reader, model, str(record.pk), str(record), way)


def note_many(user: Any, model: type[Model], said: str, way: str) -> None:
    """Note that the user takes many rows of a sensitive table with them, as an export; `said` is what was asked for."""
    if policy.policy_of(model).sensitive and isinstance(user, User):
        _write(user, model, "", said, way)


def _write(reader: User, model: type[Model], key: str, name: str, way: str) -> None:
    Reading.objects.create(
        user_id=reader.pk,
        reader=reader.display_name[:200],
        model=model._meta.label_lower,
        record=key,
        name=name[:300],
        way=way,
        at=timezone.now(),
    )
