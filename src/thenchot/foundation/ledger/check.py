"""Is the history whole? Proves the chain, the touches and the derived tables, and names the first fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from thenchot.foundation.ledger import derived
from thenchot.foundation.ledger.models import Act, Chain, Touch


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong and where; `repairable` is true for derived tables only."""

    place: str
    found: str
    expected: str
    repairable: bool = False


def faults() -> Iterator[Fault]:
    """Every fault, in the order found: chain first, then touches, then derived tables."""
    yield from _chain_faults()
    yield from _derived_faults()


def _chain_faults() -> Iterator[Fault]:
    last: dict[str, tuple[int, int, bytes]] = {}
    for act in Act.objects.order_by("node", "epoch", "seq").iterator(chunk_size=200):
        epoch, seq, digest = last.get(act.node, (act.epoch, 0, bytes(32)))
        expected_seq = seq + 1 if act.epoch == epoch else 1
        if act.seq != expected_seq:
            yield Fault(str(act), f"number {act.seq}", f"number {expected_seq}: an act is missing")
        try:
            found = act.expected_digest(digest)
        except Exception as error:  # A damaged payload may fail in any layer of decoding; all mean the same here.
            yield Fault(str(act), f"payload that cannot be read ({error})", f"digest {bytes(act.digest).hex()}")
        else:
            if found != bytes(act.digest):
                yield Fault(str(act), f"digest {found.hex()}", f"digest {bytes(act.digest).hex()}")
            else:
                yield from _touch_faults(act)
        last[act.node] = act.epoch, act.seq, bytes(act.digest)
    for chain in Chain.objects.order_by("node"):
        epoch, seq, digest = last.get(chain.node, (chain.epoch, 0, bytes(32)))
        if (chain.epoch, chain.seq, bytes(chain.digest)) != (epoch, seq, digest) and (chain.seq or seq):
            yield Fault(f"end of chain {chain.node}", f"{chain.epoch}/{chain.seq}", f"{epoch}/{seq}")


def _touch_faults(act: Act) -> Iterator[Fault]:
    expected = sorted((e["m"], e["id"]) for e in act.entries())
    found = sorted((model, key.hex) for model, key in Touch.objects.filter(act=act).values_list("model", "record"))
    if found != expected:
        yield Fault(f"touches of {act}", f"{len(found)} touches", f"{len(expected)} touches of the act's records", True)


def _derived_faults() -> Iterator[Fault]:
    for derivation in derived.derivations():
        with transaction.atomic():
            before = {table: derived.content(table) for table in derivation.tables}
            derivation.rebuild()
            after = {table: derived.content(table) for table in derivation.tables}
            transaction.set_rollback(True)
        for table in derivation.tables:
            if before[table] != after[table]:
                differing = len(set(map(bytes, before[table])) ^ set(map(bytes, after[table])))
                yield Fault(f"derived table {table}", f"{differing} rows that differ", "what its records give", True)


def repair() -> None:
    """Rebuild every derived table and the touches; records and acts are never touched."""
    with transaction.atomic():
        Touch.objects.all().delete()
        for act in Act.objects.order_by("pk").iterator(chunk_size=200):
            Touch.objects.bulk_create(
                [Touch(act=act, model=e["m"], record=e["id"]) for e in act.entries()], batch_size=5000
            )
        derived.rebuild_all()
