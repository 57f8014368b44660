"""The tables that indicators read as Parquet files: how an army-wide history outgrows one machine and its database.

Only the columns that are read are written, and sensitive tables only where told to. Each table is cut by the month in which its
records were born (their keys say it), so that a build after the first writes anew only the months whose records were touched.
The manifest names the files of one ledger head and is replaced at the end: readers see the old build or the new one, whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection

from thenchot.foundation.access.policy import policy_of
from thenchot.foundation.indicators import copying, mirror
from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.indicators.registry import indicators
from thenchot.foundation.kernel.refusal import Refusal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FORMAT = 1
WHOLE = "whole"
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a warehouse holds: the ledger head it is of, and by table and month of birth the file and its rows."""

    node: str
    epoch: int
    seq: int
    digest: str
    columns: Mapping[str, Mapping[str, str]]
    files: dict[str, dict[str, tuple[str, int]]] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def head(self) -> str:
        """The ledger head as text."""
        return f"{self.node}/{self.epoch}/{self.seq}" if self.seq else "-"

    def paths(self, folder: Path, table: str) -> list[str]:
        """The files of a table, as addresses."""
        return [str(folder / name) for name, _rows in self.files[table].values()]

    def covers(self, definition: Definition) -> bool:
        """Are all columns the indicator reads in it?"""
        return all(columns <= set(self.columns.get(table, {})) for table, columns in definition.columns.items())


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    manifest: Manifest
    written: int
    kept: int
    rows: int


def build(folder: Path, *, sensitive: bool = False) -> Built:
    """Write the warehouse, or bring it up to the present head; refuses where DuckDB and its reader are not installed."""
    if copying.reader(connection.vendor) is None:
        raise Refusal("The warehouse needs DuckDB with its reader for this database; install thenchot[warehouse]")
    folder.mkdir(parents=True, exist_ok=True)
    with mirror.opened() as tables:
        state = mirror.state_of(tables)
        wanted = {name: columns for name, columns in mirror.tables().items() if sensitive or not _is_sensitive(name)}
        before = read(folder)
        stale = _stale(before, wanted)
        manifest = Manifest(settings.THENCHOT_NODE, state.epoch, state.seq, state.digest, wanted)
        written = sum(_write(tables, folder, manifest, before, name, stale) for name in wanted)
    _replace(folder, manifest)
    files = [found for months in manifest.files.values() for found in months.values()]
    return Built(manifest, written, len(files) - written, sum(rows for _name, rows in files))


def read(folder: Path) -> Manifest | None:
    """The warehouse that lies in the folder; None where there is none of this format."""
    file = folder / _MANIFEST
    if not file.exists():
        return None
    found = json.loads(file.read_text(encoding="utf-8"))
    if found.get("format") != FORMAT:
        return None
    files = {
        table: {month: (str(name), int(rows)) for month, (name, rows) in months.items()}
        for table, months in found.pop("files").items()
    }
    return Manifest(**found, files=files)


def _is_sensitive(table: str) -> bool:
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    try:
        return policy_of(model).sensitive
    except KeyError:
        return False


def _stale(before: Manifest | None, wanted: Mapping[str, Mapping[str, str]]) -> dict[str, set[str] | None] | None:
    """The months to write anew, by table (None: every month); None for everything. A table that is not named stands."""
    if before is None or before.node != settings.THENCHOT_NODE or dict(before.columns) != dict(wanted):
        return None
    changed = mirror.changed_since(before.epoch, before.seq, before.digest)
    if changed is None:
        return None
    return {table: None if keys is None else {born(key) for key in keys} for table, keys in changed.items()}


def born(key: UUID) -> str:
    """The month in which a record's key was made, such as 2026-11: the key's first 48 bits are milliseconds since 1970."""
    if key.version != 7:
        return WHOLE
    return datetime.fromtimestamp((key.int >> 80) / 1000, UTC).strftime("%Y-%m")


# The same in DuckDB's words; a derived table's number has no month.
_BORN = (
    "CASE WHEN substr(CAST(id AS VARCHAR), 15, 1) = '7' THEN strftime(make_timestamp_ms("
    "CAST('0x' || substr(replace(CAST(id AS VARCHAR), '-', ''), 1, 12) AS BIGINT)), '%Y-%m') ELSE 'whole' END"
)


def _write(  # what a table's files depend on
    tables: DuckDBPyConnection,
    folder: Path,
    manifest: Manifest,
    before: Manifest | None,
    name: str,
    stale: Mapping[str, set[str] | None] | None,
) -> int:
    """Write the stale months of a table and take the others over; how many files were written."""
    kept = {} if before is None or stale is None else before.files.get(name, {})
    touched = stale.get(name, set()) if stale is not None else None
    months = _months(tables, name, manifest.columns[name])
    manifest.files[name] = {}
    (folder / name).mkdir(exist_ok=True)
    written = 0
    for month, rows in months.items():
        if touched is not None and month not in touched and month in kept:
            manifest.files[name][month] = kept[month]
            continue
        file = f"{name}/{month}.{manifest.epoch}-{manifest.seq}.parquet"
        _copy(tables, name, manifest.columns[name], month, folder / file)
        manifest.files[name][month] = (file, rows)
        written += 1
    return written


def _months(tables: DuckDBPyConnection, name: str, columns: Mapping[str, str]) -> dict[str, int]:
    month = _BORN if columns["id"] == "UUID" else f"'{WHOLE}'"
    found = tables.execute(f'SELECT {month} AS month, COUNT(*) FROM "{name}" GROUP BY month ORDER BY month').fetchall()  # noqa: S608  # names of our own tables
    return {str(month): int(rows) for month, rows in found} or {WHOLE: 0}


def _copy(tables: DuckDBPyConnection, name: str, columns: Mapping[str, str], month: str, into: Path) -> None:
    """Keys go as text: every engine reads and compares text alike."""
    chosen = ", ".join(
        f'CAST("{column}" AS VARCHAR) AS "{column}"' if kind == "UUID" else f'"{column}"'
        for column, kind in columns.items()
    )
    where = f"WHERE {_BORN} = '{month}'" if columns["id"] == "UUID" else ""
    address = str(into).replace("'", "''")
    tables.execute(
        f"COPY (SELECT {chosen} FROM \"{name}\" {where} ORDER BY id) TO '{address}' (FORMAT parquet, COMPRESSION zstd)"  # noqa: S608  # our own names
    )


def _replace(folder: Path, manifest: Manifest) -> None:
    """Put the new manifest in the place of the old one, then remove files that no manifest names."""
    waiting = folder / f"{_MANIFEST}.new"
    waiting.write_text(json.dumps(asdict(manifest), indent=1, sort_keys=True), encoding="utf-8")
    waiting.replace(folder / _MANIFEST)
    named = {folder / name for months in manifest.files.values() for name, _rows in months.values()}
    for file in folder.glob("*/*.parquet"):
        if file not in named:
            file.unlink()


def computable(manifest: Manifest, chosen: Iterable[Definition] | None = None) -> Sequence[Definition]:
    """Those indicators whose tables the warehouse holds."""
    return [each for each in (indicators() if chosen is None else chosen) if manifest.covers(each)]
