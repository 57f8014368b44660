"""Tables computed from records: registered by the app that owns them, refreshed by each act, rebuilt by the check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from thenchot.foundation.ledger import codec
from thenchot.foundation.ledger.journal import Journal


@dataclass(frozen=True, slots=True)
class Derivation:
    """A set of derived tables, the record tables they are computed from, and the two ways to compute them.

    `rebuild` computes all from scratch. `refresh` is called inside every act that touched one of `reads`, before it is sealed,
    with the act's journal; without one, `rebuild` is called. A table is "app.model", or "app.model#a,b" for computed columns.
    """

    name: str
    tables: tuple[str, ...]
    reads: frozenset[str]
    rebuild: Callable[[], None]
    refresh: Callable[[Journal], None] | None = None


_derivations: dict[str, Derivation] = {}


def derive(
    name: str,
    *,
    tables: Iterable[str],
    reads: Iterable[str],
    rebuild: Callable[[], None],
    refresh: Callable[[Journal], None] | None = None,
) -> None:
    """Register derived tables; models are named "app.model", and a later registration may read an earlier one's tables."""
    if name in _derivations:
        raise ValueError(f"derived tables {name!r} are registered twice")
    _derivations[name] = Derivation(
        name, tuple(t.lower() for t in tables), frozenset(r.lower() for r in reads), rebuild, refresh
    )


def derivations() -> tuple[Derivation, ...]:
    """All of them, in the order in which they were registered."""
    return tuple(_derivations.values())


def refresh_after(journal: Journal) -> None:
    """Bring the derived tables up to date with the act in progress."""
    touched = set(journal.models)
    for derivation in _derivations.values():
        if derivation.reads & touched:
            if derivation.refresh is None:
                derivation.rebuild()
            else:
                derivation.refresh(journal)
            touched.update(table.partition("#")[0] for table in derivation.tables)


def rebuild_all() -> None:
    """Compute every derived table from scratch."""
    for derivation in _derivations.values():
        derivation.rebuild()


def content(table: str) -> list[bytes]:
    """The rows of a derived table without their numbers, sorted: equal content whatever the order of insertion.

    "app.model#a,b" means the computed columns a and b of a record table.
    """
    label, _mark, columns = table.partition("#")
    model: type[models.Model] = apps.get_model(label)
    if columns:
        rows = model._base_manager.values_list("pk", *columns.split(",")).iterator(chunk_size=5000)
        return sorted(codec.canonical([str(value) for value in row]) for row in rows)
    key = model._meta.pk.attname if isinstance(model._meta.pk, models.AutoField) else None

    def line(row: dict[str, Any]) -> bytes:
        row.pop(key or "", None)
        return codec.canonical(row)

    return sorted(line(codec.row_of(r)) for r in model._base_manager.iterator(chunk_size=5000))
