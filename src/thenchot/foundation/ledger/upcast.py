"""Old payloads read by new code: a migration that reshapes a record registers how its older rows become newer ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Row = dict[str, Any]
_steps: dict[tuple[str, int], Callable[[Row], Row]] = {}


def upcaster(model: str, *, to: int) -> Callable[[Callable[[Row], Row]], Callable[[Row], Row]]:
    """Register the step that turns a row of schema `to - 1` of this model ("app.model") into one of schema `to`."""

    def register(step: Callable[[Row], Row]) -> Callable[[Row], Row]:
        key = (model.lower(), to)
        if key in _steps:
            raise ValueError(f"schema {to} of {model} has two upcasters")
        _steps[key] = step
        return step

    return register


def current_schema(model: str) -> int:
    """The schema number rows of this model are written with now: 1 until an upcaster says more."""
    return max((to for name, to in _steps if name == model), default=1)


def to_current(entry: dict[str, Any]) -> Row:
    """The entry's row in today's shape; an entry without a schema number is of schema 1."""
    row: Row = entry["row"]
    for to in range(entry.get("s", 1) + 1, current_schema(entry["m"]) + 1):
        row = _steps[entry["m"], to](row)
    return row
