"""One record of each resource of the key link, for the contract tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tests.people import FOUNDED
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.keylink.models import Estimate, Plan, PlanLine

DUE = date(2026, 3, 1)


def estimate(_unit: Unit, number: int) -> Record:
    made = Estimate(
        indicator="depots_at_standard", cause=f"cause_{number}", cost=Decimal(1500), days=3, valid_from=FOUNDED
    )
    made.save()
    return made


def plan(unit: Unit, number: int) -> Plan:
    made = Plan(
        unit=unit,
        indicator="depots_at_standard",
        slice="campaign",
        title=f"Plan {number}",
        on=date(2026, 1, number % 27 + 1),
        head="main/1/1",
        total=Decimal(20),
        before=Decimal(15),
        after=Decimal(17),
        target=Decimal(85),
        cost=Decimal(1000),
        due_on=DUE,
        is_proved=True,
        prepared_by="A planner",
    )
    made.save()
    return made


def line(unit: Unit, number: int) -> Record:
    made = PlanLine(
        plan=plan(unit, number),
        key=f"D-{number}/ROOF",
        label=f"New roof {number}",
        unit=unit,
        cost=Decimal(1000),
        days=20,
        first_due_on=DUE,
        due_on=DUE,
    )
    made.save()
    return made


FACTORIES: dict[str, Callable[[Unit, int], Record]] = {
    "remedy-estimates": estimate,
    "key-link-plans": plan,
    "key-link-tasks": line,
}
INPUTS: dict[str, dict[str, object]] = {"key-link-tasks/give": {"due_on": date(2099, 1, 31)}}
