"""The invented catalogue: branches and groups from `catalogue.toml`, types made from their stems by chance."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thenchot.domain.materiel.models import Branch, DomainField, Group, TrackedBy, Type
from thenchot.edges.cli.demo.chance import Keys, stream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from thenchot.foundation.ledger.records import Record

SCHEME = "GENERAL"
DELIVERY = 7.5
_MARKS = ("", "", "", "A", "B", "M", "M1", "K")


@dataclass(frozen=True, slots=True)
class Kind:
    """A type with what the register needs to make items of it. `price` is in VND."""

    record: Type
    branch: str
    serial_style: str
    letters: str
    price: int
    era: tuple[int, ...]
    share: float

    @property
    def delivered_share(self) -> float:
        """Its share of deliveries: items with serial numbers come several at a time, other register lines one by one."""
        return self.share / DELIVERY if self.record.tracked_by == TrackedBy.SERIAL else self.share


@cache
def _data() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8"))


def records(count: int, seed: int, keys: Keys, kinds: list[Kind]) -> Iterator[Record]:
    """Fields, branches, groups and about `count` types; each type is also put into `kinds`."""
    chance, groups = stream(seed, "catalogue"), stream(seed, "compatibility")
    fields = {row["code"]: DomainField(id=keys(), code=row["code"], name=row["name"]) for row in _data()["field"]}
    yield from fields.values()
    # Square root: a group with many items has more types, but not in proportion.
    total = sum(math.sqrt(group["share"]) for branch in _data()["branch"] for group in branch["group"])
    for place, branch in enumerate(_data()["branch"], start=1):
        branch_record = Branch(id=keys(), code=branch["code"], name=branch["name"])
        yield branch_record
        for number, data in enumerate(branch["group"], start=1):
            group = Group(
                id=keys(),
                branch=branch_record,
                domain_field=fields[data["field"]],
                code=data["code"],
                name=data["name"],
            )
            yield group
            wanted = max(1, round(count * math.sqrt(data["share"]) / total))
            for kind in _types(group, data, place * 100 + number, wanted, keys, chance):
                if "explosive_mass" in data:
                    kind.record.explosive_mass = Decimal(data["explosive_mass"])
                    kind.record.compatibility_group = groups.choice(("C", "D"))
                kinds.append(kind)
                yield kind.record


def _types(group: Group, data: dict[str, Any], place: int, wanted: int, keys: Keys, chance: Random) -> Iterator[Kind]:
    """A group's types. Few make up most of the stock: shares fall off as in Zipf's law."""
    weights = [1 / (rank + 2) for rank in range(wanted)]
    chance.shuffle(weights)
    named: set[str] = set()
    for number in range(1, wanted + 1):
        while (name := _name(data, wanted, chance)) in named:
            pass
        named.add(name)
        record = Type(
            id=keys(),
            group=group,
            grade_scheme=SCHEME,
            code=f"{group.code}-{number:04d}",
            name=name,
            stock_number=_stock_number(place, number),
            unit_of_measure=data["measure"],
            tracked_by=data["tracked_by"],
            mass=Decimal(str(data["mass"])),
            storage_life_months=data.get("storage_months"),
        )
        price = round(data["price"] * 1000 * chance.lognormvariate(0, data["spread"]))
        yield Kind(
            record,
            group.branch.code,
            data["serial"],
            f"{data['letters']}{number}",
            price,
            tuple(data["era"]),
            data["share"] * weights[number - 1] / sum(weights),
        )


def _name(data: dict[str, Any], wanted: int, chance: Random) -> str:
    number = chance.randint(1, max(99, wanted * 2))
    return f"{chance.choice(data['stems'])} mẫu {data['letters']}-{number}{chance.choice(_MARKS)}"


def _stock_number(place: int, number: int) -> str:
    """Written 03.07.00042-6: branch, group, number, and a check digit so that a slip of the pen shows."""
    digits = f"{place:04d}{number:05d}"
    check = sum(int(digit) * weight for weight, digit in enumerate(digits, start=2)) % 11 % 10
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:]}-{check}"
