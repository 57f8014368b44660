"""Compares the units below: the figures as a heat map, or one figure as sorted bars."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from thenchot.foundation.desk import charts
from thenchot.foundation.desk.charts import Bar, BarChart, Cell, HeatMap
from thenchot.foundation.indicators.figures import NOTHING
from thenchot.insight.board import words
from thenchot.insight.board.tiles import Row, Tile

# A shade for every this many percentage points that a share is off its target (or off what would be best).
_POINTS = 20


def heat(rows: Sequence[Row], tiles: Sequence[Tile]) -> HeatMap:
    """Units by figures; the further a figure is from its target, the darker its cell; a target not met has a frame."""
    return charts.heat(
        _("The units below, by figure"),
        [tile.short_name for tile in tiles],
        [(_name(row), row.url, [_cell(tile) for tile in row.tiles]) for row in rows],
        description=_("Shares; darker is further from the target, a frame is a target not met"),
        legend=_("Darker: further from the target. Framed: the target is not met. Dashed: nothing to measure."),
    )


def coverage(rows: Sequence[Row], tiles: Sequence[Tile]) -> HeatMap:
    """How much of what was expected each unit reported; darker is less of it, a frame is anything missing."""
    return charts.heat(
        _("What the units below reported of what was expected"),
        [tile.short_name for tile in tiles],
        [(_name(row), row.url, [_reported(tile) for tile in row.tiles]) for row in rows],
        description=_("Reported out of expected; darker is less, a frame is something missing"),
        legend=_(
            "Reported / expected. Darker: less was reported. Framed: something is missing. Dashed: nothing expected."
        ),
    )


def _reported(tile: Tile | None) -> Cell:
    if tile is None:
        return Cell("", None)
    figure = tile.figure
    expected = figure.denominator + figure.missing
    if not expected:
        return Cell(NOTHING, None)
    text = f"{words.number(figure.denominator, figure.definition)} / {words.number(expected, figure.definition)}"
    return Cell(text, min(1.0, 2 * figure.missing / expected), is_marked=figure.missing > 0, url=_missing(tile))


def _missing(tile: Tile) -> str:
    """The records not reported, where the tile leads to records at all."""
    return f"{tile.url}&show=missing" if tile.url and tile.figure.missing else tile.url


def bars(rows: Sequence[Row], tile: Tile, column: int) -> BarChart:
    """One figure of the units below, in the order of the rows."""
    return charts.bars(
        tile.name,
        [_bar(row, row.tiles[column]) for row in rows],
        target=float(tile.target_at) if tile.target_at is not None else None,
        target_text=tile.target,
        description=_("The units below, worst first"),
    )


def _name(row: Row) -> str:
    return row.unit.name if row.unit else _("the unit itself")


def _cell(tile: Tile | None) -> Cell:
    if tile is None or tile.share is None:
        return Cell("" if tile is None else words.value(tile.figure), None)
    return Cell(tile.value, _weight(tile), is_marked=tile.figure.met is False, url=tile.url)


def _weight(tile: Tile) -> float:
    """How far off, from 0 to 1."""
    share = float(tile.share or 0)
    lower = tile.figure.definition.direction == "lower"
    best = float(tile.target_at) if tile.target_at is not None else (0.0 if lower else 100.0)
    off = share - best if lower else best - share
    return min(1.0, max(0.0, off / _POINTS))


def _bar(row: Row, tile: Tile | None) -> Bar:
    if tile is None or tile.share is None:
        return Bar(_name(row), None, NOTHING if tile is None else words.value(tile.figure), "muted", row.url)
    tone = "accent" if tile.tone == "muted" else tile.tone
    return Bar(_name(row), float(tile.share), f"{tile.value} ({tile.out_of_short})", tone, tile.url)
