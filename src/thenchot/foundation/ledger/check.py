"""Is the history whole, and is the state what the history says? Names every fault, the first one first.

Proved: each act's digest and number, the touches, the end of the chain, every record row against the last act that wrote it,
every derived table against its rebuild, every attachment against its SHA-256. Not covered: columns kept outside the ledger
that nothing derives (password hashes, last log-in).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction

from thenchot.foundation.ledger import attachments, codec, derived, upcast
from thenchot.foundation.ledger.acts import move_heads, write_touches
from thenchot.foundation.ledger.models import Act, Attachment, Chain, TableHead, Touch
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.ledger.replay import record_models


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong and where; `repairable` is true for derived tables only."""

    place: str
    found: str
    expected: str
    repairable: bool = False


@dataclass(slots=True)
class _Told:
    """What the acts say: where each chain ends, which act last touched a table, a mark of each record's last row."""

    ends: dict[str, tuple[int, int, bytes]] = field(default_factory=dict)
    heads: dict[str, tuple[int, int]] = field(default_factory=dict)
    rows: dict[str, dict[str, bytes]] = field(default_factory=lambda: defaultdict(dict))


def faults() -> Iterator[Fault]:
    """Every fault, in the order found: acts and touches, ends of chains, records, derived tables, attachments."""
    told = _Told()
    yield from _act_faults(told)
    yield from _end_faults(told)
    for model in record_models():
        yield from _record_faults(model, told.rows[model._meta.label_lower])
    yield from _derived_faults()
    yield from _attachment_faults()


def _act_faults(told: _Told) -> Iterator[Fault]:
    for act in Act.objects.order_by("node", "epoch", "seq").iterator(chunk_size=200):
        epoch, seq, digest = told.ends.get(act.node, (act.epoch, 0, bytes(32)))
        expected_seq = seq + 1 if act.epoch == epoch else 1
        if act.seq != expected_seq:
            yield Fault(f"act {act}", f"number {act.seq}", f"number {expected_seq}: an act is missing")
        told.ends[act.node] = act.epoch, act.seq, bytes(act.digest)
        fault = _digest_fault(act, digest)
        if fault is not None:
            yield fault
        else:
            yield from _entry_faults(act, told)


def _digest_fault(act: Act, previous: bytes) -> Fault | None:
    stored = bytes(act.digest).hex()
    try:
        found = act.expected_digest(previous).hex()
    except Exception as error:  # noqa: BLE001  # A damaged payload may fail in any layer of decoding; all mean the same here.
        return Fault(f"act {act}", f"a payload that cannot be read ({error})", f"a payload of digest {stored}")
    if found != stored:
        return Fault(f"act {act}", f"content of digest {found}", f"digest {stored}")
    if codec.digest(bytes(act.payload)) != bytes(act.packed_digest):
        return Fault(f"act {act}", "a payload whose stored bytes were changed", "the bytes that were stored")
    return None


def _entry_faults(act: Act, told: _Told) -> Iterator[Fault]:
    entries = act.entries()
    for entry in entries:
        model = entry["m"]
        told.heads[model] = act.epoch, act.seq
        if entry["op"] == "removed":
            told.rows[model].pop(entry["id"], None)
        else:
            told.rows[model][entry["id"]] = _mark(upcast.to_current(entry))
    _payload, pieces = codec.payload_of(entries)
    expected = sorted((e["m"], e["id"], *piece) for e, piece in zip(entries, pieces, strict=True))
    kept = Touch.objects.filter(act=act).values_list("model", "record", "start", "size")
    if sorted((model, key.hex, start, size) for model, key, start, size in kept) != expected:
        yield Fault(f"touches of act {act}", f"{len(kept)} touches", f"touches of its {len(expected)} records", True)


def _mark(row: object) -> bytes:
    return codec.digest(codec.canonical(row))[:12]


def _end_faults(told: _Told) -> Iterator[Fault]:
    for chain in Chain.objects.order_by("node"):
        epoch, seq, digest = told.ends.get(chain.node, (chain.epoch, 0, bytes(32)))
        fresh_epoch = chain.seq == 0 and chain.epoch == epoch + 1
        if bytes(chain.digest) != digest or ((chain.epoch, chain.seq) != (epoch, seq) and not fresh_epoch):
            yield Fault(f"end of chain {chain.node}", f"{chain.epoch}/{chain.seq}", f"{epoch}/{seq} and its digest")
    heads = {head.model: (head.epoch, head.seq) for head in TableHead.objects.all()}
    for model in sorted(heads.keys() | told.heads.keys()):
        if heads.get(model) != told.heads.get(model):
            yield Fault(f"head of table {model}", str(heads.get(model)), str(told.heads.get(model)), True)


def _record_faults(model: type[Record], told: dict[str, bytes]) -> Iterator[Fault]:
    """A row that no act wrote, differs from what the last act wrote, or is gone though no act removed it."""
    label = model._meta.label_lower
    missing = dict(told)
    for record in model._base_manager.order_by("pk").iterator(chunk_size=5000):
        expected = missing.pop(record.pk.hex, None)
        if expected is None:
            yield Fault(f"{label} {record.pk}", "a row", "no row: no act wrote it")
        elif _mark(codec.row_of(record)) != expected:
            yield Fault(f"{label} {record.pk}", "a row changed outside the ledger", "the row its last act wrote")
    for key in missing:
        yield Fault(f"{label} {key}", "no row", "the row its last act wrote")


def _derived_faults() -> Iterator[Fault]:
    for derivation in derived.derivations():
        with transaction.atomic():
            before = {table: derived.content(table) for table in derivation.tables}
            derivation.rebuild()
            after = {table: derived.content(table) for table in derivation.tables}
            transaction.set_rollback(True)
        for table in derivation.tables:
            if before[table] != after[table]:
                differing = len(set(before[table]) ^ set(after[table]))
                yield Fault(f"derived table {table}", f"{differing} rows that differ", "what its records give", True)


def _attachment_faults() -> Iterator[Fault]:
    seen: set[str] = set()
    for attachment in Attachment.objects.order_by("pk").iterator(chunk_size=1000):
        if attachment.sha256 not in seen:
            seen.add(attachment.sha256)
            found = attachments.proof(attachment.sha256)
            if found != (attachment.sha256, attachment.size):
                kept = "no file" if found is None else f"a file of SHA-256 {found[0]}, {found[1]} bytes"
                expected = f"SHA-256 {attachment.sha256}, {attachment.size} bytes"
                yield Fault(f"attachment {attachment.pk} {attachment.name}", kept, expected)


def repair() -> None:
    """Rebuild the touches, the table heads and every derived table; records and acts are never changed."""
    with transaction.atomic():
        Touch.objects.all().delete()
        TableHead.objects.all().delete()
        for act in Act.objects.order_by("node", "epoch", "seq").iterator(chunk_size=200):
            entries = act.entries()
            _payload, pieces = codec.payload_of(entries)
            write_touches(act, [(e["m"], codec.key_of(e)) for e in entries], pieces)
            move_heads(act, {e["m"] for e in entries})
        derived.rebuild_all()
