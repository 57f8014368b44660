"""Invented Party bodies with their yearly ratings and the few decisions of discipline, as plain data.

Ratings: four levels on 100 points; excellent at most a fifth of those rated good in the same body (366-QĐ/TW of 2025, Decree
335/2025). Discipline: forms and limitation as in domain.md 6. Acts and decisions alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from thenchot.edges.cli.demo import quotas
from thenchot.edges.cli.demo.chance import stream
from thenchot.foundation.kernel.months import add_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from random import Random

    from thenchot.edges.cli.demo.people import Person
    from thenchot.edges.cli.demo.plan import Plan, Planned

RatingLevel = Literal["excellent", "good", "satisfactory", "unsatisfactory"]
GOOD_OR_EXCELLENT = ("excellent", "good")
_LEVELS: tuple[RatingLevel, ...] = ("excellent", "good", "satisfactory", "unsatisfactory")
_SCORES = {"excellent": (90, 97), "good": (70, 89), "satisfactory": (52, 69), "unsatisfactory": (35, 49)}
ORGANISATIONS_SHARE, MEMBERS_SHARE = Decimal("0.83"), Decimal("0.87")
# Members disciplined a year, this year first: always under 0.2 %, and falling.
DISCIPLINED = (Decimal("0.0009"), Decimal("0.0012"), Decimal("0.0015"), Decimal("0.0018"))
_FORMS = (("reprimand", 62, 60), ("warning", 28, 120), ("removal", 6, 120), ("expulsion", 4, None))
_NOT_RATED = ("Mới chuyển đến chưa đủ 6 tháng", "Đi học tập trung trên 12 tháng", "Điều trị dài ngày")
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Body:
    """A Party body beside a unit. `code` has 14 digits, 2+3+3+3+3, 000 where a level is empty; `parent` is a code."""

    code: str
    name: str
    unit: str
    parent: str | None
    is_cell: bool


@dataclass(frozen=True, slots=True)
class Rating:
    """The year's rating of a body or member, by its three steps. `group` is the body within which the cap is counted."""

    subject: str
    year: int
    group: str
    self_level: RatingLevel
    proposed_level: RatingLevel
    decided_level: RatingLevel
    score: int


@dataclass(frozen=True, slots=True)
class NotRated:
    """A member whom the year's round leaves out, by name and with the reason."""

    subject: str
    year: int
    group: str
    reason: str


@dataclass(frozen=True, slots=True)
class Discipline:
    """A decision of discipline; `limitation_ends_on` is the first day it no longer counts, None for never."""

    subject: str
    form: str
    decided_on: date
    limitation_ends_on: date | None
    document: str


def bodies(plan: Plan) -> list[Body]:
    """A body for each of today's units down to the fourth level below the root: committees above, cells at the leaves.

    People of units further down belong to the body above them: see `body_of`.
    """
    units = _today(plan)
    below: dict[str, list[Planned]] = defaultdict(list)
    for unit, parent in units.values():
        if parent is not None:
            below[parent].append(unit)
    root = next(unit for unit, parent in units.values() if parent is None)
    return list(_bodies(root, None, [1], below))


def _bodies(unit: Planned, parent: str | None, path: list[int], below: Mapping[str, list[Planned]]) -> Iterator[Body]:
    code = f"{path[0]:02d}" + "".join(f"{step:03d}" for step in [*path[1:], *([0] * (_DEEPEST + 1 - len(path)))])
    children = below[unit.code] if len(path) <= _DEEPEST else []
    title = "Chi bộ" if not children else "Đảng bộ"
    yield Body(code, f"{title} {unit.name}"[:200], unit.code, parent, not children)
    for number, child in enumerate(sorted(children, key=lambda child: child.code), start=1):
        yield from _bodies(child, code, [*path, number], below)


def body_of(plan: Plan, known: Iterable[Body]) -> dict[str, str]:
    """The body to which each of today's units belongs: its own, or the nearest above."""
    units, own = _today(plan), {body.unit: body.code for body in known}
    found: dict[str, str] = {}
    for code in units:
        at: str | None = code
        while at is not None and at not in own:
            at = units[at][1]
        assert at is not None
        found[code] = own[at]
    return found


def _today(plan: Plan) -> dict[str, tuple[Planned, str | None]]:
    """Today's units with their present parent."""
    parents = {unit.code: unit.parent for unit in plan.today()}
    for reform in plan.reforms:
        parents |= {move.unit: move.parent for move in reform.moves}
    return {unit.code: (unit, parents[unit.code]) for unit in plan.today()}


