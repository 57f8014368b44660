"""What the best plans at a fixed price per record are: nested plans, the exact bound beneath every plan, reduced costs.

For a price t per unit of weight, min(price - t * weight) over closures is a minimum cut (Picard 1976; Rhys 1970). Over
all t its solutions are nested and form the lower hull of (weight, price); Gallo, Grigoriadis & Tarjan 1989 find them in
one parametric flow, here by halving: the cut at the mean price of a part either splits the part or proves it whole.
All capacities are whole numbers, t = over / under is never divided out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from thenchot.insight.keylink.solver.closure import Closure, Part, parts, whole


@dataclass(frozen=True, slots=True)
class Block:
    """Groups that enter the nested plans together, with the price and weight they add to all cheaper blocks."""

    groups: tuple[int, ...]
    price: int
    weight: int

    @property
    def slope(self) -> Fraction:
        """Price per unit of weight."""
        return Fraction(self.price, self.weight)


@dataclass(frozen=True, slots=True)
class Penalties:
    """What a price over / under per unit of weight proves: no plan is below `base`, and deciding against it costs more.

    Scaled by `under`: for every set S, under * price(S) - over * weight(S) >= base, plus `include[g]` if g is in S,
    plus `exclude[g]` if it is not. `best` is the smallest set that attains the base.
    """

    base: int
    include: tuple[int, ...]
    exclude: tuple[int, ...]
    best: frozenset[int]


class Flow:
    """A maximum flow from groups (what they are worth) through what they need to bundles (what these cost).

    `left[g]` is worth not yet spent, `room[b]` price not yet paid, `flow[b][g]` what g pays towards b.
    """

    def __init__(self, closure: Closure, part: Part, over: int, under: int) -> None:
        self.part = part
        worth = {g: over * closure.weights[g] - under * closure.own[g] for g in part}
        self.worth = worth
        self.left = {g: max(0, value) for g, value in worth.items()}
        self.room = {b: under * closure.prices[b] for needs in part.values() for b in needs}
        self.flow: dict[int, dict[int, int]] = {b: {} for b in self.room}
        self._pay_directly()
        while self._layer():
            self._augment()

    @property
    def source_side(self) -> set[int]:
        """The smallest set of groups with the least price - t * weight."""
        return set(self._group_level)

    def _pay_directly(self) -> None:
        for group, needs in self.part.items():
            for bundle in needs:
                amount = min(self.left[group], self.room[bundle])
                if amount:
                    self.left[group] -= amount
                    self.room[bundle] -= amount
                    self.flow[bundle][group] = amount

    def _layer(self) -> bool:
        """Breadth-first levels of the residual graph; whether an unpaid bundle can still be reached."""
        self._group_level = {g: 0 for g, left in self.left.items() if left}
        self._bundle_level: dict[int, int] = {}
        frontier = list(self._group_level)
        level = 0
        while frontier:
            reached: list[int] = []
            for group in frontier:
                for bundle in self.part[group]:
                    if bundle not in self._bundle_level:
                        self._bundle_level[bundle] = level
                        reached.append(bundle)
            if any(self.room[bundle] for bundle in reached):
                return True
            level += 1
            frontier = []
            for bundle in reached:
                for group, amount in self.flow[bundle].items():
                    if amount and group not in self._group_level:
                        self._group_level[group] = level
                        frontier.append(group)
        return False

    def _augment(self) -> None:
        """A blocking flow along the levels (Dinic 1970)."""
        self._next_need = dict.fromkeys(self._group_level, 0)
        self._givers: dict[int, list[int]] = {}
        for source in [g for g, level in self._group_level.items() if level == 0]:
            while self.left[source] and self._path_from(source):
                pass

    def _path_from(self, source: int) -> bool:
        """Push what one path can carry from a group to an unpaid bundle; False once no path is left."""
        groups, bundles = [source], list[int]()
        while True:
            step = self._step(groups[-1])
            if step is None:
                if len(groups) == 1:
                    return False
                groups.pop()
                self._givers[bundles.pop()].pop()
                continue
            bundle, giver = step
            bundles.append(bundle)
            if giver is None:
                self._push(groups, bundles)
                return True
            groups.append(giver)

    def _step(self, group: int) -> tuple[int, int | None] | None:
        """The next usable bundle from here, with the group whose payment could be taken over (None: it is unpaid)."""
        needs, level = self.part[group], self._group_level[group]
        while self._next_need[group] < len(needs):
            bundle = needs[self._next_need[group]]
            if self._bundle_level.get(bundle) == level:
                if self.room[bundle]:
                    return bundle, None
                givers = self._givers_of(bundle, level + 1)
                if givers:
                    return bundle, givers[-1]
            self._next_need[group] += 1
        return None

    def _givers_of(self, bundle: int, level: int) -> list[int]:
        payers = self.flow[bundle]
        givers = self._givers.get(bundle)
        if givers is None:
            givers = [g for g, amount in payers.items() if amount and self._group_level.get(g) == level]
            self._givers[bundle] = givers
        while givers and not payers[givers[-1]]:
            givers.pop()
        return givers

    def _push(self, groups: list[int], bundles: list[int]) -> None:
        amount = min(self.left[groups[0]], self.room[bundles[-1]])
        for bundle, giver in zip(bundles, groups[1:], strict=False):
            amount = min(amount, self.flow[bundle][giver])
        self.left[groups[0]] -= amount
        self.room[bundles[-1]] -= amount
        for place, bundle in enumerate(bundles):
            payers = self.flow[bundle]
            payers[groups[place]] = payers.get(groups[place], 0) + amount
            if place + 1 < len(groups):
                payers[groups[place + 1]] -= amount


def blocks(closure: Closure) -> list[Block]:
    """The nested efficient plans, as the blocks by which they grow, cheapest per unit of weight first.

    Every group must have a positive weight. After each block the plan is a corner of the lower hull: it is optimal for
    the weight it reaches.
    """
    found: list[Block] = []
    waiting = parts(whole(closure))
    while waiting:
        part = waiting.pop()
        block = _as_block(closure, part)
        inner = _cheaper_inside(closure, part, block) if len(part) > 1 and block.price else set()
        if not inner:
            found.append(block)
            continue
        bought = {bundle for group in inner for bundle in part[group]}
        waiting += parts({g: part[g] for g in part if g in inner})
        waiting += parts({g: tuple(b for b in part[g] if b not in bought) for g in part if g not in inner})
    return sorted(found, key=lambda block: (block.slope, block.groups[0]))


def _as_block(closure: Closure, part: Part) -> Block:
    bundles = {bundle for needs in part.values() for bundle in needs}
    price = sum(closure.own[g] for g in part) + sum(closure.prices[b] for b in bundles)
    return Block(tuple(part), price, closure.weight(part))


def _cheaper_inside(closure: Closure, part: Part, block: Block) -> set[int]:
    """The groups of a part that are cheaper per unit of weight than the whole part; empty when none are."""
    return Flow(closure, part, block.price, block.weight).source_side


def penalties(closure: Closure, over: int, under: int) -> Penalties:
    """Bound and reduced costs at a price of over / under per unit of weight, by linear programming duality."""
    include = [0] * closure.size
    exclude = [0] * closure.size
    base = 0
    best: set[int] = set()
    for part in parts(whole(closure)):
        flow = Flow(closure, part, over, under)
        base -= sum(flow.left.values())
        best |= flow.source_side
        for group, needs in part.items():
            include[group] = max(0, -flow.worth[group]) + sum(flow.room[bundle] for bundle in needs)
            exclude[group] = flow.left[group]
    return Penalties(base, tuple(include), tuple(exclude), frozenset(best))


def hull(chain: Iterable[Block]) -> list[tuple[int, int]]:
    """The corners (weight, price) of the lower hull, from (0, 0) on."""
    corners = [(0, 0)]
    for block in chain:
        weight, price = corners[-1]
        corners.append((weight + block.weight, price + block.price))
    return corners


def least_price_bound(chain: list[Block], need: int) -> int:
    """No plan of weight `need` is cheaper than this: the hull at that weight, rounded up."""
    weight = price = 0
    for block in chain:
        if weight + block.weight >= need:
            return price - (-block.price * max(0, need - weight) // block.weight)
        weight, price = weight + block.weight, price + block.price
    return price


def most_weight_bound(chain: list[Block], budget: int) -> int:
    """No plan within `budget` weighs more than this: the hull at that price, rounded down."""
    weight = price = 0
    for block in chain:
        if price + block.price > budget:
            return weight + (budget - price) * block.weight // block.price
        weight, price = weight + block.weight, price + block.price
    return weight
