"""Saved records for the contract tests; each function is called inside an act. `number` makes a record distinct."""

from __future__ import annotations

from thenchot.foundation.indicators import closings
from thenchot.foundation.indicators.models import Closing
from thenchot.foundation.ledger.acts import Program
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.regulations import profile
from thenchot.foundation.regulations.models import PeriodLength, ReportingCalendar


def closing(unit: Unit, number: int = 1) -> Closing:
    profile.load()
    year, month = divmod(number, 12)
    return closings.close_period(
        unit=unit,
        length=PeriodLength.MONTH,
        year=2021 + year % 5,
        number=month + 1,
        calendar=ReportingCalendar.objects.get(code="calendar"),
        by=Program("tests"),
    )


FACTORIES = {"closings": closing}
INPUTS: dict[str, dict[str, object]] = {"closings/close_period": {"length": "month", "year": 2020, "number": 6}}
