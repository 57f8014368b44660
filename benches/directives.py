"""Directives at size: 200,000 documents and 1,000,000 tasks (times SCALE), one task to 5,000 units, citations by the page.

The rows that are only searched are put in without history; the cascade writes all of its own.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.test import Client

from benches.bench import Bench, scaled
from thenchot.domain.directives.cascade import actions
from thenchot.domain.directives.models import Document, Issuer, System, Task, TaskStep
from thenchot.domain.directives.numbers import find_citations
from thenchot.foundation.access.models import Grant, Role, User
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.kernel.vietnamese import fold
from thenchot.foundation.ledger import bulk
from thenchot.foundation.ledger.acts import Program, act
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.actions import new_unit
from thenchot.foundation.organisation.models import Unit, UnitLink

BY = Program("bench")
SINCE = date(2020, 1, 1)
UNITS, DOCUMENTS, TASKS, PEOPLE = 5_000, 200_000, 1_000_000, 200
ASKED, REPEAT, PAGES = 12, 3, 200
SUBJECTS = ("công tác kỹ thuật", "bảo quản kho", "sửa chữa xe", "huấn luyện chiến đấu", "đăng ký trang bị")
PAGE = (
    "Căn cứ Nghị quyết số 12-NQ/ĐU ngày 05/3/2025 của Đảng ủy về công tác kỹ thuật; căn cứ Nghị định số 30/2020/NĐ-CP ngày "
    "05/3/2020 của Chính phủ về công tác văn thư. Các đơn vị tổ chức bảo quản kho, bảo dưỡng xe, kiểm tra ngày kỹ thuật. "
) + "Đơn vị báo cáo kết quả trước ngày 25 hằng tháng, nêu rõ 3 việc đã làm và 2 việc chưa làm. " * 24
_registers: list[Register] = []


@dataclass
class Register:
    """A reader logged in, and the tree; cascades still to be given, one for each run."""

    client: Client
    person: User
    root: Unit
    units: list[Unit]
    wholes: list[Task] = field(default_factory=list)


def register() -> Register:
    """Made once for all benches of this file."""
    if _registers:
        return _registers[0]
    mark = new_key().hex[-8:]
    units = _units(mark)
    people = _people(mark, units[0])
    issuer = Issuer(system=System.PARTY, code=f"ĐU{mark}", name="Đảng ủy", search_key="du")
    with act("bench.issuer", by=BY):
        issuer.save()
    n_documents, n_tasks = scaled(DOCUMENTS), scaled(TASKS)
    print(f"    {len(units):,} units, {n_documents:,} documents, {n_tasks:,} tasks", file=sys.stderr)
    _put(Document, _documents(units[0], issuer, n_documents))
    # Each bare task has the one step it was given in, or it would not stand on any day.
    tasks = _tasks(units, people, n_tasks)
    while chunk := list(islice(tasks, 10_000)):
        bulk.insert(Task, [task for task, _step in chunk])
        bulk.insert(TaskStep, [step for _task, step in chunk])
    with act("bench.wholes", by=BY):
        wholes = [
            actions.assign(unit=units[0], name="Kiểm tra ngày kỹ thuật", due_on=today()) for _number in range(REPEAT)
        ]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client(headers={"Host": "localhost"})
    client.force_login(people[0])
    for address in ("/r/documents/", "/directives/mine/"):
        client.get(address)  # the first answer also pays for loading the pages
    _registers.append(Register(client, people[0], units[0], units, wholes))
    return _registers[0]


def _put(model: type[Record], rows: Iterator[Record]) -> None:
    while chunk := list(islice(rows, 20_000)):
        bulk.insert(model, chunk)


def _units(mark: str) -> list[Unit]:
    """A root with all others directly or indirectly under it."""
    made = [new_unit(f"BV{mark}{number}", f"Đơn vị {number}") for number in range(scaled(UNITS) + 1)]
    links = [
        UnitLink(unit=unit, parent=made[number // 20] if number else None, from_on=SINCE)
        for number, unit in enumerate(made)
    ]
    with act("bench.units", by=BY) as deed:
        deed.add_many([*made, *links])
    return made


def _people(mark: str, root: Unit) -> list[User]:
    people = [User(username=f"p{number}{mark}", display_name=f"P{number}", unit=root) for number in range(PEOPLE)]
    role = Role(code=f"bench{mark}", name="bench", permissions=["*:view"])
    with act("bench.people", by=BY):
        role.save()
        for person in people:
            person.set_unusable_password()
            person.save()
        Grant(user=people[0], role=role, unit=root, from_on=SINCE).save()
    return people


def _documents(unit: Unit, issuer: Issuer, count: int) -> Iterator[Document]:
    chance = random.Random(1)  # noqa: S311  # made-up data
    for number in range(count):
        symbol, abstract = f"{number}-CV/ĐU", f"Về {chance.choice(SUBJECTS)} số {number}"
        yield Document(
            unit=unit,
            issuer=issuer,
            system=System.PARTY,
            kind_code="CV",
            kind_name="Công văn",
            number=str(number),
            symbol=symbol,
            issued_on=SINCE + timedelta(days=number % 2_000),
            abstract=abstract,
            search_key=fold(f"{symbol} Công văn {abstract}"),
            version=1,
        )


def _tasks(units: list[Unit], people: list[User], count: int) -> Iterator[tuple[Task, TaskStep]]:
    for number in range(count):
        given = SINCE + timedelta(days=number % 2_000)
        task, step = actions.new_task(
            units[number % len(units)],
            f"Nhiệm vụ {number}",
            given_on=given,
            due_on=given + timedelta(days=60),
            person=people[number % len(people)],
        )
        task.search_key, task.version, step.version = f"nhiem vu {number}", 1, 1
        # Of a person's thousands of tasks a hundred are open.
        if number >= 100 * len(people):
            task.state, task.closed_on = "closed", task.due_on
        yield task, step


def cascaded(made: Register) -> int:
    """One task to every unit under the root, in one act with its history."""
    whole = made.wholes.pop()
    with act("directives.cascade", by=BY):
        return actions.cascade(whole, under=made.root, depth=actions.Depth.ALL)


def barely(made: Register) -> int:
    """As many tasks and steps by COPY or executemany in one transaction, without history."""
    pairs = [actions.new_task(unit, "Bare", given_on=SINCE, due_on=today()) for unit in made.units[1:]]
    with transaction.atomic():
        bulk.insert(Task, _ready(task for task, _step in pairs))
        bulk.insert(TaskStep, _ready(step for _task, step in pairs))
    return len(pairs)


def _ready(rows: Iterable[Any]) -> list[Any]:
    made = list(rows)
    for row in made:
        row.version, row.search_key = 1, "bare"
    return made


def asking(address: str) -> Callable[[Register], int]:
    """A page, asked for again and again."""

    def work(made: Register) -> int:
        for _number in range(ASKED):
            answer = made.client.get(address)
            if answer.status_code != 200:
                raise RuntimeError(f"{address}: {answer.status_code}")
        return ASKED

    return work


def one_read(query: str, value: Callable[[Register], str | UUID]) -> Callable[[Register], int]:
    """A bare indexed SELECT of a page's rows, as text."""

    def work(made: Register) -> int:
        with connection.cursor() as cursor:
            for _number in range(ASKED):
                cursor.execute(query, [value(made)])
                repr(cursor.fetchall())
        return ASKED

    return work


