"""Authorised against actual strength for units on a day, by post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count

from thenchot.domain.people.persons.models import Post, Posting
from thenchot.domain.people.strength.models import AuthorisedPost
from thenchot.domain.people.strength.rules import Strength
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.organisation.queries import during, under


def comparison(units: Any, day: date) -> dict[tuple[UUID, UUID], Strength]:
    """(unit, post) -> authorised and actual, for these units and all below them on the day."""
    within = under(units, day)
    counts: dict[tuple[UUID, UUID], list[int]] = defaultdict(lambda: [0, 0])
    allowed = AuthorisedPost.objects.filter(during(day), unit__in=within).values_list("unit", "post", "number")
    for unit, post, number in allowed:
        counts[unit, post][0] = number
    serving = Posting.objects.filter(during(day), unit__in=within).values_list("unit", "post")
    for unit, post, number in serving.annotate(n=Count("id")).order_by():
        counts[unit, post][1] = number
    return {key: Strength(*pair) for key, pair in counts.items()}


@dataclass(frozen=True, slots=True)
class Line:
    """A post of a unit, and the postings that fill it."""

    unit: Unit
    post: Post
    held: Strength
    postings: tuple[UUID, ...] = ()


def lines(found: dict[tuple[UUID, UUID], Strength]) -> list[Line]:
    """The pairs with their names, what lacks most first, then by unit and post."""
    units = Unit.objects.in_bulk(list({unit for unit, _post in found}))
    posts = Post.objects.in_bulk(list({post for _unit, post in found}))
    named = [Line(units[unit], posts[post], held) for (unit, post), held in found.items()]
    return sorted(named, key=lambda line: (-line.held.missing, -line.held.over, line.unit.code, line.post.code))


def filled(of: Iterable[Line], day: date) -> list[Line]:
    """The lines with the keys of the postings behind each, in two queries however many lines."""
    shown = list(of)
    rows = Posting.objects.filter(
        during(day), unit__in={line.unit.pk for line in shown}, post__in={line.post.pk for line in shown}
    )
    keys: dict[tuple[UUID, UUID], list[UUID]] = defaultdict(list)
    for unit, post, key in rows.order_by("from_on").values_list("unit", "post", "pk"):
        keys[unit, post].append(key)
    return [replace(line, postings=tuple(keys[line.unit.pk, line.post.pk])) for line in shown]
