"""What the register has to see to: steps of plans of removal that are late or due soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel.removal import queries
from thenchot.domain.materiel.removal.models import RemovalPlan, Step
from thenchot.foundation.access import policy
from thenchot.foundation.indicators.alerts import WINDOWS, Alert, Kind
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.organisation.queries import under


def find(user: policy.Who, unit: Unit, day: date) -> Iterator[Alert]:
    """Steps not done of the plans under way within reach and under the unit on that day."""
    plans = RemovalPlan.objects.filter(unit__in=under([unit.pk], day)).exclude(step=Step.CARRIED_OUT)
    for plan in policy.rows(user, "view", plans).select_related("unit", "regulation").order_by("year", "number"):
        url = reverse("desk:detail", args=["removal-plans", plan.pk])
        for due in queries.calendar(plan, day):
            if due.done_on is None and due.due_on is not None and due.due_on <= day + timedelta(days=WINDOWS[-1]):
                kind = Kind.OVERDUE if due.is_late else Kind.LAPSING
                yield Alert(kind, _("step: %s") % Step(due.step).label, str(plan), url, plan.unit.name, due.due_on)
