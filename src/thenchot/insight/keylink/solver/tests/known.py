"""Published problems with known answers, read where they lie; tests skip, saying so, where they are absent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from thenchot.insight.keylink.solver.closure import Closure, closure_of

FOLDER = Path(__file__).parents[6].parent / "shared" / "checks" / "knapsack_cover"


def read(name: str) -> str:
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the published problem {name} is not beside the project (shared/checks/knapsack_cover)")
    return path.read_text()


def set_union_knapsack(name: str) -> tuple[Closure, int]:
    """One instance of He et al. 2018, set I, as groups and bundles, with its budget."""
    text = read(f"sukp/sukp_{name}.txt")
    items, elements, size = map(int, re.search(r"m=(\d+)\s+n=(\d+)\s+knapsack size=(\d+)", text).groups())
    numbers = [int(n) for line in text.splitlines() if re.fullmatch(r"[\d\s]+", line) for n in line.split()]
    profits, weights, cells = numbers[:items], numbers[items : items + elements], numbers[items + elements :]
    rows = [cells[n * elements : (n + 1) * elements] for n in range(items)]
    return closure_of(profits, [[e for e, needed in enumerate(row) if needed] for row in rows], weights), size


def knapsacks() -> list[tuple[list[int], list[list[int]], list[int], int]]:
    """The seven problems of Petersen 1967: profits, rows, capacities, optimum; all in tenths, to stay whole."""
    numbers = iter([round(10 * float(word)) for word in read("mknap1.txt").split()])
    found = []
    for _ in range(next(numbers) // 10):
        items, rows, optimum = next(numbers) // 10, next(numbers) // 10, next(numbers)
        profits = [next(numbers) for _ in range(items)]
        usage = [[next(numbers) for _ in range(items)] for _ in range(rows)]
        found.append((profits, usage, [next(numbers) for _ in range(rows)], optimum))
    return found


def set_cover(name: str) -> tuple[list[int], list[list[int]]]:
    """Costs, and for each row the columns that cover it."""
    numbers = iter([int(word) for word in read(f"scp/{name}.txt").split()])
    rows, columns = next(numbers), next(numbers)
    costs = [next(numbers) for _ in range(columns)]
    return costs, [[next(numbers) - 1 for _ in range(next(numbers))] for _ in range(rows)]
