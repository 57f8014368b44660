"""One record of each resource of reports, for the contract tests; called inside an act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from thenchot.domain.directives.models import Book
from thenchot.foundation.ledger.acts import Program
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.regulations import profile
from thenchot.insight.reports import actions
from thenchot.insight.reports.models import Report, Wording
from thenchot.insight.reports.registry import by_name
from thenchot.insight.reports.spans import span

WRITER = Program("writer")


def report(unit: Unit, number: int) -> Report:
    profile.load()
    definition = by_name("month")
    period = span(definition.period, f"{number % 12 + 1}/{2022 + number // 12 % 3}")
    return actions.write(definition, unit, period, by=WRITER)


def wording(unit: Unit, number: int) -> Record:
    of = report(unit, number)
    made = actions.reword(of, part="situation", text=f"A quiet month, number {number}.", by=WRITER)
    assert isinstance(made, Wording)
    return made


def book(unit: Unit, on: date, system: str = "state") -> Book:
    made = Book(unit=unit, direction="outgoing", system=system, period=str(on.year), name="Outgoing")
    made.save()
    return made


ISSUED_ON = date(2026, 2, 3)


def _submitted(record: Report, _unit: Unit) -> dict[str, Any]:
    actions.submit(record, by=WRITER)
    return {}


def _approved(record: Report, unit: Unit) -> dict[str, Any]:
    _submitted(record, unit)
    actions.approve(record, by=Program("approver"))
    return {"book": book(unit, ISSUED_ON), "on": ISSUED_ON}


FACTORIES: dict[str, Callable[[Unit, int], Record]] = {"reports": report, "report-wordings": wording}
PREPARE: dict[str, Callable[[Any, Unit], dict[str, Any]]] = {
    "reports/approve": _submitted,
    "reports/give_back": lambda record, unit: {**_submitted(record, unit), "why": "The causes are missing"},
    "reports/issue": _approved,
}
INPUTS: dict[str, dict[str, object]] = {"reports/sign_as": {"signer": "Somebody", "signer_post": "Chief"}}
