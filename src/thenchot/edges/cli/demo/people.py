"""Invented people as plain data: who serves where, since when, in which rank and post, and with which qualification.

Acts and decisions alone: nothing of what a person thinks, believes or does in private.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from thenchot.edges.cli.demo import names, quotas
from thenchot.edges.cli.demo.chance import stream
from thenchot.foundation.kernel.months import add_months

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from thenchot.edges.cli.demo.plan import Plan, Planned

Category = Literal["officer", "professional_serviceman", "employee"]
Level = Literal["doctor", "master", "university", "college", "intermediate", "elementary"]
COLLEGE_OR_HIGHER = ("doctor", "master", "university", "college")
POSTGRADUATE = ("doctor", "master")

# The article of the field: over 97 % of cadres with college or higher, nearly 20 % postgraduate.
COLLEGE_SHARE, POSTGRADUATE_SHARE = Decimal("0.973"), Decimal("0.196")
_FILLED = 0.96
_PARTY_SHARE = {"officer": 0.96, "professional_serviceman": 0.58, "employee": 0.3}
_CATEGORIES: tuple[Category, ...] = ("officer", "professional_serviceman", "employee")
RANKS: dict[str, tuple[str, ...]] = {
    "officer": ("Thiếu úy", "Trung úy", "Thượng úy", "Đại úy", "Thiếu tá", "Trung tá", "Thượng tá", "Đại tá"),
    "professional_serviceman": (
        "Thiếu úy CN",
        "Trung úy CN",
        "Thượng úy CN",
        "Đại úy CN",
        "Thiếu tá CN",
        "Trung tá CN",
    ),
    "employee": ("Công nhân viên",),
}
POSTS: dict[str, tuple[str, ...]] = {
    "officer": (
        "Chỉ huy trưởng",
        "Phó chỉ huy",
        "Trợ lý kỹ thuật",
        "Trợ lý kế hoạch",
        "Trợ lý cán bộ",
        "Phụ trách phân kho",
    ),
    "professional_serviceman": ("Thủ kho", "Nhân viên kỹ thuật", "Thợ sửa chữa bậc cao", "Lái xe", "Nhân viên văn thư"),
    "employee": ("Thợ sửa chữa", "Nhân viên bảo quản", "Nhân viên phục vụ"),
}
_BENEATH: dict[str, tuple[Level, ...]] = {"doctor": ("university", "master"), "master": ("university",)}
_FIELDS = ("Vũ khí", "Ô tô", "Thông tin", "Công binh", "Quang học", "Đo lường", "Quản lý kho", "Hậu cần", "Tin học")
# People to a unit by duty, and the shares of the categories among them.
_STRENGTH: dict[str, tuple[float, tuple[int, int, int]]] = {
    "staff": (1.6, (75, 20, 5)),
    "strategic": (2.6, (35, 45, 20)),
    "campaign": (1.6, (32, 48, 20)),
    "tactical": (0.6, (30, 60, 10)),
    "works": (3.0, (22, 33, 45)),
    "field": (0.8, (48, 47, 5)),
}


@dataclass(frozen=True, slots=True)
class Qualification:
    """A level reached in a field; certificates end, degrees do not."""

    level: Level
    field: str
    awarded_on: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """A post in a unit from a day until a day, that day not included."""

    unit: str
    post: str
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Promotion:
    """A rank from a day on."""

    rank: str
    from_on: date


@dataclass(frozen=True, slots=True)
class Person:
    """One person. `number` is the key within the demonstration; `left_on` is the first day out of the service."""

    number: str
    name: str
    born_on: date
    category: Category
    promotions: tuple[Promotion, ...]
    postings: tuple[Posting, ...]
    qualifications: tuple[Qualification, ...]
    party_member_since: date | None
    left_on: date | None

    @property
    def highest(self) -> Level:
        """The highest level reached; it alone is counted."""
        order = ("doctor", "master", "university", "college", "intermediate", "elementary")
        return min((each.level for each in self.qualifications), key=order.index)


@dataclass(frozen=True, slots=True)
class Authorised:
    """How many of a category a unit's establishment allows."""

    unit: str
    category: Category
    number: int


@dataclass(frozen=True, slots=True)
class Strength:
    """A unit's people: how many of each category there are, and how many its establishment allows."""

    unit: Planned
    actual: tuple[int, int, int]

    def authorised(self) -> list[Authorised]:
        """The establishment: a little above what is filled."""
        return [
            Authorised(self.unit.code, category, max(number, round(number / _FILLED)))
            for category, number in zip(_CATEGORIES, self.actual, strict=True)
        ]


def strengths(plan: Plan, count: int) -> list[Strength]:
    """How `count` people are spread over today's units."""
    units = sorted(plan.today(), key=lambda unit: unit.code)
    parts = quotas.shared_out(count, [_STRENGTH[unit.duty][0] for unit in units])
    return [
        Strength(unit, _three(quotas.shared_out(part, _STRENGTH[unit.duty][1])))
        for unit, part in zip(units, parts, strict=True)
    ]


def _three(parts: list[int]) -> tuple[int, int, int]:
    officers, servicemen, employees = parts
    return officers, servicemen, employees


def people(plan: Plan, count: int, *, seed: int, on: date) -> Iterator[Person]:
    """So many people in service on a day and, besides, one in twenty-five who has left; unit by unit, a stream.

    Exactly 97.3 % (rounded up) of the officers in service have college or higher, 19.6 % a postgraduate degree.
    """
    spread = strengths(plan, count)
    births = _Births(stream(seed, "people"), [strength.unit.code for strength in spread], on)
    levels = _officers_levels(sum(strength.actual[0] for strength in spread), births.chance)
    for strength in spread:
        for category, wanted in zip(_CATEGORIES, strength.actual, strict=True):
            for _each in range(wanted):
                level = next(levels) if category == "officer" else _level(category, births.chance)
                yield births.person(strength.unit, category, level)
                if births.chance.random() < 0.04:
                    gone = births.person(strength.unit, category, _level(category, births.chance))
                    yield _left(gone, on, births.chance)


