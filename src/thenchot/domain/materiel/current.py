"""Who holds an item now, how good it is and in which state: its latest dated facts, kept beside the item.

One statement serves both ways to compute it: for the whole register (rebuild), or for the items an act named (refresh). It
reads the keys (equipment, from_on) and (equipment, graded_on), and writes only rows that differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection

from thenchot.domain.materiel.equipment.models import Custody, Equipment, Grading
from thenchot.domain.materiel.states.models import StateInterval
from thenchot.foundation.ledger.derived import derive
from thenchot.foundation.ledger.journal import Journal

_CHUNK = 500  # SQLite takes at most 999 parameters a statement on older builds.

_UPDATE = """
UPDATE materiel_equipment AS kept
SET unit_id = latest.unit_id, grade = latest.grade, graded_on = latest.graded_on, state = latest.state
FROM (
    SELECT
        item.id,
        (SELECT unit_id FROM materiel_custody WHERE equipment_id = item.id ORDER BY from_on DESC LIMIT 1) AS unit_id,
        (SELECT grade FROM materiel_grading WHERE equipment_id = item.id ORDER BY graded_on DESC LIMIT 1) AS grade,
        (SELECT MAX(graded_on) FROM materiel_grading WHERE equipment_id = item.id) AS graded_on,
        (SELECT state FROM materiel_stateinterval WHERE equipment_id = item.id ORDER BY from_on DESC LIMIT 1) AS state
    FROM materiel_equipment AS item {where}
) AS latest
WHERE latest.id = kept.id AND (
    kept.unit_id IS DISTINCT FROM latest.unit_id
    OR kept.grade IS DISTINCT FROM latest.grade
    OR kept.graded_on IS DISTINCT FROM latest.graded_on
    OR kept.state IS DISTINCT FROM latest.state
)
"""


def register() -> None:
    """Tell the ledger about the columns. Equipment is read too: saving an item writes its row whole, these columns included."""
    derive(
        "materiel.current",
        tables=["materiel.equipment#unit_id,grade,graded_on,state"],
        reads=["materiel.equipment", "materiel.custody", "materiel.grading", "materiel.stateinterval"],
        rebuild=rebuild,
        refresh=refresh,
    )


def rebuild() -> None:
    """Compute the columns of every item."""
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE.format(where=""))


def refresh(journal: Journal) -> None:
    """Compute the columns of the items whose rows or dated facts the act touched."""
    with connection.cursor() as cursor:
        for keys in _chunks(_touched(journal)):
            marks = ", ".join(["%s"] * len(keys))
            cursor.execute(_UPDATE.format(where=f"WHERE item.id IN ({marks})"), [_as_stored(key) for key in keys])


def _touched(journal: Journal) -> Iterable[UUID]:
    found: dict[UUID, None] = {}
    for change in journal.changes.values():
        match change.record:
            case Equipment() as item:
                found[item.pk] = None
            case Custody() | Grading() | StateInterval() as fact:
                found[fact.equipment_id] = None
    return found


def _chunks(keys: Iterable[UUID]) -> Iterator[list[UUID]]:
    waiting = iter(keys)
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk


def _as_stored(key: UUID) -> Any:
    return Equipment._meta.pk.get_db_prep_value(key, connection)
