"""The rule in force, and how the plan of some units stands against it."""

from __future__ import annotations

from datetime import date
from typing import Any

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


def shares(units: Any, day: date) -> rules.Shares:
    """The shares among the persons planned at these units and below on the day, each person once."""
    rows = SuccessionPlan.objects.filter(during(day), unit__in=under(units, day))
    people = {row.person_id: row.person for row in rows.select_related("person")}
    planned = [
        rules.Planned(age(one.born_on, day) if one.born_on else None, one.sex == "female" if one.sex else None)
        for one in people.values()
    ]
    return rules.shares(limits(day), planned)
