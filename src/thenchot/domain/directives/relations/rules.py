"""What is in force on a day, and why no document may replace itself by way of others."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from thenchot.foundation.kernel.refusal import Refusal

K = TypeVar("K", bound=Hashable)


class Force(StrEnum):
    """How a document stands on a day."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    ENDED = "ended"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Life:
    """When a document was issued and is in force, and the days from which others replace it."""

    issued_on: date
    effective_from: date | None = None
    effective_until: date | None = None
    replaced_from: tuple[date, ...] = ()


def force(life: Life, day: date) -> Force:
    """Not yet before its start (the day of issue unless it says another); replaced from the first day another replaces it."""
    if day < (life.effective_from or life.issued_on):
        return Force.NOT_YET
    if any(start <= day for start in life.replaced_from):
        return Force.REPLACED
    if life.effective_until is not None and life.effective_until <= day:
        return Force.ENDED
    return Force.IN_FORCE


def cycle(edges: Mapping[K, Iterable[K]], first: K, second: K) -> list[K] | None:
    """The path first, second, ..., first that would close if first replaced second; None when there is none."""
    came_from: dict[K, K | None] = {second: None}
    waiting = [second]
    while waiting:
        here = waiting.pop()
        if here == first:
            path: list[K] = []
            step: K | None = here
            while step is not None:
                path.append(step)
                step = came_from[step]
            return [first, *reversed(path)]
        for onward in edges.get(here, ()):
            if onward not in came_from:
                came_from[onward] = here
                waiting.append(onward)
    return None


def check_no_cycle(edges: Mapping[K, Iterable[K]], first: K, second: K, names: Mapping[K, str]) -> None:
    """Raise Refusal naming the whole path when first would, by way of others, replace itself."""
    if (path := cycle(edges, first, second)) is not None:
        shown = " → ".join(names.get(key, str(key)) for key in path)
        raise Refusal("A document cannot replace itself by way of others: {path}", field="target", path=shown)