def members_on(persons: Iterable[Person], units_body: Mapping[str, str], day: date) -> dict[str, list[str]]:
    """Members in service on a day, by body: each once, in the body of the unit where they were posted that day."""
    found: dict[str, list[str]] = defaultdict(list)
    for person in persons:
        if person.party_member_since is None or person.party_member_since > day:
            continue
        for posting in person.postings:
            if posting.from_on <= day and (posting.until_on is None or day < posting.until_on):
                found[units_body[posting.unit]].append(person.number)
    return dict(sorted(found.items()))


def discipline(members: Mapping[str, list[str]], year: int, *, years_ago: int, seed: int, on: date) -> list[Discipline]:
    """The year's decisions: fewer than 0.2 % of the members, rounded down."""
    chance = stream(seed, f"discipline {year}")
    everybody = [number for body in sorted(members) for number in members[body]]
    count = int(DISCIPLINED[years_ago] * len(everybody))
    last = min(date(year, 12, 20), on)
    found = []
    for number in sorted(chance.sample(everybody, count)):
        form, _weight, months = chance.choices(_FORMS, [weight for _form, weight, _months in _FORMS])[0]
        decided_on = date(year, 1, 10) + timedelta(days=chance.randint(0, max(0, (last - date(year, 1, 10)).days)))
        ends_on = add_months(decided_on, months) if months else None
        found.append(Discipline(number, form, decided_on, ends_on, f"{chance.randint(11, 240)}-QĐ/UBKT {year}"))
    return found


def rate_members(
    members: Mapping[str, list[str]], year: int, *, disciplined: Iterable[str], seed: int
) -> Iterator[Rating | NotRated]:
    """The year's round of members: at least 87 % of those rated come out good or excellent, within each body's cap."""
    chance = stream(seed, f"members {year}")
    left_out = {number for body in sorted(members) for number in members[body] if chance.random() < 0.015}
    left_out -= set(disciplined)
    yield from (
        NotRated(number, year, body, chance.choice(_NOT_RATED))
        for body in sorted(members)
        for number in members[body]
        if number in left_out
    )
    rated = {body: [number for number in numbers if number not in left_out] for body, numbers in members.items()}
    yield from _rated(rated, year, MEMBERS_SHARE, set(disciplined), chance)


def rate_bodies(known: Iterable[Body], year: int, *, seed: int) -> Iterator[Rating]:
    """The year's round of Party bodies: at least 83 % good or excellent; the cap is counted among those of one parent."""
    groups: dict[str, list[str]] = defaultdict(list)
    for body in known:
        groups[body.parent or ""].append(body.code)
    return _rated(groups, year, ORGANISATIONS_SHARE, set(), stream(seed, f"bodies {year}"))


def _rated(
    groups: Mapping[str, list[str]], year: int, share: Decimal, faulted: set[str], chance: Random
) -> Iterator[Rating]:
    """Ratings of all groups: exactly ceil(share) of the subjects are good or excellent, never one who was disciplined."""
    total = sum(map(len, groups.values()))
    unfaulted = sum(number not in faulted for numbers in groups.values() for number in numbers)
    good = quotas.allotted(unfaulted, min(unfaulted, quotas.part_of(total, share)), chance)
    for group in sorted(groups):
        flags = {subject: subject not in faulted and next(good) for subject in groups[group]}
        well = [subject for subject, flag in flags.items() if flag]
        # Excellent at most a fifth of the good: of n together, n / 6.
        excellent = set(chance.sample(well, len(well) // 6))
        for subject, flag in flags.items():
            level: RatingLevel = "excellent" if subject in excellent else "good"
            if not flag:
                level = "unsatisfactory" if subject in faulted or chance.random() < 0.04 else "satisfactory"
            yield _rating(subject, year, group, level, chance)


def _rating(subject: str, year: int, group: str, decided: RatingLevel, chance: Random) -> Rating:
    """The steps to the decision: some think a little better of themselves, few proposals are changed."""
    above = _LEVELS[max(0, _LEVELS.index(decided) - 1)]
    proposed = above if chance.random() < 0.03 else decided
    own = above if chance.random() < 0.15 else proposed
    return Rating(subject, year, group, own, proposed, decided, chance.randint(*_SCORES[decided]))
