"""`thenchot ledger`: proves the history, carries it elsewhere, and rebuilds a database from it alone."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import IO

import click

from thenchot.edges.cli import house


@click.group()
def command() -> None:
    """The history: check, replay, export, load, state, new-epoch."""


@command.command()
@click.option("--repair", is_flag=True, help="Rebuild derived tables and touches; acts and records are never changed.")
@house.as_json
@house.with_database
def check(repair: bool, as_json: bool) -> None:
    """Prove the chain, the touches and the derived tables. Exit code 1 when a fault is left."""
    from dataclasses import asdict

    from thenchot.foundation.ledger import check as checks
    from thenchot.foundation.ledger.acts import head
    from thenchot.foundation.ledger.models import Act

    faults = list(checks.faults())
    if repair and any(fault.repairable for fault in faults):
        checks.repair()
        house.note("Derived tables and touches are rebuilt; checking again.")
        faults = list(checks.faults())
    if as_json:
        house.show_json({"head": head(), "faults": [asdict(fault) for fault in faults]})
    elif faults:
        house.show_table(("Place", "Found", "Expected"), [(f.place, f.found, f.expected) for f in faults])
    else:
        last = Act.objects.order_by("pk").last()
        click.echo(f"The ledger is whole up to act {last}." if last else "The ledger holds no acts yet.")
    if faults:
        raise SystemExit(1)


@command.command()
@click.option("--into", "url", required=True, metavar="URL", help="Empty database to fill, such as sqlite:////path.")
@click.option("--until", "day", type=house.DAY, help="Take the acts of this day and before; default all.")
@house.as_json
@house.with_database
def replay(url: str, day: date | None, as_json: bool) -> None:
    """Rebuild another database from the acts alone and compare it with this one, table by table.

    Exit code 1 when a table differs. With --until the tables are shown, not compared: this database has gone on.
    """
    from thenchot.edges.cli import replaying

    tables = replaying.replay_into(url, until=day)
    if as_json:
        house.show_json([table.as_plain(compared=day is None) for table in tables])
    elif day is None:
        rows = [(t.model, t.rows_here, t.rows_there, "same" if t.same else "DIFFERS") for t in tables]
        house.show_table(("Table", "Rows here", "Rows there", "Content"), rows)
    else:
        house.show_table(("Table", "Rows there"), [(t.model, t.rows_there) for t in tables])
    if day is None and not all(table.same for table in tables):
        raise SystemExit(1)


@command.command()
@click.option("--until", "day", type=house.DAY, help="Keep the acts of this day and before; default all.")
@click.option("--to", "path", type=click.Path(path_type=Path, dir_okay=False), help="File; default standard output.")
@house.with_database
def export(day: date | None, path: Path | None) -> None:
    """Write every act as one line of JSON, oldest first."""
    from thenchot.foundation.ledger import replay as fold

    out: IO[bytes] = sys.stdout.buffer if path is None else path.open("wb")
    with out:
        for line in fold.export_lines(until=day):
            out.write(line + b"\n")


@command.command()
@click.option("--from", "path", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Default: stdin.")
@house.as_json
@house.with_database
def load(path: Path | None, as_json: bool) -> None:
    """Fill this empty database from exported lines, all or nothing, proving each act's digest on the way."""
    from thenchot.foundation.ledger import replay as fold

    with sys.stdin.buffer if path is None else path.open("rb") as lines:
        count = fold.load_lines(line for line in lines if line.strip())
    _show_state(as_json, note=f"Loaded {count} acts.")


@command.command()
@house.as_json
@house.with_database
def state(as_json: bool) -> None:
    """Show how many rows each record table holds, and a digest over them."""
    _show_state(as_json)


@command.command(name="new-epoch")
@house.with_database
def new_epoch() -> None:
    """Let a restored copy go on writing, under the next epoch, so that its acts are never taken for the original's."""
    from thenchot.foundation.ledger.acts import begin_epoch

    click.echo(f"From now on acts are written as {begin_epoch()}.")


def _show_state(as_json: bool, *, note: str = "") -> None:
    from dataclasses import asdict

    from thenchot.foundation.ledger import replay as fold

    tables = fold.state()
    if note:
        house.note(note)
    if as_json:
        house.show_json([asdict(table) for table in tables])
    else:
        house.show_table(("Table", "Rows", "Digest"), [(t.model, t.rows, t.digest[:16]) for t in tables])
