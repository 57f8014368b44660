"""`thenchot figures`: the board's numbers on the terminal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from thenchot.edges.cli import house

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thenchot.foundation.indicators.figures import Figure
    from thenchot.foundation.organisation.models import Unit


@click.command()
@click.option("--unit", "unit_code", metavar="CODE", help="Code of the unit; default the root of the day.")
@click.option("--on", "day", type=house.DAY, default=None, help="Day, YYYY-MM-DD; default today.")
@house.as_json
@house.with_database
def command(unit_code: str | None, day: date | None, *, as_json: bool) -> None:
    """Print every figure of a unit on a day, as the board shows it.

    With --json a list of objects: indicator, slice ("" where there are none), unit, on, numerator, denominator, comparator and
    target in percent (null where no target is set), met (null where it cannot be said), missing, head of the ledger.
    """
    from thenchot.foundation.access.reach import today
    from thenchot.foundation.indicators.figures import figures_of
    from thenchot.foundation.organisation import queries

    on = day or today()
    unit = queries.by_code(unit_code) if unit_code else queries.root(on)
    figures = figures_of([unit.pk], on)[unit.pk]
    if as_json:
        house.show_json([figure.plain(unit.code) for figure in figures])
    else:
        _show(unit, on, figures)


def _show(unit: Unit, on: date, figures: Sequence[Figure]) -> None:
    from thenchot.insight.board import words

    click.echo(f"{unit.code} {unit.name}, {on.isoformat()}, {figures[0].head if figures else '-'}")
    house.show_table(words.headings(), [words.line(figure) for figure in figures])
