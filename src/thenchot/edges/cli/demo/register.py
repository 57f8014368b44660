"""The invented register, one delivery after another: items of a type that came together and went on in a few consignments.

A stream: nothing but the catalogue, the holders and one delivery is in memory, whatever the number of items.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from thenchot.domain.materiel.models import Custody, Equipment, Grading
from thenchot.edges.cli.demo import gradings, serials
from thenchot.edges.cli.demo.authorised import Authorised
from thenchot.edges.cli.demo.chance import stream
from thenchot.edges.cli.demo.states import States

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thenchot.edges.cli.demo.catalogue import Kind
    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.edges.cli.demo.gradings import Round, Scale
    from thenchot.edges.cli.demo.holders import Holders, Stage
    from thenchot.edges.cli.demo.stores import Stores
    from thenchot.foundation.ledger.records import Record

# Makers by era; the first era is that of the oldest stock.
_MAKERS = (
    (("Liên Xô (cũ)", 70), ("Việt Nam", 10), ("Tiệp Khắc (cũ)", 12), ("Trung Quốc", 8)),
    (("Nga", 45), ("Việt Nam", 30), ("Nhật Bản", 15), ("Hàn Quốc", 10)),
    (("Việt Nam", 62), ("Nga", 14), ("Nhật Bản", 9), ("Hàn Quốc", 9), ("Đức", 6)),
)
_ERAS = ((1972, 1990, 1984), (1994, 2011, 2006), (2012, 0, 0))
_NO_SERIAL = 0.012
_REMOVED = 0.008


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the items of one delivery have in common. `era` is 0 for the oldest stock, 2 for the latest."""

    kind: Kind
    era: int
    year: int
    country: str
    value: Decimal
    received_on: date
    document: str


