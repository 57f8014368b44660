"""What each level of the figure costs: nested efficient plans on the lower hull, filled in to the points asked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.insight.keylink.solver.clock import Clock
from thenchot.insight.keylink.solver.closure import Closure, closure_of
from thenchot.insight.keylink.solver.cut import Block, blocks, hull, least_price_bound
from thenchot.insight.keylink.solver.faults import check
from thenchot.insight.keylink.solver.plan import Measure, measure_of, price_of
from thenchot.insight.keylink.solver.problem import Problem, Record, Target
from thenchot.insight.keylink.solver.reduce import Core, bundle_usage, chosen_fixes, group_weights, reduce
from thenchot.insight.keylink.solver.solve import common_unit, divided, least_price


@dataclass(frozen=True, slots=True)
class Point:
    """The cheapest known plan for a weight won. `efficient` plans lie on the hull, are proved, and hold one another.

    No plan that wins as much costs less than `bound`.
    """

    won: int
    cost: int
    bound: int
    efficient: bool
    fixes: frozenset[str]

    @property
    def proved(self) -> bool:
        """Whether no cheaper plan wins as much."""
        return self.cost == self.bound


@dataclass(frozen=True, slots=True)
class Curve:
    """Points from doing nothing more to winning all that can be won; `corners` counts the hull's corners in all."""

    points: tuple[Point, ...]
    measure: Measure
    corners: int
    seconds: float


def curve(problem: Problem, points: int = 50, target: Target | None = None, seconds: float = 20) -> Curve:
    """The cost of every level of a target's figure (without one: of all records), in about `points` even steps.

    Fewer points come back only where there are not that many levels.
    """
    if points < 2:
        raise Refusal("A curve needs at least two points; {points} were asked for", points=points)
    check(problem)
    clock = Clock(seconds)
    drawing = _Drawing(problem, target)
    found = drawing.points(points, clock)
    return Curve(tuple(found), measure_of(problem), len(drawing.chain) + 1, clock.spent)


class _Drawing:
    def __init__(self, problem: Problem, target: Target | None) -> None:
        def worth(record: Record) -> int:
            return record.weight if target is None or target.counts(record) else 0

        self.core: Core = reduce(problem)
        prices = price_of(problem)
        weights = group_weights(self.core, [worth(record) for record in self.core.records])
        self.names = [g for g, weight in enumerate(weights) if weight]
        bundles = [self.core.groups[g].bundles for g in self.names]
        full = closure_of([weights[g] for g in self.names], bundles, bundle_usage(self.core, prices))
        self.unit = common_unit(full)
        self.closure: Closure = divided(full, self.unit)
        self.sunk = sum(prices[key] for key in self.core.done)
        self.free = sum(worth(self.core.records[index]) for index in self.core.free)
        self.chain: list[Block] = blocks(self.closure)

    def points(self, count: int, clock: Clock) -> list[Point]:
        """Hull corners nearest to even steps; where a step has no corner, a plan made for it."""
        corners = hull(self.chain)
        levels = _even_levels(corners[-1][0], count)
        at_corner, between = _matched([weight for weight, _ in corners], levels)
        found = [self._corner(index) for index in at_corner]
        for number, level in enumerate(between):
            found.append(self._filled(level, clock.part(1 / (len(between) - number))))
        return _unbeaten(found)

    def _corner(self, index: int) -> Point:
        groups = [g for block in self.chain[:index] for g in block.groups]
        weight, price = hull(self.chain[:index])[-1]
        return self._point(groups, weight, price, price, efficient=True)

    def _filled(self, level: int, clock: Clock) -> Point:
        found = least_price(self.closure, level, clock, chain=self.chain)
        assert found is not None, "a level within the total weight is never out of reach"
        groups = self.closure.completed(found.groups)
        bound = max(found.bound, least_price_bound(self.chain, level))
        return self._point(groups, self.closure.weight(groups), self.closure.price(groups), bound, efficient=False)

    def _point(self, groups: Sequence[int] | set[int], won: int, price: int, bound: int, *, efficient: bool) -> Point:
        fixes = chosen_fixes(self.core, [self.names[g] for g in groups])
        costs = (self.sunk + price * self.unit, self.sunk + bound * self.unit)
        return Point(self.free + won, *costs, efficient, fixes)


def _even_levels(highest: int, count: int) -> list[int]:
    steps = min(count - 1, highest)
    return [0] if steps == 0 else [highest * n // steps for n in range(steps + 1)]


def _matched(corners: list[int], levels: list[int]) -> tuple[list[int], list[int]]:
    """For each level the nearest corner less than half a step away, each used once; and the levels without one."""
    half = max(1, (levels[-1] // max(1, len(levels) - 1) + 1) // 2)
    used: set[int] = set()
    unmatched: list[int] = []
    for level in levels:
        place = bisect_left(corners, level)
        near = [
            n for n in (place - 1, place) if 0 <= n < len(corners) and n not in used and abs(corners[n] - level) < half
        ]
        if near:
            used.add(min(near, key=lambda n: (abs(corners[n] - level), n)))
        else:
            unmatched.append(level)
    return sorted(used), unmatched


def _unbeaten(points: list[Point]) -> list[Point]:
    """In order of weight, without points that another one beats."""
    kept: list[Point] = []
    for point in sorted(points, key=lambda p: (-p.won, p.cost, not p.efficient)):
        if not kept or (point.won < kept[-1].won and point.cost < kept[-1].cost):
            kept.append(point)
    return kept[::-1]
