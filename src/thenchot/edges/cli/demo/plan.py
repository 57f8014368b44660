"""The invented tree as plain data: units as they are founded, and the dated reforms that give past dates another tree."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Duty = Literal["staff", "strategic", "campaign", "tactical", "works", "field"]


@dataclass(frozen=True, slots=True)
class Planned:
    """A unit to be founded under `parent` (its code; None for the root). `command` and `site` say where it lies today."""

    code: str
    name: str
    kind: str
    parent: str | None
    duty: Duty
    founded_on: date
    command: str = ""
    site: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Move:
    """A unit comes under another parent."""

    unit: str
    parent: str


@dataclass(frozen=True, slots=True)
class Reform:
    """What changed in the tree on one day: first new units, then moves, then closures of units that stand empty."""

    reason: str
    on: date
    founded: tuple[Planned, ...] = ()
    moves: tuple[Move, ...] = ()
    closed: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Plan:
    """All units at their founding, and the reforms since, oldest first."""

    founding: date
    units: list[Planned] = field(default_factory=list)
    reforms: list[Reform] = field(default_factory=list)
    merged: dict[str, str] = field(default_factory=dict)

    def today(self) -> list[Planned]:
        """The units that stand in the tree now."""
        closed = {code for reform in self.reforms for code in reform.closed}
        founded = [unit for reform in self.reforms for unit in reform.founded]
        return [unit for unit in (*self.units, *founded) if unit.code not in closed]

    def of_duty(self, duty: Duty) -> list[Planned]:
        """Today's units of one duty, by code."""
        return sorted((unit for unit in self.today() if unit.duty == duty), key=lambda unit: unit.code)

    def parents(self) -> dict[str, str]:
        """Under which unit each stands today, all reforms done."""
        found = {unit.code: unit.parent for unit in self.units if unit.parent}
        for reform in self.reforms:
            found |= {unit.code: unit.parent for unit in reform.founded if unit.parent}
            found |= {move.unit: move.parent for move in reform.moves}
        return found

    def below(self) -> dict[str, list[Planned]]:
        """The units that stand directly under each today, by code; a unit without any is not named."""
        found: dict[str, list[Planned]] = defaultdict(list)
        parents = self.parents()
        for unit in sorted(self.today(), key=lambda each: each.code):
            if unit.code in parents:
                found[parents[unit.code]].append(unit)
        return found