class Register:
    """Makes the items. `since` is the day the organisation was founded: nobody holds anything before it."""

    def __init__(
        self,
        kinds: list[Kind],
        holders: Holders,
        scale: Scale,
        stores: Stores,
        *,
        keys: Keys,
        seed: int,
        since: date,
        on: date,
    ) -> None:
        self.kinds, self.holders, self.scale, self.stores = kinds, holders, scale, stores
        self.states = States(keys=keys, seed=seed, on=on, worst=scale.worst)
        self.authorised = Authorised(keys=keys, seed=seed, on=on)
        self.keys, self.since, self.on = keys, since, on
        self._chance = stream(seed, "register")
        self._shares = list(accumulate(kind.delivered_share for kind in kinds))
        self._serials = serials.Serials(stream(seed, "serials"))
        self._documents: dict[int, int] = defaultdict(int)

    def items(self, count: int) -> Iterator[list[Record]]:
        """So many items, each with its custody and gradings, the item first."""
        left = count
        while left:
            delivery = self._delivery()
            size = min(left, self._size(delivery.kind.record.tracked_by))
            left -= size
            yield from self._consignments(delivery, size)

    def _delivery(self) -> Delivery:
        chance = self._chance
        kind = chance.choices(self.kinds, cum_weights=self._shares)[0]
        era = chance.choices((0, 1, 2), kind.era)[0]
        low, high, peak = _ERAS[era]
        latest = self.on.year - 1
        year = int(chance.triangular(low, high or latest, peak or latest - 3))
        makers = _MAKERS[era]
        country = chance.choices([m for m, _share in makers], [share for _m, share in makers])[0]
        received_on = date(year, 1, 1) + timedelta(days=int(chance.triangular(30, 900, 250)))
        received_on = min(received_on, self.on - timedelta(days=chance.randint(20, 400)))
        worth = kind.price * (0.55, 0.85, 1.1)[era] * chance.uniform(0.92, 1.08)
        step = 10 ** max(0, len(str(round(worth))) - 3)
        self._documents[received_on.year] += 1
        return Delivery(
            kind=kind,
            era=era,
            year=year,
            country=country,
            value=Decimal(max(1, round(worth / step)) * step),
            received_on=received_on,
            document=f"PNK {self._documents[received_on.year]:04d}/{received_on.year}",
        )

    def _size(self, tracked_by: str) -> int:
        """How many register lines came with the delivery: mostly a handful, now and then a lorry-load."""
        if tracked_by != "serial":
            return 1
        return min(80, 1 + int(self._chance.lognormvariate(1.6, 0.9)))

    def _consignments(self, delivery: Delivery, size: int) -> Iterator[list[Record]]:
        """The delivery in parts, each of which went its way through the depots to one holder."""
        chance = self._chance
        bare = chance.random() < _NO_SERIAL
        while size:
            part = min(size, 1 + int(chance.expovariate(1 / 5)))
            size -= part
            holder = self.holders.choose(delivery.kind.branch, chance)
            since = max(delivery.received_on, self.since)
            way = self.holders.way(holder, since, self.on, delivery.document, chance)
            rounds = gradings.rounds(way[-1], delivery.received_on, self.on, chance)
            for _number in range(part):
                yield self._item(delivery, way, rounds, bare=bare)

    def _item(self, delivery: Delivery, way: list[Stage], rounds: list[Round], *, bare: bool) -> list[Record]:
        chance, holder = self._chance, way[-1].holder
        grades = gradings.grades(self.scale, len(rounds), delivery.era, holder, chance)
        removed_on = self._removed_on(way[-1], rounds)
        if removed_on and rounds:
            grades[-1] = self.scale.worst
        serial, lot, quantity = self._identity(delivery, bare=bare)
        item = Equipment(
            id=self.keys(),
            type=delivery.kind.record,
            serial_number=serial,
            lot_number=lot,
            quantity=quantity,
            unit_value=delivery.value,
            manufacture_year=delivery.year,
            manufacture_country=delivery.country,
            received_on=delivery.received_on,
            removed_on=removed_on,
            place=holder.place(chance),
            removal_document="" if removed_on is None else f"QĐ {chance.randint(3, 60):02d}/QĐ-LBC {removed_on.year}",
            unit_id=holder.unit.pk,
            grade=grades[-1] if grades else None,
            graded_on=rounds[-1].day if rounds else None,
        )
        self.authorised.note(item, delivery.kind.record, holder)
        facts = [*self._custody(item, way, removed_on), *self._gradings(item, rounds, grades)]
        facts += self.states.of(item, way[-1])
        facts += self.stores.place(item, delivery.kind.record, way[-1].since)
        return [item, *facts]

    def _removed_on(self, stage: Stage, rounds: list[Round]) -> date | None:
        """The day a few items left the register, after their last recorded fact."""
        if stage.holder.duty == "works" or self._chance.random() >= _REMOVED:
            return None
        last = max([stage.since, *(round_.day for round_ in rounds)])
        days = (self.on - last).days
        return last + timedelta(days=self._chance.randint(2, days)) if days > 2 else None

    def _identity(self, delivery: Delivery, *, bare: bool) -> tuple[str, str, Decimal]:
        """Serial number, lot number and quantity, as the type is tracked."""
        match delivery.kind.record.tracked_by:
            case "serial":
                missing = (bare and self._chance.random() < 0.7) or self._chance.random() < 0.004
                return "" if missing else self._serials.next(delivery.kind, delivery.year), "", Decimal(1)
            case "lot":
                return "", self._serials.next(delivery.kind, delivery.year), self._amount()
        return "", "", self._amount()

    def _amount(self) -> Decimal:
        """A handful as a rule; few are large, so that no single lot decides a figure."""
        return Decimal(min(60, 1 + int(self._chance.lognormvariate(1.9, 0.7))))

    def _custody(self, item: Equipment, way: list[Stage], removed_on: date | None) -> Iterator[Record]:
        ends = [*(stage.since for stage in way[1:]), removed_on]
        for stage, until in zip(way, ends, strict=True):
            yield Custody(
                id=self.keys(),
                equipment_id=item.pk,
                unit_id=stage.holder.unit.pk,
                from_on=stage.since,
                until_on=until,
                document=stage.document,
            )

    def _gradings(self, item: Equipment, rounds: list[Round], grades: list[int]) -> Iterator[Record]:
        for round_, grade in zip(rounds, grades, strict=True):
            yield Grading(
                id=self.keys(),
                equipment_id=item.pk,
                grade=grade,
                graded_on=round_.day,
                document=round_.document,
                grounds=gradings.grounds(grade, self._chance),
            )
