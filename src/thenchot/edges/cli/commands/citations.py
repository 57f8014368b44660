"""`thenchot citations FILE`: the documents a text, html, docx or pdf cites."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from thenchot.foundation.kernel.refusal import Refusal


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="One JSON object (the only form there is).")
def command(file: Path, as_json: bool) -> None:  # noqa: ARG001  # said for symmetry with the other commands
    """List what a file cites: number, symbol, issuer, date, the sentence around it, and what contradicts it."""
    from thenchot.domain.directives.numbers import UnreadableFileError
    from thenchot.domain.directives.numbers.cli import main_citations

    try:
        code = main_citations(file, sys.stdout)
    except UnreadableFileError as error:
        raise Refusal("{file} cannot be read: {error}", file=file.name, error=str(error)) from error
    raise SystemExit(code)
