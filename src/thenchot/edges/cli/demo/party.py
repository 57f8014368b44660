"""The invented bodies as records: Party bodies and mass organisations, their members, and three yearly rounds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from thenchot.domain.people.models import (
    Body,
    BodyKind,
    BodyLink,
    BodyMembership,
    Discipline,
    DisciplineForm,
    Rating,
    RatingLevel,
    RatingRound,
    Step,
)
from thenchot.edges.cli.demo import bodies, cadres

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from thenchot.domain.people.models import Person, RatingScheme
    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.edges.cli.demo.people import Person as Planned
    from thenchot.edges.cli.demo.plan import Plan
    from thenchot.edges.cli.demo.units import Units
    from thenchot.foundation.ledger.records import Record

YEARS = 3
_MASS = (
    (BodyKind.YOUTH, "TN", "Đoàn cơ sở"),
    (BodyKind.WOMEN, "PN", "Hội phụ nữ cơ sở"),
    (BodyKind.TRADE_UNION, "CD", "Công đoàn cơ sở"),
)


class Party:
    """Makes the records of the bodies, and of who was rated how."""

    def __init__(  # what the demonstration is made of, named
        self,
        plan: Plan,
        units: Units,
        known: Mapping[str, Person],
        persons: Sequence[Planned],
        *,
        keys: Keys,
        seed: int,
        on: date,
    ) -> None:
        self.units, self.known, self.persons = units, known, persons
        self.keys, self.seed, self.on, self.since = keys, seed, on, plan.founding
        self.planned = bodies.bodies(plan)
        self.of_unit = bodies.body_of(plan, self.planned)
        self.by_code: dict[str, Body] = {}
        self._planned = {person.number: person for person in persons}

    def founded(self) -> Iterator[list[Record]]:
        """Every Party body with its place; mass organisations beside the root and the units right under it."""
        for each in self.planned:
            kind = BodyKind.PARTY_CELL if each.is_cell else BodyKind.PARTY_ORGANISATION
            yield self._body(each.code, each.name, kind, each.unit, self.by_code.get(each.parent or ""))
        for kind, letters, title in _MASS:
            highest: Body | None = None
            for each in self.planned:
                if each.code[5:].strip("0"):
                    continue
                name = f"{title} {self.units.by_code[each.unit].name}"[:200]
                yield self._body(f"{letters}-{each.code[:5]}", name, kind, each.unit, highest)
                highest = highest or self.by_code[f"{letters}-{each.code[:5]}"]

    def _body(self, code: str, name: str, kind: BodyKind, unit: str, parent: Body | None) -> list[Record]:
        made = Body(
            id=self.keys(), code=code, name=name, kind=kind, unit=self.units.by_code[unit], founded_on=self.since
        )
        self.by_code[code] = made
        return [made, BodyLink(id=self.keys(), body=made, parent=parent, from_on=self.since)]

    def memberships(self) -> Iterator[list[Record]]:
        """A member belongs to the body of the unit where they serve, so a move from one body to another is two memberships."""
        for person in self.persons:
            if person.party_member_since is None:
                continue
            rows: list[BodyMembership] = []
            for posting in person.postings:
                start = max(posting.from_on, person.party_member_since, self.since)
                if posting.until_on is not None and posting.until_on <= start:
                    continue
                body = self.by_code[self.of_unit[posting.unit]]
                if rows and rows[-1].body_id == body.pk and rows[-1].until_on == start:
                    rows[-1].until_on = posting.until_on
                    continue
                known = self.known[person.number]
                rows.append(
                    BodyMembership(id=self.keys(), body=body, person=known, from_on=start, until_on=posting.until_on)
                )
            yield list(rows)

    def years(self) -> list[int]:
        """The years rated: the last three that are over on the day."""
        return [self.on.year - ago for ago in range(YEARS, 0, -1)]

    def members(self, year: int) -> dict[str, list[str]]:
        """Members by body on the rule date of a year."""
        return bodies.members_on(self.persons, self.of_unit, rule_date(year))

    def rounds(self, schemes: Mapping[str, RatingScheme]) -> Iterator[list[Record]]:
        """The closed yearly rounds of members and of Party bodies."""
        for year in self.years():
            members = self.members(year)
            faulted = [one.subject for one in self.disciplined(year)]
            rated = bodies.rate_members(members, year, disciplined=faulted, seed=self.seed)
            yield list(self._round(schemes["MEMBER-YEAR"], year, rated))
            yield list(self._round(schemes["BODY-YEAR"], year, bodies.rate_bodies(self.planned, year, seed=self.seed)))

    def disciplined(self, year: int) -> list[bodies.Discipline]:
        """The year's decisions of discipline."""
        ago = self.on.year - year
        return bodies.discipline(self.members(year), year, years_ago=ago, seed=self.seed, on=self.on)

    def discipline(self) -> Iterator[list[Record]]:
        """The decisions of this year and of the three years before."""
        for year in (*self.years(), self.on.year):
            yield [self._discipline(one) for one in self.disciplined(year) if one.decided_on <= self.on]

    def meetings(self) -> Iterator[list[Record]]:
        """The regular meetings of the cells over the last months."""
        cells = {code: body for code, body in self.by_code.items() if body.kind == BodyKind.PARTY_CELL}
        members = bodies.members_on(self.persons, self.of_unit, self.on)
        return cadres.meetings(members, cells, self.known, keys=self.keys, seed=self.seed, on=self.on)

    def _discipline(self, one: bodies.Discipline) -> Discipline:
        planned = self._planned[one.subject]
        unit = next(p.unit for p in planned.postings if p.until_on is None or one.decided_on < p.until_on)
        return Discipline(
            id=self.keys(),
            person=self.known[one.subject],
            unit=self.units.by_code[unit],
            form=DisciplineForm(one.form),
            decided_on=one.decided_on,
            from_on=one.decided_on,
            limitation_until=one.limitation_ends_on,
            document=one.document,
        )

    def _round(
        self, scheme: RatingScheme, year: int, rated: Iterable[bodies.Rating | bodies.NotRated]
    ) -> Iterator[Record]:
        root = next(unit for code, unit in self.units.by_code.items() if code == self.planned[0].unit)
        season = RatingRound(
            id=self.keys(),
            scheme=scheme,
            unit=root,
            period_start=date(year, 1, 1),
            period_end=date(year + 1, 1, 1),
            rule_on=rule_date(year),
            opened_on=date(year, 12, 1),
            closed_on=min(date(year + 1, 1, 10), self.on),
        )
        yield season
        for each in rated:
            yield self._rating(season, each)

    def _rating(self, season: RatingRound, each: bodies.Rating | bodies.NotRated) -> Rating:
        group = self.by_code.get(each.group)
        person = self.known.get(each.subject)
        rated = self.by_code.get(each.subject)
        owner = group if person is not None else rated
        assert owner is not None
        made = Rating(id=self.keys(), round=season, person=person, rated_body=rated, group=group, unit_id=owner.unit_id)
        if isinstance(each, bodies.NotRated):
            made.step, made.reason = Step.NOT_RATED, each.reason
            return made
        made.step, made.score, made.level = Step.DECIDED, each.score, RatingLevel(each.decided_level)
        made.self_level, made.proposed_level = RatingLevel(each.self_level), RatingLevel(each.proposed_level)
        made.decided_on, made.document = (
            season.closed_on,
            f"Quyết định xếp loại năm {season.period_start.year} (giả định)",
        )
        return made


def rule_date(year: int) -> date:
    """The day on which each subject is counted where they stand."""
    return date(year, 12, 1)
