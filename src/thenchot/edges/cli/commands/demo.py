"""`thenchot demo`: an invented organisation to look at, built from a seed number."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from thenchot.edges.cli import house

if TYPE_CHECKING:
    from datetime import date

    from thenchot.edges.cli.demo.build import Progress


@click.command()
@click.option("--seed", default=1, show_default=True, help="The same seed, scale and day give the same organisation.")
@click.option(
    "--scale", default=1.0, show_default=True, help="1: 150 units, 12,000 items. 125: 5,000 units, 1,500,000 items."
)
@click.option("--on", "day", type=house.DAY, default=None, help="The day it is built as of, YYYY-MM-DD; default today.")
@click.option(
    "--password", default=None, help="Password of all demonstration users; otherwise a fixed one, shown at the end."
)
@click.option("--if-empty", is_flag=True, help="Do nothing where the database holds anything already.")
@click.option("--force", is_flag=True, help="Build beside what the database holds.")
@house.as_json
@house.with_database
def command(
    *, seed: int, scale: float, day: date | None, password: str | None, if_empty: bool, force: bool, as_json: bool
) -> None:
    """Build the demonstration: invented units, depots, equipment and users.

    Everything in it is made up from the seed number. It is refused in a database that holds anything else, unless forced.
    """
    from thenchot.edges.cli.demo import build, users
    from thenchot.foundation.access.reach import today
    from thenchot.foundation.ledger.models import Act

    built = None
    if not (if_empty and Act.objects.exists()):
        build.check_may_build(force=force)
        started = time.monotonic()
        built = build.build(
            seed=seed, scale=scale, on=day or today(), password=users.checked(password), progress=_progress(started)
        )
        seconds = time.monotonic() - started
        house.note(
            f"The demonstration stands: {built.units:,} units, {built.types:,} types, {built.items:,} items, "
            f"{built.records:,} records in {seconds:.1f} s ({built.records / seconds:,.0f} records/s)."
        )
    build.check_finished()
    if as_json:
        house.show_json({"built": built and built.plain(), "users": [who.plain() for who in users.standing()]})
    elif build.is_built():
        _show_logins()


def _progress(started: float) -> Progress:
    """Says now and then how far it is; the first time after five seconds, so that a small one is built in silence."""
    said = started

    def progress(done: int, total: int) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said >= 5 and done < total:
            said = now
            left = (now - started) / done * (total - done)
            house.note(f"{done:,} of {total:,} items, about {left:,.0f} s to go")

    return progress


def _show_logins() -> None:
    from thenchot.edges.cli.demo import users

    rows = users.standing()
    house.show_table(
        ("Log-in name", "Role", "Unit", "Name"), [(who.username, who.role, who.unit, who.name) for who in rows]
    )
    said = users.PASSWORD if users.has_usual_password() else "(the one given when it was built)"
    click.echo(f"\nPassword of all of them, for the demonstration only: {said}")
