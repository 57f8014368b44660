"""`thenchot numbers`: reads the numbers of official documents, one spelling a line."""

from __future__ import annotations

import sys

import click


@click.group()
def command() -> None:
    """Numbers of official documents, Party and State."""


@command.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON line for each line read (the only form there is).")
def parse(as_json: bool) -> None:  # noqa: ARG001  # said for symmetry with the other commands
    """Read spellings from standard input, one a line, and answer one JSON line each.

    A spelling that cannot be read for certain is answered with `review` and the reason; nothing is guessed.
    """
    from thenchot.domain.directives.numbers.cli import main_parse

    raise SystemExit(main_parse(sys.stdin, sys.stdout))
