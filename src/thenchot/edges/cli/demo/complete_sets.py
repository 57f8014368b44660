"""Complete sets, made up of items the units hold already: most hold all their list asks for, a few lack a part."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Count

from thenchot.domain.materiel.models import (
    CompleteSet,
    Criticality,
    Equipment,
    SetCustody,
    SetLine,
    SetList,
    SetMember,
    Type,
    Variant,
)
from thenchot.edges.cli.demo.chance import days_before, stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from random import Random

    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.foundation.ledger.records import Record

HOLDERS = 10
# How many of each part a set must hold, most-held type of the unit first, and what its lack does.
LIST = ((2, Criticality.CRITICAL), (1, Criticality.RESTRICTING), (1, Criticality.MINOR))
_LACKS = 0.18


class Sets:
    """Makes the sets of the units that hold most items with a serial number."""

    def __init__(self, keys: Keys, *, seed: int, since: date, on: date) -> None:
        self.keys, self.since, self.on = keys, since, on
        self._chance: Random = stream(seed, "complete sets")
        self._lists: dict[tuple[str, ...], Variant] = {}

    def records(self) -> Iterator[Record]:
        """Models with their lists, then each set with its custody and members."""
        for stock in self._holders():
            kinds = [kind for kind in stock if len(stock[kind]) >= LIST[0][0]][: len(LIST)]
            if len(kinds) == len(LIST):
                yield from self._of_unit(kinds, stock)

    def _holders(self) -> Iterator[dict[str, list[Equipment]]]:
        """For each of the units that hold most: its items by type, the most-held type first."""
        settled = days_before(self.on, 200)
        rows = Equipment.objects.filter(
            removed_on__isnull=True,
            unit__isnull=False,
            custody__until_on__isnull=True,
            custody__from_on__lt=settled,
        ).exclude(serial_number="")
        # Counted in the database: the items of all units at once would fill the memory.
        counted = rows.order_by().values_list("unit__code").annotate(held=Count("pk"))
        most = sorted(counted, key=lambda pair: (-pair[1], pair[0]))[:HOLDERS]
        for code, _held in most:
            held = rows.filter(unit__code=code).select_related("type", "unit")
            ordered = sorted(held, key=lambda item: (item.type.code, item.pk))
            by_type = {kind: list(items) for kind, items in groupby(ordered, key=lambda item: item.type.code)}
            yield dict(sorted(by_type.items(), key=lambda pair: (-len(pair[1]), pair[0])))

    def _of_unit(self, kinds: Sequence[str], stock: dict[str, list[Equipment]]) -> Iterator[Record]:
        types = [stock[kind][0].type for kind in kinds]
        if (variant := self._lists.get(tuple(kinds))) is None:
            variant = self._lists[tuple(kinds)] = Variant(
                id=self.keys(), type=types[0], code=f"BDB-{len(self._lists) + 1:02d}", name="Bộ đồng bộ"
            )
            yield from self._list(variant, types)
        unit = stock[kinds[0]][0].unit
        assert unit is not None, "items without a holder are not taken"
        count = min(3, *(len(stock[kind]) // quantity for kind, (quantity, _lack) in zip(kinds, LIST, strict=True)))
        for number in range(1, count + 1):
            whole = CompleteSet(
                id=self.keys(),
                code=f"BDB-{unit.code}-{number:02d}",
                name=f"Bộ {types[0].name}",
                variant=variant,
                unit=unit,
                assembled_on=days_before(self.on, 180),
            )
            yield whole
            yield SetCustody(id=self.keys(), complete_set=whole, unit=unit, from_on=whole.assembled_on)
            yield from self._members(whole, kinds, stock)

    def _list(self, variant: Variant, types: Sequence[Type]) -> Iterator[Record]:
        yield variant
        made = SetList(id=self.keys(), variant=variant, valid_from=self.since, source="Ví dụ, không chính thức")
        yield made
        for position, (kind, (quantity, lack)) in enumerate(zip(types, LIST, strict=True), start=1):
            yield SetLine(
                id=self.keys(), set_list=made, type=kind, quantity=quantity, criticality=lack, position=position
            )

    def _members(self, whole: CompleteSet, kinds: Sequence[str], stock: dict[str, list[Equipment]]) -> Iterator[Record]:
        for kind, (quantity, _lack) in zip(kinds, LIST, strict=True):
            for _one in range(quantity - (self._chance.random() < _LACKS)):
                item = stock[kind].pop(0)
                yield SetMember(id=self.keys(), complete_set=whole, equipment=item, from_on=whole.assembled_on)
