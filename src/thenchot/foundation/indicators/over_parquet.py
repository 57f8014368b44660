"""Figures from the warehouse instead of the database: by DuckDB on this machine, or by Spark on many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from thenchot.foundation.indicators import operational, spark, statements
from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.indicators.figures import Figure, figures_from
from thenchot.foundation.indicators.kept import UNPLACED, Reading, Sums, Values
from thenchot.foundation.indicators.registry import indicators_on
from thenchot.foundation.indicators.warehouse import Manifest, computable, read
from thenchot.foundation.kernel.refusal import Refusal

Distant = Literal["duckdb", "spark"]
Rows = Iterable[Sequence[Any]]


def figures(folder: Path, unit: UUID, on: date, *, engine: Distant, master: str = "local[*]") -> list[Figure]:
    """The unit's figures on a day, from the warehouse in the folder, as the board would show them at its ledger head.

    Indicators whose tables the warehouse does not hold (sensitive ones) are left out.
    """
    if (manifest := read(folder)) is None:
        raise Refusal("There is no warehouse in {folder}; build one with: thenchot warehouse build", folder=str(folder))
    definitions = computable(manifest, indicators_on(on))
    if engine == "duckdb":
        found: Sequence[Rows] = _by_duckdb(folder, manifest, definitions, on)
    else:
        found = _by_spark(folder, manifest, definitions, on, master)
    values = {each.name: _values(rows) for each, rows in zip(definitions, found, strict=True)}
    return figures_from(unit, definitions, Reading(on, manifest.head, values))


def _values(rows: Rows) -> Values:
    return {
        (UNPLACED if unit is None else operational.key(unit), str(part)): Sums(*map(int, sums))
        for unit, part, *sums in rows
    }


def _by_duckdb(folder: Path, manifest: Manifest, definitions: Sequence[Definition], on: date) -> Sequence[Rows]:
    if find_spec("duckdb") is None:
        raise Refusal("DuckDB is not installed; install thenchot[warehouse]")
    import duckdb  # noqa: PLC0415  # optional: loaded where it is used

    found: list[Rows] = []
    with duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}) as engine:
        for table in manifest.files:
            files = ", ".join("'" + path.replace("'", "''") + "'" for path in manifest.paths(folder, table))
            engine.execute(f'CREATE VIEW "{table}" AS SELECT * FROM read_parquet([{files}])')  # noqa: S608  # our own names
        for each in definitions:
            text = statements.totals(each, "duckdb")
            bound = {name: day for name, day in each.bound(on).items() if f"${name}" in text}
            found.append(engine.execute(text, bound).fetchall())
    return found


def _by_spark(
    folder: Path, manifest: Manifest, definitions: Sequence[Definition], on: date, master: str
) -> Sequence[Rows]:
    if not spark.is_installed():
        raise Refusal("Spark is not installed; install thenchot[spark] and Java")
    tables = {table: manifest.paths(folder, table) for table in manifest.files}
    asked = [(statements.totals(each, "spark"), each.bound(on)) for each in definitions]
    try:
        return spark.answers(master, tables, asked)
    except spark.Failed as failed:
        raise Refusal("Spark did not answer: {said}", said=str(failed)) from failed
