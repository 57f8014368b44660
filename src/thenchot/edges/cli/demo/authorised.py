"""The invented establishment: what each field unit is authorised, mostly what it holds, sometimes more, seldom less."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from thenchot.domain.materiel.models import Establishment, TrackedBy
from thenchot.edges.cli.demo.chance import stream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from thenchot.domain.materiel.models import Equipment, Type
    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.edges.cli.demo.holders import Holder
    from thenchot.foundation.ledger.records import Record

_DIFFERENCE = ((0, 76), (1, 13), (2, 4), (-1, 7))
_LACKING_WHOLLY = 0.03


class Authorised:
    """Counts what field units come to hold, and makes the establishment from it."""

    def __init__(self, *, keys: Keys, seed: int, on: date) -> None:
        self.keys, self.on = keys, on
        self._chance = stream(seed, "establishment")
        self._held: Counter[tuple[UUID, UUID]] = Counter()

    def note(self, item: Equipment, kind: Type, holder: Holder) -> None:
        """An item in the register stays with this holder."""
        if holder.duty == "field" and item.removed_on is None and kind.tracked_by == TrackedBy.SERIAL:
            self._held[holder.unit.pk, kind.pk] += 1

    def records(self) -> Iterator[Record]:
        """A line for each unit and type held, and some for types of which a unit has none."""
        chance, since = self._chance, date(self.on.year - 3, 1, 1)
        differences, weights = [d for d, _w in _DIFFERENCE], [w for _d, w in _DIFFERENCE]
        kinds = sorted({kind for _unit, kind in self._held})
        lacking = {}
        for (unit, kind), held in self._held.items():
            yield self._line(unit, kind, max(1, held + chance.choices(differences, weights)[0]), since)
            if chance.random() < _LACKING_WHOLLY:
                lacking[unit, chance.choice(kinds)] = chance.randint(1, 2)
        for (unit, kind), quantity in lacking.items():
            if (unit, kind) not in self._held:
                yield self._line(unit, kind, quantity, since)

    def _line(self, unit: UUID, kind: UUID, quantity: int, since: date) -> Establishment:
        return Establishment(
            id=self.keys(),
            unit_id=unit,
            type_id=kind,
            quantity=Decimal(quantity),
            from_on=since,
            document=f"Biểu biên chế trang bị {since.year} (giả định)",
        )
