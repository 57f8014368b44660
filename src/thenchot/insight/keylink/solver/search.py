"""A heavier plan within a budget where fixes are shared densely: tabu search seen from both sides.

A plan can be told by the groups it wins or by the bundles it leaves unbought, and each side makes small steps of what
the other sees as large ones. The search turns from one to the other: exchanges of groups within the budget (after Wei &
Hao 2019, iterated two-phase local search for the set-union knapsack), exchanges of unbought bundles that keep enough
money saved. What has just moved stays put for a while; a side that finds nothing new hands over a shaken plan. Random
numbers are seeded, so the same number of steps gives the same plan.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thenchot.insight.keylink.solver.clock import Clock
from thenchot.insight.keylink.solver.closure import Closure

LARGEST = 4_000_000
SEED = 20240229
STALLED = 500
"""After so many moves without anything better a side hands over."""

TIRED = 16
"""After so many turns without anything better the search forgets its plan and begins elsewhere."""

NEVER = -1e18

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]


def heavier(
    closure: Closure, budget: int, start: set[int], clock: Clock, steps: int, goal: int | None = None
) -> set[int]:
    """The heaviest plan found within `budget`, beginning near `start`, in at most `steps` moves or until `goal`.

    The empty plan when nothing was found. A table of groups and bundles over 4 million cells is not searched.
    """
    columns = len(closure.prices) + sum(1 for own in closure.own if own)
    if budget < 0 or closure.size * max(1, columns) > LARGEST:
        return set()
    search = _Search(_matrix(closure), budget, np.inf if goal is None else float(goal))
    search.run(np.isin(np.arange(closure.size), sorted(start)), clock, steps)
    return {int(group) for group in np.flatnonzero(search.best)}


@dataclass(frozen=True)
class _Matrix:
    """Which group needs which bundle; a group's own price counts as a bundle that it alone needs."""

    needs: Numbers
    weights: Numbers
    prices: Numbers


def _matrix(closure: Closure) -> _Matrix:
    with_own = [group for group in range(closure.size) if closure.own[group]]
    shared = len(closure.prices)
    needs = np.zeros((closure.size, shared + len(with_own)))
    for group, bundles in enumerate(closure.needs):
        needs[group, list(bundles)] = 1
    needs[with_own, np.arange(shared, shared + len(with_own))] = 1
    prices = [*closure.prices, *(closure.own[group] for group in with_own)]
    return _Matrix(needs, np.array(closure.weights, dtype=np.float64), np.array(prices, dtype=np.float64))


class _Side:
    """A choice of lines (groups, or bundles left unbought) and how often each column is hit by a chosen line."""

    def __init__(self, lines: Numbers, values: Numbers, costs: Numbers, tenure: tuple[int, int]) -> None:
        self.lines, self.values, self.costs, self.tenure = lines, values, costs, tenure
        self.held_until = np.zeros(len(values), dtype=np.int64)
        self.step = 0

    def begin(self, chosen: Flags) -> None:
        """Start over from these lines."""
        self.chosen = chosen.copy()
        self.hits: Numbers = self.lines[chosen].sum(axis=0)
        self.held_until[:] = 0

    @property
    def value(self) -> float:
        """What the chosen lines are worth."""
        return float(self.values[self.chosen].sum())

    @property
    def cost(self) -> float:
        """What the columns hit cost."""
        return float(self.costs[self.hits > 0].sum())

    def added(self) -> Numbers:
        """For every line, what choosing it would add to the cost."""
        cost: Numbers = self.lines @ (self.costs * (self.hits == 0))
        return cost

    def survey(self) -> tuple[Places, Places, Numbers, Numbers, Numbers]:
        """Chosen and other lines, cost saved by dropping, cost added by taking, change of cost for each exchange."""
        inside, outside = np.flatnonzero(self.chosen), np.flatnonzero(~self.chosen)
        only_one = self.costs * (self.hits == 1)
        mine = self.lines[inside]
        saved = mine @ only_one
        added = self.added()[outside]
        change = added[None, :] - saved[:, None] + (mine * only_one) @ self.lines[outside].T
        return inside, outside, saved, added, change

    def held(self, lines: Places) -> Flags:
        """Which lines moved so recently that they stay put."""
        flags: Flags = self.held_until[lines] > self.step
        return flags

    def move(self, out: int | None, into: int | None, random: np.random.Generator) -> None:
        """Drop one line, take one, or both, and hold them for a while."""
        self.step += 1
        for line, sign in ((out, -1), (into, 1)):
            if line is not None:
                self.chosen[line] = sign > 0
                self.hits += sign * self.lines[line]
                self.held_until[line] = self.step + self.tenure[0] + random.integers(self.tenure[1])


