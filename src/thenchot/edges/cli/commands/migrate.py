"""`thenchot migrate`: brings the database to the shape this program expects."""

from __future__ import annotations

import click

from thenchot.edges.cli import house


@click.command()
@click.option("--plan", is_flag=True, help="Only say what would be done.")
@house.with_django
def command(plan: bool) -> None:
    """Make or update the tables of the database named by DATABASE_URL."""
    from django.core.management import call_command

    if plan:
        call_command("migrate", plan=True)
        return
    count = len(house.pending_migrations())
    call_command("migrate", interactive=False, verbosity=0)
    house.note(f"{count} migrations applied." if count else "The database is up to date.")
