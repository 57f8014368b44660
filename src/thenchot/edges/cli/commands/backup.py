"""`thenchot backup FILE`: everything in one file, to be restored into any database."""

from __future__ import annotations

from pathlib import Path

import click

from thenchot.edges.cli import house


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@house.as_json
@house.with_database
def command(file: Path, as_json: bool) -> None:
    """Write acts, attachments, log-ins and housekeeping into one file. Keep it safe: it holds password hashes."""
    from thenchot.foundation.ledger.backup import backup

    manifest = backup(file)
    if as_json:
        house.show_json(manifest)
    else:
        click.echo(f"{file}: {manifest['acts']} acts up to {manifest['head']}, {manifest['files']} attached files.")
