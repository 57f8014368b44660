"""The curve of cost and effect, drawn on the server: what each level of the figure costs, and where the plan stands on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from thenchot.foundation.indicators.registry import by_name
from thenchot.insight.keylink import wording

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 52, 20, 16, 42


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of the curve, with its place and its words."""

    x: float
    y: float
    cost: str
    percent: str
    fixes: str
    is_chosen: bool
    is_proved: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class CostCurve:
    """The curve as a staircase: between two points nothing more is won."""

    spots: tuple[Spot, ...]
    stairs: str
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    target_at: float | None
    target_text: str

    @property
    def chosen(self) -> Spot | None:
        """Where the plan stands."""
        return next((spot for spot in self.spots if spot.is_chosen), None)


def cost_curve(answer: Mapping[str, Any]) -> CostCurve | None:
    """The curve of an answer about one figure; None where none was drawn."""
    drawn, plan = answer.get("curve"), answer["plan"]
    if not drawn or len(drawn["points"]) < 2:
        return None
    figure, measure = answer["figures"][0], drawn["measure"]
    standing = plan["standings"][0] if plan and plan["standings"] else None
    here = _here(plan, standing, measure)
    points = _with_plan(drawn["points"], plan, standing, here)
    most = max(float(Decimal(p["cost"])) for p in points) or 1.0
    goal = None if figure["target"] is None else float(Decimal(str(figure["target"])))
    low, high = _range([*map(_share, points), *([] if goal is None else [goal])])
    spots = tuple(_spot(p, most, (low, high), measure, figure, is_chosen=_place(p) == here) for p in points)
    return CostCurve(
        spots=spots,
        stairs=_stairs(spots),
        across=tuple(Tick(_x(most * n / 2, most), _cost_text(most * n / 2, measure)) for n in range(3)),
        up=tuple(_level(low + (high - low) * n / 4, low, high) for n in range(5)),
        target_at=None if goal is None else _y(goal, low, high),
        target_text="" if goal is None else f"{wording.number(str(figure['target']))} %",
    )


def _level(value: float, low: float, high: float) -> Tick:
    return Tick(_y(value, low, high), f"{wording.number(_plainly(value))} %")


def _place(point: Mapping[str, Any]) -> tuple[str, str]:
    return str(point["after"]), str(point["cost"])


def _here(plan: Any, standing: Any, measure: str) -> tuple[str, str] | None:
    """Where the plan stands on the curve; None where its cost cannot be told."""
    if standing is None or (spent := _spent(plan, measure)) is None:
        return None
    return str(standing["after"]), str(spent)


def _with_plan(
    drawn: Sequence[Mapping[str, Any]], plan: Any, standing: Any, here: tuple[str, str] | None
) -> list[Mapping[str, Any]]:
    """The points in order of cost, with the plan's own where the curve has none there."""
    points: list[Mapping[str, Any]] = [dict(point) for point in drawn]
    if here is not None and here not in map(_place, points):
        own = {"after": here[0], "cost": here[1], "total": standing["total"]}
        points.append(own | {"fixes": plan["count"], "proved": plan["proved"]})
    return sorted(points, key=lambda point: (Decimal(point["cost"]), Decimal(point["after"])))


def _share(point: Mapping[str, Any]) -> float:
    return float(Decimal(point["after"]) * 100 / Decimal(point["total"]))


def _spent(plan: Mapping[str, Any], measure: str) -> Any:
    return plan["cost"] if measure == "money" else plan["count"]


def _spot(
    point: Mapping[str, Any],
    most: float,
    scale: tuple[float, float],
    measure: str,
    figure: Mapping[str, Any],
    *,
    is_chosen: bool,
) -> Spot:
    return Spot(
        x=_x(float(Decimal(point["cost"])), most),
        y=_y(_share(point), *scale),
        cost=wording.money(point["cost"]) if measure == "money" else wording.fixes(int(point["cost"])),
        percent=wording.percent(point["after"], point["total"], by_name(figure["indicator"])),
        fixes=wording.fixes(point["fixes"]),
        is_chosen=is_chosen,
        is_proved=point["proved"],
    )


def _stairs(spots: Sequence[Spot]) -> str:
    path = [f"{spots[0].x},{spots[0].y}"]
    for before, after in pairwise(spots):
        path += [f"{after.x},{before.y}", f"{after.x},{after.y}"]
    return " ".join(path)


def _range(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    step = next(s for s in (1, 2, 5, 10, 20, 25) if high - low <= 4 * s or s == 25)
    bottom = max(0.0, low // step * step)
    top = min(100.0, bottom + 4 * step) if bottom + 4 * step >= high else 100.0
    return (bottom, top) if top > bottom else (max(0.0, bottom - 4), bottom or 4.0)


def _x(cost: float, most: float) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * cost / most, 2)


def _y(share: float, low: float, high: float) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - (share - low) / (high - low)), 2)


def _cost_text(cost: float, measure: str) -> str:
    return wording.money(_plainly(cost)) if measure == "money" else wording.number(_plainly(cost))


def _plainly(value: float) -> str:
    return format(Decimal(f"{value:.3g}"), "f")
