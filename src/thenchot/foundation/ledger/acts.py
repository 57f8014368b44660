"""The one door for writes: `with act("materiel.regrade", by=user, reason="Minutes 12/BB-KT"): ...`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import bulk, codec, derived, journal, upcast
from thenchot.foundation.ledger.models import Act, Chain, TableHead, Touch
from thenchot.foundation.ledger.records import Record

FORMAT = 1


class Actor(Protocol):
    """Who acts: anything with a key and a name to remember."""

    @property
    def pk(self) -> UUID: ...

    @property
    def display_name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Program:
    """Acts not done by a person: set-up, demonstration, a scheduled job. It is named in the history as such."""

    display_name: str
    pk: None = None


class AlreadyDone(Refusal):
    """The request key was used before; `act` is what it did. Not an error for the person who pressed twice."""

    def __init__(self, act: Act) -> None:
        super().__init__("This was already done as act {act}", act=str(act))
        self.act = act


class Clash(Refusal):
    """The database refused: another row with the same mark, or one that points here, is there already."""

    def __init__(self, error: IntegrityError) -> None:
        said = str(error.__cause__ or error).strip().splitlines()[0]
        super().__init__("This clashes with what is in the record already ({said})", said=said)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the caller says of the act."""

    verb: str
    by: Actor | Program
    reason: str
    request_key: str | None
    at: datetime | None


@dataclass(slots=True)
class Deed:
    """The act in progress as its caller sees it; `act` is set once it is sealed."""

    journal: journal.Journal = field(default_factory=journal.Journal)
    act: Act | None = None

    def add_many(self, records: Iterable[Record]) -> int:
        """Insert new records of one or more models through the bulk path, with the same history as one by one."""
        by_model: dict[type[Record], list[Record]] = defaultdict(list)
        for record in records:
            record.version = 1
            record.fill_search_key()
            by_model[type(record)].append(record)
        for model, rows in by_model.items():
            bulk.insert(model, rows)
            self.journal.note_created(rows)
        return sum(map(len, by_model.values()))


@contextmanager
def act(
    verb: str, *, by: Actor | Program, reason: str = "", request_key: str | None = None, at: datetime | None = None
) -> Iterator[Deed]:
    """Open an act: all records saved inside become one transaction, one entry in the chain.

    Raises AlreadyDone when `request_key` was used before, RuntimeError when an act is already open. An act that changes
    nothing leaves no entry. On any exception nothing is written. What the database itself refuses (a code taken by another
    writer a moment ago) becomes a Refusal.
    """
    if journal.open_now() is not None:
        raise RuntimeError(f"act {verb!r} opened inside another act")
    try:
        with _one_transaction(_Told(verb, by, reason, request_key, at)) as deed:
            yield deed
    except IntegrityError as error:
        raise Clash(error) from error


@contextmanager
def _one_transaction(told: _Told) -> Iterator[Deed]:
    deed = Deed()
    with transaction.atomic():
        # The lock first: of two equal requests at once, the second waits here and then finds the first one's act.
        chain = lock_chain() if told.request_key is not None else None
        if told.request_key is not None and (done := Act.objects.filter(request_key=told.request_key).first()):
            raise AlreadyDone(done)
        before = journal.swap(deed.journal)
        try:
            yield deed
            derived.refresh_after(deed.journal)
        finally:
            journal.swap(before)
        if deed.journal.changes:
            chain = chain or lock_chain()
            deed.act = _seal(deed.journal, chain, told)


def _seal(done: journal.Journal, chain: Chain, told: _Told) -> Act:
    payload, pieces = codec.payload_of(_entry(model, key, change) for (model, key), change in done.changes.items())
    sealed = Act(
        node=chain.node,
        epoch=chain.epoch,
        seq=chain.seq + 1,
        verb=told.verb,
        actor=told.by.pk,
        actor_name=told.by.display_name,
        at=told.at or datetime.now(UTC),
        reason=told.reason,
        request_key=told.request_key,
        schema=FORMAT,
        payload=codec.squeeze(payload),
    )
    sealed.seal(bytes(chain.digest))
    sealed.save(force_insert=True)
    write_touches(sealed, done.changes, pieces)
    Chain.objects.filter(pk=chain.pk).update(seq=sealed.seq, digest=sealed.digest)
    move_heads(sealed, done.models)
    return sealed


def write_touches(sealed: Act, keys: Iterable[tuple[str, UUID]], pieces: Iterable[tuple[int, int]]) -> None:
    """One touch a record, with the place of the record's entry in the act's payload."""
    touches = zip(keys, pieces, strict=True)
    bulk.insert(
        Touch,
        (Touch(act=sealed, model=m, record=key, start=start, size=size) for (m, key), (start, size) in touches),
    )


def move_heads(sealed: Act, models: Iterable[str]) -> None:
    """Remember the act as the last one that touched these tables."""
    TableHead.objects.bulk_create(
        [TableHead(model=model, epoch=sealed.epoch, seq=sealed.seq) for model in sorted(models)],
        update_conflicts=True,
        unique_fields=["model"],
        update_fields=["epoch", "seq"],
    )


def _entry(model: str, key: UUID, change: journal.Change) -> dict[str, object]:
    entry: dict[str, object] = {"m": model, "id": key.hex, "op": change.operation}
    if change.operation != "removed":
        entry["row"] = codec.row_of(change.record)
        if (schema := upcast.current_schema(model)) > 1:
            entry["s"] = schema
    return entry


def lock_chain() -> Chain:
    """The chain of this node, locked until the transaction ends; made at the first act.

    Raises Refusal on a restored copy: until it takes a new epoch it could give out numbers the original gives out too.
    """
    Chain.objects.get_or_create(node=settings.THENCHOT_NODE)
    query = Chain.objects.all()
    if connection.features.has_select_for_update:
        query = query.select_for_update()
    chain = query.get(node=settings.THENCHOT_NODE)
    if chain.is_restored:
        raise Refusal(
            "This is a restored copy, to be read only; `thenchot ledger new-epoch` makes it the one that goes on"
        )
    return chain


def begin_epoch() -> Chain:
    """Let a restored copy go on: later acts carry the next epoch and count from 1, chained to the last act before."""
    with transaction.atomic():
        Chain.objects.get_or_create(node=settings.THENCHOT_NODE)
        chain = Chain.objects.get(node=settings.THENCHOT_NODE)
        chain.epoch, chain.seq, chain.is_restored = chain.epoch + 1, 0, False
        chain.save()
    return chain


def head() -> str:
    """The ledger head as text, node/epoch/number; "-" before the first act."""
    chain = Chain.objects.filter(node=settings.THENCHOT_NODE).first()
    return str(chain) if chain and chain.seq else "-"


def mark() -> tuple[bytes, ...] | None:
    """Where the chains end, as digests: while they are the same no record has changed. None inside an act, and before the first.

    It is asked at every page, so it costs one statement and nothing else.
    """
    if journal.open_now() is not None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT digest FROM {Chain._meta.db_table} WHERE seq > 0 ORDER BY node")  # noqa: S608  # the name is ours
        return tuple(bytes(digest) for (digest,) in cursor.fetchall()) or None
