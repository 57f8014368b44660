"""People: the figures from scratch and after one act, lists, and a rating round, beside DuckDB's and the database's bare reads.

SCALE=20 gives the sizes the house is to hold: 200,000 persons with ten years of yearly ratings.
"""

from __future__ import annotations

import csv
import itertools
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import duckdb
from django.db import connection
from django.test import Client

from benches.bench import Bench, scaled
from thenchot.domain.people.models import (
    AuthorisedPost,
    Body,
    BodyKind,
    BodyMembership,
    Category,
    Level,
    Person,
    Post,
    Posting,
    Qualification,
    Rank,
    RankHeld,
    Rating,
    RatingRound,
    RatingScheme,
    Step,
)
from thenchot.domain.people.profile import load
from thenchot.domain.people.ratings import queries as ratings
from thenchot.domain.people.strength import queries as strength
from thenchot.foundation.access.models import Grant, Role, User
from thenchot.foundation.indicators import kept, schema, statements
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.ledger import bulk
from thenchot.foundation.ledger.acts import Program, act
from thenchot.foundation.organisation.actions import new_unit
from thenchot.foundation.organisation.models import Unit, UnitLink

BY = Program("bench")
ON, SINCE = date(2026, 11, 25), date(2016, 1, 1)
YEARS = range(2016, 2026)
PERSONS = scaled(10_000)
FIGURES = (
    "college_or_higher",
    "postgraduate",
    "members_good_or_excellent",
    "members_disciplined",
)
DEFINITIONS = [by_name(name) for name in FIGURES]
LOOKS = 20
DAYS = ("_on", "valid_from", "_until", "_start", "_end")
_LEVELS = [*(["doctor"] * 3), *(["master"] * 17), *(["university"] * 60), *(["college"] * 17), *(["intermediate"] * 3)]
_made: list[Service] = []


@dataclass
class Service:
    """The people of a tree; rows go in barely, since only reading is timed."""

    root: UUID
    floor: duckdb.DuckDBPyConnection
    persons: list[UUID]
    rounds: list[RatingRound]
    reader: User
    days: Iterator[int]


