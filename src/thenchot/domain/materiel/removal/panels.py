"""What a plan's page adds to its columns: the calendar with what is late, and what may be done next."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Sum
from django.http import HttpRequest

from thenchot.domain.materiel.removal import queries, rules
from thenchot.domain.materiel.removal.models import (
    Outcome,
    RemovalCase,
    RemovalLine,
    RemovalPlan,
    RemovalRegulation,
    Step,
)
from thenchot.foundation.access.reach import today


def progress(_request: HttpRequest, plan: RemovalPlan) -> Mapping[str, object]:
    """The calendar as it stands today, the lines by outcome with their cost, and the steps that may follow."""
    found = (
        RemovalLine.objects.filter(plan=plan).values_list("outcome").annotate(n=Count("pk"), cost=Sum("original_cost"))
    )
    return {
        "calendar": queries.calendar(plan, today()),
        "outcomes": [(Outcome(outcome).label, n, cost) for outcome, n, cost in found.order_by("outcome")],
        "next_steps": [Step(step).label for step in rules.next_steps(plan.step)],
        "regulation": plan.regulation,
    }


def completeness(_request: HttpRequest, regulation: RemovalRegulation) -> Mapping[str, object] | None:
    """How many of the cases that the document names are written down; left out where nobody said how many it names."""
    if regulation.stated_cases is None:
        return None
    known = RemovalCase.objects.filter(regulation=regulation).count()
    return {"known": known, "stated": regulation.stated_cases, "missing": max(0, regulation.stated_cases - known)}
