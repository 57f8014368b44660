"""The plan of the tree as records: units with their first place, then each reform as an act of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thenchot.foundation.kernel.vietnamese import fold
from thenchot.foundation.organisation.actions import new_unit
from thenchot.foundation.organisation.models import Unit, UnitAlias, UnitLink

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.edges.cli.demo.plan import Plan, Planned, Reform
    from thenchot.foundation.ledger.records import Record


@dataclass(slots=True)
class Units:
    """The records made so far: units by code, and the link that holds each in its present place."""

    keys: Keys
    by_code: dict[str, Unit] = field(default_factory=dict)
    places: dict[str, UnitLink] = field(default_factory=dict)

    def first(self, plan: Plan) -> Iterator[Record]:
        """New records for the units the plan begins with."""
        return self._founded(plan.units)

    def _founded(self, planned: Iterable[Planned]) -> Iterator[Record]:
        for unit in planned:
            record = new_unit(unit.code, unit.name, unit.kind)
            record.pk = self.keys()
            self.by_code[unit.code] = record
            yield record
            yield self._placed(unit.code, unit.parent, unit.founded_on)

    def _placed(self, code: str, parent: str | None, on: date) -> UnitLink:
        above = self.by_code[parent] if parent else None
        link = UnitLink(id=self.keys(), unit=self.by_code[code], parent=above, from_on=on)
        self.places[code] = link
        return link

    def reform(self, reform: Reform) -> None:
        """Carry out one reform; called inside an act."""
        for record in self._founded(reform.founded):
            record.save()
        for code, text in reform.aliases:
            UnitAlias(id=self.keys(), unit=self.by_code[code], text=text, search_key=fold(text)).save()
        for move in reform.moves:
            self._leave(move.unit, reform.on)
            self._placed(move.unit, move.parent, reform.on).save()
        for code in reform.closed:
            self._leave(code, reform.on)

    def _leave(self, code: str, on: date) -> None:
        place = self.places[code]
        place.until_on = on
        place.save()
