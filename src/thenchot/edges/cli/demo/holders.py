"""Who holds the items: each unit's share of the stock, how well it looks after it, and when its yearly grading is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from thenchot.edges.cli.demo.chance import stream

if TYPE_CHECKING:
    from datetime import date
    from random import Random

    from thenchot.edges.cli.demo.plan import Duty, Plan
    from thenchot.edges.cli.demo.units import Units
    from thenchot.foundation.organisation.models import Unit

# Shares of all register lines by duty.
_SHARES: dict[str, float] = {
    "strategic": 0.24, "campaign": 0.20, "tactical": 0.13, "works": 0.02, "staff": 0.01, "field": 0.4
}  # fmt: skip
_TRANSFERS = ((0, 60), (1, 29), (2, 9), (3, 2))
_EARLIEST_ROUND, _LATEST_ROUND = 6, 338


@dataclass(frozen=True, slots=True)
class Holder:
    """A unit as a holder. `round_before` is how many days ago its last yearly grading began.

    `neglect` is how many times likelier than usual its items are bad; `lapse` is the part of its stock the last round missed.
    """

    code: str
    unit: Unit
    duty: Duty
    command: str
    neglect: float
    lapse: float
    round_before: int

    def place(self, chance: Random) -> str:
        """Where an item stands with this holder, when the register says so."""
        match self.duty:
            case "strategic" | "campaign" | "tactical":
                house = chance.randint(1, 12 if self.duty == "strategic" else 5)
                return f"Nhà {house}, dãy {chance.randint(1, 8)}, giá {chance.randint(1, 24)}"
            case "works":
                return f"Phân xưởng {chance.randint(1, 4)}"
            case "field":
                return "" if chance.random() < 0.6 else f"Nhà kho {chance.randint(1, 3)}"
        return ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A holder from a day on, by a document."""

    holder: Holder
    since: date
    document: str


class Holders:
    """Chooses holders unevenly, and the way an item came to one."""

    def __init__(self, plan: Plan, units: Units, *, branches: list[str], seed: int, on: date) -> None:
        chance = stream(seed, "holders")
        self.all = [
            Holder(
                code=unit.code,
                unit=units.by_code[unit.code],
                duty=unit.duty,
                command=unit.command,
                neglect=min(4.0, chance.lognormvariate(-0.18, 0.6)),
                lapse=chance.uniform(0.2, 0.45) if chance.random() < 0.1 else chance.uniform(0, 0.04),
                round_before=_round_before(on, chance),
            )
            for unit in sorted(plan.today(), key=lambda unit: unit.code)
        ]
        self._by_duty = {duty: [h for h in self.all if h.duty == duty] for duty in _SHARES}
        self._weights = {branch: self._cumulated(chance) for branch in branches}
        self._former = {
            new: [units.by_code[old] for old in sorted(plan.merged) if plan.merged[old] == new]
            for new in set(plan.merged.values())
        }
        self._merged_on = {
            code: reform.on for reform in plan.reforms for code in plan.merged.values() if reform.founded
        }

    def _cumulated(self, chance: Random) -> list[float]:
        """Running weights of all holders for one branch: a few hold much of it, many hold little."""
        weights = [
            _SHARES[holder.duty] / len(self._by_duty[holder.duty]) * chance.lognormvariate(0, 0.8)
            for holder in self.all
        ]
        return list(accumulate(weights))

    def choose(self, branch: str, chance: Random) -> Holder:
        """A holder for a consignment of this branch."""
        return chance.choices(self.all, cum_weights=self._weights[branch])[0]

    def way(self, holder: Holder, since: date, on: date, document: str, chance: Random) -> list[Stage]:
        """How a consignment that came in on a day reached its holder: through depots above it, or straight."""
        count = chance.choices([n for n, _w in _TRANSFERS], [w for _n, w in _TRANSFERS])[0]
        if holder.duty == "works":
            count = max(1, count)
        days = (on - since).days
        stops = [self._stop(holder, chance) for _number in range(count)]
        if holder.code in self._former:
            return self._way_of_merged(holder, since, document, chance)
        recent = 0.06 if holder.duty == "works" else 1.0
        ago = sorted({1 + int(days * recent * chance.random() ** 1.4) for _stop in stops}, reverse=True)
        holdings = [*stops[: len(ago)], holder]
        turns = [since, *(on - timedelta(days=min(back, days)) for back in ago)]
        return _stages(holdings, turns, document, chance)

    def _stop(self, holder: Holder, chance: Random) -> Holder:
        """A depot on the way: a strategic one, or one of the holder's own command."""
        if holder.duty in {"field", "tactical", "works"} and chance.random() < 0.6:
            near = [h for h in self._by_duty["campaign"] if h.command == holder.command]
            return chance.choice(near or self._by_duty["campaign"])
        return chance.choice(self._by_duty["strategic"])

    def _way_of_merged(self, holder: Holder, since: date, document: str, chance: Random) -> list[Stage]:
        """Staff equipment of a command born of a merger was one of the former commands' until that day."""
        merged_on = self._merged_on[holder.code]
        if since >= merged_on:
            return [Stage(holder, since, document)]
        former = chance.choice(self._former[holder.code])
        before = Holder(former.code, former, "staff", holder.command, holder.neglect, holder.lapse, holder.round_before)
        return [Stage(before, since, document), Stage(holder, merged_on, "Biên bản bàn giao khi sáp nhập")]


def _stages(holdings: list[Holder], turns: list[date], document: str, chance: Random) -> list[Stage]:
    """The stages of a way; one that would not last a day, or would stay with the same holder, is left out."""
    stages: list[Stage] = []
    for holder, since in zip(holdings, turns, strict=True):
        if stages and (stages[-1].holder is holder or since <= stages[-1].since):
            stages[-1] = Stage(holder, stages[-1].since, stages[-1].document)
        else:
            paper = document if not stages else f"PXK {chance.randint(1, 900):04d}/{since.year}"
            stages.append(Stage(holder, since, paper))
    return stages


def _round_before(on: date, chance: Random) -> int:
    """How many days ago the unit's yearly grading was: in autumn for most, in spring for some, at any time for a few."""
    season = chance.choices((288, 121, chance.randint(1, 365)), (58, 32, 10))[0]
    day_of_year = season + chance.randint(-18, 18)
    ago = (on.timetuple().tm_yday - day_of_year) % 365
    return min(max(ago, _EARLIEST_ROUND), _LATEST_ROUND)
