"""How a round stands: its groups under the cap, what is still to do, and who is not rated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count

from thenchot.domain.people.bodies.models import BodyMembership
from thenchot.domain.people.ratings import rules
from thenchot.domain.people.ratings.models import Rating, RatingRound, RatingScheme, Step
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.organisation.models import UnitSpan
from thenchot.foundation.organisation.queries import during


def bands(scheme: RatingScheme) -> rules.Bands:
    """The scheme's levels as the rules take them."""
    return rules.Bands(scheme.excellent_from, scheme.good_from, scheme.satisfactory_from)


def cap(scheme: RatingScheme) -> rules.Cap:
    """The scheme's cap as the rules take it."""
    return rules.Cap(scheme.cap_percent, scheme.cap_base)


def check_in_force(scheme: RatingScheme, day: date) -> None:
    """Refuse a scheme that is not in force on the rule date."""
    if day not in Interval.between(scheme.valid_from, scheme.valid_until):
        raise Refusal("{scheme} is not in force on {day}", field="scheme", scheme=str(scheme), day=day)


def peopled(day: date, parents: Mapping[UUID, UUID | None]) -> set[UUID]:
    """Bodies that have members of their own, or a body below them that has, on the day."""
    own = BodyMembership.objects.filter(during(day)).values_list("body", flat=True).distinct()
    found: set[UUID] = set()
    for key in own:
        at: UUID | None = key
        while at is not None and at not in found:
            found.add(at)
            at = parents.get(at)
    return found


def stands_above(decider: UUID | None, proposer: UUID | None) -> tuple[bool, bool]:
    """Whether the decider's unit stands above the proposer's today, and whether nothing stands above the proposer's."""
    if decider is None or proposer is None:
        return False, False
    above = UnitSpan.objects.filter(during(today()), unit=proposer, depth__gt=0)
    return above.filter(ancestor=decider).exists(), decider == proposer and not above.exists()


def others_of_group(rating: Rating) -> list[rules.Subject]:
    """The rest of the subject's group, as far as each has come."""
    rows = Rating.objects.filter(round=rating.round_id, group=rating.group_id, task_group=rating.task_group)
    found = rows.exclude(pk=rating.pk).exclude(step=Step.NOT_RATED).values_list("level", "proposed_level")
    return [rules.Subject(*row) for row in found]


def groups(of: RatingRound) -> dict[str, Counter[str]]:
    """Decided levels by group, by the name of its body and task."""
    rows = (
        of.ratings.filter(step=Step.DECIDED)
        .values_list("group__name", "task_group", "level")
        .annotate(n=Count("id"))
        .order_by("group__name", "task_group")
    )
    found: dict[str, Counter[str]] = {}
    for name, task, level, number in rows:
        found.setdefault(" · ".join(filter(None, (name or "", task))), Counter())[level] += number
    return found


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """A group under the cap: levels as they stand, how many excellent are allowed, and how many are asked for."""

    name: str
    subjects: int
    levels: Counter[str]
    allowed: int
    excess: int
    asked: int


def standings(of: RatingRound, ratings: Iterable[Any]) -> list[GroupStanding]:
    """Each group among these ratings of the round, those beyond the cap first, then those with least room."""
    rule = cap(of.scheme)
    gathered: dict[str, list[Any]] = {}
    for rating in ratings:
        name = " · ".join(filter(None, (str(rating.group or ""), rating.task_group)))
        gathered.setdefault(name, []).append(rating)
    found = [_standing(name, rows, rule) for name, rows in gathered.items()]
    return sorted(found, key=lambda each: (-each.excess, each.allowed - each.levels[rules.EXCELLENT], each.name))


def _standing(name: str, rows: list[Any], rule: rules.Cap) -> GroupStanding:
    rated = [rules.Subject(row.level, row.proposed_level) for row in rows if row.step != Step.NOT_RATED]
    levels = rules.tally(rated)
    asked = sum(not one.decided and one.proposed == rules.EXCELLENT for one in rated)
    return GroupStanding(name, len(rated), levels, rule.allowed(levels), rule.excess(levels), asked)
