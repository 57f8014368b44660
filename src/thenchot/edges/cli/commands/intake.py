"""`thenchot intake FILE`: brings a file of a register in, or says row by row why not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from thenchot.edges.cli import house

if TYPE_CHECKING:
    from thenchot.edges.intake.documents import Document
    from thenchot.edges.intake.outcome import Outcome
    from thenchot.foundation.access.models import User
    from thenchot.foundation.ledger.acts import Program

SHOWN = 50


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--profile", "profile", metavar="NAME", help="How to read the columns; default: the one that fits them.")
@click.option("--under", "under_code", metavar="CODE", help="Unit the file's units stand under; default the root.")
@click.option(
    "--to", "target", metavar="TARGET", help="What the rows are (units, depots, unit_tree, ...); columns are guessed."
)
@click.option(
    "--mapping",
    "mapping_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A profile in a TOML file of your own.",
)
@click.option(
    "--refused",
    "refused_to",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the refused rows here (xlsx).",
)
@click.option("--undo", is_flag=True, help="Take back what this file brought in.")
@click.option("--dry-run", is_flag=True, help="Check every row and say what would be made; write nothing.")
@house.as_json
@house.with_database
@house.acting
def command(
    file: Path,
    profile: str | None,
    under_code: str | None,
    target: str | None,
    mapping_file: Path | None,
    refused_to: Path | None,
    undo: bool,
    dry_run: bool,
    as_json: bool,
    by: User | Program,
) -> None:
    """Bring a file in: every row checked first, then written in chunks, each one act.

    Run again after a break it goes on where it stopped; run again once complete it does nothing. A text, docx or pdf is
    searched for the documents it cites. Exit code 1 when rows were refused, 2 when the file as a whole cannot be read.
    """
    from thenchot.edges.intake import documents
    from thenchot.edges.intake.profile import load
    from thenchot.edges.intake.reading import FileRefused
    from thenchot.edges.intake.refused import RefusedBook
    from thenchot.edges.intake.run import bring_in
    from thenchot.foundation.organisation import queries

    if documents.is_document(file) and not (profile or target or mapping_file):
        _show_document(documents.look_at(file), as_json=as_json)
        return
    if undo:
        _undo(file, by, as_json=as_json)
        return
    under = queries.by_code(under_code) if under_code else None
    refused = RefusedBook(refused_to) if refused_to else None
    try:
        outcome = bring_in(
            file,
            by=by,
            profile=load(mapping_file) if mapping_file else profile or target,
            under=under,
            dry_run=dry_run,
            on_refused=refused.add if refused else None,
            progress=lambda done, of: house.note(f"{done:,} / {of:,}"),
        )
    except FileRefused as error:
        click.echo(f"thenchot: {error.fault}", err=True)
        raise SystemExit(2) from error
    finally:
        if refused is not None:
            refused.close()
    if as_json:
        house.show_json(outcome.as_plain())
    else:
        _show(outcome)
    if outcome.rows_refused:
        raise SystemExit(1)


def _undo(file: Path, by: User | Program, *, as_json: bool) -> None:
    """Take back every run of this very file."""
    import hashlib

    from thenchot.edges.intake.models import IntakeRun
    from thenchot.edges.intake.undo import take_back
    from thenchot.foundation.kernel.refusal import Refusal

    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    runs = list(IntakeRun.objects.filter(digest=digest, undone_at__isnull=True, is_started=True))
    if not runs:
        raise Refusal("{file} was not brought in here", file=file.name)
    acts = sum(take_back(run, by) for run in runs)
    if as_json:
        house.show_json({"file": file.name, "runs": len(runs), "acts_taken_back": acts})
    else:
        click.echo(f"{file.name}: {acts} acts taken back")


def _show_document(found: Document, *, as_json: bool) -> None:
    if as_json:
        house.show_json(found.as_plain())
        return
    click.echo(f"{found.name}: {len(found.cited)} cited documents; nothing was written")
    house.show_table(("Number", "Kind", "Dated", "What would be done"), [c.row() for c in found.cited])


def _show(outcome: Outcome) -> None:
    from thenchot.edges.intake.reading import column_letter

    click.echo(
        f"{outcome.file}: profile {outcome.profile}" + (" (dry run: nothing was written)" if outcome.dry_run else "")
    )
    counts = [
        ("Rows read", outcome.rows_read),
        ("Rows written", outcome.rows_written),
        ("Rows refused", outcome.rows_refused),
        ("Rows that say nothing new", outcome.rows_unchanged),
    ]
    made = outcome.will_create if outcome.dry_run else outcome.created
    house.show_table(("", "Count"), [*counts, *((f"{name} made", count) for name, count in sorted(made.items()))])
    if outcome.fault_counts:
        click.echo()
        groups = [(count, found, str(said)) for (_code, found, said), count in outcome.fault_counts.most_common(SHOWN)]
        house.show_table(("Rows", "Found", "Expected"), groups)
    if outcome.faults:
        click.echo()
        rows = [
            (
                f.place.sheet,
                f.place.row,
                column_letter(f.place.column) if f.place.column is not None else None,
                f.found,
                str(f.expected),
            )
            for f in outcome.faults[:SHOWN]
        ]
        house.show_table(("Sheet", "Row", "Column", "Found", "Expected"), rows)