class _Search:
    """The two sides of one question and the best plan either has found."""

    def __init__(self, matrix: _Matrix, budget: int, goal: float) -> None:
        self.matrix, self.budget, self.goal = matrix, float(budget), goal
        self.to_save = float(matrix.prices.sum()) - budget
        self.groups = _Side(matrix.needs, matrix.weights, matrix.prices, (5, 12))
        self.unbought = _Side(np.ascontiguousarray(matrix.needs.T), matrix.prices, matrix.weights, (3, 6))
        self.random = np.random.default_rng(SEED)
        self.best: Flags = np.zeros(len(matrix.weights), dtype=np.bool_)
        self.best_weight = 0.0
        self.base: Flags = self.best
        self.base_weight = 0.0
        self.turns = 0

    def run(self, start: Flags, clock: Clock, steps: int) -> None:
        """Turn from side to side until the goal, the steps or the clock end it."""
        left = steps
        plan = self._affordable(start)
        self._keep(plan)
        while left > 0 and clock.left and self.best_weight < self.goal:
            left -= self._among_groups(plan, clock)
            plan = self._shaken()
            left -= self._among_unbought(plan, clock)
            plan = self._shaken()

    def _affordable(self, chosen: Flags) -> Flags:
        """Leave out groups, those that save most per weight first, until the budget holds."""
        side = self.groups
        side.begin(chosen)
        while side.cost > self.budget:
            inside, _, saved, _, _ = side.survey()
            side.move(int(inside[np.argmax(saved / side.values[inside])]), None, self.random)
        return side.chosen.copy()

    def _keep(self, groups: Flags) -> bool:
        weight = float(self.matrix.weights[groups].sum())
        if weight > self.base_weight:
            self.base, self.base_weight, self.turns = groups.copy(), weight, 0
        if weight <= self.best_weight:
            return False
        self.best, self.best_weight = groups.copy(), weight
        return True

    def _shaken(self) -> Flags:
        """The best plan of late, or nothing, with a random part left out."""
        self.turns += 1
        if self.turns > TIRED:
            self.base, self.base_weight, self.turns = np.zeros_like(self.best), 0.0, 0
        base = self.base if self.random.random() < 0.6 else np.zeros_like(self.best)
        kept = self.random.random(len(base)) >= self.random.choice((0.1, 0.3, 0.6))
        shaken: Flags = base & kept
        return shaken

    def _among_groups(self, plan: Flags, clock: Clock) -> int:
        side = self.groups
        side.begin(plan)
        local, idle, moves = side.value, 0, 0
        while idle < STALLED and clock.left and self.best_weight < self.goal:
            side.move(*self._group_move(local), self.random)
            moves, idle = moves + 1, idle + 1
            if side.value > local:
                local, idle = side.value, 0
                self._keep(side.chosen)
        return moves

    def _group_move(self, local: float) -> tuple[int | None, int | None]:
        """Add the heaviest group that fits; else the best exchange that fits; else drop the lightest."""
        side = self.groups
        inside, outside, _, added, change = side.survey()
        room, value = self.budget - side.cost, side.value
        gain = side.values[outside]
        fits = (added <= room) & (~side.held(outside) | (value + gain > local))
        if fits.any():
            return None, int(outside[np.argmax(np.where(fits, gain, NEVER))])
        if not len(inside):
            return None, None
        if len(outside):
            gains = gain[None, :] - side.values[inside][:, None]
            free = ~(side.held(inside)[:, None] | side.held(outside)[None, :])
            score = np.where((change <= room) & (free | (value + gains > local)), gains - 1e-4 * change, NEVER)
            out, into = np.unravel_index(np.argmax(score), score.shape)
            if score[out, into] > NEVER:
                return int(inside[out]), int(outside[into])
        return int(inside[np.argmin(np.where(side.held(inside), -NEVER, side.values[inside]))]), None

    def _among_unbought(self, plan: Flags, clock: Clock) -> int:
        side = self.unbought
        bought = self.matrix.needs[plan].sum(axis=0) > 0
        side.begin(self._saving(~bought if plan.any() else np.zeros_like(bought)))
        local, idle, moves = side.cost, 0, 0
        self._keep(side.hits == 0)
        while idle < STALLED and clock.left and self.best_weight < self.goal:
            side.move(*self._unbought_move(local), self.random)
            moves, idle = moves + 1, idle + 1
            if side.cost < local:
                local, idle = side.cost, 0
                self._keep(side.hits == 0)
        return moves

    def _saving(self, chosen: Flags) -> Flags:
        """Shake a few unbought bundles out, then leave others unbought, least loss per price first, to save enough."""
        side = self.unbought
        side.begin(chosen & (self.random.random(len(chosen)) >= self.random.choice((0.2, 0.4, 0.7))))
        while side.value < self.to_save:
            outside = np.flatnonzero(~side.chosen)
            loss = side.added()[outside] / side.values[outside] * self.random.uniform(0.8, 1.2, len(outside))
            side.move(None, int(outside[np.argmin(loss)]), self.random)
        return side.chosen

    def _unbought_move(self, local: float) -> tuple[int | None, int | None]:
        """Buy what can be afforded if it wins most; else the exchange with least loss; else leave one more unbought."""
        side = self.unbought
        inside, outside, saved, added, change = side.survey()
        value, cost = side.value, side.cost
        price_in, price_out = side.values[inside], side.values[outside]
        held_in, held_out = side.held(inside), side.held(outside)
        buyable = (price_in <= value - self.to_save) & (~held_in | (cost - saved < local))
        buying = np.where(buyable, saved, -1.0)
        buy = int(np.argmax(buying)) if len(inside) else -1
        best_exchange = NEVER
        if len(inside) and len(outside):
            enough = value - price_in[:, None] + price_out[None, :] >= self.to_save
            free = ~(held_in[:, None] | held_out[None, :])
            moved = price_out[None, :] - price_in[:, None]
            score = np.where(enough & (free | (cost + change < local)), 1e-4 * moved - change, NEVER)
            out, into = np.unravel_index(np.argmax(score), score.shape)
            best_exchange = float(score[out, into])
        if buy >= 0 and buying[buy] >= max(0.0, best_exchange):
            return int(inside[buy]), None
        if best_exchange > NEVER:
            return int(inside[out]), int(outside[into])
        if len(outside):
            return None, int(outside[np.argmin(np.where(held_out, -NEVER, added))])
        return None, None
