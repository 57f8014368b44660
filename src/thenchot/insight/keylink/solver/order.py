"""When fixes are done, if each bench works on one thing at a time and nothing starts before what precedes it."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush

from thenchot.insight.keylink.solver.problem import Problem


def finish_days(problem: Problem, keys: Iterable[str]) -> dict[str, int]:
    """The day on which each fix is finished, day 0 being the start.

    List scheduling: of the fixes whose predecessors are placed, the one with the longest chain behind it comes first.
    The schedule can be kept; with both benches and an order of work it need not be the shortest.
    """
    chosen = set(keys)
    before = {key: [first for first in problem.before.get(key, ()) if first in chosen] for key in chosen}
    after: dict[str, list[str]] = {key: [] for key in chosen}
    for key, firsts in before.items():
        for first in firsts:
            after[first].append(key)
    tail = _tails(problem, before, after)
    waiting = {key: len(firsts) for key, firsts in before.items()}
    ready = [(-tail[key], key) for key, count in waiting.items() if not count]
    heapify(ready)
    finish: dict[str, int] = {}
    bench_free: dict[str, int] = {}
    while ready:
        _, key = heappop(ready)
        fix = problem.fix_of[key]
        begin = max((finish[first] for first in before[key]), default=0)
        if fix.resource is not None:
            begin = max(begin, bench_free.get(fix.resource, 0))
            bench_free[fix.resource] = begin + fix.days
        finish[key] = begin + fix.days
        for later in after[key]:
            waiting[later] -= 1
            if not waiting[later]:
                heappush(ready, (-tail[later], later))
    return finish


def _tails(problem: Problem, before: dict[str, list[str]], after: dict[str, list[str]]) -> dict[str, int]:
    """For each fix, the days from its start to the end of the longest chain that begins with it."""
    waiting = {key: len(later) for key, later in after.items()}
    ready = [key for key, count in waiting.items() if not count]
    tail: dict[str, int] = {}
    for key in ready:
        tail[key] = problem.fix_of[key].days + max((tail[later] for later in after[key]), default=0)
        for first in before[key]:
            waiting[first] -= 1
            if not waiting[first]:
                ready.append(first)
    return tail
