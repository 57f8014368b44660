"""Which calendar and which matrix are in force, how a period is cut, and who approves a case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from thenchot.foundation.kernel import periods
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.periods import Cut, Period
from thenchot.foundation.kernel.rule_sets import LookUp, look_up
from thenchot.foundation.regulations import rules
from thenchot.foundation.regulations.models import (
    ApprovalClause,
    ApprovalMatrix,
    CalendarCut,
    PeriodLength,
    ReportingCalendar,
)


def reporting_calendar(code: str, day: date) -> LookUp[ReportingCalendar]:
    """The calendar of this code in force on that day."""
    found = ReportingCalendar.objects.filter(code=code).order_by("valid_from")
    return look_up(((Interval.between(each.valid_from, each.valid_until), each) for each in found), day)


def approval_matrix(code: str, day: date) -> LookUp[ApprovalMatrix]:
    """The matrix of this code in force on that day."""
    found = ApprovalMatrix.objects.filter(code=code).order_by("valid_from")
    return look_up(((Interval.between(each.valid_from, each.valid_until), each) for each in found), day)


def cut(calendar: ReportingCalendar, length: PeriodLength, day: date) -> LookUp[Cut]:
    """Where the calendar cuts periods of this length; NO_RULE where it says nothing of them."""
    found = CalendarCut.objects.filter(calendar=calendar, length=length)
    return LookUp(day, tuple(Cut(each.first_day, each.months_before) for each in found))


def period(code: str, length: PeriodLength, year: int, number: int) -> tuple[ReportingCalendar, Period]:
    """The period of this name by the calendar in force on the first day of the last month it is named after.

    Refuses where no calendar of the code, or more than one, is in force then, and where it does not cut periods of this length.
    """
    day = periods.named_month(year, number, periods.length(length.value))
    calendar = reporting_calendar(code, day).rule(f"{ReportingCalendar._meta.verbose_name} {code}", field="calendar")
    found = cut(calendar, length, day).rule(f"{calendar}: {length.label}", field="length")
    return calendar, Period(year, number, periods.length(length.value), found)


def approver(
    code: str, day: date, *, kind: str = "", level: str = "", value: Decimal | None = None
) -> LookUp[ApprovalClause]:
    """The clause that says who approves such a case on that day; refuses where no matrix, or more than one, is in force."""
    matrix = approval_matrix(code, day).rule(f"{ApprovalMatrix._meta.verbose_name} {code}")
    clauses = ApprovalClause.objects.filter(matrix=matrix).select_related("role")
    found = [rules.Clause(each, each.kind, each.level, each.value_below) for each in clauses]
    return LookUp(day, rules.fitting(found, kind, level, value))
