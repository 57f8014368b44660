"""A copy, in one DuckDB file, of the columns that indicators read: makes figures over millions of records a matter of seconds.

It knows the ledger head it is of. Before it answers it takes in the records touched since, or a whole table again where many
were; it is built anew when it does not belong to this database's history. It is a cache: delete the file at any time.
"""

from __future__ import annotations

import json
import logging
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from subprocess import CalledProcessError
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Q

from thenchot.foundation.indicators import copying, schema
from thenchot.foundation.indicators.registry import indicators
from thenchot.foundation.ledger import journal
from thenchot.foundation.ledger.models import Act, Chain, Touch

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

log = logging.getLogger(__name__)

# From so many records on the mirror is quicker than the operational database.
LARGE = 200_000
# With more records touched than this a table is copied whole.
MANY = 20_000
_CHUNK = 400
_PATIENCE = 30.0
_one_at_a_time = threading.Lock()


class Unusable(Exception):
    """The mirror cannot be used now; the operational database answers instead."""


@dataclass(frozen=True, slots=True)
class State:
    """What the mirror is of: which database, which tables and columns, which ledger head."""

    database: str
    tables: str
    epoch: int
    seq: int
    digest: str


def is_worth_it() -> bool:
    """Is the mirror at hand, and are the tables large enough for it to pay?

    Never for an act that has changed something: the mirror must not take in what may yet be undone.
    """
    act = journal.open_now()
    if act is not None and act.changes:
        return False
    return copying.reader(connection.vendor) is not None and _rows_held() >= LARGE


def rows(statement: str, bound: Mapping[str, object]) -> list[tuple[Any, ...]]:
    """The rows of a statement in DuckDB's words, over the mirror brought up to the present head; raises Unusable."""
    with _one_at_a_time, opened() as mirror:
        named = {name: value for name, value in bound.items() if f"${name}" in statement}
        found: list[tuple[Any, ...]] = mirror.execute(statement, named).fetchall()
    return found


@contextmanager
def opened() -> Iterator[DuckDBPyConnection]:
    """The mirror, fresh. One process at a time holds the file; others wait for it."""
    _bring_up_to_date()
    with _connected() as mirror:
        yield mirror


def place() -> Path:
    """Where the file lies."""
    folder = Path(settings.VAR) / "mirror"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "mirror.duckdb"


def tables() -> dict[str, dict[str, str]]:
    """The tables and columns that indicators read, with their types; the tree's spans among them."""
    used: dict[str, set[str]] = defaultdict(set)
    for definition in indicators():
        for name, columns in definition.columns.items():
            used[name] |= columns
    known = {schema.table(label): schema.columns(label) for label in labels()}
    used[schema.table(schema.SPAN)] = set(known[schema.table(schema.SPAN)]) - {"id"}
    return {
        name: {column: kind for column, kind in known[name].items() if column in columns or column == "id"}
        for name, columns in sorted(used.items())
    }


def labels() -> list[str]:
    """The models behind those tables."""
    read = {label for each in indicators() for label in (*each.reads, *each.obstacle_reads)}
    read |= {label for each in indicators() for way in each.ways for label, _column in way.steps}
    return sorted({*read, schema.SPAN})


@contextmanager
def _connected() -> Iterator[DuckDBPyConnection]:
    import duckdb  # noqa: PLC0415  # optional: loaded where it is used

    started = monotonic()
    while True:
        try:
            mirror = duckdb.connect(
                str(place()), config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
            )
            break
        except duckdb.IOException as error:
            if monotonic() - started > _PATIENCE:
                raise Unusable(str(error)) from error
            sleep(0.05)
    try:
        yield mirror
    finally:
        mirror.close()


def _bring_up_to_date() -> None:
    head = _head()
    with _connected() as mirror:
        state = _state(mirror)
        if state == head:
            return
        changed = _changed(state, head)
        if changed is not None:
            whole = [name for name, keys in changed.items() if keys is None]
            for name, keys in changed.items():
                if keys is not None:
                    _take_in(mirror, name, keys)
            if not whole:
                _write_state(mirror, head)
                return
    _copy(tables() if changed is None else {name: tables()[name] for name in whole})
    with _connected() as mirror:
        _write_state(mirror, head)


def _head() -> State:
    """What the mirror should be of."""
    chain = Chain.objects.filter(node=settings.THENCHOT_NODE).values_list("epoch", "seq", "digest").first()
    epoch, seq, digest = chain or (1, 0, b"")
    database = {name: str(connection.settings_dict.get(name) or "") for name in ("ENGINE", "NAME", "HOST", "PORT")}
    return State(json.dumps(database), json.dumps(tables(), sort_keys=True), epoch, seq, bytes(digest).hex())


def state_of(mirror: DuckDBPyConnection) -> State:
    """What a mirror that was just brought up to date is of."""
    found = _state(mirror)
    assert found is not None
    return found


def _state(mirror: DuckDBPyConnection) -> State | None:
    mirror.execute(
        "CREATE TABLE IF NOT EXISTS mirror_state"
        " (database VARCHAR, tables VARCHAR, epoch BIGINT, seq BIGINT, digest VARCHAR)"
    )
    found = mirror.execute("SELECT database, tables, epoch, seq, digest FROM mirror_state").fetchone()
    return State(*found) if found else None


