"""The invented succession planning of leading posts, and the regular meetings of the cells over thirteen months."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from thenchot.domain.directives.models import Attendance, CellMeeting, Meeting
from thenchot.domain.people.models import SuccessionPlan
from thenchot.edges.cli.demo.chance import stream
from thenchot.foundation.kernel.months import add_months

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thenchot.domain.people.models import Body, Person, Post
    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.edges.cli.demo.people import Person as Planned
    from thenchot.edges.cli.demo.units import Units
    from thenchot.foundation.ledger.records import Record

LEADING = ("Chỉ huy trưởng", "Phó chỉ huy")
MOST = 3
MONTHS = 13
_HELD, _PRESENT, _ON_TIME = 0.97, 0.94, 0.93
_TOPICS = ("Học tập chuyên đề", "Nâng cao chất lượng bảo quản", "An toàn kho tàng", "Xây dựng nền nếp chính quy")


def succession(
    persons: Sequence[Planned],
    known: Mapping[str, Person],
    posts: Mapping[str, Post],
    units: Units,
    *,
    keys: Keys,
    seed: int,
    on: date,
) -> Iterator[Record]:
    """Up to three younger officers of a unit for each of its leading posts, nobody for more than two."""
    chance = stream(seed, "succession")
    serving: dict[str, list[Planned]] = defaultdict(list)
    for each in persons:
        if each.category == "officer" and each.left_on is None and each.postings[-1].until_on is None:
            serving[each.postings[-1].unit].append(each)
    for unit in sorted(serving):
        fit = [one for one in serving[unit] if one.postings[-1].post not in LEADING]
        for post in LEADING:
            for one in chance.sample(fit, min(len(fit), chance.randint(1, MOST))):
                yield SuccessionPlan(
                    id=keys(),
                    unit=units.by_code[unit],
                    post=posts[post],
                    person=known[one.number],
                    from_on=on - timedelta(days=chance.randint(30, 300)),
                    document="Nghị quyết quy hoạch (giả định)",
                )


def meetings(
    members: Mapping[str, Sequence[str]],
    cells: Mapping[str, Body],
    known: Mapping[str, Person],
    *,
    keys: Keys,
    seed: int,
    on: date,
) -> Iterator[list[Record]]:
    """A meeting of each cell in each of the last months, now and then one missed, with who was there and when papers went out."""
    chance = stream(seed, "meetings")
    first = add_months(on.replace(day=1), 1 - MONTHS)
    for code in sorted(cells):
        there = {known[number].name: known[number] for number in sorted(members.get(code, ()))}
        if len(there) < MOST:
            continue
        for month in range(MONTHS):
            held_on = add_months(first, month) + timedelta(days=chance.randint(1, 4))
            if chance.random() > _HELD or held_on > on:
                continue
            topic = chance.choice(_TOPICS) if month % 3 == 1 else ""
            meeting = Meeting(
                id=keys(),
                unit=cells[code].unit,
                name=f"Sinh hoạt {cells[code].name} tháng {held_on:%m/%Y}"[:300],
                held_on=held_on,
                members=len(there),
            )
            early = 1 if chance.random() < _ON_TIME else 0
            yield [
                meeting,
                CellMeeting(
                    id=keys(),
                    meeting=meeting,
                    body=cells[code],
                    topic=topic,
                    minutes=chance.choice((90, 95, 100, 110)) + (30 if topic else 0),
                    papers_sent_on=held_on - timedelta(days=early),
                    papers_due_on=held_on - timedelta(days=1),
                ),
                *(_there(keys, meeting, there[name], is_present=chance.random() < _PRESENT) for name in sorted(there)),
            ]


def _there(keys: Keys, meeting: Meeting, person: Person, *, is_present: bool) -> Attendance:
    return Attendance(
        id=keys(),
        meeting=meeting,
        person=person,
        name=person.name,
        is_present=is_present,
        reason="" if is_present else "Đi công tác",
    )
