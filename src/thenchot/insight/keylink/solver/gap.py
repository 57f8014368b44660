"""How far a figure is from its target, in records, and where and why: by child unit, by cause, by single fix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from thenchot.insight.keylink.solver.faults import check
from thenchot.insight.keylink.solver.problem import Problem, Record, Target


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a split: what misses there, and its part of what is short of the target. Parts add up exactly."""

    name: str
    records: int
    failing: int
    short: int


@dataclass(frozen=True, slots=True)
class SingleFix:
    """A fix that alone wins records: those for which it is the only thing missing."""

    fix: str
    gained: int
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """One target's gap. `short` is the weight still to win (0 when met), None when no figure could meet the goal.

    `failing` is the weight of all records that miss; `missing` counts what misses without a record to show for it
    (a record expected but not reported). `winnable` is the most that the known fixes could win.
    """

    target: Target
    failing: int
    short: int | None
    winnable: int
    by_unit: tuple[Share, ...]
    by_cause: tuple[Share, ...]
    best_single: SingleFix | None
    one_fix_away: tuple[str, ...]
    unexplained: tuple[str, ...]

    @property
    def met(self) -> bool:
        """Whether the target holds already."""
        return self.short == 0

    @property
    def within_reach(self) -> bool:
        """Whether the known fixes together could meet the target."""
        return self.short is not None and self.short <= self.winnable


def gap(problem: Problem, child_of: Mapping[str, str] | None = None) -> tuple[Gap, ...]:
    """The gap of every target. `child_of` names the child unit a record's unit is shown under (default: itself)."""
    check(problem)
    return tuple(_gap(problem, target, child_of or {}) for target in problem.targets)


def apportion(amount: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Divide whole `amount` in proportion to `weights` by largest remainder, ties to the first name; adds up exactly.

    The Hamilton rule: everyone gets the whole part of his quota, the rest goes to the largest remainders.
    """
    total = sum(weights.values())
    if total == 0:
        return dict.fromkeys(weights, 0)
    parts = {name: amount * weight // total for name, weight in weights.items()}
    order = sorted(weights, key=lambda name: (-(amount * weights[name] % total), name))
    for name in order[: amount - sum(parts.values())]:
        parts[name] += 1
    return parts


def _gap(problem: Problem, target: Target, child_of: Mapping[str, str]) -> Gap:
    records = sorted((r for r in problem.records if target.counts(r)), key=lambda r: r.key)
    short = target.short()
    done = problem.with_requirements(problem.must_do)
    needs = {r.key: problem.with_requirements(r.needs) - done for r in records}
    open_to_us = [r for r in records if r.needs and not needs[r.key] & problem.must_not]
    away = [r for r in open_to_us if len(needs[r.key]) == 1]
    return Gap(
        target=target,
        failing=sum(r.weight for r in records),
        short=short,
        winnable=sum(r.weight for r in open_to_us),
        by_unit=_split(records, short or 0, lambda r: child_of.get(r.unit, r.unit)),
        by_cause=_split(records, short or 0, lambda r: r.cause),
        best_single=_best_single(away, needs),
        one_fix_away=tuple(r.key for r in away),
        unexplained=tuple(r.key for r in records if not r.needs),
    )


def _split(records: list[Record], short: int, name_of: Callable[[Record], str]) -> tuple[Share, ...]:
    """Failing weight per name, and `short` divided in proportion, largest parts first.

    More may be short than misses here (records not reported at all); then each part is at most what misses in it, and
    the rest stands under no name, so that the parts still add up.
    """
    failing: dict[str, int] = {}
    counts: dict[str, int] = {}
    for record in records:
        name = name_of(record)
        failing[name] = failing.get(name, 0) + record.weight
        counts[name] = counts.get(name, 0) + 1
    shown = min(short, sum(failing.values()))
    parts = apportion(shown, failing)
    if short > shown:
        parts[""] = parts.get("", 0) + short - shown
    shares = [Share(name, counts.get(name, 0), failing.get(name, 0), part) for name, part in parts.items()]
    return tuple(sorted(shares, key=lambda share: (-share.failing, share.name)))


def _best_single(away: list[Record], needs: Mapping[str, frozenset[str]]) -> SingleFix | None:
    won: dict[str, list[Record]] = {}
    for record in away:
        (fix,) = needs[record.key]
        won.setdefault(fix, []).append(record)
    if not won:
        return None
    fix = min(won, key=lambda key: (-sum(r.weight for r in won[key]), key))
    return SingleFix(fix, sum(r.weight for r in won[fix]), tuple(r.key for r in won[fix]))
