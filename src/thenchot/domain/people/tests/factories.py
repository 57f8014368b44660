"""Saved records for tests; each function is called inside an act. `number` makes a record distinct."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.people import person as user_of
from thenchot.domain.people import profile
from thenchot.domain.people.bodies import actions as bodies
from thenchot.domain.people.discipline import actions as decisions
from thenchot.domain.people.models import (
    AuthorisedPost,
    Body,
    BodyKind,
    BodyLink,
    BodyMembership,
    Category,
    Delegation,
    Discipline,
    DisciplineForm,
    DisciplineTerm,
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
    SuccessionPlan,
    SuccessionRule,
    Training,
)
from thenchot.domain.people.persons import actions
from thenchot.domain.people.qualifications import actions as qualifications
from thenchot.domain.people.ratings import actions as ratings
from thenchot.domain.people.strength import actions as strength
from thenchot.domain.people.succession import actions as succession
from thenchot.foundation.access.models import User
from thenchot.foundation.organisation.models import Unit

SINCE = date(2021, 1, 1)
RULE_ON = date(2025, 12, 1)
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


def body(unit: Unit, number: int = 1, *, parent: Body | None = None, kind: BodyKind = BodyKind.PARTY_CELL) -> Body:
    code = f"{number:02d}".zfill(2)[-2:] + "000" * 4 if parent is None else f"{parent.code[:2]}{number:03d}" + "000" * 3
    return bodies.found(
        code=code, name=f"Chi bộ {number}", kind=kind, unit=unit, on=SINCE, document="1/QĐ", parent=parent
    )


def highest(unit: Unit, number: int = 90) -> Body:
    return body(unit, number, kind=BodyKind.PARTY_ORGANISATION)


def body_link(unit: Unit, number: int = 1) -> BodyLink:
    return body(unit, 10 + number).links.get()


def membership(unit: Unit, number: int = 1) -> BodyMembership:
    who = person(unit, 5000 + number)
    return bodies.admit(body(unit, 20 + number), person=who, on=SINCE, document="2/QĐ")


def scheme(_unit: Unit | None = None, number: int = 1) -> RatingScheme:
    made = RatingScheme(
        code=f"S{number}", name=f"Scheme {number}", rates="member", period="year", valid_from=date(2020, 1, 1)
    )
    made.save()
    return made


def rating_round(unit: Unit, number: int = 1) -> RatingRound:
    membership(unit, 10 + number)
    return ratings.open_round(
        scheme=scheme(None, 100 + number), unit=unit, period_start=date(2025, 1, 1), rule_on=RULE_ON
    )


def rating(unit: Unit, number: int = 1) -> Rating:
    return rating_round(unit, 20 + number).ratings.order_by("id").last()


def discipline(unit: Unit, number: int = 1) -> Discipline:
    who = membership(unit, 30 + number).person
    profile.load()
    return decisions.discipline_member(
        person=who, form=DisciplineForm.REPRIMAND, decided_on=date(2025, 3, 1), document="4/QĐ"
    )


def discipline_term(_unit: Unit | None = None, number: int = 1) -> DisciplineTerm:
    made = DisciplineTerm(form="warning", months=120, valid_from=date(1990, 1, 1) + timedelta(days=number))
    made.save()
    return made


def authorised(unit: Unit, number: int = 1) -> AuthorisedPost:
    return strength.authorise(unit=unit, post=one_post(100 + number), number=3, on=SINCE, document="3/QĐ")


def delegation(unit: Unit, number: int = 1) -> Delegation:
    one, other = person(unit, 7000 + number), person(unit, 7500 + number)
    return strength.delegate(one, deputy=other, duty="Ký", from_on=SINCE, until_on=date(2021, 6, 1), document="3/QĐ")


def succession_rule(_unit: Unit | None = None, number: int = 1) -> SuccessionRule:
    made = SuccessionRule(valid_from=date(1990, 1, 1) + timedelta(days=number), valid_until=date(1991, 1, 1))
    made.save()
    return made


def planned(unit: Unit, number: int = 1) -> SuccessionPlan:
    profile.load()
    who = person(unit, 8000 + number)
    return succession.nominate(unit=unit, post=one_post(200 + number), person=who, on=SINCE, document="3/QĐ")


def _decided_on(record: object, unit: Unit) -> dict[str, Any]:
    who = membership(unit, 35).person
    profile.load()
    return {"person": who, "form": DisciplineForm.WARNING, "decided_on": date(2025, 3, 1)}


def _body_decided_on(record: object, unit: Unit) -> dict[str, Any]:
    profile.load()
    return {"body": body(unit, 98), "form": DisciplineForm.WARNING, "decided_on": date(2025, 3, 1)}


def _nominated(_record: object, unit: Unit) -> dict[str, Any]:
    profile.load()
    return {"unit": unit, "post": one_post(), "person": person(unit, 8500), "on": SINCE}


def _deputy(_record: Person, unit: Unit) -> dict[str, Any]:
    return {"deputy": person(unit, 8600), "from_on": SINCE, "until_on": date(2021, 6, 1)}


def _answers_of_a_newcomer(_record: None, unit: Unit) -> dict[str, Any]:
    return {"number": "N9", "born_on": BORN, "unit": unit, "post": one_post(), "rank": one_rank(), "on": SINCE}


def _log_in(_record: Person, unit: Unit) -> dict[str, User]:
    return {"user": user_of("someone", unit)}


def _gone(record: Person, _unit: Unit) -> dict[str, str]:
    actions.leave(record, on=date(2025, 1, 1), document="9/QĐ")
    return {"document": "Đơn 3"}


def _answers_of_a_founder(_record: None, unit: Unit) -> dict[str, Any]:
    return {"code": "95" + "000" * 4, "kind": BodyKind.PARTY_CELL, "unit": unit, "parent": None}


def _new_place(record: Body, unit: Unit) -> dict[str, Any]:
    above = highest(unit)
    return {"parent": above, "code": f"{above.code[:2]}001" + "000" * 3}


def _season(_record: None, unit: Unit) -> dict[str, Any]:
    membership(unit, 40)
    given = {"scheme": profile.load()["MEMBER-YEAR"], "unit": unit}
    return {**given, "period_start": date(2025, 1, 1), "rule_on": RULE_ON}


def _all_left_out(record: RatingRound, _unit: Unit) -> dict[str, Any]:
    for one in record.ratings.all():
        ratings.leave_out(one, why="Ốm")
    return {}


def _closed(record: RatingRound, unit: Unit) -> dict[str, Any]:
    _all_left_out(record, unit)
    ratings.close_round(record)
    return {"why": "Nhầm"}


def _self_rated(record: Rating, _unit: Unit) -> dict[str, Any]:
    record.self_score, record.self_level, record.step = 80, "good", "self_rated"
    record.save()
    return {"score": 80, "level": "good"}


def _proposed(record: Rating, unit: Unit) -> dict[str, Any]:
    _self_rated(record, unit)
    record.proposed_score, record.proposed_level, record.step = 80, "good", "proposed"
    record.proposed_by = user_of("proposer", unit)
    record.save()
    return {"score": 80, "level": "good"}


PREPARE = {
    "people/take_on": _answers_of_a_newcomer,
    "people/promote": lambda _record, _unit: {"rank": one_rank(5)},
    "people/link_user": _log_in,
    "people/pseudonymise": _gone,
    "people/delegate": _deputy,
    "discipline/discipline_member": _decided_on,
    "discipline/discipline_body": _body_decided_on,
    "authorised-posts/authorise": lambda _record, unit: {"unit": unit, "post": one_post(3), "number": 2, "on": SINCE},
    "succession/nominate": _nominated,
    "bodies/found": _answers_of_a_founder,
    "bodies/move": _new_place,
    "bodies/admit": lambda _record, unit: {"person": person(unit, 6001), "on": SINCE},
    "rating-rounds/open": _season,
    "rating-rounds/close": _all_left_out,
    "rating-rounds/correct": _closed,
    "ratings/rate_oneself": lambda _record, _unit: {"score": 80, "level": "good"},
    "ratings/propose": _self_rated,
    "ratings/decide": _proposed,
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
    "bodies": body,
    "body-links": body_link,
    "body-memberships": membership,
    "rating-schemes": scheme,
    "rating-rounds": rating_round,
    "ratings": rating,
    "discipline": discipline,
    "discipline-terms": discipline_term,
    "authorised-posts": authorised,
    "person-delegations": delegation,
    "succession": planned,
    "succession-rules": succession_rule,
}
