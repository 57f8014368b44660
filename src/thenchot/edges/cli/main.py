"""`thenchot`: finds the command's file, loads it alone, and turns a refusal into a sentence and exit code 2."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import click

from thenchot.foundation.kernel.refusal import Refusal

COMMANDS = Path(__file__).parent / "commands"
REFUSED = 2


class HouseCommands(click.Group):
    """The commands in `commands/`. Only the called one is imported, so that one without Django starts at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Names of the files, with hyphens for underscores."""
        return sorted(path.stem.replace("_", "-") for path in COMMANDS.glob("*.py") if path.stem != "__init__")

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The file's `command`, or None when there is no such file."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"thenchot.edges.cli.commands.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command


@click.command(cls=HouseCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("thenchot"), prog_name="thenchot")
def thenchot() -> None:
    """One true record of technical equipment, the figures leadership answers for, and the key link that closes a gap."""


def main() -> None:
    """The entry point. A refusal is a sentence on stderr and exit code 2, never a traceback."""
    try:
        thenchot(prog_name="thenchot")
    except Refusal as refusal:
        print(f"thenchot: {_said(refusal)}", file=sys.stderr)
        raise SystemExit(REFUSED) from None


def _said(refusal: Refusal) -> str:
    """The sentence in the language of the terminal; in English while Django is not loaded."""
    if "django.conf" not in sys.modules or not os.environ.get("DJANGO_SETTINGS_MODULE"):
        return str(refusal)
    from django.utils.translation import gettext

    return refusal.said(gettext)
