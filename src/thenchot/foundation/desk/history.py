"""The history of records in sentences: who did what, which value became which, why; names as far as the reader may know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst

from thenchot.foundation.access.models import User
from thenchot.foundation.access.policy import Who
from thenchot.foundation.desk.names import Name, names
from thenchot.foundation.desk.resource import Resource, Text, verb_name
from thenchot.foundation.desk.shown import NOTHING, shown
from thenchot.foundation.ledger import attachments
from thenchot.foundation.ledger.history import Changed, Event, of_records
from thenchot.foundation.ledger.models import Act
from thenchot.foundation.ledger.records import Record


@dataclass(frozen=True, slots=True)
class Change:
    """One column of one record before and after, in words."""

    label: Text
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Part:
    """What an act did to one record; `subject` is empty for the record whose history is read."""

    operation: str
    subject: Text
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One act as it concerns the records asked about."""

    act: Act
    verb: Text
    who: str
    disabled: bool
    at: datetime
    reason: str
    parts: tuple[Part, ...]

    @property
    def url(self) -> str:
        return reverse("desk:detail", args=["acts", self.act.pk])


def story(user: Who, resource: Resource, record: Any, *, limit: int | None = None) -> list[Sentence]:
    """The record's history, newest first, with that of the records that belong to it (`story` of its resource)."""
    if not isinstance(record, Record):
        return []
    keys = [record.pk]
    for relation in resource.story:
        keys += getattr(record, relation).values_list("pk", flat=True)
    if resource.files:
        keys += [attachment.pk for attachment in attachments.of(record.pk)]
    return _sentences(user, of_records(keys, limit=limit), own=record.pk)


def audited(user: Who, resource: Resource, key: str) -> list[Sentence]:
    """What an auditor reads of a record by its key alone: it may be out of their sight, or gone."""
    try:
        record = UUID(key)
    except ValueError:
        return []
    label = resource.model._meta.label_lower
    events = [event for event in of_records([record]) if event.model == label]
    return _sentences(user, events, own=record)


def of_act(user: Who, act: Act, seen: Iterable[UUID]) -> Sentence:
    """One act with what it did to the records the reader may see."""
    events = [event for event in of_records(seen) if event.act.pk == act.pk]
    told = _sentences(user, events, own=None)
    return told[0] if told else _sentence(act, (), disabled=False)


def _sentences(user: Who, events: list[Event], *, own: UUID | None) -> list[Sentence]:
    events = _veiled(events)
    known = _names(user, events)
    gone = set(
        User.objects.filter(pk__in={e.act.actor for e in events if e.act.actor}, is_active=False).values_list(
            "pk", flat=True
        )
    )
    acts = {event.act.pk: event.act for event in events}
    parts: dict[Any, list[Part]] = {key: [] for key in acts}
    for event in events:
        parts[event.act.pk].append(_part(event, known, own))
    return [_sentence(act, tuple(parts[key]), disabled=act.actor in gone) for key, act in acts.items()]


def _veiled(events: list[Event]) -> list[Event]:
    """The events without what was once written of records that are veiled now: the act keeps it, no page tells it."""
    keys: dict[str, set[UUID]] = {}
    for event in events:
        keys.setdefault(event.model, set()).add(event.record)
    hidden = {model: _table(model).veiled(found) for model, found in keys.items() if _table(model).veiled_columns}
    return [
        replace(event, changes=tuple(c for c in event.changes if c.column not in _table(event.model).veiled_columns))
        if event.record in hidden.get(event.model, ())
        else event
        for event in events
    ]


def _table(label: str) -> type[Record]:
    found: type[Record] = apps.get_model(label)
    return found


def _sentence(act: Act, parts: tuple[Part, ...], *, disabled: bool) -> Sentence:
    return Sentence(act, verb_name(act.verb), act.actor_name, disabled, act.at, act.reason, parts)


def _part(event: Event, known: dict[tuple[str, UUID], Name], own: UUID | None) -> Part:
    subject: Text = ""
    if event.record != own:
        model = apps.get_model(event.model)
        name = known.get((event.model, event.record))
        subject = f"{capfirst(model._meta.verbose_name)} {name.text if name else ''}".strip()
    return Part(event.operation, subject, _changes(event, known, own))


def _changes(event: Event, known: dict[tuple[str, UUID], Name], own: UUID | None) -> tuple[Change, ...]:
    """The columns in words, but for one that only says whose record it is."""
    told = (change for change in event.changes if own is None or own.hex not in (change.before, change.after))
    return tuple(c for change in told if (c := _change(event.model, change, known)))


def _change(model: str, change: Changed, known: dict[tuple[str, UUID], Name]) -> Change | None:
    field = told_columns(model).get(change.column)
    if field is None:
        return None
    before, after = (_value(field, value, known) for value in (change.before, change.after))
    return None if before == after else Change(capfirst(field.verbose_name), before, after)


def _value(field: Any, value: Any, known: dict[tuple[str, UUID], Name]) -> str:
    if value is None:
        return NOTHING
    if field.related_model is not None:
        key = UUID(value) if isinstance(value, str) else value
        name = known.get((field.related_model._meta.label_lower, key))
        return name.text if name else NOTHING
    return shown(plain_value(field, value), field)


def plain_value(field: Any, value: Any) -> Any:
    """The Python value of what the ledger kept; as kept where today's column cannot read it."""
    try:
        return field.to_python(value)
    except ValidationError:
        return value


@cache
def told_columns(model: str) -> dict[str, Any]:
    """The columns a history speaks of: those the model gave words to."""
    told: dict[str, Any] = {}
    for field in apps.get_model(model)._meta.concrete_fields:
        if field._verbose_name is not None and field.name not in {"id", "version"}:  # noqa: SLF001  # the words as given, not as derived
            told[field.attname] = field
    return told


def _names(user: Who, events: list[Event]) -> dict[tuple[str, UUID], Name]:
    wanted: dict[type[models.Model], set[UUID]] = {}
    for event in events:
        wanted.setdefault(apps.get_model(event.model), set()).add(event.record)
        for change in event.changes:
            field = told_columns(event.model).get(change.column)
            if field is not None and field.related_model is not None:
                keys = wanted.setdefault(field.related_model, set())
                keys |= {UUID(v) if isinstance(v, str) else v for v in (change.before, change.after) if v is not None}
    found: dict[tuple[str, UUID], Name] = {}
    for model, keys in wanted.items():
        label = model._meta.label_lower
        found |= {(label, key): name for key, name in names(user, model, keys).items()}
    return found
