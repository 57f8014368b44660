"""Saved records for the contract tests; each function is called inside an act. `number` makes a record distinct."""

from __future__ import annotations

from thenchot.foundation.indicators import closings
from thenchot.foundation.indicators.models import Closing, PeriodLength
from thenchot.foundation.ledger.acts import Program
from thenchot.foundation.organisation.models import Unit


def closing(unit: Unit, number: int = 1) -> Closing:
    year, month = divmod(number, 12)
    return closings.close_period(
        unit=unit, length=PeriodLength.MONTH, year=2021 + year % 5, number=month + 1, by=Program("tests")
    )


FACTORIES = {"closings": closing}
INPUTS: dict[str, dict[str, object]] = {"closings/close_period": {"length": "month", "year": 2020, "number": 6}}
