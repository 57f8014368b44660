"""An organisation made up from a seed number, odd on purpose: moves, closures, gaps, lapses, blanks, clashing rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.people import FOUNDED, SETUP
from thenchot.domain.depots.models import Depot, DepotService, Tier
from thenchot.domain.materiel.equipment.actions import new_equipment
from thenchot.domain.materiel.models import (
    Branch,
    CoefficientFormula,
    Custody,
    Equipment,
    FormulaTerm,
    Grade,
    GradeScheme,
    Grading,
    Group,
    StateInterval,
    Type,
)
from thenchot.domain.standards.models import Answer, Assessment, Criterion, Result, Standard, StandardVersion
from thenchot.foundation.kernel.months import add_months
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation import actions as organisation
from thenchot.foundation.organisation.models import Unit

TODAY = date(2026, 6, 1)
MOVED = date(2025, 1, 1)
# The days figures are asked of; many facts begin and end on just these days.
DAYS = (date(2024, 6, 30), MOVED, date(2025, 8, 15), TODAY)
ASSESSED = (date(2024, 1, 15), date(2024, 6, 30), MOVED, date(2025, 3, 1), date(2025, 8, 15), date(2026, 3, 1), TODAY)


@dataclass
class Sample:
    """What was made: the units (root first) and the day-independent records."""

    units: list[Unit]
    depots: list[Depot]
    items: list[Equipment]


def make(seed: int, *, units: int = 12, depots: int = 30, items: int = 60) -> Sample:
    """Everything in a few acts."""
    chance = Random(seed)
    placed = _units(chance, units)
    return Sample(placed, _depots(chance, placed, depots), _items(chance, placed, items))


def _units(chance: Random, count: int) -> list[Unit]:
    with act("tests.units", by=SETUP):
        made = [organisation.found("U0", "Root", parent=None, on=FOUNDED)]
        for number in range(1, count):
            made.append(organisation.found(f"U{number}", f"Unit {number}", parent=chance.choice(made), on=FOUNDED))
    with act("tests.move", by=SETUP):
        # To the root: no cycle can come of it.
        for unit in chance.sample(made[1:], 3):
            organisation.move(unit, parent=made[0], on=MOVED)
    return made


def _depots(chance: Random, units: list[Unit], count: int) -> list[Depot]:
    versions = _standard()
    made, rows = [], []
    for number in range(count):
        opened = FOUNDED + timedelta(days=chance.randrange(1500))
        closed = chance.choice([None, None, None, _end(chance, opened)])
        depot = Depot(
            unit=chance.choice(units),
            code=f"D{number:03}",
            name=f"Depot {number}",
            tier=chance.choice(Tier.values),
            opened_on=opened,
            closed_on=closed,
        )
        made.append(depot)
        rows += [depot, *_services(chance, depot, units)]
        # Two versions may share a day, one may not; the later version comes first, so that it has the lower key.
        assessed = {
            (chance.randrange(len(versions)), chance.choice(ASSESSED)) for _ in range(chance.choice([0, 1, 2, 3]))
        }
        for version, day in sorted(assessed, reverse=True):
            rows += _assessment(chance, depot, versions[version], day)
    with act("tests.depots", by=SETUP) as deed:
        deed.add_many(rows)
    return made


def _services(chance: Random, depot: Depot, units: list[Unit]) -> list[DepotService]:
    if chance.random() < 0.3:
        return []
    early = DepotService(
        depot=depot, unit=chance.choice(units), tier=chance.choice(Tier.values), from_on=FOUNDED, until_on=MOVED
    )
    return [early, DepotService(depot=depot, unit=depot.unit, tier=depot.tier, from_on=MOVED)]


def _standard() -> list[tuple[StandardVersion, list[Criterion]]]:
    standard = Standard(code="DEPOT", name="Depot standard", applies_to="depots.depot")
    other = Standard(code="AAA", name="Another standard", applies_to="depots.depot")
    versions = []
    for known, number, mark in ((standard, 1, 50), (standard, 2, 75), (other, 1, 1)):
        version = StandardVersion(standard=known, number=number, valid_from=FOUNDED, pass_mark=mark, validity_months=12)
        criteria = [
            Criterion(
                standard_version=version,
                code=f"C-{place:02}",
                text=f"Criterion {place}",
                weight=place % 4,
                is_must_pass=place < 2,
                may_not_apply=place % 3 == 0,
                position=place,
            )
            for place in range(7)
        ]
        versions.append((version, criteria))
    with act("tests.standard", by=SETUP) as deed:
        deed.add_many([standard, other, *(row for version, criteria in versions for row in (version, *criteria))])
    return versions


def _assessment(
    chance: Random, depot: Depot, asked: tuple[StandardVersion, list[Criterion]], on: date
) -> list[Assessment | Answer]:
    version, criteria = asked
    found = Assessment(
        standard_version=version,
        subject_model="depots.depot",
        subject=depot.pk,
        subject_name=depot.name,
        unit=depot.unit,
        assessed_on=on,
        valid_until=_end(chance, on),
        assessor="An inspector",
    )
    all_well = chance.random() < 0.5
    answers = [
        Answer(
            assessment=found,
            criterion=criterion,
            result=Result.MET
            if all_well
            else chance.choice([*[Result.MET] * 8, Result.NOT_MET, Result.NOT_APPLICABLE]),
            valid_until=found.valid_until if chance.random() < 0.7 else min(found.valid_until, _end(chance, on)),
            fix_key=chance.choice(["", "", "roof"]),
            fix_cost=chance.choice([None, Decimal(chance.randrange(1000))]),
            fix_days=chance.choice([None, chance.randrange(90)]),
        )
        for criterion in criteria
        if all_well or chance.random() < 0.97
    ]
    return [found, *answers]


def _end(chance: Random, on: date) -> date:
    """The first day something no longer holds: often one of the days asked of."""
    return chance.choice([*(day for day in DAYS if day > on), on + timedelta(days=60), on + timedelta(days=730)])


def _items(chance: Random, units: list[Unit], count: int) -> list[Equipment]:
    branch = Branch(code="VEH", name="Vehicles")
    group = Group(branch=branch, code="TRK", name="Trucks")
    rows, types = [branch, group], []
    for number, (scheme, tracked) in enumerate(
        [("G", "serial"), ("G", "quantity"), ("TWICE", "lot"), ("NONE", "serial")]
    ):
        types.append(
            Type(group=group, grade_scheme=scheme, code=f"T{number}", name=f"Type {number}", tracked_by=tracked)
        )
    schemes = [
        GradeScheme(code="G", name="Old", valid_from=FOUNDED, valid_until=MOVED),
        GradeScheme(code="G", name="New", valid_from=MOVED),
        GradeScheme(code="TWICE", name="One", valid_from=FOUNDED),
        GradeScheme(code="TWICE", name="Two", valid_from=MOVED),
    ]
    grades = [
        Grade(scheme=scheme, code=code, label=str(code), is_good=code <= limit, is_available=True)
        for scheme, limit in zip(schemes, (2, 3, 2, 2), strict=True)
        for code in range(1, 6)
    ]
    rows += [*types, *schemes, *grades, *_formulas()]
    made = []
    for number in range(count):
        kind = chance.choice(types)
        item = new_equipment(
            kind,
            f"S{number}" if chance.random() < 0.6 else "",
            quantity=Decimal(1) if kind.tracked_by == "serial" else Decimal(chance.randrange(1, 9999)) / 1000,
        )
        item.removed_on = chance.choice([None, None, None, *DAYS])
        made.append(item)
        rows += [item, *_held(chance, item, units), *_graded(chance, item), *_states(chance, item)]
    with act("tests.items", by=SETUP) as deed:
        deed.add_many(rows)
    return made


def _formulas() -> list[CoefficientFormula | FormulaTerm]:
    """One formula after another, and a third that clashes with the first on one of the days asked of."""
    made: list[CoefficientFormula | FormulaTerm] = []
    for name, since, treatments in (
        ("First", FOUNDED, ("left_out", "down_maintenance", "down_supply", "by_grade")),
        ("Second", TODAY, ("by_grade", "left_out", "down_other", "left_out")),
    ):
        formula = CoefficientFormula(
            code="TECHNICAL_READINESS", name=name, valid_from=since, valid_until=TODAY if name == "First" else None
        )
        terms = zip(("awaiting_disposal", "in_repair", "awaiting_parts", "in_use"), treatments, strict=True)
        made += [formula, *(FormulaTerm(formula=formula, state=state, treatment=how) for state, how in terms)]
    clash = CoefficientFormula(
        code="TECHNICAL_READINESS", name="Clash", valid_from=DAYS[2], valid_until=DAYS[2] + timedelta(days=1)
    )
    return [*made, clash]


def _states(chance: Random, item: Equipment) -> list[StateInterval]:
    found, day = [], FOUNDED + timedelta(days=chance.randrange(1500))
    for _ in range(chance.choice([0, 0, 1, 2, 3])):
        until = _end(chance, day)
        state = chance.choice(("in_use", "sealed", "in_repair", "awaiting_parts", "awaiting_disposal", "suspended"))
        found.append(StateInterval(equipment=item, state=state, from_on=day, until_on=until))
        day = until + timedelta(days=chance.choice([0, 0, 10]))
    if found and chance.random() < 0.6:
        found[-1].until_on = None
    return found


def _held(chance: Random, item: Equipment, units: list[Unit]) -> list[Custody]:
    held, day = [], FOUNDED + timedelta(days=chance.randrange(1500))
    for _ in range(chance.choice([0, 1, 1, 2, 3])):
        until = _end(chance, day)
        held.append(Custody(equipment=item, unit=chance.choice(units), from_on=day, until_on=until))
        day = until + timedelta(days=chance.choice([0, 0, 10]))
    if held and chance.random() < 0.8:
        held[-1].until_on = None
    return held


def _graded(chance: Random, item: Equipment) -> list[Grading]:
    days = chance.sample(
        [*DAYS, *(add_months(day, -12) for day in DAYS), date(2025, 2, 3)], chance.choice([0, 1, 2, 3])
    )
    return [Grading(equipment=item, grade=chance.randrange(1, 7), graded_on=day) for day in days]


def in_order(figures):
    """As the board shows them: those with nothing to measure last."""
    return sorted(figures, key=lambda figure: not figure.is_applicable and not figure.missing)