def service() -> Service:
    """Made once for all benches of this file."""
    if not _made:
        chance = random.Random(1)  # noqa: S311  # made-up data
        units = _units(max(20, PERSONS // 40))
        persons = [new_key() for _ in range(PERSONS)]
        with act("bench.profile", by=BY):
            schemes = load()
        _write_people(chance, units, persons)
        rounds = _write_ratings(chance, units, persons, schemes)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        _made.append(Service(units[0].pk, _in_duckdb(), persons, rounds, _reader(units[0]), itertools.count(1)))
    return _made[0]


def _units(count: int) -> list[Unit]:
    made = [new_unit(f"BP-{new_key().hex}", f"Đơn vị {number}") for number in range(count)]
    links = [
        UnitLink(unit=unit, parent=made[(place - 1) // 8] if place else None, from_on=SINCE)
        for place, unit in enumerate(made)
    ]
    with act("bench.units", by=BY) as deed:
        deed.add_many([*made, *links])
    return made


def _reader(root: Unit) -> User:
    with act("bench.reader", by=BY):
        role = Role(name=f"bench {new_key().hex[-6:]}", permissions=["*:view", "people.*:view"])
        role.save()
        user = User(username=f"bench-{new_key().hex[-6:]}", display_name="bench", unit=root)
        user.save()
        Grant(user=user, role=role, unit=root, from_on=SINCE).save()
    return user


def _write_people(chance: random.Random, units: list[Unit], persons: list[UUID]) -> None:
    mark = new_key().hex[-8:]
    with act("bench.reference", by=BY) as deed:
        posts = [Post(code=f"P{mark}{n}", name=f"Chức vụ {n}", category=Category.OFFICER) for n in range(12)]
        rank = Rank(code=f"R{mark}", name="Thiếu tá", category=Category.OFFICER)
        deed.add_many([*posts, rank])
    at = [chance.choice(units) for _ in persons]
    bulk.insert(
        Person,
        (
            Person(id=key, number=f"{mark}{n:07d}", name=f"Người {n}", born_on=date(1985, 1, 1), version=1, unit=unit)
            for n, (key, unit) in enumerate(zip(persons, at, strict=True))
        ),
    )
    bulk.insert(
        Posting,
        (
            Posting(person_id=key, unit=unit, post=chance.choice(posts), from_on=SINCE, version=1)
            for key, unit in zip(persons, at, strict=True)
        ),
    )
    bulk.insert(RankHeld, (RankHeld(person_id=key, rank=rank, from_on=SINCE, version=1) for key in persons))
    bulk.insert(
        Qualification,
        (
            Qualification(
                person_id=key, level=Level(chance.choice(_LEVELS)), field="Kho", awarded_on=date(2010, 7, 1), version=1
            )
            for key in persons
        ),
    )
    bulk.insert(
        AuthorisedPost,
        (AuthorisedPost(unit=unit, post=post, number=4, from_on=SINCE, version=1) for unit in units for post in posts),
    )


def _write_ratings(
    chance: random.Random, units: list[Unit], persons: list[UUID], schemes: dict[str, RatingScheme]
) -> list[RatingRound]:
    bodies = [
        Body(code=f"B{new_key().hex[-14:]}", name=f"Chi bộ {n}", kind=BodyKind.PARTY_CELL, unit=unit, founded_on=SINCE)
        for n, unit in enumerate(units)
    ]
    rounds = [
        RatingRound(
            scheme=schemes["MEMBER-YEAR"],
            unit=units[0],
            period_start=date(year, 1, 1),
            period_end=date(year + 1, 1, 1),
            rule_on=date(year, 12, 1),
            opened_on=date(year, 12, 1),
            closed_on=date(year + 1, 1, 10),
        )
        for year in YEARS
    ]
    with act("bench.rounds", by=BY) as deed:
        deed.add_many([*bodies, *rounds])
    of = [chance.choice(bodies) for _ in persons]
    bulk.insert(
        BodyMembership,
        (
            BodyMembership(person_id=key, body=body, from_on=SINCE, version=1)
            for key, body in zip(persons, of, strict=True)
        ),
    )
    levels = [*(["excellent"] * 15), *(["good"] * 72), *(["satisfactory"] * 12), "unsatisfactory"]
    for season in rounds:
        bulk.insert(
            Rating,
            (
                Rating(
                    round=season,
                    person_id=key,
                    group=body,
                    unit_id=body.unit_id,
                    step=Step.DECIDED,
                    level=chance.choice(levels),
                    decided_on=season.closed_on,
                    version=1,
                )
                for key, body in zip(persons, of, strict=True)
            ),
        )
    return rounds


def from_scratch(people: Service) -> int:
    """The four figures of the whole tree, nothing kept."""
    kept.forget()
    figures_of([people.root], ON, DEFINITIONS)
    return len(people.persons)


def after_one_act(people: Service) -> int:
    """The same, right after somebody was awarded a degree."""
    person = Person.objects.get(pk=people.persons[next(people.days) % len(people.persons)])
    with act("bench.qualify", by=BY):
        Qualification(
            person=person, level=Level.MASTER, field="Kho", awarded_on=SINCE + timedelta(days=next(people.days))
        ).save()
    figures_of([people.root], ON, DEFINITIONS)
    return len(people.persons)


def over_files(people: Service) -> int:
    """The floor: the same statements over the same rows in DuckDB, loaded beforehand."""
    for each in DEFINITIONS:
        text = statements.totals(each, "duckdb")
        bound = {name: day for name, day in each.bound(ON).items() if f"${name}" in text}
        people.floor.execute(text, bound).fetchall()
    return len(people.persons)


def _in_duckdb() -> duckdb.DuckDBPyConnection:
    """The tables that the figures read, as they stand in the database."""
    made = duckdb.connect()
    folder = Path(tempfile.mkdtemp(prefix="bench-people-"))
    tables = {schema.table(label) for each in DEFINITIONS for label in each.reads} | {"organisation_unitspan"}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"SELECT * FROM {table}")  # our own names
            path = folder / f"{table}.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                names = [column[0] for column in cursor.description]
                writer.writerow(names)
                writer.writerows(cursor)
            days = ", ".join(f"'{name}': 'DATE'" for name in names if name.endswith(DAYS))
            types = f", types = {{{days}}}" if days else ""
            made.execute(f"CREATE TABLE {table} AS SELECT * FROM read_csv('{path}', header = true{types})")
    return made


def lists(people: Service) -> int:
    """Pages of 25 of the list of people, as the reader's browser asks for them."""
    client = Client()
    client.force_login(people.reader)
    for number in range(LOOKS):
        answer = client.get(f"/r/people/?page={1 + number}", headers={"host": "localhost"})
        assert answer.status_code == 200
    return LOOKS


def bare_pages(people: Service) -> int:
    """The same rows by one indexed read each."""
    with connection.cursor() as cursor:
        for number in range(LOOKS):
            cursor.execute("SELECT * FROM people_person ORDER BY number LIMIT 25 OFFSET %s", [25 * number])
            cursor.fetchall()
    assert people
    return LOOKS


def rounds(people: Service) -> int:
    """A round of everybody as it stands: each group under the cap."""
    season = people.rounds[-1]
    rows = list(season.ratings.select_related("group", "person", "unit"))
    return sum(group.subjects for group in ratings.standings(season, rows))


def bare_round(people: Service) -> int:
    """The round's levels grouped by the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT group_id, level, COUNT(*) FROM people_rating WHERE round_id = %s GROUP BY group_id, level",
            [Rating._meta.pk.get_db_prep_value(people.rounds[-1].pk, connection)],
        )
        return sum(row[2] for row in cursor.fetchall())


def compared(people: Service) -> int:
    """Authorised against actual of every unit and post below the root."""
    return sum(held.actual for held in strength.comparison([people.root], ON).values())


def bare_strength(people: Service) -> int:
    """Postings grouped by the database."""
    assert people
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit_id, post_id, COUNT(*) FROM people_posting GROUP BY unit_id, post_id")
        return sum(row[2] for row in cursor.fetchall())


_SIZE = f"{PERSONS:,} persons, {len(YEARS)} years of ratings"
BENCHES = (
    Bench(
        name=f"people: four figures from scratch ({_SIZE})",
        unit="persons",
        prepare=service,
        ours=from_scratch,
        floor=over_files,
        floor_is="DuckDB, the same statements over the same rows",
    ),
    Bench(
        name=f"people: four figures after one act ({_SIZE})",
        unit="persons",
        prepare=service,
        ours=after_one_act,
        floor=over_files,
        floor_is="DuckDB, the same statements over the same rows",
    ),
    Bench(
        name=f"people: list pages ({_SIZE})",
        unit="pages",
        prepare=service,
        ours=lists,
        floor=bare_pages,
        floor_is="one indexed SELECT of 25 rows",
    ),
    Bench(
        name=f"people: a round of everybody as it stands ({_SIZE})",
        unit="ratings",
        prepare=service,
        ours=rounds,
        floor=bare_round,
        floor_is="one GROUP BY over the round",
    ),
    Bench(
        name=f"people: authorised against actual ({_SIZE})",
        unit="persons",
        prepare=service,
        ours=compared,
        floor=bare_strength,
        floor_is="one GROUP BY over the postings",
    ),
)
