"""Copies tables of the operational database into a DuckDB file. Runs in a process of its own, without Django.

A process of its own, because DuckDB reads SQLite files with its own copy of SQLite, and two copies in one process drop each
other's file locks. The order comes as JSON on stdin: where from, where to, and which tables with which columns.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# DuckDB's readers of the two databases come as wheels; nothing is fetched.
_READERS = {"sqlite": "sqlite_scanner", "postgresql": "postgres_scanner"}
_ATTACH = {"sqlite": "TYPE sqlite, READ_ONLY", "postgresql": "TYPE postgres, READ_ONLY"}


def reader(vendor: str) -> Path | None:
    """The file of DuckDB's reader of this database; None when it or DuckDB is not installed."""
    name = _READERS.get(vendor, "")
    spec = find_spec(f"duckdb_extension_{name}") if name and find_spec("duckdb") else None
    if spec is None or not spec.submodule_search_locations:
        return None
    found = [
        file for place in spec.submodule_search_locations for file in Path(place).rglob(f"{name}.duckdb_extension")
    ]
    return found[0] if found else None


def copy(order: Mapping[str, Any]) -> None:
    """Carry out an order in another process; raises CalledProcessError with what it said."""
    subprocess.run(  # noqa: S603  # our own interpreter and module
        [sys.executable, "-m", __name__],
        input=json.dumps(order),
        text=True,
        check=True,
        capture_output=True,
    )


def _carry_out(order: Mapping[str, Any]) -> None:
    import duckdb  # noqa: PLC0415  # optional: loaded where it is used

    with duckdb.connect(order["into"]) as mirror:
        mirror.execute(f"LOAD '{order['reader']}'")
        mirror.execute(f"ATTACH '{_quoted(order['from'])}' AS operational ({_ATTACH[order['vendor']]})")
        for name, columns in order["tables"].items():
            chosen = ", ".join(f'CAST("{column}" AS {kind}) AS "{column}"' for column, kind in columns.items())
            schema = "public." if order["vendor"] == "postgresql" else ""
            mirror.execute(f'CREATE OR REPLACE TABLE "{name}" AS SELECT {chosen} FROM operational.{schema}"{name}"')  # noqa: S608  # names of our own tables
        mirror.execute("DETACH operational")


def _quoted(text: str) -> str:
    return text.replace("'", "''")


if __name__ == "__main__":
    _carry_out(json.load(sys.stdin))
