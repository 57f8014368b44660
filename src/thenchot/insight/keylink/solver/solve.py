"""The least price for a weight, and the most weight for a price: bound by cut, then table or HiGHS for what stays open.

Every answer carries a bound that no plan can pass. Where a group of fixes is shared so densely that neither proves the
answer in time, a local search raises the plan and the bound says how far off it can be at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np

from thenchot.insight.keylink.solver.clock import Clock
from thenchot.insight.keylink.solver.closure import Closure, parts, restricted, whole
from thenchot.insight.keylink.solver.cut import Block, blocks, least_price_bound, most_weight_bound
from thenchot.insight.keylink.solver.face import Face, face
from thenchot.insight.keylink.solver.milp import INFINITE, Model, Row, solve
from thenchot.insight.keylink.solver.search import heavier
from thenchot.insight.keylink.solver.start import first_plan, first_use
from thenchot.insight.keylink.solver.table import Table, fits
from thenchot.insight.keylink.solver.tree import Option, options

BRANCHES = 200_000
"""How many branches the search trees of one question may follow; a count, not a time, so that re-runs agree."""

TRIES = 30
"""How many ways round a plan are tried at once before the search for the second best begins."""

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


Avoid = Sequence[frozenset[int]]
"""A plan that is not to be repeated: for each thing it buys, the groups that need that thing."""


def least_price(
    full: Closure, need: int, clock: Clock, avoid: Avoid = (), chain: list[Block] | None = None
) -> Found | None:
    """The cheapest groups that weigh at least `need`, which must be within the total weight.

    With `avoid`, the cheapest that do without at least one of its things; None when there are none. `chain` spares the
    work of finding the nested plans again; the prices must then have no common divisor.
    """
    if need <= 0 and not avoid:
        return Found(frozenset(), 0, True, "nothing to do")
    unit = common_unit(full)
    closure = divided(full, unit)
    chain = chain or blocks(closure)
    at = _block_reaching(chain, need)
    inner = [group for block in chain[:at] for group in block.groups]
    nested = [inner, [*inner, *chain[at].groups]]
    best = _other_plan(closure, need, nested, avoid) if avoid else first_plan(closure, need, nested)
    if best is None:
        return None
    question = _Question(closure, best, avoid, need=need, bound=least_price_bound(chain, need))
    found = question.answer((chain[at].price, chain[at].weight), clock)
    return Found(found.groups, found.bound * unit, found.proved, found.method)


def most_weight(full: Closure, budget: int, clock: Clock, avoid: Avoid = ()) -> Found:
    """The groups of most weight whose price is within `budget`; with `avoid`, without at least one of its things."""
    unit = common_unit(full)
    closure, budget = divided(full, unit), budget // unit
    chain = blocks(closure)
    at = _block_beyond(chain, budget)
    inner = [group for block in chain[:at] for group in block.groups]
    if at == len(chain) and not avoid:
        return Found(frozenset(inner), full.weight(inner), True, "everything fits")
    best = _other_use(closure, budget, inner, avoid) if avoid else first_use(closure, budget, inner)
    question = _Question(closure, best, avoid, budget=budget, bound=most_weight_bound(chain, budget))
    last = chain[min(at, len(chain) - 1)]
    return question.answer((last.price, last.weight), clock)


def _other_plan(closure: Closure, need: int, nested: list[list[int]], avoid: Avoid) -> set[int] | None:
    """A good plan without one of the things to avoid, trying those that hold up least; None if none can do."""
    found: list[tuple[int, list[int]]] = []
    for users in _lightest(closure, avoid):
        kept = [g for g in range(closure.size) if g not in users]
        if closure.weight(kept) >= need:
            place = {g: n for n, g in enumerate(kept)}
            less = restricted(closure, kept, frozenset())
            plan = {kept[n] for n in first_plan(less, need, [[place[g] for g in x if g in place] for x in nested])}
            found.append((closure.price(plan), sorted(plan)))
            if len(found) >= TRIES:
                break
    return set(min(found)[1]) if found else None


def _other_use(closure: Closure, budget: int, nested: list[int], avoid: Avoid) -> set[int]:
    """A good use of the budget without one of the things to avoid."""
    found: list[tuple[int, int, list[int]]] = []
    for users in _lightest(closure, avoid)[:TRIES]:
        kept = [g for g in range(closure.size) if g not in users]
        place = {g: n for n, g in enumerate(kept)}
        less = restricted(closure, kept, frozenset())
        plan = {kept[n] for n in first_use(less, budget, [place[g] for g in nested if g in place])}
        found.append((-closure.weight(plan), closure.price(plan), sorted(plan)))
    return set(min(found)[2])


def _lightest(closure: Closure, avoid: Avoid) -> list[frozenset[int]]:
    return sorted(avoid, key=lambda users: (closure.weight(users), sorted(users)))


def common_unit(closure: Closure) -> int:
    """The greatest common divisor of all prices: a million where all prices are whole millions."""
    return gcd(*closure.own, *closure.prices) or 1


def divided(closure: Closure, unit: int) -> Closure:
    """The same closure with prices counted in a larger unit."""
    if unit == 1:
        return closure
    own = tuple(price // unit for price in closure.own)
    return Closure(closure.weights, own, closure.needs, tuple(price // unit for price in closure.prices))


def _block_reaching(chain: Sequence[Block], need: int) -> int:
    weight = 0
    for index, block in enumerate(chain):
        weight += block.weight
        if weight >= need:
            return index
    return len(chain) - 1


def _block_beyond(chain: Sequence[Block], budget: int) -> int:
    price = 0
    for index, block in enumerate(chain):
        price += block.price
        if price > budget:
            return index
    return len(chain)


class _Question:
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
