"""Saved records for tests; each function is called inside an act. `number` makes a record distinct."""

from __future__ import annotations

from datetime import date

from thenchot.foundation.organisation import actions
from thenchot.foundation.organisation.models import Unit, UnitAlias, UnitLink

FOUNDED = date(2021, 3, 1)


def unit(parent: Unit, number: int = 1) -> Unit:
    return actions.found(f"N{number:03d}{parent.code}", f"Kho đạn {number}", parent=parent, on=FOUNDED)


def unit_link(parent: Unit, number: int = 1) -> UnitLink:
    return UnitLink.objects.get(unit=unit(parent, 100 + number))


def unit_alias(of: Unit, number: int = 1) -> UnitAlias:
    return actions.also_called(of, f"Tên khác {number}")


FACTORIES = {"units": unit, "unit-links": unit_link, "unit-aliases": unit_alias}
INPUTS = {
    "units/found": {"code": "MOI", "name": "Đơn vị mới", "on": date(2026, 1, 1)},
    "units/rename": {"name": "Tên mới"},
    "units/move": {"on": date(2026, 1, 1)},
    "units/close": {"on": date(2030, 1, 1)},
}
