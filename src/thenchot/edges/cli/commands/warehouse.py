"""`thenchot warehouse`: the tables behind the figures as Parquet, and the figures from there by DuckDB or Spark."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from thenchot.edges.cli import house


def _folder(given: Path | None) -> Path:
    from django.conf import settings

    return given or Path(settings.VAR) / "warehouse"


in_folder = click.option(
    "--in",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Folder of the warehouse; default warehouse under the house's own folder.",
)


@click.group()
def command() -> None:
    """Write the tables behind the figures as Parquet files, and compute the figures from them."""


@command.command()
@in_folder
@click.option("--sensitive", is_flag=True, help="Also tables about persons and other sensitive ones.")
@house.as_json
@house.with_database
def build(folder: Path | None, *, sensitive: bool, as_json: bool) -> None:
    """Write the warehouse, or bring it up to the present head.

    Only columns that an indicator reads are written; a build after the first writes only what was touched since.
    """
    from thenchot.foundation.indicators import warehouse

    place = _folder(folder)
    built = warehouse.build(place, sensitive=sensitive)
    if as_json:
        house.show_json(
            {
                "folder": str(place),
                "head": built.manifest.head,
                "rows": built.rows,
                "files_written": built.written,
                "files_kept": built.kept,
            }
        )
    else:
        click.echo(
            f"{place}: {built.rows:,} rows at head {built.manifest.head}, "
            f"{built.written} files written, {built.kept} kept as they were."
        )


@command.command()
@in_folder
@click.option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True)
@click.option("--master", metavar="URL", default="local[*]", show_default=True, help="Where Spark runs.")
@click.option("--unit", "unit_code", metavar="CODE", help="Code of the unit; default the root of the day.")
@click.option("--on", "day", type=house.DAY, default=None, help="Day, YYYY-MM-DD; default today.")
@house.as_json
@house.with_database
def figures(  # its keywords are the options
    folder: Path | None, engine: str, master: str, unit_code: str | None, day: date | None, *, as_json: bool
) -> None:
    """Print every figure of a unit on a day, computed from the warehouse: the same list as `thenchot figures`."""
    from thenchot.foundation.access.reach import today
    from thenchot.foundation.indicators import over_parquet
    from thenchot.foundation.organisation import queries
    from thenchot.insight.board import words

    on = day or today()
    unit = queries.by_code(unit_code) if unit_code else queries.root(on)
    chosen: over_parquet.Distant = "spark" if engine == "spark" else "duckdb"
    found = over_parquet.figures(_folder(folder), unit.pk, on, engine=chosen, master=master)
    if as_json:
        house.show_json([figure.plain(unit.code) for figure in found])
    else:
        house.show_table(words.headings(), [words.line(figure) for figure in found])
