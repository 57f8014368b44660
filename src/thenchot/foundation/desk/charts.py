"""Charts drawn on the server: bars, lines, a heat map, a sparkline, as SVG without a script, each with its table beside it.

The functions here only work out where things stand; the templates in desk/charts/ draw them in the colours of the sheet. What a
chart says by colour it also says by text, shape or shade, so that it reads in print and in greyscale.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Literal

from thenchot.foundation.desk.shown import number

Tone = Literal["good", "warn", "bad", "info", "muted", "accent"]
Value = float | None

ROW = 26
LABELS = 220
BARS = 420
WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 12, 30
CELL_WIDTH, CELL_HEIGHT, ROW_LABELS, HEADER = 112, 28, 230, 44


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its name, its value in 0..`most`, how it is printed, and where a click leads."""

    label: str
    value: Value
    text: str
    tone: Tone = "accent"
    url: str = ""


@dataclass(frozen=True, slots=True)
class PlacedBar:
    """A bar with its place: `y` of the row's top, `width` of the bar."""

    bar: Bar
    y: int
    width: float


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars, one a row, with a line at the target."""

    title: str
    description: str
    bars: tuple[PlacedBar, ...]
    target_at: float | None
    target_text: str = ""

    @property
    def height(self) -> int:
        """The drawing's height."""
        return ROW * len(self.bars) + (18 if self.target_at is not None else 4)

    @property
    def foot(self) -> int:
        """Where the target's line ends and its text stands."""
        return ROW * len(self.bars)


def bars(
    title: str,
    rows: Sequence[Bar],
    *,
    most: float = 100,
    target: Value = None,
    target_text: str = "",
    description: str = "",
) -> BarChart:
    """A bar chart in the order given. A row without a value (nothing was measured) has no bar, only its text."""
    placed = tuple(
        PlacedBar(bar, place * ROW, 0 if bar.value is None else round(_within(bar.value, most) * BARS, 2))
        for place, bar in enumerate(rows)
    )
    at = None if target is None else round(LABELS + _within(target, most) * BARS, 2)
    return BarChart(title, description, placed, at, target_text)


@dataclass(frozen=True, slots=True)
class Point:
    """A value at one place of the line; None where nothing was measured, which leaves a gap."""

    label: str
    value: Value
    text: str
    url: str = ""
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class PlacedPoint:
    """A point with its place."""

    point: Point
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """A line over equal steps. `runs` are the stretches without a gap, each ready for an SVG polyline."""

    title: str
    description: str
    points: tuple[PlacedPoint, ...]
    runs: tuple[str, ...]
    steps: tuple[Tick, ...]
    scale: tuple[Tick, ...]
    target_at: float | None = None
    target_text: str = ""
    all_points: tuple[Point, ...] = ()


