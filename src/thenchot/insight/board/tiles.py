"""What the board shows of one unit: its figures, what is short, and how its children share it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from django.urls import reverse

from thenchot.foundation.desk.charts import Spark
from thenchot.foundation.desk.language import language
from thenchot.foundation.indicators.definition import Standing
from thenchot.foundation.indicators.figures import Figure
from thenchot.foundation.indicators.kept import NO_RECORDS, Sums
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.board import trend as trends
from thenchot.insight.board import words
from thenchot.insight.board.places import Place
from thenchot.insight.board.trend import Trend
from thenchot.insight.keylink import sentences

MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure, ready to be shown."""

    figure: Figure
    url: str
    trend: Spark | None = None
    year_before: str = ""
    restated: str = ""
    key_link: str = ""
    key_link_url: str = ""
    is_worked_out: bool = True
    plan: str = ""

    @property
    def name(self) -> str:
        return words.name(self.figure)

    @property
    def title(self) -> str:
        return self.figure.definition.title.in_(language())

    @property
    def part(self) -> str:
        return words.part(self.figure)

    @property
    def short_name(self) -> str:
        """The part alone where there is one: enough as the head of a column."""
        return self.part or self.title

    @property
    def value(self) -> str:
        return words.value(self.figure)

    @property
    def tone(self) -> words.Tone:
        return words.tone(self.figure)

    @property
    def standing(self) -> str:
        return words.standing(self.figure)

    @property
    def target(self) -> str:
        return words.target(self.figure)

    @property
    def target_at(self) -> Decimal | None:
        return self.figure.target.percent if self.figure.target else None

    @property
    def share(self) -> Decimal | None:
        return words.share(self.figure)

    @property
    def out_of(self) -> str:
        return words.out_of(self.figure)

    @property
    def out_of_short(self) -> str:
        return words.out_of_short(self.figure)

    @property
    def missing_short(self) -> str:
        return words.missing_short(self.figure)

    @property
    def gap(self) -> str:
        return words.gap(self.figure)

    @property
    def missing(self) -> str:
        return words.missing(self.figure)

    @property
    def source(self) -> str:
        found = self.figure.part.target_on(self.figure.on).found
        return found[0].source if len(found) == 1 else ""

    @property
    def is_empty(self) -> bool:
        """Is there no record at all to measure? Left out on paper and on the wall."""
        return not self.figure.is_applicable and not self.figure.missing

    @property
    def misses(self) -> int:
        """What falls short, in the figure's integers: the shortfall where more is better, what is counted where less is."""
        return falling_short(self.figure)


def falling_short(figure: Figure) -> int:
    """What falls short, in the figure's integers."""
    if figure.definition.direction == "lower":
        return figure.numerator
    return figure.denominator - figure.numerator