def _write_state(mirror: DuckDBPyConnection, state: State) -> None:
    mirror.execute("BEGIN")
    mirror.execute("DELETE FROM mirror_state")
    values = [state.database, state.tables, state.epoch, state.seq, state.digest]
    mirror.execute("INSERT INTO mirror_state VALUES (?, ?, ?, ?, ?)", values)
    mirror.execute("COMMIT")


def _changed(state: State | None, head: State) -> dict[str, list[UUID] | None] | None:
    """What changed_since says, where the mirror is of this database and of these columns."""
    if state is None or (state.database, state.tables) != (head.database, head.tables):
        return None
    return changed_since(state.epoch, state.seq, state.digest)


def changed_since(epoch: int, seq: int, digest: str) -> dict[str, list[UUID] | None] | None:
    """The records touched since a ledger head, by table; None for a table: so many that it is to be copied whole.

    None for everything: the head is not of this ledger's past, or nearly all was touched.
    """
    if not _is_of_our_past(epoch, seq, digest):
        return None
    since = Q(act__epoch__gt=epoch) | Q(act__epoch=epoch, act__seq__gt=seq)
    touches = Touch.objects.filter(since, act__node=settings.THENCHOT_NODE, model__in=[schema.LINK, *labels()])
    by_model: dict[str, set[UUID]] = defaultdict(set)
    for model, record in touches.values_list("model", "record").distinct()[: MANY * 4].iterator():
        by_model[model].add(record)
    changed: dict[str, list[UUID] | None] = {
        schema.table(model): sorted(keys) if len(keys) <= MANY else None
        for model, keys in by_model.items()
        if model in labels()
    }
    if schema.LINK in by_model:
        changed[schema.table(schema.SPAN)] = None
    return None if sum(map(len, by_model.values())) >= MANY * 4 else changed


def _is_of_our_past(epoch: int, seq: int, digest: str) -> bool:
    """Does this head stand in the ledger? One from before a restore may not."""
    if seq == 0:
        return True
    act = Act.objects.filter(node=settings.THENCHOT_NODE, epoch=epoch, seq=seq)
    return [bytes(found).hex() for found in act.values_list("digest", flat=True)] == [digest]


def _take_in(mirror: DuckDBPyConnection, name: str, keys: Sequence[UUID]) -> None:
    """Replace these records of a table by what they are now; those that are gone go."""
    columns = tables()[name]
    model = next(apps.get_model(label) for label in labels() if schema.table(label) == name)
    fields = {field.column: field for field in model._meta.concrete_fields}
    mirror.execute("BEGIN")
    for chunk in _chunks(keys):
        marks = ", ".join("?" * len(chunk))
        mirror.execute(f'DELETE FROM "{name}" WHERE id IN ({marks})', chunk)  # noqa: S608  # the name of our own table
        found = model._base_manager.filter(pk__in=chunk).values_list(*(fields[column].attname for column in columns))
        values = [_at_rest(fields[column], value) for row in found for column, value in zip(columns, row, strict=True)]
        if values:
            line = f"({', '.join('?' * len(columns))})"
            lines = ", ".join([line] * (len(values) // len(columns)))
            named = ", ".join(f'"{column}"' for column in columns)
            mirror.execute(f'INSERT INTO "{name}" ({named}) VALUES {lines}', values)  # noqa: S608  # names of our own
    mirror.execute("COMMIT")


def _at_rest(field: Any, value: Any) -> Any:
    """Scaled integers as they lie in the database."""
    return field.get_prep_value(value) if field.get_internal_type() in {"BigIntegerField", "IntegerField"} else value


def _chunks(keys: Sequence[UUID]) -> Iterator[list[UUID]]:
    waiting = iter(keys)
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk


def _copy(wanted: Mapping[str, Mapping[str, str]]) -> None:
    order = {
        "vendor": connection.vendor,
        "reader": str(copying.reader(connection.vendor)),
        "from": _address(),
        "into": str(place()),
        "tables": wanted,
    }
    try:
        copying.copy(order)
    except CalledProcessError as error:
        log.warning("the mirror was not built: %s", error.stderr.strip().rpartition("\n")[2])
        raise Unusable(error.stderr) from error


def _address() -> str:
    """How DuckDB reaches the operational database: a file, or a connection string of libpq."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(known["NAME"])
    parts = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return " ".join(f"{name}={_value(str(known[key]))}" for name, key in parts.items() if known.get(key))


def _value(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _rows_held() -> int:
    """About how many records the indicators' tables hold, without counting them."""
    names = [schema.table(label) for label in labels()]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT COALESCE(SUM(GREATEST(reltuples, 0)), 0) FROM pg_class WHERE relname = ANY(%s)", [names]
            )
            return int(cursor.fetchone()[0])
        each = " + ".join(f'COALESCE((SELECT MAX(rowid) FROM "{name}"), 0)' for name in names)  # noqa: S608  # our own tables
        cursor.execute(f"SELECT {each}")
        return int(cursor.fetchone()[0])
