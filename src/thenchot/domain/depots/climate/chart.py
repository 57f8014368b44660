"""The climate log as a drawing: one line for each measure over time, with the limits as a band. Pure: numbers to points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from thenchot.domain.depots.climate.rules import Reading

WIDTH, HEIGHT = 800, 160
MOST_POINTS = 400


@dataclass(frozen=True, slots=True)
class Chart:
    """One measure drawn in a box of WIDTH by HEIGHT: lines (broken at gaps), the band between the limits, the scale's ends."""

    lines: tuple[str, ...]
    band: tuple[str, str] | None
    low: Decimal
    high: Decimal


def chart(
    readings: Sequence[Reading],
    value: Callable[[Reading], Decimal | None],
    limits: tuple[Decimal | None, Decimal | None],
    span: tuple[datetime, datetime],
    longest_gap: float,
) -> Chart | None:
    """The drawing of one measure over a time; None without a value. `longest_gap` (seconds) breaks the line."""
    points = [(r.at, v) for r in thinned(readings, value) if (v := value(r)) is not None]
    if not points:
        return None
    values = [v for _at, v in points] + [limit for limit in limits if limit is not None]
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    length = (span[1] - span[0]).total_seconds() or 1.0

    def x(at: datetime) -> float:
        return WIDTH * (at - span[0]).total_seconds() / length

    def y(v: Decimal) -> float:
        return float(HEIGHT - HEIGHT * (v - low) / (high - low))

    runs: list[list[str]] = [[]]
    before: datetime | None = None
    for at, v in points:
        if before is not None and (at - before).total_seconds() > longest_gap:
            runs.append([])
        runs[-1].append(f"{x(at):.1f},{y(v):.1f}")
        before = at
    return Chart(tuple(" ".join(run) for run in runs), _band(limits, low, high, y), low, high)


def _band(
    limits: tuple[Decimal | None, Decimal | None], low: Decimal, high: Decimal, y: Callable[[Decimal], float]
) -> tuple[str, str] | None:
    if limits == (None, None):
        return None
    top = y(limits[1] if limits[1] is not None else high)
    bottom = y(limits[0] if limits[0] is not None else low)
    return f"{top:.1f}", f"{bottom - top:.1f}"


def thinned(readings: Sequence[Reading], value: Callable[[Reading], Decimal | None]) -> list[Reading]:
    """At most about MOST_POINTS readings: of every stretch the lowest and the highest, so that no excursion is lost."""
    measured = [r for r in readings if value(r) is not None]
    step = max(1, 2 * len(measured) // MOST_POINTS)
    if step == 1:
        return measured
    kept: list[Reading] = []
    for start in range(0, len(measured), step):
        part = measured[start : start + step]
        ends = {id(r): r for r in (min(part, key=lambda r: value(r) or 0), max(part, key=lambda r: value(r) or 0))}
        kept.extend(sorted(ends.values(), key=lambda r: r.at))
    return kept