def _officers_levels(count: int, chance: Random) -> Iterator[Level]:
    """The highest levels of the officers. The postgraduate are counted among those with college or higher."""
    enough = quotas.part_of(count, COLLEGE_SHARE)
    higher = quotas.allotted(count, enough, chance)
    postgraduate = quotas.allotted(enough, quotas.part_of(count, POSTGRADUATE_SHARE), chance)
    for has_college in higher:
        if not has_college:
            yield "intermediate"
        elif next(postgraduate):
            yield "doctor" if chance.random() < 0.12 else "master"
        else:
            yield "university" if chance.random() < 0.82 else "college"


def _level(category: Category, chance: Random) -> Level:
    if category == "officer":
        return chance.choices(("master", "university", "college"), (15, 70, 15))[0]
    weights = (12, 33, 50, 5) if category == "professional_serviceman" else (6, 18, 51, 25)
    return chance.choices(("university", "college", "intermediate", "elementary"), weights)[0]


@dataclass(slots=True)
class _Births:
    """Makes persons one after another; `codes` are the units in which they may have served before."""

    chance: Random
    codes: list[str]
    on: date
    count: int = 0

    def person(self, unit: Planned, category: Category, level: Level) -> Person:
        """The next person, serving in a unit now."""
        chance, on = self.chance, self.on
        self.count += 1
        age = int(chance.triangular(23, 58 if category != "employee" else 60, 35))
        born_on = on - timedelta(days=age * 365 + chance.randint(1, 364))
        joined_on = add_months(born_on, 12 * 18 + chance.randint(2, 40))
        joined_on = min(max(joined_on, date(on.year - 40, 3, 1)), on - timedelta(days=400))
        member = chance.random() < _PARTY_SHARE[category]
        return Person(
            number=f"NS{self.count:06d}",
            name=names.person(chance),
            born_on=born_on,
            category=category,
            promotions=_promotions(category, joined_on, on, chance),
            postings=self._postings(unit, category, joined_on),
            qualifications=_qualifications(level, born_on, on, chance),
            party_member_since=_between(add_months(joined_on, 10), on, chance) if member else None,
            left_on=None,
        )

    def _postings(self, unit: Planned, category: Category, joined_on: date) -> tuple[Posting, ...]:
        """One to three postings up to the present one; one in twelve moved within the last year."""
        chance, span = self.chance, (self.on - joined_on).days
        turns = sorted({chance.randint(30, span - 30) for _move in range(chance.choices((0, 1, 2), (45, 38, 17))[0])})
        if chance.random() < 0.08:
            turns = sorted({*turns[:1], span - chance.randint(20, 300)})
        days = [joined_on, *(joined_on + timedelta(days=turn) for turn in turns)]
        units = [*(chance.choice(self.codes) for _turn in turns), unit.code]
        ends: list[date | None] = [*days[1:], None]
        return tuple(
            Posting(where, chance.choice(POSTS[category]), start, end)
            for where, start, end in zip(units, days, ends, strict=True)
        )


def _qualifications(level: Level, born_on: date, on: date, chance: Random) -> tuple[Qualification, ...]:
    """The highest level and, for a degree above the first, the one it rests on; some have a certificate that ends."""
    field = chance.choice(_FIELDS)
    ages = {"doctor": 33, "master": 27, "university": 22, "college": 21, "intermediate": 20, "elementary": 18}
    steps: list[Level] = [*_BENEATH.get(level, ()), level]
    found: list[Qualification] = []
    for step in steps:
        earliest = add_months(born_on, 12 * ages[step])
        after = found[-1].awarded_on if found else earliest
        awarded_on = min(max(earliest, after + timedelta(days=200)) + timedelta(days=chance.randint(0, 500)), on)
        found.append(Qualification(step, field, awarded_on))
    if chance.random() < 0.25:
        awarded_on = on - timedelta(days=chance.randint(10, 1000))
        certificate = Qualification("elementary", f"An toàn {field.lower()}", awarded_on, add_months(awarded_on, 36))
        found.append(certificate)
    return tuple(found)


def _promotions(category: Category, joined_on: date, on: date, chance: Random) -> tuple[Promotion, ...]:
    found, day = [], joined_on
    for rank in RANKS[category]:
        if day > on:
            break
        found.append(Promotion(rank, day))
        day = add_months(day, chance.randint(30, 58))
    return tuple(found)


def _left(person: Person, on: date, chance: Random) -> Person:
    """The same person as one who left within three years: the last posting ends, the name stays."""
    last = person.postings[-1]
    earliest = max(last.from_on + timedelta(days=1), on - timedelta(days=3 * 365))
    left_on = _between(earliest, on, chance)
    ended = Posting(last.unit, last.post, last.from_on, left_on)
    return Person(
        number=person.number,
        name=person.name,
        born_on=person.born_on,
        category=person.category,
        promotions=tuple(each for each in person.promotions if each.from_on < left_on),
        postings=(*person.postings[:-1], ended),
        qualifications=tuple(each for each in person.qualifications if each.awarded_on < left_on),
        party_member_since=person.party_member_since if (person.party_member_since or on) < left_on else None,
        left_on=left_on,
    )


def _between(first: date, last: date, chance: Random) -> date:
    """A day from `first` to `last`; `last` where they have changed places."""
    return last if first >= last else first + timedelta(days=chance.randint(0, (last - first).days))
