"""What a round's page adds to its columns: how far it has come, the cap in each group, who is not rated and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.http import HttpRequest

from thenchot.domain.people.ratings import queries, rules
from thenchot.domain.people.ratings.models import Rating, RatingLevel, RatingRound, Step
from thenchot.foundation.access import policy

_SHOWN = 60


def progress(request: HttpRequest, of: RatingRound) -> Mapping[str, object]:
    """Of the ratings the reader may view: steps, levels, shares, groups under the cap, and the list of those not rated."""
    seen = policy.rows(request.user, "view", Rating.objects.filter(round=of))
    ratings = list(seen.select_related("group", "person", "rated_body", "unit"))
    steps = Counter(rating.step for rating in ratings)
    levels = Counter(rating.level for rating in ratings if rating.step == Step.DECIDED)
    rated = sum(levels.values())
    groups = queries.standings(of, ratings)
    left_out = [rating for rating in ratings if rating.step == Step.NOT_RATED]
    return {
        "steps": [(Step(step).label, steps[step]) for step in Step.values if steps[step]],
        "levels": [(RatingLevel(level).label, levels[level]) for level in RatingLevel.values],
        "rated": rated,
        "well": levels[rules.EXCELLENT] + levels[rules.GOOD],
        "scheme": of.scheme,
        "groups": groups[:_SHOWN],
        "more_groups": max(0, len(groups) - _SHOWN),
        "left_out": left_out[:_SHOWN],
        "more_left_out": max(0, len(left_out) - _SHOWN),
    }
