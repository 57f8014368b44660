"""Runs the benches on each database in a process of its own, and prints one table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from benches.bench import Bench, timed
from tests.postgres import server

HERE = Path(__file__).parent
NO_BENCHES = {"__init__", "__main__", "bench", "served"}
DATABASES = ("sqlite", "postgresql")
HEADERS = (
    "bench",
    "database",
    "units",
    "ours s",
    "floor s",
    "ours/floor",
    "ours per s",
    "our cpu s",
    "our MB",
    "floor MB",
    "the floor is",
)


def discovered(only: list[str]) -> list[Bench]:
    """The benches of the files named, or of all."""
    names = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in NO_BENCHES)
    if unknown := set(only) - set(names):
        raise SystemExit(f"no such benches: {' '.join(sorted(unknown))}; there are: {' '.join(names)}")
    return [bench for name in names if not only or name in only for bench in import_module(f"benches.{name}").BENCHES]


def run_here(database: str, only: list[str]) -> None:
    """In the child: make the tables, time each bench, print a line of JSON for each."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    for bench in discovered(only):
        if database in bench.databases:
            print(f"... {bench.name} on {database}", file=sys.stderr, flush=True)
            ours, floor = timed(bench)
            line = (
                *(bench.name, database, f"{ours.count:,} {bench.unit}", f"{ours.seconds:.3f}", f"{floor.seconds:.3f}"),
                f"{ours.seconds / floor.seconds * floor.count / ours.count:.1f}",
                *(f"{ours.count / ours.seconds:,.0f}", f"{ours.processor:.3f}"),
                *(f"{ours.memory:.0f}", f"{floor.memory:.0f}", bench.floor_is),
            )
            print(json.dumps(line), flush=True)


@contextmanager
def address(database: str, folder: str) -> Iterator[str]:
    """An empty database as in earnest: synchronous on PostgreSQL, WAL on SQLite."""
    if database == "sqlite":
        yield f"sqlite:///{folder}/bench.sqlite3"
        return
    with server(settings=()) as running:
        yield running.url


def main() -> None:
    """The parent: one child for each database, then the table."""
    if sys.argv[1:2] == ["--on"]:
        run_here(sys.argv[2], sys.argv[3:])
        return
    lines = []
    for database in DATABASES:
        with tempfile.TemporaryDirectory() as folder, address(database, folder) as url:
            told = {"DATABASE_URL": url, "THENCHOT_VAR": folder, "DJANGO_SETTINGS_MODULE": "thenchot.config.settings"}
            child = subprocess.run(
                [sys.executable, "-m", "benches", "--on", database, *sys.argv[1:]],
                env={**os.environ, **told},
                stdout=subprocess.PIPE,
                check=True,
            )
            lines += [json.loads(line) for line in child.stdout.splitlines()]
    table = [HEADERS, *lines]
    widths = [max(len(cell) for cell in column) for column in zip(*table, strict=True)]
    for line in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
