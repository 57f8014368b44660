"""The rule in force, and how the plan of some units stands against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from thenchot.domain.people.persons.rules import age
from thenchot.domain.people.succession import rules
from thenchot.domain.people.succession.models import SuccessionPlan, SuccessionRule
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.rule_sets import look_up
from thenchot.foundation.organisation.queries import during, under


def limits(day: date) -> rules.Limits:
    """The limits in force on the day; refuses where no rule, or more than one, is."""
    known = SuccessionRule.objects.order_by("valid_from")
    found = look_up(((Interval.between(one.valid_from, one.valid_until), one) for one in known), day)
    rule = found.rule("succession planning")
    return rules.Limits(
        rule.most_per_post,
        rule.most_per_person,
        rule.band_years,
        rule.bands,
        rule.young_below,
        rule.young_percent,
        rule.women_percent,
    )


@dataclass(slots=True)
class Band:
    """The persons planned whose age lies in a band: from `low` to before `high`, None where it is open."""

    low: int | None
    high: int | None
    persons: set[UUID] = field(default_factory=set)
    plans: list[UUID] = field(default_factory=list)


@dataclass(slots=True)
class PlannedPost:
    """A post of a unit, with the plan's rows for it and the bands they fill."""

    unit: Any
    post: Any
    plans: list[UUID] = field(default_factory=list)
    bands: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Standing:
    """The plan of some units on a day against the rule in force. `without_age` and `without_sex` are rows of the plan."""

    limits: rules.Limits
    shares: rules.Shares
    persons: int
    bands: list[Band]
    posts: list[PlannedPost]
    young: list[UUID]
    women: list[UUID]
    without_age: list[UUID]
    without_sex: list[UUID]


def shares(units: Any, day: date) -> rules.Shares:
    """The shares among the persons planned at these units and below on the day, each person once."""
    return standing(SuccessionPlan.objects.filter(unit__in=under(units, day)), day).shares


def standing(rows: QuerySet[SuccessionPlan], day: date) -> Standing:
    """How these rows stand on the day: each person once in the shares and bands, each post with those planned for it."""
    rule = limits(day)
    plans = list(rows.filter(during(day)).select_related("person", "post", "unit"))
    first = {row.person_id: row for row in reversed(plans)}
    people = {key: _planned(row, day) for key, row in first.items()}
    bands = [Band(*rules.band_ages(rule, number)) for number in range(1, rule.bands + 1)]
    posts: dict[tuple[UUID, UUID], PlannedPost] = {}
    for row in plans:
        post = posts.setdefault((row.unit_id, row.post_id), PlannedPost(row.unit, row.post))
        post.plans.append(row.pk)
        age_now = people[row.person_id].age
        if age_now is not None:
            number = rules.band(rule, age_now)
            post.bands.add(number)
            bands[number - 1].persons.add(row.person_id)
            bands[number - 1].plans.append(row.pk)
    kept = _sorted_out(rule, first.values(), people)
    ordered = sorted(posts.values(), key=lambda one: (len(one.plans), len(one.bands), one.unit.code, one.post.code))
    return Standing(rule, rules.shares(rule, people.values()), len(people), bands, ordered, *kept)


def _planned(row: SuccessionPlan, day: date) -> rules.Planned:
    born, sex = row.person.born_on, row.person.sex
    return rules.Planned(age(born, day) if born else None, sex == "female" if sex else None)


def _sorted_out(
    rule: rules.Limits, rows: Iterable[SuccessionPlan], people: dict[UUID, rules.Planned]
) -> tuple[list[UUID], list[UUID], list[UUID], list[UUID]]:
    """Keys of the rows of the young, of the women, of those without a birth and without a sex written down."""
    found: dict[str, list[UUID]] = defaultdict(list)
    for row in rows:
        who = people[row.person_id]
        if who.age is None:
            found["without_age"].append(row.pk)
        elif who.age < rule.young_below:
            found["young"].append(row.pk)
        if who.is_woman is None:
            found["without_sex"].append(row.pk)
        elif who.is_woman:
            found["women"].append(row.pk)
    return found["young"], found["women"], found["without_age"], found["without_sex"]
