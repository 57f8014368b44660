"""Saved records for tests; each function is called inside an act. `number` makes a record distinct."""

from __future__ import annotations

from datetime import date
from typing import Any

from thenchot.domain.depots import actions
from thenchot.domain.depots.models import Depot, DepotService, Tier
from thenchot.domain.standards import profile
from thenchot.domain.standards.models import Assessment
from thenchot.domain.standards.tests.factories import answers
from thenchot.foundation.organisation.models import Unit

OPENED = date(2021, 1, 1)


def depot(unit: Unit, number: int = 1, *, tier: Tier = Tier.STRATEGIC) -> Depot:
    return actions.open_depot(code=f"K{number}", name=f"Kho {number}", unit=unit, tier=tier, opened_on=OPENED)


def depot_service(unit: Unit, number: int = 1) -> DepotService:
    return DepotService.objects.get(depot=depot(unit, 500 + number))


def assessed(of: Depot, *, on: date = date(2026, 1, 31), **changed: Any) -> Assessment:
    version = profile.load_depot_standard()
    given = answers(version, **{code.replace("_", "-"): answer for code, answer in changed.items()})
    return actions.assess(of, version=version, on=on, answers=given, assessor="Inspector", minutes="3/BB")


FACTORIES = {"depots": depot, "depot-services": depot_service}