@dataclass(frozen=True, slots=True)
class Row:
    """A child (or the unit's own records, when `unit` is None) with its figures in the order of the columns.

    A figure the reader may not see at that child is None.
    """

    unit: Unit | None
    url: str
    tiles: tuple[Tile | None, ...]

    @property
    def rank(self) -> tuple[int, int, str]:
        """Worst first: figures not met, then records that fall short, then by code."""
        seen = [tile for tile in self.tiles if tile is not None]
        unmet = sum(tile.figure.met is False for tile in seen)
        short = sum(tile.misses // tile.figure.definition.scale for tile in seen)
        return (-unmet, -short, self.unit.code if self.unit else "")

    def rank_in(self, column: int) -> tuple[bool, Decimal, str]:
        """Worst first in one column; where nothing is measured or seen comes last."""
        tile, code = self.tiles[column], self.unit.code if self.unit else ""
        if tile is None or tile.share is None:
            return (True, Decimal(0), code)
        rising = tile.figure.definition.direction == "higher"
        return (False, tile.share if rising else -tile.share, code)


@dataclass(frozen=True, slots=True)
class Shortage:
    """A target that is not met, and the children where most of what falls short lies."""

    tile: Tile
    places: tuple[tuple[Unit, str, str], ...]


def tiles_of(figures: Sequence[Figure], place: Place, unit: Unit | None = None) -> tuple[Tile, ...]:
    """The figures of one unit as tiles."""
    return tuple(Tile(figure, place.figure(figure.indicator, figure.slice, unit)) for figure in figures)


def with_trend(tiles: Sequence[Tile], trend: Trend) -> tuple[Tile, ...]:
    """The same tiles with how their figures came about, as far as it is known."""
    return tuple(
        replace(
            tile,
            trend=trends.spark(trend, tile.figure),
            year_before=trends.against_last_year(trend, tile.figure),
            restated=trends.restated(trend, tile.figure),
        )
        for tile in tiles
    )


def with_key_link(
    tiles: Sequence[Tile], place: Place, said: Mapping[tuple[str, str], str], plans: Mapping[tuple[str, str], str]
) -> tuple[Tile, ...]:
    """The same tiles with the sentence on the fixes that would raise each, where it is known, and how an adopted plan goes on."""
    found = []
    for tile in tiles:
        key = (tile.figure.indicator, tile.figure.slice)
        due = sentences.is_due(tile.figure)
        address = reverse("keylink") + place.query(figure=".".join(key)) if due else ""
        found.append(
            replace(
                tile,
                key_link=said.get(key, ""),
                key_link_url=address,
                is_worked_out=not due or key in said,
                plan=plans.get(key, ""),
            )
        )
    return tuple(found)


def rows_of(place: Place, children: Sequence[Unit], figures: Mapping[UUID, Sequence[Figure]]) -> list[Row]:
    """A row for each child that may be seen, worst first; then the unit's own records, where it has some."""
    columns = figures[place.unit.pk]
    seen = [unit for unit in children if unit.pk in figures]
    rows = [Row(unit, place.board(unit), _under(columns, figures[unit.pk], place, unit)) for unit in seen]
    rows.sort(key=lambda row: row.rank)
    own = _own(columns, rows) if seen and len(seen) == len(children) else None
    return [*rows, own] if own else rows


def _under(columns: Sequence[Figure], found: Sequence[Figure], place: Place, unit: Unit) -> tuple[Tile | None, ...]:
    """The child's figures in the order of the columns; a slice it has no record of is nothing to measure."""
    by_column = {(figure.indicator, figure.slice): figure for figure in found}
    seen = {figure.indicator for figure in found}
    return tuple(
        Tile(
            by_column.get((each.indicator, each.slice)) or replace(each, unit=unit.pk, sums=NO_RECORDS),
            place.figure(each.indicator, each.slice, unit),
        )
        if each.indicator in seen
        else None
        for each in columns
    )


def _own(columns: Sequence[Figure], rows: Sequence[Row]) -> Row | None:
    """The records of the unit itself: what is left when its children are taken away, where all of them are seen."""
    tiles = []
    for number, whole in enumerate(columns):
        parts = [tile.figure for row in rows if (tile := row.tiles[number]) is not None]
        tiles.append(Tile(_less(whole, parts), "") if len(parts) == len(rows) else None)
    return Row(None, "", tuple(tiles)) if any(tile and tile.figure.records for tile in tiles) else None


def _less(whole: Figure, parts: Sequence[Figure]) -> Figure:
    """What is left of a figure when its parts are taken away."""
    taken = [sum(column) for column in zip(*(part.sums for part in parts), strict=True)]
    return replace(whole, sums=Sums(*(all_of - some for all_of, some in zip(whole.sums, taken, strict=True))))


def shortages(tiles: Sequence[Tile], rows: Sequence[Row], place: Place) -> list[Shortage]:
    """The targets not met, each with the children that hold most of what falls short."""
    found = []
    for number, tile in enumerate(tiles):
        if tile.figure.met is not False:
            continue
        parts = [
            (part, row.unit) for row in rows if row.unit and (part := row.tiles[number]) is not None and part.misses
        ]
        parts.sort(key=lambda part: -part[0].misses)
        places = tuple(
            (
                unit,
                words.counted(part.misses, part.figure.definition),
                place.figure(part.figure.indicator, part.figure.slice, unit, show=Standing.SHORT.name.lower()),
            )
            for part, unit in parts[:MOST_PLACES]
        )
        found.append(Shortage(tile, places))
    return found
