"""Ten strategic depots by a standard of two must-pass criteria, five of them at fault, with prices that make a clear plan.

D1 and D2 (under A1) share a fire-water line (100 million, 40 days); D1 lacks a roof as well (30, 20). D3 (A2) lacks roof (50, 25)
and papers (5, 3); D4 (B) lacks only papers (90, 10); D5's assessment has lapsed, and no record tells what a new one takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.people import FOUNDED, SETUP, Tree
from thenchot.domain.depots.models import Depot
from thenchot.domain.standards.models import Answer, Assessment, Criterion, Standard, StandardVersion
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.keylink.models import Estimate

ON = date(2026, 6, 1)
MILLION = 1_000_000
FIGURE = ("depots_at_standard", "strategic")
# For each depot that falls short, by criterion: shared key, millions, days.
FAULTS: Mapping[str, Mapping[str, tuple[str, int, int]]] = {
    "D1": {"FIRE": ("water line", 100, 40), "ROOF": ("", 30, 20)},
    "D2": {"FIRE": ("water line", 100, 40)},
    "D3": {"ROOF": ("", 50, 25), "FIRE": ("", 5, 3)},
    "D4": {"FIRE": ("", 90, 10)},
}


@dataclass(frozen=True)
class House:
    """What was made."""

    tree: Tree
    depots: Mapping[str, Depot]
    version: StandardVersion


def make(tree: Tree) -> House:
    """Ten depots; D6 to D10 are up to the standard."""
    standard = Standard(code="DEPOT", name="Depot standard", applies_to="depots.depot")
    version = StandardVersion(standard=standard, number=1, valid_from=FOUNDED, pass_mark=80, validity_months=12)
    criteria = [
        Criterion(standard_version=version, code=code, text=code.title(), weight=1, is_must_pass=True, position=n)
        for n, code in enumerate(("ROOF", "FIRE"))
    ]
    with act("tests.standard", by=SETUP) as deed:
        deed.add_many([standard, version, *criteria])
    places = [tree.a1, tree.a1, tree.a2, tree.b, tree.b, tree.r, tree.r, tree.r, tree.r, tree.r]
    depots = {f"D{n}": _depot(f"D{n}", unit) for n, unit in enumerate(places, start=1)}
    house = House(tree, depots, version)
    for code in depots:
        assess(house, code, FAULTS.get(code, {}), until=date(2026, 3, 1) if code == "D5" else date(2027, 1, 1))
    return house


def _depot(code: str, unit: Unit) -> Depot:
    made = Depot(unit=unit, code=code, name=f"Depot {code}", tier="strategic", opened_on=FOUNDED)
    with act("tests.depot", by=SETUP):
        made.save()
    return made


def assess(
    house: House,
    code: str,
    faults: Mapping[str, tuple[str, int, int]],
    *,
    on: date = date(2026, 1, 1),
    until: date = date(2027, 1, 1),
) -> None:
    """An assessment with these faults; everything else is met."""
    depot = house.depots[code]
    with act("tests.assess", by=SETUP):
        made = Assessment(
            standard_version=house.version,
            subject_model="depots.depot",
            subject=depot.pk,
            unit=depot.unit,
            assessed_on=on,
            valid_until=until,
            assessor="An inspector",
        )
        made.save()
        for criterion in Criterion.objects.filter(standard_version=house.version):
            fault = faults.get(criterion.code)
            Answer(
                assessment=made,
                criterion=criterion,
                result="not_met" if fault else "met",
                valid_until=until,
                fix_key=fault[0] if fault else "",
                fix_cost=Decimal(fault[1] * MILLION) if fault else None,
                fix_days=fault[2] if fault else None,
                fix_resource="Builders" if fault and fault[0] else "",
            ).save()


def estimate(millions: int | None = 10, *, days: int = 5, **more: object) -> Estimate:
    """What a new assessment takes, where no record tells."""
    values = {"indicator": "depots_at_standard", "cause": "lapsed", "days": days, "valid_from": FOUNDED} | more
    made = Estimate(cost=None if millions is None else Decimal(millions * MILLION), **values)
    with act("tests.estimate", by=SETUP):
        made.save()
    return made
