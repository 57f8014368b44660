"""Where a person serves now, in which post and rank, and how highly qualified: their latest dated facts, kept beside the person.

One statement serves both ways to compute it: for all (rebuild), or for the persons an act named (refresh). A certificate that
ends says nothing of the level, so that no column changes by the mere passing of a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection

from thenchot.domain.people.models import Level, Person, Posting, Qualification, RankHeld
from thenchot.foundation.ledger.derived import derive
from thenchot.foundation.ledger.journal import Journal

_CHUNK = 500  # SQLite takes at most 999 parameters a statement on older builds.
_BEST_FIRST = " ".join(f"WHEN '{level}' THEN {place}" for place, level in enumerate(Level.values))

_UPDATE = """
UPDATE people_person AS kept
SET unit_id = latest.unit_id, post_id = latest.post_id, rank_id = latest.rank_id, level = latest.level
FROM (
    SELECT
        person.id,
        (SELECT unit_id FROM people_posting WHERE person_id = person.id ORDER BY from_on DESC LIMIT 1) AS unit_id,
        (SELECT post_id FROM people_posting WHERE person_id = person.id ORDER BY from_on DESC LIMIT 1) AS post_id,
        (SELECT rank_id FROM people_rankheld WHERE person_id = person.id ORDER BY from_on DESC LIMIT 1) AS rank_id,
        (
            SELECT level FROM people_qualification
            WHERE person_id = person.id AND valid_until IS NULL
            ORDER BY CASE level {best_first} END LIMIT 1
        ) AS level
    FROM people_person AS person {where}
) AS latest
WHERE latest.id = kept.id AND (
    kept.unit_id IS DISTINCT FROM latest.unit_id
    OR kept.post_id IS DISTINCT FROM latest.post_id
    OR kept.rank_id IS DISTINCT FROM latest.rank_id
    OR kept.level IS DISTINCT FROM latest.level
)
"""


def register() -> None:
    """Tell the ledger about the columns. Persons are read too: saving one writes the row whole, these columns included."""
    derive(
        "people.current",
        tables=["people.person#unit_id,post_id,rank_id,level"],
        reads=["people.person", "people.posting", "people.rankheld", "people.qualification"],
        rebuild=rebuild,
        refresh=refresh,
    )


def rebuild() -> None:
    """Compute the columns of every person."""
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE.format(where="", best_first=_BEST_FIRST))


def refresh(journal: Journal) -> None:
    """Compute the columns of the persons whose rows or dated facts the act touched."""
    with connection.cursor() as cursor:
        for keys in _chunks(_touched(journal)):
            marks = ", ".join(["%s"] * len(keys))
            statement = _UPDATE.format(where=f"WHERE person.id IN ({marks})", best_first=_BEST_FIRST)
            cursor.execute(statement, [_as_stored(key) for key in keys])


def _touched(journal: Journal) -> Iterable[UUID]:
    found: dict[UUID, None] = {}
    for change in journal.changes.values():
        match change.record:
            case Person() as person:
                found[person.pk] = None
            case Posting() | RankHeld() | Qualification() as fact:
                found[fact.person_id] = None
    return found


def _chunks(keys: Iterable[UUID]) -> Iterator[list[UUID]]:
    waiting = iter(keys)
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk


def _as_stored(key: UUID) -> Any:
    return Person._meta.pk.get_db_prep_value(key, connection)
