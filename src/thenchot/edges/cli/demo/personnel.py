"""The invented people as records: ranks and posts, then each person with postings, ranks held, qualifications and training."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from thenchot.domain.people.models import (
    AuthorisedPost,
    Category,
    Level,
    Person,
    Post,
    Posting,
    Qualification,
    Rank,
    RankHeld,
    Sex,
    Training,
)
from thenchot.edges.cli.demo import cadres, people
from thenchot.edges.cli.demo.chance import stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.edges.cli.demo.units import Units
    from thenchot.foundation.ledger.records import Record

_WOMEN = 0.18
SCHOOL = "Trường đào tạo (giả định)"
# A place in training by level: millions of đồng and days.
_PLACES = {Level.COLLEGE: (45, 540), Level.MASTER: (80, 720)}


class Personnel:
    """Makes the records; `by_number` knows the persons made so far, for the bodies and ratings that come after."""

    def __init__(self, units: Units, keys: Keys, *, seed: int, on: date) -> None:
        self.units, self.keys, self.on = units, keys, on
        self.ranks: dict[str, Rank] = {}
        self.posts: dict[str, Post] = {}
        self.by_number: dict[str, Person] = {}
        self._chance = stream(seed, "training")
        self._sexes = stream(seed, "sex")
        self._seed = seed

    def reference(self) -> Iterator[Record]:
        """Ranks and posts."""
        for category, ranks in people.RANKS.items():
            for position, name in enumerate(ranks, start=1):
                code = f"{category[:2].upper()}{position:02d}"
                made = Rank(id=self.keys(), code=code, name=name, category=Category(category), position=position)
                self.ranks[name] = made
                yield made
        for category, posts in people.POSTS.items():
            for position, name in enumerate(posts, start=1):
                code = f"{category[:2].upper()}-{position:02d}"
                self.posts[name] = Post(id=self.keys(), code=code, name=name, category=Category(category))
                yield self.posts[name]

    def records(self, persons: Iterable[people.Person]) -> Iterator[list[Record]]:
        """Each person with the facts about them, as one group."""
        for each in persons:
            person = Person(
                id=self.keys(),
                number=each.number,
                name=each.name,
                born_on=each.born_on,
                sex=Sex.FEMALE if " Thị " in each.name or self._sexes.random() < _WOMEN else Sex.MALE,
                left_on=each.left_on,
            )
            self.by_number[each.number] = person
            yield [person, *self._facts(each, person)]

    def succession(self, persons: Sequence[people.Person]) -> Iterator[Record]:
        """Who is planned for the leading posts."""
        return cadres.succession(
            persons, self.by_number, self.posts, self.units, keys=self.keys, seed=self._seed, on=self.on
        )

    def authorised(self, persons: Iterable[people.Person]) -> Iterator[Record]:
        """What each unit is authorised by post: what serves there on the day, and one more of every fifth kind."""
        serving = Counter((p.unit, p.post) for each in persons for p in each.postings if p.until_on is None)
        for place, ((unit, post), number) in enumerate(sorted(serving.items())):
            yield AuthorisedPost(
                id=self.keys(),
                unit=self.units.by_code[unit],
                post=self.posts[post],
                number=number + (place % 5 == 0),
                from_on=self.on - timedelta(days=365),
                document="Biểu biên chế (giả định)",
            )

    def _facts(self, each: people.Person, person: Person) -> Iterator[Record]:
        for posting in each.postings:
            yield Posting(
                id=self.keys(),
                person=person,
                unit=self.units.by_code[posting.unit],
                post=self.posts[posting.post],
                from_on=posting.from_on,
                until_on=posting.until_on,
                document=f"Quyết định điều động {posting.from_on.year} (giả định)",
            )
        for promotion in each.promotions:
            yield RankHeld(id=self.keys(), person=person, rank=self.ranks[promotion.rank], from_on=promotion.from_on)
        for reached in each.qualifications:
            yield Qualification(
                id=self.keys(),
                person=person,
                level=Level(reached.level),
                field=reached.field,
                awarded_on=reached.awarded_on,
                valid_until=reached.valid_until,
            )
        yield from self._training(each, person)

    def _training(self, each: people.Person, person: Person) -> Iterator[Record]:
        """A place for every officer who lacks college, for one in twelve others towards a master's degree; some are done."""
        if each.category != "officer" or each.left_on is not None:
            return
        field = each.qualifications[0].field
        reached = next((one for one in each.qualifications if one.level == "master"), None)
        if each.highest not in people.COLLEGE_OR_HIGHER:
            yield self._place(person, Level.COLLEGE, field, None)
        elif reached is not None and reached.awarded_on > self.on - timedelta(days=700):
            yield self._place(person, Level.MASTER, field, reached.awarded_on)
        elif each.highest not in people.POSTGRADUATE and self._chance.random() < 1 / 12:
            yield self._place(person, Level.MASTER, field, None)

    def _place(self, person: Person, level: Level, field: str, done_on: date | None) -> Training:
        millions, days = _PLACES[level]
        planned_on = (done_on or self.on) - timedelta(days=30)
        return Training(
            id=self.keys(),
            person=person,
            year=(done_on or self.on).year,
            level=level,
            field=field,
            institution=SCHOOL,
            cost=Decimal(millions * 1_000_000 + 500_000 * self._chance.randint(0, 20)),
            days=days,
            planned_on=planned_on,
            done_on=done_on,
        )
