"""Reports of other units and of other periods: what was received from below, and what was issued before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from thenchot.foundation.organisation.models import Unit
from thenchot.insight.reports.definition import Definition
from thenchot.insight.reports.facts import Receipt, Standing
from thenchot.insight.reports.models import Report, State
from thenchot.insight.reports.spans import Span


def receipts(definition: Definition, units: Sequence[Unit], span: Span) -> Iterator[Receipt]:
    """For each unit, whether its report of this kind and period was issued, in time or late; in the order of the units."""
    issued = {
        report.unit_id: report
        for report in Report.objects.filter(
            unit__in=[unit.pk for unit in units],
            definition=definition.name,
            first_day=span.first,
            last_day=span.last,
            state=State.ISSUED,
        )
    }
    for unit in units:
        report = issued.get(unit.pk)
        if report is None or report.issued_on is None:
            yield Receipt(unit.pk, unit.code, unit.name, "missing")
        else:
            standing: Standing = "late" if definition.is_late(span.last, report.issued_on) else "received"
            yield Receipt(unit.pk, unit.code, unit.name, standing, report.symbol, report.issued_on)


def last_issued(definition: Definition, unit: Unit, span: Span) -> Report | None:
    """The issued report of this kind whose period ended last before this one."""
    found: Report | None = (
        Report.objects.filter(unit=unit, definition=definition.name, state=State.ISSUED, last_day__lt=span.last)
        .order_by("-last_day", "-issued_on", "-pk")
        .first()
    )
    return found
