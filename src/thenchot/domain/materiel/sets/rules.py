"""Is a set complete, usable with shortfalls, or not usable? Pure functions. The grade of its items is another question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from uuid import UUID

from thenchot.foundation.kernel.refusal import Refusal

Part = tuple[UUID | str, str]
CRITICAL = "critical"


class SetState(Enum):
    """How a set stands against its list."""

    COMPLETE = "complete"
    USABLE = "usable"
    NOT_USABLE = "not_usable"
    NO_LIST = "no_list"


@dataclass(frozen=True, slots=True)
class Required:
    """A line of the list: so many of a part (its type and mark), and what its lack does."""

    part: Part
    quantity: int
    criticality: str = CRITICAL


@dataclass(frozen=True, slots=True)
class Shortfall:
    """How many of a line are missing."""

    required: Required
    missing: Decimal


def shortfalls(required: Iterable[Required], present: Mapping[Part, Decimal]) -> list[Shortfall]:
    """The lines that are not filled, in the list's order. What is there beyond a line never fills another."""
    lacking = ((line, Decimal(line.quantity) - present.get(line.part, Decimal(0))) for line in required)
    return [Shortfall(line, missing) for line, missing in lacking if missing > 0]


def state(required: Iterable[Required], present: Mapping[Part, Decimal]) -> SetState:
    """COMPLETE when nothing is missing, NOT_USABLE when a critical part is, USABLE otherwise; NO_LIST without lines.

    >>> state([Required(("pump", ""), 2)], {("pump", ""): Decimal(1)}).value
    'not_usable'
    """
    lines = list(required)
    if not lines:
        return SetState.NO_LIST
    lacking = shortfalls(lines, present)
    if any(short.required.criticality == CRITICAL for short in lacking):
        return SetState.NOT_USABLE
    return SetState.USABLE if lacking else SetState.COMPLETE


def check_room(required: Iterable[Required], present: Mapping[Part, Decimal], part: Part, quantity: Decimal) -> None:
    """Refuse an item the list does not ask for, or more of a part than it asks for."""
    line = next((line for line in required if line.part == part), None)
    if line is None:
        raise Refusal("The set's list does not ask for this part", field="equipment")
    if present.get(part, Decimal(0)) + quantity > line.quantity:
        raise Refusal("The set has all {quantity} of this part already", field="equipment", quantity=line.quantity)