def extracted(text: str) -> int:
    """Every citation of so many pages, read, dated and judged."""
    found = find_citations(text)
    if len(found) != 2 * PAGES:
        raise RuntimeError(f"{len(found)} citations")
    return PAGES


def one_pattern(text: str) -> int:
    """One regular expression over the same text: whatever looks like a number with a symbol."""
    if not re.findall(r"\b\d+(?:/\d{4})?[-/][A-ZĐ]+[-/][A-ZĐ]+\b", text):
        raise RuntimeError("none")
    return PAGES


def _key(made: Register) -> str | UUID:
    person: UUID = made.person.pk
    return person if connection.vendor == "postgresql" else person.hex


FIFTY = (
    "SELECT d.symbol, d.abstract, i.name FROM directives_document d JOIN directives_issuer i ON i.id = d.issuer_id "
    "WHERE d.symbol >= %s ORDER BY d.symbol LIMIT 50"
)
OPEN = (
    "SELECT t.name, t.due_on, u.name FROM directives_task t JOIN organisation_unit u ON u.id = t.unit_id "
    "WHERE t.person_id = %s AND t.state = 'assigned' ORDER BY t.due_on LIMIT 500"
)
BENCHES = (
    Bench(
        name="directives: one task to all units in one act",
        unit="tasks",
        prepare=register,
        ours=cascaded,
        floor=barely,
        floor_is="COPY or executemany of the same rows, no history",
        repeat=REPEAT,
    ),
    *(
        Bench(
            name=f"directives: register searched {how}",
            unit="pages",
            prepare=register,
            ours=asking(f"/r/documents/?q={words}"),
            floor=one_read(FIFTY, lambda _made: "1234"),
            floor_is="one indexed SELECT of 50 rows with a join, as text",
            repeat=1,
        )
        for how, words in (
            ("with marks", "bảo+quản+kho"),
            ("without marks", "bao+quan+kho"),
            ("by number", "1234-CV"),
        )
    ),
    Bench(
        name="directives: my work, a hundred open tasks",
        unit="pages",
        prepare=register,
        ours=asking("/directives/mine/"),
        floor=one_read(OPEN, _key),
        floor_is="one indexed SELECT of the same tasks, as text",
        repeat=1,
    ),
    Bench(
        name="directives: citations found in text",
        unit="pages",
        prepare=lambda: "\n".join([PAGE] * PAGES),
        ours=extracted,
        floor=one_pattern,
        floor_is="one regular expression over the same text",
        databases=("sqlite",),
    ),
)
