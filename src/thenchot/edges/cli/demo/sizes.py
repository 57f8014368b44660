"""How big the demonstration is: scale 1 fills a screen, scale 125 fills a ministry."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

from thenchot.foundation.kernel.refusal import Refusal

SMALLEST, LARGEST = 0.01, 200.0
# At scale 125 there are 1,500,000 items and 200,000 people in 5,000 units: units grow more slowly than what they hold.
_UNIT_EXPONENT = math.log(5000 / 150) / math.log(125)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Counts at one scale. Depots keep their proportions, so that 80 % and 85 % come out exactly at any scale."""

    scale: float
    items: int
    people: int
    types: int
    units: int
    commands: int
    strategic: int
    campaign: int
    tactical: int
    works: int
    field_levels: int

    @classmethod
    def at(cls, scale: float) -> Self:
        """The sizes at a scale; refuses one that is too small to hold a tree or too large for one machine."""
        if not SMALLEST <= scale <= LARGEST:
            raise Refusal(
                "The scale must lie between {smallest} and {largest}, not {scale}",
                field="scale",
                smallest=SMALLEST,
                largest=LARGEST,
                scale=scale,
            )
        tens = max(1, round(math.sqrt(scale)))
        commands = min(12, 3 + tens)
        return cls(
            scale=scale,
            items=max(100, round(12_000 * scale)),
            people=max(200, round(1_600 * scale)),
            types=max(60, round(480 * scale)),
            units=max(90, round(150 * scale**_UNIT_EXPONENT)),
            commands=commands,
            strategic=10 * tens,
            campaign=20 * tens,
            tactical=30 * tens,
            works=2 + commands,
            field_levels=3 + max(0, min(7, round(math.log(scale) / math.log(125) * 7))),
        )
