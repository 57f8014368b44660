"""What a bench is, and how one is timed."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Literal

Database = Literal["sqlite", "postgresql"]
RESET = Path("/proc/self/clear_refs")
STATUS = Path("/proc/self/status")


@dataclass(frozen=True, kw_only=True)
class Bench:
    """Work done our way and by the barest means there are. Both take what `prepare` gave and return how many units they did.

    Every one runs `repeat` times in turn, on a migrated database that the benches of one run share; `prepare` comes once, before.
    """

    name: str
    unit: str
    ours: Callable[[Any], int]
    floor: Callable[[Any], int]
    floor_is: str
    prepare: Callable[[], Any] = lambda: None
    databases: tuple[Database, ...] = ("sqlite", "postgresql")
    repeat: int = 3


@dataclass(frozen=True, kw_only=True)
class Timing:
    """Median seconds on the clock and of our own processor time, for `count` units; the most memory taken on top, in MB."""

    count: int
    seconds: float
    processor: float
    memory: float


def scaled(number: int) -> int:
    """A size, times the variable SCALE (1 unless told), at least one."""
    return max(1, round(number * float(os.environ.get("SCALE") or 1)))


def timed(bench: Bench) -> tuple[Timing, Timing]:
    """Ours and the floor, run in turn so that a busy minute hits both."""
    prepared = bench.prepare()
    runs = [(_once(bench.ours, prepared), _once(bench.floor, prepared)) for _ in range(bench.repeat)]
    ours, floor = zip(*runs, strict=True)
    return _middle(ours), _middle(floor)


def _once(work: Callable[[Any], int], prepared: Any) -> Timing:
    gc.collect()
    held = _forget_peak()
    clock, processor = time.perf_counter(), time.process_time()
    count = work(prepared)
    seconds, processor = time.perf_counter() - clock, time.process_time() - processor
    return Timing(count=count, seconds=seconds, processor=processor, memory=max(0.0, _memory("VmHWM") - held))


def _forget_peak() -> float:
    """Megabytes held now; Linux begins to note the most anew."""
    if RESET.exists():
        RESET.write_text("5")
    return _memory("VmRSS")


def _memory(name: str) -> float:
    """Megabytes of this process as Linux counts them; 0 elsewhere."""
    if not STATUS.exists():
        return 0.0
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024


def _middle(runs: tuple[Timing, ...]) -> Timing:
    return Timing(
        count=runs[-1].count,
        seconds=median(run.seconds for run in runs),
        processor=median(run.processor for run in runs),
        memory=max(run.memory for run in runs),
    )
