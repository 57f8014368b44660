"""What depots have to see to: assessments and certificates that ran out or soon will, and what nobody wrote down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from thenchot.domain.depots import queries
from thenchot.domain.depots.models import Depot, StoreBuilding
from thenchot.domain.standards import queries as standards
from thenchot.domain.standards.queries import Standing
from thenchot.domain.standards.rules import State, Why
from thenchot.foundation.access import policy
from thenchot.foundation.desk.resource import Text
from thenchot.foundation.indicators.alerts import Alert, Kind
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.organisation.queries import under

SILENT_FOR = timedelta(days=1)


def find(user: policy.Who, unit: Unit, day: date) -> Iterator[Alert]:
    """The alerts of the depots within reach that are under the unit on that day."""
    seen = policy.rows(user, "view", queries.open_on(day).filter(unit__in=under([unit.pk], day)))
    depots = list(seen.select_related("unit").order_by("code"))
    for standard in standards.for_model(Depot._meta.label_lower):
        found = standards.standings(standard, [depot.pk for depot in depots], day)
        for depot, (_key, standing) in zip(depots, found, strict=True):
            yield from _of(depot, standing)
    yield from _silent(user, depots, day)


def _of(depot: Depot, standing: Standing) -> Iterator[Alert]:
    state = standing.outcome.state
    if state is State.NOT_ASSESSED:
        yield _alert(depot, Kind.MISSING, _("never assessed"))
        return
    if state is State.UNANSWERED:
        yield _alert(depot, Kind.MISSING, _("assessment not fully answered"))
    assessment = standing.assessment
    assert assessment is not None
    if assessment.valid_until <= standing.day:
        yield _alert(depot, Kind.OVERDUE, _("assessment ran out"), assessment.valid_until)
        return
    codes: dict[tuple[Kind, date], list[str]] = defaultdict(list)
    for line in standing.lines:
        if line.shortfall is not None and line.shortfall.why is Why.EXPIRED and line.answer is not None:
            codes[Kind.OVERDUE, line.answer.valid_until].append(line.criterion.code)
    for ending in standards.endings([standing]):
        if ending.answer is None:
            yield _alert(depot, Kind.LAPSING, _("assessment as a whole"), ending.ends_on)
        else:
            codes[Kind.LAPSING, ending.ends_on].append(ending.answer.criterion.code)
    for (kind, day), found in codes.items():
        yield _alert(depot, kind, _("criteria %s") % ", ".join(found), day)


def _alert(depot: Depot, kind: Kind, what: Text, due_on: date | None = None) -> Alert:
    url = reverse("desk:detail", args=["depots", depot.pk])
    return Alert(kind, what, f"{depot.code} {depot.name}", url, depot.unit.name, due_on)


def _silent(user: policy.Who, depots: Sequence[Depot], day: date) -> Iterator[Alert]:
    """Buildings whose climate was logged and has not been for more than a day."""
    end = datetime.combine(day + timedelta(days=1), time(), timezone.get_current_timezone())
    seen = policy.rows(user, "view", StoreBuilding.objects.filter(depot__in=[depot.pk for depot in depots]))
    logged = seen.exclude(climate_class="").annotate(last=Max("readings__at", filter=Q(readings__at__lt=end)))
    for building in logged.filter(last__lt=min(end, timezone.now()) - SILENT_FOR).select_related("depot__unit"):
        silent = (day - timezone.localdate(building.last)).days
        what = ngettext_lazy("no climate reading for %d day", "no climate reading for %d days", silent) % silent
        url = reverse("depots:climate", args=[building.pk])
        yield Alert(Kind.MISSING, what, str(building), url, building.depot.unit.name)
