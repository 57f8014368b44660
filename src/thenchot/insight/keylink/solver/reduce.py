"""The same question with everything left out that cannot matter: wishes applied, equal records and equal fixes joined.

An order of work vanishes here: a record is taken to need also whatever must precede its fixes, so no cheapest plan can
hold a fix without its predecessors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from thenchot.insight.keylink.solver.problem import Problem, Record


@dataclass(frozen=True, slots=True)
class Group:
    """Records that need exactly the same bundles, won or lost together."""

    records: tuple[int, ...]
    bundles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """Fixes that stand in the way of exactly the same groups, bought together or not at all."""

    fixes: tuple[str, ...]
    groups: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Core:
    """The reduced problem. `records` is sorted by key, so the order of input never reaches the solver."""

    records: tuple[Record, ...]
    groups: tuple[Group, ...]
    bundles: tuple[Bundle, ...]
    done: frozenset[str]
    free: tuple[int, ...]
    impossible: tuple[int, ...]


def reduce(problem: Problem, barred: Iterable[str] = ()) -> Core:
    """The core of a checked problem; records that need anything `barred` or ruled out are set aside as impossible."""
    records = tuple(sorted(problem.records, key=lambda r: (r.indicator, r.key)))
    done = problem.with_requirements(problem.must_do)
    ruled_out = problem.must_not | frozenset(barred)
    free: list[int] = []
    impossible: list[int] = []
    alike: dict[frozenset[str], list[int]] = {}
    for index, record in enumerate(records):
        needs = (problem.with_requirements(record.needs) if problem.precede else record.needs) - done
        if not record.needs or needs & ruled_out:
            impossible.append(index)
        elif not needs:
            free.append(index)
        else:
            alike.setdefault(needs, []).append(index)
    groups, bundles = _bundled(alike)
    return Core(records, groups, bundles, done, tuple(free), tuple(impossible))


def _bundled(alike: dict[frozenset[str], list[int]]) -> tuple[tuple[Group, ...], tuple[Bundle, ...]]:
    standing_in: dict[str, list[int]] = {}
    for number, needs in enumerate(alike):
        for key in needs:
            standing_in.setdefault(key, []).append(number)
    together: dict[tuple[int, ...], list[str]] = {}
    for key in sorted(standing_in):
        together.setdefault(tuple(standing_in[key]), []).append(key)
    bundles = tuple(Bundle(tuple(keys), groups) for groups, keys in together.items())
    of_group: list[list[int]] = [[] for _ in alike]
    for index, bundle in enumerate(bundles):
        for number in bundle.groups:
            of_group[number].append(index)
    members = list(alike.values())
    return tuple(Group(tuple(members[n]), tuple(of_group[n])) for n in range(len(members))), bundles


def group_weights(core: Core, weights: Sequence[int]) -> list[int]:
    """What winning each group adds, from what each record adds."""
    return [sum(weights[index] for index in group.records) for group in core.groups]


def bundle_usage(core: Core, usage: dict[str, int]) -> list[int]:
    """What each bundle uses up, from what each fix uses up."""
    return [sum(usage[key] for key in bundle.fixes) for bundle in core.bundles]


def chosen_fixes(core: Core, groups: Iterable[int]) -> frozenset[str]:
    """The fixes that win these groups, with those that are to be done anyway."""
    bundles = {index for number in groups for index in core.groups[number].bundles}
    return core.done | {key for index in bundles for key in core.bundles[index].fixes}


def groups_won(core: Core, fixes: frozenset[str]) -> list[int]:
    """The groups all of whose fixes are among `fixes`."""
    covered = [fixes.issuperset(bundle.fixes) for bundle in core.bundles]
    return [number for number, group in enumerate(core.groups) if all(covered[index] for index in group.bundles)]


def critical_days(problem: Problem) -> dict[str, int]:
    """For each fix, the days until it can be finished at the earliest, with everything that must precede it."""
    finish: dict[str, int] = {}
    for root in problem.fix_of:
        stack = [root]
        while stack:
            key = stack[-1]
            firsts = problem.before.get(key, ())
            waiting = [first for first in firsts if first not in finish]
            if waiting:
                stack.extend(waiting)
            else:
                finish[key] = problem.fix_of[key].days + max((finish[first] for first in firsts), default=0)
                stack.pop()
    return finish
