"""State = fold(acts): the whole ledger as a stream of lines, and a database filled from such a stream alone."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db import models, transaction

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import bulk, codec, derived, upcast
from thenchot.foundation.ledger.acts import move_heads, write_touches
from thenchot.foundation.ledger.models import Act, Chain
from thenchot.foundation.ledger.records import Record


def record_models() -> list[type[Record]]:
    """Every record table of the house, in the order of their labels."""
    found = [m for m in apps.get_models() if issubclass(m, Record)]
    return sorted(found, key=lambda m: m._meta.label_lower)


@dataclass(frozen=True, slots=True)
class TableState:
    """One table: how many rows, and a digest over them in key order."""

    model: str
    rows: int
    digest: str


def state() -> list[TableState]:
    """Every record table's state; two databases with equal lists hold the same records."""
    return [TableState(m._meta.label_lower, *codec.table_digest(m)) for m in record_models()]


def export_lines(*, until: date | None = None, head: tuple[int, int] | None = None) -> Iterator[bytes]:
    """Each act as one line of canonical JSON, oldest first.

    `until` keeps the acts of that day and before, `head` those up to this epoch and number.
    """
    acts = Act.objects.order_by("epoch", "seq", "node")
    if head is not None:
        epoch, seq = head
        acts = acts.filter(models.Q(epoch__lt=epoch) | models.Q(epoch=epoch, seq__lte=seq))
    if until is not None:
        acts = acts.filter(at__lt=_end_of(until))
    for entry in acts.iterator(chunk_size=200):
        yield codec.canonical(_act_as_plain(entry))


def _end_of(day: date) -> datetime:
    return datetime.combine(date.fromordinal(day.toordinal() + 1), time(), ZoneInfo(settings.TIME_ZONE))


def _act_as_plain(entry: Act) -> dict[str, object]:
    plain: dict[str, object] = {**codec.row_of(entry)}
    for here in ("id", "packed_digest"):
        plain.pop(here)
    plain["payload"] = codec.unsqueeze(bytes(entry.payload)).decode()
    return plain


def load_lines(lines: Iterable[bytes]) -> int:
    """Fill an empty database from exported lines, all or nothing; returns the number of acts.

    Each act's digest is proved on the way. Raises Refusal for a database that is not empty, a broken chain or a bad line.
    """
    if Act.objects.exists():
        raise Refusal("The ledger can only be loaded into an empty database; this one has acts already")
    count = 0
    with transaction.atomic():
        for count, line in enumerate(lines, start=1):
            _load_act(count, line)
        derived.rebuild_all()
    return count


def _load_act(number: int, line: bytes) -> None:
    try:
        plain = codec.decode(line)
        payload = plain["payload"].encode()
        entry = codec.record_from(Act, {**plain, "payload": base64.b64encode(codec.squeeze(payload)).decode()})
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise Refusal("Line {line} is not an act: {error}", line=number, error=str(error)) from error
    assert isinstance(entry, Act)
    chain, _made = Chain.objects.get_or_create(node=entry.node, defaults={"epoch": entry.epoch})
    previous = bytes(chain.digest)
    if entry.expected_digest(previous) != bytes(entry.digest):
        raise Refusal("Line {line}: act {act} does not follow the act before it", line=number, act=str(entry))
    entry.seal(previous)
    entry.save(force_insert=True)
    entries = codec.decode(payload)
    apply(entries)
    again, pieces = codec.payload_of(entries)
    if again != payload:
        raise Refusal("Line {line}: the payload of act {act} is not in canonical form", line=number, act=str(entry))
    write_touches(entry, [(e["m"], UUID(e["id"])) for e in entries], pieces)
    Chain.objects.filter(pk=chain.pk).update(epoch=entry.epoch, seq=entry.seq, digest=entry.digest)
    move_heads(entry, {e["m"] for e in entries})


def apply(entries: list[dict[str, Any]]) -> None:
    """Write an act's changes to the record tables, without history of its own."""
    fresh: list[models.Model] = []
    for entry in entries:
        model: type[models.Model] = apps.get_model(entry["m"])
        if fresh and (type(fresh[0]) is not model or entry["op"] != "created"):
            bulk.insert(type(fresh[0]), fresh)
            fresh = []
        if entry["op"] == "created":
            fresh.append(codec.record_from(model, upcast.to_current(entry)))
            continue
        query: Any = model._base_manager.filter(pk=UUID(entry["id"]))
        if entry["op"] == "removed":
            query._raw_delete(query.db)
        else:
            record: Any = codec.record_from(model, upcast.to_current(entry))
            names = {name for name, _to_python in codec.columns(model)}
            fields = [f for f in model._meta.concrete_fields if not f.primary_key and f.attname in names]
            query._update([(f, None, getattr(record, f.attname)) for f in fields])
    if fresh:
        bulk.insert(type(fresh[0]), fresh)
