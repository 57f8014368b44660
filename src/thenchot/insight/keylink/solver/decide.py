"""What is open between a good plan and its bound: looked through by tree and table, by HiGHS, or searched.

Parts that share nothing are listed plan by plan and combined in a table, exactly. What is too entangled for that goes to
HiGHS. Where the bound is far off, a local search gets most of the time, since a proof will hardly come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from thenchot.insight.keylink.solver.clock import Clock
from thenchot.insight.keylink.solver.closure import Closure, parts, whole
from thenchot.insight.keylink.solver.face import Face, face
from thenchot.insight.keylink.solver.milp import INFINITE, Model, Row, solve
from thenchot.insight.keylink.solver.search import heavier
from thenchot.insight.keylink.solver.start import Avoid
from thenchot.insight.keylink.solver.table import Table, fits
from thenchot.insight.keylink.solver.tree import Option, options

BRANCHES = 200_000
"""How many branches the search trees of one question may follow; a count, not a time, so that re-runs agree."""

STEPS = 600_000
"""How many moves the local search may make where it matters most."""

HARD = 0.05
"""From this gap between first plan and bound on, the local search gets most of the time."""


@dataclass(frozen=True, slots=True)
class Found:
    """A choice of groups and the bound on what was asked: least price, or most weight."""

    groups: frozenset[int]
    bound: int
    proved: bool
    method: str


class Decision:
    """One question on one closure: the best plan so far, and the bound; exactly one of need and budget is given."""

    def __init__(
        self,
        closure: Closure,
        best: set[int],
        avoid: Avoid = (),
        *,
        bound: int,
        need: int | None = None,
        budget: int | None = None,
    ) -> None:
        self.closure = closure
        self.avoid = avoid
        self.need = need
        self.budget = budget
        self.best = best
        self.bound = bound
        self.method = "nested plans"

    @property
    def allowed(self) -> int:
        """The price a plan may have that is at least as good as the best known."""
        return self.closure.price(self.best) if self.budget is None else self.budget

    @property
    def wanted(self) -> int:
        """The weight a plan must have that is at least as good as the best known."""
        return self.closure.weight(self.best) if self.need is None else self.need

    @property
    def proved(self) -> bool:
        """Whether the best plan meets the bound."""
        return self.value == self.bound

    @property
    def value(self) -> int:
        """What is asked for, at the best plan so far."""
        return self.allowed if self.budget is None else self.wanted

    @property
    def gap(self) -> float:
        """How far value and bound are apart, as a share; for choosing a way only, never for a proof."""
        return abs(self.value - self.bound) / max(1, self.value)

    def answer(self, price: tuple[int, int], clock: Clock) -> Found:
        """Settle, then look through what is open until proved or out of time."""
        if not self.proved and clock.left:
            self._look_through(price, clock)
        return Found(frozenset(self.best), self.bound, self.proved, self.method)

    def _look_through(self, price: tuple[int, int], clock: Clock) -> None:
        open_part = face(self.closure, price, self.allowed, self.wanted)
        if self.avoid:
            self._by_highs(open_part, clock)
            return
        choices = self._choices(open_part, price, clock.seconds)
        if choices is not None and self._by_table(open_part, choices):
            return
        if self.gap > HARD:
            self._by_highs(open_part, clock.part(0.15))
            if not self.proved and open_part.closure.prices:
                self._by_search(open_part, clock.part(0.6), STEPS)
                open_part = face(self.closure, price, self.allowed, self.wanted)
        if not self.proved:
            self._by_highs(open_part, clock)

    def _choices(self, open_part: Face, price: tuple[int, int], allowed_seconds: float) -> list[list[Option]] | None:
        """Every plan of every independent part that can still matter; None when they are too many."""
        left = min(BRANCHES, int(allowed_seconds * BRANCHES / 10))
        found: list[list[Option]] = []
        for part in parts(whole(open_part.closure)):
            plans, followed = options(open_part.closure, part, price, open_part.slack, left)
            if plans is None:
                return None
            left -= followed
            found.append(plans)
        return found

    def _by_table(self, open_part: Face, choices: list[list[Option]]) -> bool:
        """The exact optimum from the table; False when the table would be too large."""
        wanted = max(0, self.wanted - open_part.gained)
        height = wanted if self.budget is None else open_part.closure.weight(range(open_part.closure.size))
        if not fits(choices, height):
            return False
        self.method = "table"
        if all(choices):
            table = Table(choices, height)
            allowed = self.allowed - open_part.spent
            if self.budget is not None:
                height = int(np.searchsorted(table.least, allowed, side="right")) - 1
            if height >= wanted and table.least[height] <= allowed:
                self._take(open_part.named(table.groups_at(height)))
        self.bound = self.value
        return True

    def _take(self, groups: set[int]) -> None:
        """Keep a plan if it is allowed and better."""
        price, weight = self.closure.price(groups), self.closure.weight(groups)
        if self.budget is None:
            better = weight >= self.wanted and price < self.allowed
        else:
            better = price <= self.allowed and weight > self.wanted
        if better and (not self.avoid or any(users.isdisjoint(groups) for users in self.avoid)):
            self.best = groups

    def _by_search(self, open_part: Face, clock: Clock, steps: int) -> None:
        inside = open_part.closure
        start = {n for n, name in enumerate(open_part.names) if name in self.best}
        before = self.value
        if self.need is not None:
            goal = self.need - open_part.gained
            while clock.left:
                better = heavier(inside, self.allowed - 1 - open_part.spent, start, clock, steps, goal)
                if inside.weight(better) < goal:
                    break
                start = better
                self._take(open_part.named(better))
        else:
            self._take(open_part.named(heavier(inside, self.allowed - open_part.spent, start, clock, steps)))
        if self.value != before:
            self.method = "search"

    def _by_highs(self, open_part: Face, clock: Clock) -> None:
        inside = open_part.closure
        model = self._model(open_part)
        start = _point(inside, {n for n, name in enumerate(open_part.names) if name in self.best})
        start += self._add_avoided(model, open_part, start)
        answer = solve(model, clock.left, start)
        if answer.values is not None:
            before = self.value
            chosen = {group for group in range(inside.size) if answer.values[group]}
            self._take(open_part.named(chosen if self.avoid else inside.completed(chosen)))
            if self.value != before or self.method == "nested plans":
                self.method = "HiGHS"
        if answer.infeasible:
            self.bound = self.value
        elif answer.bound is not None:
            self._tighten(answer.bound, open_part)

    def _tighten(self, bound: int, open_part: Face) -> None:
        """A bound for the open part holds for all plans that could beat the best one."""
        if self.budget is None:
            self.bound = min(self.value, max(self.bound, bound + open_part.spent))
        else:
            self.bound = max(self.value, min(self.bound, open_part.gained - bound))

    def _model(self, open_part: Face) -> Model:
        inside = open_part.closure
        groups, columns = range(inside.size), inside.size + len(inside.prices)
        rows = [Row((g, inside.size + b), (1, -1), high=0) for g in groups for b in inside.needs[g]]
        prices = [*inside.own, *inside.prices]
        whole_ones = [True] * inside.size + [False] * len(inside.prices)
        if self.budget is None:
            wanted = self.wanted - open_part.gained
            rows.append(Row(groups, inside.weights, low=wanted))
            return Model(prices, whole_ones, rows)
        paid = [column for column in range(columns) if prices[column]]
        rows.append(Row(paid, [prices[c] for c in paid], -INFINITE, self.budget - open_part.spent))
        return Model([-weight for weight in inside.weights] + [0] * len(inside.prices), whole_ones, rows)

    def _add_avoided(self, model: Model, open_part: Face, start: Sequence[int]) -> list[int]:
        """A variable for each thing to avoid, at least one of which is to stay at zero; returns their first values."""
        if not self.avoid:
            return []
        place = {name: n for n, name in enumerate(open_part.names)}
        undecided = [users for users in self.avoid if users.isdisjoint(open_part.taken)]
        first = len(model.prices)
        values: list[int] = []
        for number, users in enumerate(undecided):
            inside = [place[g] for g in sorted(users) if g in place]
            model.rows += [Row((n, first + number), (1, -1), high=0) for n in inside]
            values.append(max((start[n] for n in inside), default=0))
        model.prices += [0] * len(undecided)
        model.whole += [False] * len(undecided)
        columns = range(first, first + len(undecided))
        model.rows.append(Row(columns, [1] * len(undecided), high=len(undecided) - 1))
        return values


def _point(closure: Closure, groups: set[int]) -> list[int]:
    bought = {bundle for group in groups for bundle in closure.needs[group]}
    return [int(g in groups) for g in range(closure.size)] + [int(b in bought) for b in range(len(closure.prices))]
