"""Closing a period: its figures are frozen with the ledger head they are of; later facts show as a restatement, never silently.

The functions that write are called inside an act.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from thenchot.foundation.access.duties import check_other_hands
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.indicators.figures import Figure, figures_of
from thenchot.foundation.indicators.kept import Head, Sums
from thenchot.foundation.indicators.models import ClosedFigure, Closing
from thenchot.foundation.indicators.schema import LINK
from thenchot.foundation.kernel.periods import Period
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.rule_sets import LookUp
from thenchot.foundation.ledger.acts import Program
from thenchot.foundation.ledger.models import Act
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.regulations import queries as regulations
from thenchot.foundation.regulations.authority import check_clause
from thenchot.foundation.regulations.models import ApprovalClause, PeriodLength, ReportingCalendar

MATRIX = "PERIOD_CLOSING"
_NUMBERS = {"month": 12, "quarter": 4, "half": 2, "year": 1}


@dataclass(frozen=True, slots=True)
class Restatement:
    """A figure that is no longer what it was when its period was closed."""

    closed: ClosedFigure
    now: Figure

    @property
    def then(self) -> Sums:
        """The sums as they were closed."""
        return sums_of(self.closed)


def close_period(
    *,
    unit: Unit,
    length: PeriodLength,
    year: int,
    number: int = 1,
    calendar: ReportingCalendar,
    note: str = "",
    by: User | Program,
) -> Closing:
    """Freeze the unit's figures of the period's last day, and those of the units directly below it on that day.

    The period is cut by the version of the calendar in force in the month it is named after. It must be over, the unit must have
    stood in the tree on its last day, and a period is closed once.
    """
    check_name(year, number, length)
    calendar, period = regulations.period(calendar.code, length, year, number)
    check_over(period)
    if not queries.path(unit, period.last_day):
        raise Refusal("{unit} had no place in the tree on {day}", unit=str(unit), day=period.last_day.isoformat())
    standing = Closing.objects.filter(withdrawn_on__isnull=True)
    if standing.filter(unit=unit, length=length, calendar=calendar.code, year=year, number=number).exists():
        raise Refusal("{unit} has closed {period} already", unit=str(unit), period=str(period), field="number")
    units = [unit, *queries.children(unit, period.last_day)]
    figures = figures_of([each.pk for each in units], period.last_day)
    head = _head_of(figures[unit.pk])
    closing = Closing(
        unit=unit,
        length=length,
        calendar=calendar.code,
        cut_by=calendar,
        year=year,
        number=number,
        on=period.last_day,
        node=settings.THENCHOT_NODE,
        epoch=head.epoch,
        seq=head.seq,
        closed_by=by.display_name,
        closed_by_key=by.pk,
        note=note.strip(),
    )
    closing.save()
    for each in units:
        for figure in figures[each.pk]:
            _frozen(closing, each, figure).save()
    return closing


def check_name(year: int, number: int, length: PeriodLength) -> None:
    """Refuse a number or a year that no period of this length has."""
    most = _NUMBERS[length.value]
    if not 1 <= number <= most:
        raise Refusal("The number in the year is from 1 to {most}", field="number", most=most)
    if not 1900 <= year <= 2200:
        raise Refusal("{year} is not a year of a period", field="year", year=year)


def check_over(period: Period) -> None:
    """Refuse a period that is not over."""
    if period.last_day >= today():
        raise Refusal(
            "{period} is not over before {day}", field="number", period=str(period), day=period.days.end.isoformat()
        )


def approve(closing: Closing, *, by: User | Program) -> None:
    """Approve a closing; after that it cannot be withdrawn. Whoever closed a period does not approve it.

    Who approves, and how many steps above the unit, says the matrix `PERIOD_CLOSING` in force today, by the length of the period;
    what was closed directly below comes first.
    """
    if closing.approved_by:
        raise Refusal("{closing} is approved already, by {name}", closing=str(closing), name=closing.approved_by)
    check_other_hands(by, closing.closed_by_key)
    check_standing(closing)
    clause = approver(closing).rule(f"{closing} ({MATRIX})")
    check_clause(clause, by, closing, "approve", closing.unit, closing.on)
    waiting = _below(closing).filter(approved_by="").count()
    if waiting:
        raise Refusal("{count} closings of units directly below are not approved yet", count=waiting)
    closing.approved_by = by.display_name
    closing.approved_on, closing.approved_as = today(), clause.authority
    closing.save()


def withdraw(closing: Closing) -> None:
    """Take a closing back, so that the period can be closed again. One approved, or closed over by the unit above, stays."""
    if closing.approved_by:
        raise Refusal("{closing} is approved and stays", closing=str(closing))
    check_standing(closing)
    parent = _parent(closing)
    if parent is not None and _same_period(closing).filter(unit=parent).exists():
        raise Refusal("{unit} has closed {period} by it; it is locked", unit=str(parent), period=closing.period)
    closing.withdrawn_on = today()
    closing.save()


def _parent(closing: Closing) -> Unit | None:
    """The unit above on the day the figures are of; None at a root."""
    return next(iter(queries.path(closing.unit, closing.on)[-2:-1]), None)


def _same_period(closing: Closing) -> QuerySet[Closing]:
    """Closings of the same period that were not withdrawn, of whichever unit."""
    found: QuerySet[Closing] = Closing.objects.filter(
        length=closing.length,
        calendar=closing.calendar,
        year=closing.year,
        number=closing.number,
        withdrawn_on__isnull=True,
    )
    return found


def _below(closing: Closing) -> QuerySet[Closing]:
    children = [unit.pk for unit in queries.children(closing.unit, closing.on)]
    return _same_period(closing).filter(unit__in=children)


def approver(closing: Closing) -> LookUp[ApprovalClause]:
    """The clause that says who approves the closing, by the rules in force today."""
    return regulations.approver(MATRIX, today(), kind=closing.length)


def check_standing(closing: Closing) -> None:
    """Refuse what is done to a closing that was withdrawn."""
    if closing.withdrawn_on is not None:
        raise Refusal("{closing} was withdrawn on {day}", closing=str(closing), day=closing.withdrawn_on.isoformat())


def _head_of(figures: Sequence[Figure]) -> Head:
    """The head the figures are of, as they say it themselves."""
    if not figures:
        raise Refusal("No indicator is defined for the last day of this period")
    _node, epoch, seq = figures[0].head.rsplit("/", 2) if "/" in figures[0].head else ("", "1", "0")
    return Head(int(epoch), int(seq))


def _frozen(closing: Closing, unit: Unit, figure: Figure) -> ClosedFigure:
    return ClosedFigure(
        closing=closing,
        unit=unit,
        indicator=figure.indicator,
        slice=figure.slice,
        **figure.sums._asdict(),
        comparator=figure.target.comparator if figure.target else "",
        target=figure.target.percent if figure.target else None,
    )


def sums_of(closed: ClosedFigure) -> Sums:
    """The sums as they were closed."""
    return Sums(closed.numerator, closed.denominator, closed.missing, closed.records)


def closed_figures(unit: UUID, days: Collection[date]) -> dict[tuple[date, str, str], ClosedFigure]:
    """What was closed about the unit, by day, indicator and slice; a closing of its own goes before one of the unit above."""
    found: dict[tuple[date, str, str], ClosedFigure] = {}
    rows = ClosedFigure.objects.filter(unit=unit, closing__on__in=days, closing__withdrawn_on__isnull=True)
    for closed in sorted(rows.select_related("closing"), key=lambda row: row.closing.unit_id != unit):
        found.setdefault((closed.closing.on, closed.indicator, closed.slice), closed)
    return found


def restated(figures: Collection[Figure]) -> dict[tuple[str, str], Restatement]:
    """Those of one unit's figures of one day that differ from what was closed, by indicator and slice."""
    one = next(iter(figures), None)
    if one is None:
        return {}
    closed = closed_figures(one.unit, [one.on])
    found = ((figure, closed.get((figure.on, figure.indicator, figure.slice))) for figure in figures)
    return {
        (figure.indicator, figure.slice): Restatement(row, figure)
        for figure, row in found
        if row is not None and sums_of(row) != figure.sums
    }


def restatements(closing: Closing) -> Iterator[Restatement]:
    """Every figure of the closing that is something else now."""
    rows = list(
        ClosedFigure.objects.filter(closing=closing).select_related("unit").order_by("indicator", "slice", "pk")
    )
    now = figures_of({row.unit_id for row in rows}, closing.on)
    by_name = {(f.unit, f.indicator, f.slice): f for figures in now.values() for f in figures}
    for row in rows:
        figure = by_name.get((row.unit_id, row.indicator, row.slice))
        if figure is not None and sums_of(row) != figure.sums:
            yield Restatement(row, figure)


def later_acts(closing: Closing, definition: Definition) -> QuerySet[Act]:
    """Acts after the closing that touched what the indicator reads: where a restatement can come from, newest first."""
    after = Q(epoch__gt=closing.epoch) | Q(epoch=closing.epoch, seq__gt=closing.seq)
    acts: QuerySet[Act] = Act.objects.filter(after, node=closing.node, touches__model__in=[LINK, *definition.reads])
    return acts.distinct().order_by("-epoch", "-seq")
