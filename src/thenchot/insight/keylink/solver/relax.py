"""A bound where several demands or caps hold: each is given a price, and what is left is one cut.

Lagrangian relaxation: a demand pays for weight, a cap charges for use, and the least value over all closures bounds the
value of every plan that keeps them. The prices that make the bound highest are sought by Kelley's cutting planes inside
a box round the best prices so far. Prices are whole numbers over a common scale, so the bound is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, log2

from thenchot.insight.keylink.solver.clock import Clock
from thenchot.insight.keylink.solver.closure import closure_of
from thenchot.insight.keylink.solver.cut import Penalties, blocks, penalties
from thenchot.insight.keylink.solver.milp import best_point
from thenchot.insight.keylink.solver.mixed import Mixed

ALONE = 4
"""How many demands and caps are first tried each by itself."""

ROUNDS = 60
"""How many prices are tried at most."""


@dataclass(frozen=True, slots=True)
class Tolls:
    """What each demand pays per unit of weight, and each cap charges per unit of use, in `scale`-ths."""

    scale: int
    demands: tuple[int, ...]
    caps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What tolls prove: scale * value >= `floor` for every allowed choice, and what single decisions add to that."""

    tolls: Tolls
    floor: int
    penalties: Penalties

    @property
    def height(self) -> Fraction:
        """The bound on the value."""
        return Fraction(self.floor, self.tolls.scale)


def relaxed(mixed: Mixed, tolls: Tolls) -> Relaxed:
    """The bound at some tolls, by one cut."""
    scale = tolls.scale
    prices = [0] * len(mixed.prices) if mixed.for_most else [scale * price for price in mixed.prices]
    for cap, toll in zip(mixed.caps, tolls.caps, strict=True):
        if toll:
            prices = [price + toll * use for price, use in zip(prices, cap.usage, strict=True)]
    worth = [scale * gain for gain in mixed.gains] if mixed.for_most else [0] * len(mixed.groups)
    for demand, toll in zip(mixed.demands, tolls.demands, strict=True):
        if toll:
            worth = [value + toll * weight for value, weight in zip(worth, demand.weights, strict=True)]
    found = penalties(closure_of(worth, mixed.groups, prices), 1, 1)
    fixed = sum(toll * demand.need for toll, demand in zip(tolls.demands, mixed.demands, strict=True))
    fixed -= sum(toll * cap.most for toll, cap in zip(tolls.caps, mixed.caps, strict=True))
    return Relaxed(tolls, fixed + found.base, found)


def best_tolls(mixed: Mixed, clock: Clock) -> tuple[Relaxed, list[frozenset[int]]]:
    """The highest bound found, and the choices met on the way, latest first."""
    seeds = _seeds(mixed)
    centre = [seed if n < len(mixed.demands) else seed / max(1, len(mixed.caps)) for n, seed in enumerate(seeds)]
    best = relaxed(mixed, _whole(mixed, centre))
    met = [best.penalties.best]
    for lone in range(min(ALONE, len(seeds))) if len(seeds) > 1 else ():
        alone = [seed if n == lone else 0.0 for n, seed in enumerate(seeds)]
        trial = relaxed(mixed, _whole(mixed, alone))
        met.append(trial.penalties.best)
        if trial.height > best.height:
            best, centre = trial, alone
    cuts = [_cut(mixed, choice) for choice in met]
    radius = 0.5
    for _ in range(ROUNDS):
        if not clock.left or radius < 1e-5:
            break
        point = _highest(cuts, _box(centre, seeds, radius))
        if point is None:
            break
        hope, tolls = point
        trial = relaxed(mixed, _whole(mixed, tolls))
        cuts.append(_cut(mixed, trial.penalties.best))
        met.append(trial.penalties.best)
        if trial.height > best.height:
            best, centre = trial, tolls
        else:
            radius /= 2
        if hope - float(best.height) <= 1e-7 * abs(hope):
            break
    return best, list(dict.fromkeys(reversed(met)))


def _box(centre: Sequence[float], seeds: Sequence[float], radius: float) -> list[tuple[float, float]]:
    """The tolls within a share `radius` of the best so far (or of the seed, where that is larger)."""
    reach = [radius * max(at, seed) for at, seed in zip(centre, seeds, strict=True)]
    return [(max(0.0, at - away), at + away) for at, away in zip(centre, reach, strict=True)]


def _seeds(mixed: Mixed) -> list[float]:
    """For each demand and cap the toll at which it alone would be met."""
    found: list[float] = []
    for demand in mixed.demands:
        inside = [g for g, weight in enumerate(demand.weights) if weight]
        closure = closure_of([demand.weights[g] for g in inside], [mixed.groups[g] for g in inside], mixed.prices)
        reached, slope = 0, Fraction(0)
        for block in blocks(closure):
            reached, slope = reached + block.weight, block.slope
            if reached >= demand.need:
                break
        found.append(float(slope) if not mixed.for_most else sum(mixed.gains) / max(1, demand.need))
    worth = (
        mixed.gains if mixed.for_most else [sum(d.weights[g] for d in mixed.demands) for g in range(len(mixed.groups))]
    )
    inside = [g for g, value in enumerate(worth) if value]
    for cap in mixed.caps:
        closure = closure_of([worth[g] for g in inside], [mixed.groups[g] for g in inside], cap.usage)
        spent, slope = 0, Fraction(0)
        for block in blocks(closure):
            spent += block.price
            if spent > cap.most:
                slope = Fraction(block.weight, block.price)
                break
        found.append(float(slope) if mixed.for_most else sum(mixed.prices) / max(1, sum(cap.usage)))
    return found


def _whole(mixed: Mixed, tolls: Sequence[float]) -> Tolls:
    """Tolls as whole numbers over a scale that keeps about seven digits of the smallest."""
    smallest = min((toll for toll in tolls if toll > 0), default=1.0)
    scale = 1 << min(80, max(0, ceil(log2(1e7 / smallest))))
    whole = tuple(round(toll * scale) for toll in tolls)
    return Tolls(scale, whole[: len(mixed.demands)], whole[len(mixed.demands) :])


def _cut(mixed: Mixed, choice: frozenset[int]) -> tuple[int, list[int]]:
    """The value of a choice, and by how much it misses each demand or goes beyond each cap."""
    bought = mixed.bought(choice)
    misses = [demand.need - sum(demand.weights[g] for g in choice) for demand in mixed.demands]
    misses += [sum(cap.usage[b] for b in bought) - cap.most for cap in mixed.caps]
    return mixed.value(choice), misses


def _highest(cuts: list[tuple[int, list[int]]], box: list[tuple[float, float]]) -> tuple[float, list[float]] | None:
    """The tolls inside the box at which the lowest of all cuts is highest, and that height."""
    size = max(1, *(abs(value) for value, _ in cuts))
    tops = [high for _, high in box]
    rows = [
        ([1.0, *(-miss * top / size for miss, top in zip(misses, tops, strict=True))], value / size)
        for value, misses in cuts
    ]
    lows = [-10.0, *(low / high if high else 0.0 for low, high in box)]
    point = best_point([1.0] + [0.0] * len(box), lows, [10.0] + [1.0] * len(box), rows)
    if point is None:
        return None
    return point[0] * size, [share * high for share, (_, high) in zip(point[1:], box, strict=True)]
