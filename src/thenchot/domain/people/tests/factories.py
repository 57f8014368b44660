"""Saved records for tests; each function is called inside an act. `number` makes a record distinct."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.people import person as user_of
from thenchot.domain.people.models import (
    Category,
    Level,
    Person,
    Post,
    Posting,
    Qualification,
    Rank,
    RankHeld,
    Training,
)
from thenchot.domain.people.persons import actions
from thenchot.domain.people.qualifications import actions as qualifications
from thenchot.foundation.access.models import User
from thenchot.foundation.organisation.models import Unit

SINCE = date(2021, 1, 1)
BORN = date(1985, 5, 20)


def rank(_unit: Unit | None = None, number: int = 1, *, category: Category = Category.OFFICER) -> Rank:
    made = Rank(code=f"R{number}", name=f"Cấp bậc {number}", category=category, position=number)
    made.save()
    return made


def post(_unit: Unit | None = None, number: int = 1, *, category: Category = Category.OFFICER) -> Post:
    made = Post(code=f"P{number}", name=f"Chức vụ {number}", category=category)
    made.save()
    return made


def one_post(number: int = 1, category: Category = Category.OFFICER) -> Post:
    return Post.objects.filter(code=f"P{number}").first() or post(None, number, category=category)


def one_rank(number: int = 1, category: Category = Category.OFFICER) -> Rank:
    return Rank.objects.filter(code=f"R{number}").first() or rank(None, number, category=category)


def person(unit: Unit, number: int = 1, **given: Any) -> Person:
    values: dict[str, Any] = {"born_on": BORN, "on": SINCE, "document": "1/QĐ", "name": f"Người số {number}"} | given
    category = values.pop("category", Category.OFFICER)
    kind = 1 if category == Category.OFFICER else 2
    values.setdefault("post", one_post(kind, category))
    values.setdefault("rank", one_rank(kind, category))
    return actions.take_on(number=f"N{number:04d}", unit=unit, **values)


def posting(unit: Unit, number: int = 1) -> Posting:
    return person(unit, 1000 + number).postings.get()


def rank_held(unit: Unit, number: int = 1) -> RankHeld:
    return person(unit, 2000 + number).ranks.get()


def qualification(unit: Unit, number: int = 1) -> Qualification:
    who = person(unit, 3000 + number)
    return qualifications.qualify(who, level=Level.UNIVERSITY, field="Quản lý kho", awarded_on=date(2010, 6, 30))


def training(unit: Unit, number: int = 1) -> Training:
    return qualifications.plan_training(person(unit, 4000 + number), year=2026, level=Level.MASTER, field="Quang học")


def _answers_of_a_newcomer(_record: None, unit: Unit) -> dict[str, Any]:
    return {"number": "N9", "born_on": BORN, "unit": unit, "post": one_post(), "rank": one_rank(), "on": SINCE}


def _log_in(_record: Person, unit: Unit) -> dict[str, User]:
    return {"user": user_of("someone", unit)}


def _gone(record: Person, _unit: Unit) -> dict[str, str]:
    actions.leave(record, on=date(2025, 1, 1), document="9/QĐ")
    return {"document": "Đơn 3"}


PREPARE = {
    "people/take_on": _answers_of_a_newcomer,
    "people/promote": lambda _record, _unit: {"rank": one_rank(5)},
    "people/link_user": _log_in,
    "people/pseudonymise": _gone,
}
INPUTS: dict[str, dict[str, Any]] = {
    "people/correct": {"born_on": BORN},
    "people/qualify": {"awarded_on": date(2015, 1, 1)},
    "people/plan_training": {"year": 2026},
    "people/add_posting": {"from_on": date(2019, 1, 1), "until_on": date(2020, 1, 1)},
}
FACTORIES = {
    "people": person,
    "postings": posting,
    "ranks-held": rank_held,
    "ranks": rank,
    "posts": post,
    "qualifications": qualification,
    "training": training,
}