def line(
    title: str,
    points: Sequence[Point],
    *,
    target: Value = None,
    target_text: str = "",
    description: str = "",
    percent: bool = True,
) -> LineChart:
    """A line chart. The scale runs from a round number below the least value, not from 0: a line shows change, not amount."""
    values = [point.value for point in points if point.value is not None]
    low, high = _range([*values, *([] if target is None else [target])], percent=percent)
    across = [_x(place, len(points)) for place in range(len(points))]
    placed = [
        PlacedPoint(point, x, _y(point.value, low, high))
        for point, x in zip(points, across, strict=True)
        if point.value is not None
    ]
    every = max(1, -(-len(points) // 8))
    return LineChart(
        title,
        description,
        tuple(placed),
        tuple(_runs(points, across, low, high)),
        tuple(Tick(x, p.label) for n, (p, x) in enumerate(zip(points, across, strict=True)) if n % every == 0),
        tuple(Tick(_y(low + (high - low) * n / 4, low, high), _short(low + (high - low) * n / 4)) for n in range(5)),
        None if target is None else _y(target, low, high),
        target_text,
        tuple(points),
    )


def _runs(points: Sequence[Point], across: Sequence[float], low: float, high: float) -> Iterator[str]:
    pairs = list(zip(points, across, strict=True))
    for measured, run in groupby(pairs, key=lambda pair: pair[0].value is not None):
        if measured:
            yield " ".join(f"{x},{_y(point.value or 0, low, high)}" for point, x in run)


def _range(values: Sequence[float], *, percent: bool) -> tuple[float, float]:
    if not values:
        return 0.0, 100.0
    low, high = min(values), max(values)
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1e3, 1e4, 1e5, 1e6, 1e9, 1e15) if (high - low) <= 3 * s)
    bottom = max(0.0, (low // step) * step - (step if low % step == 0 else 0))
    top = (-(-high // step)) * step
    if percent and top > 100 >= high:
        top = 100.0
    return (bottom, top) if top > bottom else (bottom, bottom + step)


def _x(place: int, count: int) -> float:
    room = WIDTH - LEFT - RIGHT
    return round(LEFT + (room / 2 if count == 1 else room * place / (count - 1)), 2)


def _y(value: float, low: float, high: float) -> float:
    room = HEIGHT - TOP - BOTTOM
    return round(TOP + room * (1 - (value - low) / (high - low)), 2)


def _short(value: float) -> str:
    """A round number of the scale in the reader's language."""
    return number(Decimal(f"{value:.4g}"))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a heat map. `weight` 0..1 is its shade, darkest worst; None where nothing was measured."""

    text: str
    weight: Value
    is_marked: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell with its place and its shade in five steps."""

    cell: Cell
    x: int
    y: int
    shade: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row of the map: its name, where it stands, its cells."""

    label: str
    y: int
    cells: tuple[PlacedCell, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Rows by columns, each cell shaded and with its text in it."""

    title: str
    description: str
    columns: tuple[Tick, ...]
    rows: tuple[HeatRow, ...]
    legend: str = ""
    headings: tuple[str, ...] = field(default=())

    @property
    def width(self) -> int:
        """The drawing's width."""
        return ROW_LABELS + CELL_WIDTH * len(self.columns)

    @property
    def height(self) -> int:
        """The drawing's height."""
        return HEADER + CELL_HEIGHT * len(self.rows)


def heat(
    title: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, str, Sequence[Cell]]],
    *,
    description: str = "",
    legend: str = "",
) -> HeatMap:
    """A heat map of rows (name, address, cells). A marked cell gets a frame besides its shade."""
    placed = tuple(
        HeatRow(
            label,
            HEADER + CELL_HEIGHT * line,
            tuple(
                PlacedCell(cell, ROW_LABELS + CELL_WIDTH * place, HEADER + CELL_HEIGHT * line, _shade(cell.weight))
                for place, cell in enumerate(cells)
            ),
            url,
        )
        for line, (label, url, cells) in enumerate(rows)
    )
    ticks = tuple(Tick(ROW_LABELS + CELL_WIDTH * (place + 0.5), text) for place, text in enumerate(columns))
    return HeatMap(title, description, ticks, placed, legend, tuple(columns))


def _shade(weight: Value) -> int:
    """0 for nothing measured, 1 (lightest) to 5."""
    return 0 if weight is None else 1 + min(4, int(_within(weight, 1) * 5))


@dataclass(frozen=True, slots=True)
class Spark:
    """A line the size of a word; its numbers stand in `text` for those who cannot see it."""

    text: str
    runs: tuple[str, ...]
    last: tuple[float, float] | None
    target_at: float | None


def spark(values: Sequence[Value], *, text: str, target: Value = None, width: int = 88, height: int = 24) -> Spark:
    """A sparkline of the values, oldest first; gaps where nothing was measured."""
    points = [Point("", value, "") for value in values]
    known = [value for value in values if value is not None]
    low, high = (min([*known, *_maybe(target)]), max([*known, *_maybe(target)])) if known else (0.0, 1.0)
    spread = (high - low) or 1.0

    def y(value: float) -> float:
        return round(3 + (height - 6) * (1 - (value - low) / spread), 2)

    across = [round(3 + (width - 6) * n / max(1, len(values) - 1), 2) for n in range(len(values))]
    runs = []
    for measured, run in groupby(zip(points, across, strict=True), key=lambda pair: pair[0].value is not None):
        if measured:
            runs.append(" ".join(f"{x},{y(point.value or 0)}" for point, x in run))
    ends = [(x, y(value)) for value, x in zip(values, across, strict=True) if value is not None]
    return Spark(text, tuple(runs), ends[-1] if ends else None, None if target is None else y(target))


def _maybe(value: Value) -> list[float]:
    return [] if value is None else [value]


def _within(value: float, most: float) -> float:
    return max(0.0, min(1.0, value / most)) if most else 0.0
