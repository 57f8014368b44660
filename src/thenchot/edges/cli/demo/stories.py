"""What each depot's last three years were like: which half-yearly assessments it passed, and what was wrong in the others."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from random import Random

    from thenchot.edges.cli.demo.plan import Plan, Planned

HALF_YEARS = 7
# Of ten strategic, twenty campaign-level and thirty tactical depots, so many pass: now, half a year ago, a year ago ...
PASSING = {
    "strategic": (8, 8, 7, 7, 6, 6, 5),
    "campaign": (17, 17, 16, 16, 15, 14, 13),
    "tactical": (22, 22, 20, 20, 19, 18, 16),
}
_IN_EACH = {"strategic": 10, "campaign": 20, "tactical": 30}
NEVER, LAPSED = "never", "lapsed"


@dataclass(frozen=True, slots=True)
class Fault:
    """A thing wrong with a depot and what puts it right; money in million VND."""

    name: str
    criterion: str
    note: str
    cost: tuple[int, int]
    days: tuple[int, int]
    resource: str
    shared: str = ""
    expires: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """One depot. It passes the latest `passed` assessments (0: not even the last); before, `pattern` was wrong."""

    depot: Planned
    pattern: str
    passed: int


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("faults.toml").read_text(encoding="utf-8"))


@cache
def faults() -> dict[str, Fault]:
    """All faults by name."""
    return {
        name: Fault(name=name, **{**row, "cost": tuple(row["cost"]), "days": tuple(row["days"])})
        for name, row in _data()["fault"].items()
    }


def pattern(name: str) -> tuple[Fault, ...]:
    """The faults of a pattern, the gravest first."""
    return tuple(faults()[fault] for fault in _data()["pattern"][name])


def lesser() -> tuple[Fault, ...]:
    """Faults that do not keep a depot from the standard by themselves."""
    return tuple(faults()[name] for name in _data()["lesser"]["faults"])


def of_depots(plan: Plan, chance: Random) -> list[Story]:
    """A story for each of today's depots, exact in how many pass: 80 % of the strategic, 85 % of the campaign-level ones."""
    strategic, campaign, tactical = (plan.of_duty(tier) for tier in ("strategic", "campaign", "tactical"))
    sites = _sites_with_two(campaign, len(campaign) // 20)
    failing = {
        **_given(strategic[3::5], cycle(("one_dear", "three_cheap"))),
        **_given([depot for pair in sites.values() for depot in pair], cycle(("fire_line",))),
    }
    # A third one fails beside each pair: whoever begins with its three cheap fixes pays them for nothing.
    for pair in list(sites.values()):
        neighbour = next(d for d in campaign if d.command == pair[0].command and d.code not in failing)
        failing[neighbour.code] = "three_cheap"
    failing |= _tactical_failing(tactical, set(sites))
    return [story for tier in (strategic, campaign, tactical) for story in _with_history(tier, failing, chance)]


def _given(depots: Iterable[Planned], patterns: Iterator[str]) -> dict[str, str]:
    return {depot.code: next(patterns) for depot in depots}


def _sites_with_two(campaign: list[Planned], wanted: int) -> dict[str, list[Planned]]:
    """So many sites with two campaign-level depots each: there one fire-water line puts both right."""
    by_site: dict[str, list[Planned]] = defaultdict(list)
    # From the last: the depots of the two merged commands share sites.
    for depot in sorted(campaign, key=lambda depot: (depot.command, depot.code), reverse=True):
        by_site[depot.site].append(depot)
    pairs = [(site, depots[:2]) for site, depots in by_site.items() if len(depots) > 1]
    return dict(pairs[:wanted])


def _tactical_failing(tactical: list[Planned], sites: set[str]) -> dict[str, str]:
    """Eight in thirty fall short: some at a site that waits for its fire-water line, others in every other way."""
    tens = len(tactical) // 30
    at_sites = [depot for depot in tactical if depot.site in sites][: 2 * tens]
    failing = _given(at_sites, cycle(("fire_line", "fire_line_and_more")))
    free = [depot for depot in tactical if depot.code not in failing]
    ways = cycle(("certificate", NEVER, "three_cheap", LAPSED, "below_mark", "four", "fire_certificate", "one_dear"))
    return failing | _given(free[:: max(1, len(free) // (8 * tens))][: 8 * tens - len(failing)], ways)


def _with_history(depots: list[Planned], failing: dict[str, str], chance: Random) -> Iterator[Story]:
    """Those that pass now came to it one after another."""
    tens = len(depots) // _IN_EACH[depots[0].duty]
    counts = [count * tens for count in PASSING[depots[0].duty]]
    good = [depot for depot in depots if depot.code not in failing]
    assert len(good) == counts[0], f"{len(good)} of {depots[0].duty} pass, not {counts[0]}"
    improved = chance.sample(good, counts[0] - counts[-1])
    since = [passed for passed in range(1, HALF_YEARS) for _depot in range(counts[passed - 1] - counts[passed])]
    passed_of = dict(zip((depot.code for depot in improved), since, strict=True))
    formerly = cycle(("earthing", "three_cheap", "below_mark", "four", "one_dear", "fire_certificate"))
    for depot in depots:
        if depot.code in failing:
            yield Story(depot, failing[depot.code], 0)
        else:
            passed = passed_of.get(depot.code, HALF_YEARS)
            yield Story(depot, next(formerly) if passed < HALF_YEARS else "", passed)
