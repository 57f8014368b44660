"""HiGHS: one model in, a whole-number answer and a safe bound out. One thread and a fixed seed, so re-runs agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, isfinite

import highspy
import numpy as np
from numpy.typing import NDArray

INFINITE = highspy.kHighsInf
SEED = 20240229


@dataclass(frozen=True, slots=True)
class Row:
    """low <= sum of coefficient * variable <= high."""

    variables: Sequence[int]
    coefficients: Sequence[float]
    low: float = -INFINITE
    high: float = INFINITE


@dataclass(slots=True)
class Model:
    """Minimise price over variables in 0..1. Prices are whole numbers; a variable is whole where `whole` says so."""

    prices: list[int]
    whole: list[bool]
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answer:
    """`values` rounds the best point found (None: none found); no point is below `bound`. `infeasible` is a proof."""

    values: NDArray[np.int8] | None
    bound: int | None
    infeasible: bool = False


def solve(model: Model, seconds: float, start: Sequence[int] | None = None) -> Answer:
    """Minimise until proved or out of time. `start` is a feasible point from which to begin."""
    if seconds <= 0:
        return Answer(None, None)
    highs = _prepared(seconds)
    highs.passModel(_as_lp(model))
    if start is not None:
        columns = np.arange(len(model.prices), dtype=np.int32)
        highs.setSolution(len(columns), columns, np.array(start, dtype=np.float64))
    highs.run()
    return _read(highs)


def best_point(
    worth: Sequence[float],
    lows: Sequence[float],
    highs: Sequence[float],
    rows: Sequence[tuple[Sequence[float], float]],
) -> list[float] | None:
    """The point between lows and highs of most worth at which every row's sum stays at or below its limit."""
    solver = _prepared(10)
    lp = highspy.HighsLp()
    count = len(worth)
    lp.num_col_, lp.num_row_ = count, len(rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = (np.array(values, dtype=np.float64) for values in (worth, lows, highs))
    lp.row_lower_ = np.full(len(rows), -INFINITE)
    lp.row_upper_ = np.array([limit for _, limit in rows], dtype=np.float64)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.arange(len(rows) + 1, dtype=np.int32) * count
    lp.a_matrix_.index_ = np.tile(np.arange(count, dtype=np.int32), len(rows))
    lp.a_matrix_.value_ = np.array([value for row, _ in rows for value in row], dtype=np.float64)
    solver.passModel(lp)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return list(solver.getSolution().col_value)


class _Quiet(highspy.Highs):
    """HiGHS that does not print its banner, which would spoil what a command writes for other programs."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the library's name
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # highspy leaves it unannotated


def _prepared(seconds: float) -> highspy.Highs:
    highs = _Quiet()  # type: ignore[no-untyped-call]  # highspy leaves it unannotated
    options = {
        "threads": 1,
        "random_seed": SEED,
        "time_limit": float(seconds),
        "mip_rel_gap": 0.0,
        # Prices are whole numbers, so a gap below one is no gap.
        "mip_abs_gap": 0.999,
    }
    for name, value in options.items():
        highs.setOptionValue(name, value)
    return highs


def _as_lp(model: Model) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    columns = len(model.prices)
    lp.num_col_ = columns
    lp.num_row_ = len(model.rows)
    lp.col_cost_ = np.array(model.prices, dtype=np.float64)
    lp.col_lower_ = np.zeros(columns)
    lp.col_upper_ = np.ones(columns)
    lp.row_lower_ = np.array([row.low for row in model.rows], dtype=np.float64)
    lp.row_upper_ = np.array([row.high for row in model.rows], dtype=np.float64)
    lengths = [len(row.variables) for row in model.rows]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    lp.a_matrix_.index_ = np.array([v for row in model.rows for v in row.variables], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([c for row in model.rows for c in row.coefficients], dtype=np.float64)
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    lp.integrality_ = [kinds[whole] for whole in model.whole]
    return lp


def _read(highs: highspy.Highs) -> Answer:
    status = highs.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Answer(None, None, infeasible=True)
    info = highs.getInfo()
    bound = info.mip_dual_bound
    values = None
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        values = np.rint(np.array(highs.getSolution().col_value)).astype(np.int8)
    return Answer(values, ceil(bound - _tolerance(bound)) if isfinite(bound) else None)


def _tolerance(bound: float) -> float:
    """How far HiGHS's bound, in floating point, may lie above the true one; below one half up to prices of 10^8."""
    return 1e-6 + 4e-9 * abs(bound)
