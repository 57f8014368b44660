"""Plans of removal of the demonstration, built as of a day on which the regulation was in force."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db.models import Q

from thenchot.domain.materiel.models import CouncilMember, Custody, RemovalLine, RemovalPlan
from thenchot.edges.cli.demo import build

pytestmark = pytest.mark.django_db


def test_plans_of_removal_stand_at_several_steps_with_lines_council_and_authority():
    build.build(seed=3, scale=0.2, on=date(2026, 11, 2))
    plans = list(RemovalPlan.objects.all())
    assert Counter(plan.step for plan in plans) == {"drafted": 1, "council": 1, "submitted": 1}
    for plan in plans:
        lines = RemovalLine.objects.filter(plan=plan).select_related("equipment")
        assert lines
        assert all(line.authority and line.equipment.grade == 5 for line in lines)
        held = Q(equipment__in=lines.values("equipment"), until_on=None, unit=plan.unit)
        assert Custody.objects.filter(held).count() == len(lines)
        assert CouncilMember.objects.filter(plan=plan).count() == 3
        assert CouncilMember.objects.filter(plan=plan, is_head=True).count() == 1
