"""`thenchot restore FILE`: fills an empty database from a backup; the copy is read only until it takes a new epoch."""

from __future__ import annotations

from pathlib import Path

import click

from thenchot.edges.cli import house


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@house.as_json
@house.with_database
def command(file: Path, as_json: bool) -> None:
    """Fill this empty database from a backup, all or nothing.

    The original may still be at work somewhere, so the copy takes no writes until you say that it is the one that goes on:
    `thenchot ledger new-epoch`.
    """
    from thenchot.foundation.ledger.backup import restore

    manifest = restore(file)
    if as_json:
        house.show_json(manifest)
    else:
        click.echo(
            f"Restored {manifest['acts']} acts up to {manifest['head']}. Read only until: thenchot ledger new-epoch"
        )
