"""How fast and how good the key link is at size, beside one plain HiGHS model and beside greedy; prints a table."""

from __future__ import annotations

import sys
from random import Random

from thenchot.insight.keylink.solver.clock import Clock
from thenchot.insight.keylink.solver.curve import curve
from thenchot.insight.keylink.solver.floors import greedy, greedy_by_fix, plain_milp
from thenchot.insight.keylink.solver.plans import cheapest
from thenchot.insight.keylink.solver.problem import Fix, Problem, Ratio, Record, Target

MILLION = 1_000_000
CRITERIA = 30


def depots(
    count: int,
    *,
    percent: int = 80,
    seed: int = 1,
    regional: bool = True,
    odd_prices: bool = False,
    share: float = 0.05,
) -> Problem:
    """A made-up register: `count` depots x 30 criteria, ten failed criteria per depot on average, a `share` shared.

    Shared obstacles (a fire-water line, a fence, a lightning net) stand in 2 to 8 depots of one region of about 30, or
    of the whole country. Prices are whole millions of dong, or odd ones.
    """
    random = Random(seed)  # noqa: S311 - a made-up register, not a secret
    obstacles = count * 10
    shared = round(obstacles * share)
    needs: list[set[str]] = [set() for _ in range(count)]
    fixes: list[Fix] = []

    def price(low: int, high: int) -> int:
        return random.randint(low * MILLION, high * MILLION) if odd_prices else random.randint(low, high) * MILLION

    for n in range(shared):
        key = f"shared-{n}"
        fixes.append(Fix(key=key, cost=price(50, 900), days=random.randint(10, 90), resource=f"team-{n % 40}"))
        start = random.randrange(max(1, count // 30)) * 30
        region = range(start, min(count, start + 30)) if regional else range(count)
        for depot in random.sample(region, min(len(region), random.randint(2, 8))):
            needs[depot].add(key)
    alone = obstacles - shared
    spread = [random.choice((0.2, 0.5, 1, 1, 1.5, 2.5)) for _ in range(count)]
    for n, depot in enumerate(random.choices(range(count), spread, k=alone)):
        key = f"own-{n}"
        fixes.append(Fix(key=key, cost=price(1, 120), days=random.randint(1, 30)))
        needs[depot].add(key)
    records = [
        Record(key=f"depot-{n}", needs=frozenset(found), unit=f"region-{n // 30}", cause=f"criterion-{n % CRITERIA}")
        for n, found in enumerate(needs)
        if found
    ]
    target = Target(won=count - len(records), total=count, goal=Ratio(percent, 100))
    return Problem(tuple(records), tuple(fixes), (target,))


def report(name: str, problem: Problem, seconds: float, *, plain: bool = True) -> None:
    """Print one problem's figures: cost, seconds on the clock and of processor time, proof or gap."""
    print(f"\n{name}: {len(problem.records)} failing depots, {len(problem.fixes)} obstacles")  # noqa: T201
    clock = Clock(seconds)
    plan = cheapest(problem, seconds=seconds)
    proof = "proved" if plan.proved else f"gap {plan.gap:.4%}"
    _line("key link", plan.cost, clock, f"{proof} ({plan.method}); {len(plan.fixes)} fixes win {plan.won} depots")
    clock = Clock(seconds)
    drawn = curve(problem, 50, seconds=seconds)
    proved = sum(point.proved for point in drawn.points)
    worst = max(point.cost / point.bound - 1 for point in drawn.points if point.bound)
    _line("curve", None, clock, f"{len(drawn.points)} points, {proved} proved, worst gap {worst:.3%}")
    for way in (greedy, greedy_by_fix, plain_milp) if plain else (greedy, greedy_by_fix):
        clock = Clock(seconds)
        floor = way(problem)
        dearer = (
            "did not get there" if floor.cost is None else f"{floor.cost / plan.cost - 1:+.3%} against the key link"
        )
        bound = "" if floor.bound is None else f"; its bound {floor.bound / plan.cost:.2%} of the key link"
        _line(floor.name, floor.cost, clock, dearer + bound)


def _line(name: str, cost: int | None, clock: Clock, rest: str) -> None:
    money = "" if cost is None else f"{cost / MILLION:,.2f} million"
    times = f"{clock.spent:>8.2f} s{clock.worked:>8.2f} s cpu"
    print(f"  {name:<18}{money:>22}{times}  {rest}", flush=True)  # noqa: T201


def main(arguments: list[str] | None = None) -> None:
    """Run the bench: the size asked for and ten times it; `--quick` leaves the tenfold and the plain models out."""
    quick = "--quick" in (sys.argv[1:] if arguments is None else arguments)
    for regional in (True, False):
        for percent in (80, 35):
            where = "in regions" if regional else "country-wide"
            name = f"2,000 depots to {percent} %, shared {where}, odd prices"
            report(name, depots(2_000, percent=percent, regional=regional, odd_prices=True), 60, plain=not quick)
    if not quick:
        for regional in (True, False):
            where = "in regions" if regional else "country-wide"
            name = f"20,000 depots to 80 %, shared {where}, odd prices"
            report(name, depots(20_000, regional=regional, odd_prices=True), 60)


if __name__ == "__main__":
    main()
