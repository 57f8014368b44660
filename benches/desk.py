"""Lists and exports: a page of a long register, first, filtered, searched and last, beside one bare indexed read of its rows.

SCALE=12.5 gives the size the house is to hold: 1,500,000 items in 5,000 units.
"""

from __future__ import annotations

import csv
import io
import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.http import QueryDict
from django.test import Client

from benches.bench import Bench, scaled
from thenchot.domain.materiel.models import Branch, Equipment, Group, Type
from thenchot.foundation.access.models import Grant, Role, User
from thenchot.foundation.desk import export
from thenchot.foundation.desk.listing import Listing
from thenchot.foundation.desk.resource import by_slug
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.ledger import bulk
from thenchot.foundation.ledger.acts import Program, act
from thenchot.foundation.organisation.actions import new_unit
from thenchot.foundation.organisation.models import Unit, UnitLink

BY = Program("bench")
SINCE = date(2016, 1, 1)
PAGES, ROWS, EXPORTED = 20, 50, 20_000
_cache: list[Register] = []


@dataclass
class Register:
    """A reader over the whole tree, one over a hundredth of it, and a long register; only reading is timed."""

    whole: Client
    part: Client
    reader: User
    unit: Unit


def register() -> Register:
    """Made once for all benches of this file."""
    if not _cache:
        mark, chance = new_key().hex[-10:], random.Random(1)  # noqa: S311  # made-up data
        units = _units(mark, scaled(400))
        types = _types(mark)
        items = _items(chance, units, types, scaled(120_000))
        while chunk := list(itertools.islice(items, 20_000)):
            bulk.insert(Equipment, chunk)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        whole, part = _reader(mark, "whole", units[0]), _reader(mark, "part", units[1])
        _cache.append(Register(_client(whole), _client(part), whole, units[1]))
    return _cache[0]


def _units(mark: str, count: int) -> list[Unit]:
    """A root, a hundred branches under it, the rest under them."""
    made = [new_unit(f"BD{mark}{number}", f"Đơn vị {number}") for number in range(count)]
    places = [None, *(0 if number <= 100 else 1 + number % 100 for number in range(1, count))]
    links = [
        UnitLink(unit=unit, parent=None if place is None else made[place], from_on=SINCE)
        for unit, place in zip(made, places, strict=True)
    ]
    with act("bench.units", by=BY) as deed:
        deed.add_many([*made, *links])
    return made


def _types(mark: str) -> list[Type]:
    branch = Branch(code=f"DB{mark}", name="Xe")
    group = Group(branch=branch, code=f"DG{mark}", name="Xe tải")
    types = [Type(group=group, code=f"DT{mark}{number}", name=f"Loại {number}") for number in range(300)]
    with act("bench.types", by=BY) as deed:
        deed.add_many([branch, group, *types])
    return types


def _items(chance: random.Random, units: list[Unit], types: list[Type], count: int) -> Iterator[Equipment]:
    for number in range(count):
        serial = f"S{number}"
        yield Equipment(
            id=new_key(),
            type=chance.choice(types),
            serial_number=serial,
            serial_key=serial,
            search_key=serial.lower(),
            unit=chance.choice(units),
            grade=1 + number % 5,
            graded_on=SINCE + timedelta(days=chance.randrange(3000)),
            version=1,
        )


def _reader(mark: str, name: str, unit: Unit) -> User:
    user = User(username=f"{name}{mark}", display_name=name, unit=unit)
    user.set_unusable_password()
    role = Role(code=f"{name}{mark}", name=name, permissions=["*:view", "*:export"])
    with act("bench.reader", by=BY):
        user.save()
        role.save()
        Grant(user=user, role=role, unit=unit, from_on=SINCE).save()
    return user


def _client(user: User) -> Client:
    client = Client(headers={"Host": "localhost"})
    client.force_login(user)
    return client


def pages(of: str, query: Callable[[Register], str]) -> Callable[[Register], int]:
    """Open the list so many times; the whole page, as a browser gets it."""

    def work(made: Register) -> int:
        for _ in range(PAGES):
            answer = getattr(made, of).get(f"/r/equipment/?{query(made)}")
            assert answer.status_code == 200
        return PAGES

    return work


def bare_pages(_made: Register) -> int:
    """The same number of rows by one indexed read, with the names of their types and units."""
    for _ in range(PAGES):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT e.id, t.name, u.name, e.serial_number, e.grade, e.graded_on, e.quantity"
                " FROM materiel_equipment e JOIN materiel_type t ON t.id = e.type_id"
                " LEFT JOIN organisation_unit u ON u.id = e.unit_id ORDER BY e.id LIMIT %s",
                [ROWS],
            )
            assert cursor.fetchall()
    return PAGES


def export_csv(made: Register) -> int:
    """The first lines of the file of the whole register."""
    resource: Any = by_slug("equipment")
    listing = Listing(resource, made.reader, QueryDict(""), verb="export")
    return sum(1 for _line in itertools.islice(export.csv_lines(listing, "vi"), EXPORTED))


def bare_csv(_made: Register) -> int:
    """As many lines by the writer library alone."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    row = ["Loại 17", "T17", "S123456", "Đơn vị 3", "BD3", 1, date(2026, 1, 1), "", 1, "", "", str(new_key())]
    for _ in range(EXPORTED):
        writer.writerow(row)
    return EXPORTED


ONE_READ = "one indexed SELECT of the same 50 rows with two joins"
CASES: tuple[tuple[str, str, Callable[[Register], str]], ...] = (
    ("first page, whole register", "whole", lambda _made: ""),
    ("first page, a hundredth of the units in reach", "part", lambda _made: ""),
    ("last page", "whole", lambda _made: "last=1"),
    ("filtered by unit and grade", "whole", lambda made: f"unit={made.unit.pk}&grade=3"),
    ("searched by the beginning of a serial number", "whole", lambda _made: "q=s1177"),
    ("sorted by the day of grading", "whole", lambda _made: "sort=-graded_on"),
)
BENCHES = (
    *(
        Bench(
            name=f"list: {name}",
            unit="pages",
            prepare=register,
            ours=pages(of, query),
            floor=bare_pages,
            floor_is=ONE_READ,
        )
        for name, of, query in CASES
    ),
    Bench(
        name="export: csv of the register",
        unit="rows",
        prepare=register,
        ours=export_csv,
        floor=bare_csv,
        floor_is="the csv module alone, the same line again and again",
    ),
)
