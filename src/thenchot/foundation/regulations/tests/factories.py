"""Saved records for tests; each function is called inside an act. `number` makes a record distinct."""

from __future__ import annotations

from datetime import date

from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.regulations.actions import InForce, Terms, new_calendar, new_matrix
from thenchot.foundation.regulations.models import (
    ApprovalClause,
    ApprovalMatrix,
    CalendarCut,
    PeriodLength,
    ReportingCalendar,
)


def _said(code: str) -> InForce:
    return InForce(code=code, name=f"Rules {code}", valid_from=date(2020, 1, 1), source="1/QĐ-BTL")


def calendar(unit: Unit | None = None, number: int = 1) -> ReportingCalendar:
    return new_calendar(_said(f"C{number}"), [(PeriodLength.MONTH, 15, 1)])


def cut(unit: Unit | None = None, number: int = 1) -> CalendarCut:
    return CalendarCut.objects.get(calendar=calendar(number=100 + number))


def matrix(unit: Unit | None = None, number: int = 1) -> ApprovalMatrix:
    return new_matrix(_said(f"M{number}"), [Terms(authority="Commander", kind="month", steps_above=1)])


def clause(unit: Unit | None = None, number: int = 1) -> ApprovalClause:
    return ApprovalClause.objects.get(matrix=matrix(number=100 + number))


FACTORIES = {
    "reporting-calendars": calendar,
    "calendar-cuts": cut,
    "approval-matrices": matrix,
    "approval-clauses": clause,
}
INPUTS: dict[str, dict[str, object]] = {
    "calendar-cuts": {"first_day": 20},
    "calendar-cuts/new": {"length": PeriodLength.YEAR},
}
