"""Lists and exports: a page of a long register, first, filtered, searched and last, beside a bare indexed read of as many rows.

Both are asked of one server, by one reader and by four at once; the middle and the slowest twentieth of the answers are
told on stderr. SCALE=15 gives the size the house is to hold: 1,500,000 items in 6,000 units.
"""

from __future__ import annotations

import atexit
import csv
import http.client
import io
import itertools
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.test import Client
from xlsxwriter import Workbook

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
ASKED, EXPORTED = 24, 20_000
_cache: list[Register] = []


@dataclass
class Register:
    """A server, the sessions of a reader over the whole tree and of one over a hundredth of it; only reading is timed."""

    port: int
    whole: str
    part: str
    reader: User
    unit: Unit


def register() -> Register:
    """Made once for all benches of this file."""
    if not _cache:
        mark, chance = new_key().hex[-10:], random.Random(1)  # noqa: S311  # made-up data
        units = _units(mark, scaled(400))
        types = _types(mark)
        items = _items(chance, units, types, scaled(100_000))
        while chunk := list(itertools.islice(items, 20_000)):
            bulk.insert(Equipment, chunk)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        whole, part = _reader(mark, "whole", units[0]), _reader(mark, "part", units[1])
        _cache.append(Register(_serve(), _session(whole), _session(part), whole, units[1]))
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


def _session(user: User) -> str:
    client = Client(headers={"Host": "localhost"})
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _serve() -> int:
    """The server as in earnest, with as many processes as it takes by itself; it ends with the bench."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--log-level", "warning"]
    workers = ["--workers", str(min(os.cpu_count() or 1, 4)), "--blocking-threads", "4", "--backpressure", "4"]
    running = subprocess.Popen([*command, *workers, "benches.served:application"])
    atexit.register(running.terminate)
    for _ in range(300):
        try:
            _ask(port, "/bare/", "")
        except OSError:
            time.sleep(0.1)
        else:
            return port
    raise RuntimeError("the server of the bench does not answer")


def _ask(port: int, address: str, session: str) -> float:
    """Seconds until the whole answer was here."""
    begun = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", address, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return time.perf_counter() - begun


def asking(words: str, clients: int, address: Callable[[Register], tuple[str, str]]) -> Callable[[Register], int]:
    """Ask for the address so many times, by so many at once."""

    def work(made: Register) -> int:
        where, session = address(made)
        with ThreadPoolExecutor(clients) as readers:
            took = sorted(readers.map(lambda _number: _ask(made.port, where, session), range(ASKED)))
        middle, slow = took[len(took) // 2], took[int(len(took) * 0.95)]
        print(f"    {words}, {clients} at once: p50 {middle * 1000:.0f} ms, p95 {slow * 1000:.0f} ms", file=sys.stderr)
        return ASKED

    return work


def _list(of: str, query: Callable[[Register], str]) -> Callable[[Register], tuple[str, str]]:
    return lambda made: (f"/r/equipment/?{query(made)}", getattr(made, of))


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


def export_xlsx(made: Register) -> int:
    """The workbook of a hundredth of the units and those below."""
    resource: Any = by_slug("equipment")
    listing = Listing(resource, made.reader, QueryDict(f"unit={made.unit.pk}"), verb="export")
    with tempfile.TemporaryFile() as file:
        return export.write_xlsx(listing, file)


def bare_xlsx(made: Register) -> int:
    """As many lines by the writer library alone."""
    resource: Any = by_slug("equipment")
    count = Listing(resource, made.reader, QueryDict(f"unit={made.unit.pk}"), verb="export").rows.count()
    with tempfile.TemporaryFile() as file:
        book = Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        for row in range(count):
            for column, text in enumerate(("Loại 17", "T17", "S123456", "Đơn vị 3", "BD3", str(new_key()))):
                sheet.write_string(row, column, text)
            sheet.write_number(row, 6, 1)
            sheet.write_number(row, 7, 1)
            sheet.write_datetime(row, 8, date(2026, 1, 1), day)
        book.close()
    return count


ONE_READ = "one indexed SELECT of 50 rows with two joins, as text, by the same server"
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
            name=f"list: {name}, {clients} at once",
            unit="pages",
            prepare=register,
            ours=asking("ours", clients, _list(of, query)),
            floor=asking("bare", clients, lambda _made: ("/bare/", "")),
            floor_is=ONE_READ,
            repeat=1,
        )
        for name, of, query in CASES
        for clients in (1, 4)
    ),
    Bench(
        name="export: csv of the register",
        unit="rows",
        prepare=register,
        ours=export_csv,
        floor=bare_csv,
        floor_is="the csv module alone, the same line again and again",
    ),
    Bench(
        name="export: xlsx of the register",
        unit="rows",
        prepare=register,
        ours=export_xlsx,
        floor=bare_xlsx,
        floor_is="xlsxwriter alone, the same line again and again",
        repeat=1,
    ),
)
