"""Saved records for tests; each function is called inside an act. `number` makes a record distinct."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from thenchot.domain.materiel import profile
from thenchot.domain.materiel.equipment import actions
from thenchot.domain.materiel.establishment import actions as establishment
from thenchot.domain.materiel.models import (
    Branch,
    CoefficientFormula,
    CompleteSet,
    CouncilMember,
    Criticality,
    Custody,
    DomainField,
    Equipment,
    Establishment,
    FormulaTerm,
    Grade,
    GradeScheme,
    Grading,
    Group,
    RemovalAuthority,
    RemovalCase,
    RemovalDeadline,
    RemovalLine,
    RemovalPlan,
    RemovalRegulation,
    RemovalStep,
    SetCustody,
    SetLine,
    SetList,
    SetMember,
    State,
    StateInterval,
    TrackedBy,
    Type,
    TypeAlias,
    Variant,
)
from thenchot.domain.materiel.removal import actions as removal
from thenchot.domain.materiel.removal.models import HolderLevel, Method, Step
from thenchot.domain.materiel.sets import actions as sets
from thenchot.domain.materiel.states import actions as states
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit

RECEIVED = date(2024, 3, 1)


def saved(record: Record) -> Record:
    record.save()
    return record


def grade_scheme(unit: Unit | None = None, number: int = 1) -> GradeScheme:
    return saved(GradeScheme(code=f"SCHEME{number}", name=f"Scheme {number}", valid_from=date(2020, 1, 1)))


def grade(unit: Unit | None = None, number: int = 1) -> Grade:
    scheme = grade_scheme(number=100 + number)
    return saved(Grade(scheme=scheme, code=1, label=f"Good {number}", is_good=True, is_available=True))


def domain_field(unit: Unit | None = None, number: int = 1) -> DomainField:
    return saved(DomainField(code=f"F{number}", name=f"Field {number}"))


def branch(unit: Unit | None = None, number: int = 1) -> Branch:
    return Branch.objects.filter(code=f"B{number}").first() or saved(Branch(code=f"B{number}", name=f"Branch {number}"))


def group(unit: Unit | None = None, number: int = 1) -> Group:
    known = Group.objects.filter(code=f"G{number}").first()
    return known or saved(Group(code=f"G{number}", name=f"Group {number}", branch=branch(number=number)))


def equipment_type(unit: Unit | None = None, number: int = 1, tracked_by: str = TrackedBy.SERIAL) -> Type:
    profile.load()
    known = Type.objects.filter(code=f"T{number}").first()
    return known or saved(Type(group=group(number=1), code=f"T{number}", name=f"Truck {number}", tracked_by=tracked_by))


def variant(unit: Unit | None = None, number: int = 1) -> Variant:
    return saved(Variant(type=equipment_type(number=1), code=f"V{number}", name=f"Model {number}"))


def type_alias(unit: Unit | None = None, number: int = 1) -> TypeAlias:
    return saved(TypeAlias(type=equipment_type(number=1), text=f"Lorry {number}"))


def equipment(
    unit: Unit,
    number: int = 1,
    *,
    kind: Type | None = None,
    serial_number: str | None = None,
    received_on: date = RECEIVED,
    grade: int | None = 1,
) -> Equipment:
    (item,) = actions.register(
        type=kind or equipment_type(number=1),
        unit=unit,
        received_on=received_on,
        serial_numbers=f"S{number:03d}" if serial_number is None else f'"{serial_number}"',
        grade=grade,
        document="12/BB-KT",
        grounds="Acceptance test",
        unit_value=Decimal("1500000.5"),
    )
    return item


def custody(unit: Unit, number: int = 1) -> Custody:
    return Custody.objects.get(equipment=equipment(unit, 1000 + number))


def grading(unit: Unit, number: int = 1) -> Grading:
    return Grading.objects.get(equipment=equipment(unit, 2000 + number))


def equipment_state(unit: Unit, number: int = 1) -> StateInterval:
    item = equipment(unit, 3000 + number)
    states.change_state(item, state=State.SEALED, on=date(2025, 1, 1), document=f"{number}/BB")
    return StateInterval.objects.get(equipment=item)


def formula(unit: Unit | None = None, number: int = 1) -> CoefficientFormula:
    return states.new_formula(
        code=f"K{number}", name=f"Coefficient {number}", valid_from=date(2020, 1, 1), terms={"sealed": "left_out"}
    )


def formula_term(unit: Unit | None = None, number: int = 1) -> FormulaTerm:
    return FormulaTerm.objects.get(formula=formula(number=100 + number))


def set_list(unit: Unit | None = None, number: int = 1) -> SetList:
    made = sets.new_list(variant=variant(number=3000 + number), valid_from=date(2024, 1, 1), source="Manual")
    for mark in ("left", "right"):
        sets.add_line(made, type=equipment_type(number=1), quantity=1, criticality=Criticality.MINOR, mark=mark)
    return made


def set_line(unit: Unit | None = None, number: int = 1) -> SetLine:
    return SetLine.objects.filter(set_list=set_list(number=1000 + number)).first()


def complete_set(unit: Unit, number: int = 1) -> CompleteSet:
    of = set_list(number=2000 + number).variant
    return sets.assemble(code=f"SET{number}", name=f"Set {number}", variant=of, unit=unit, on=RECEIVED, document="1")


def set_member(unit: Unit, number: int = 1) -> SetMember:
    whole = complete_set(unit, 3000 + number)
    return sets.put_in(whole, equipment=equipment(unit, 4000 + number), on=RECEIVED, mark="left")


def set_custody(unit: Unit, number: int = 1) -> SetCustody:
    return SetCustody.objects.get(complete_set=complete_set(unit, 4000 + number))


def authorised(unit: Unit, number: int = 1) -> Establishment:
    kind = equipment_type(number=5000 + number)
    return establishment.authorise(unit=unit, type=kind, quantity=Decimal(3), on=RECEIVED, document=f"{number}")


def regulation(unit: Unit | None = None, number: int = 1) -> RemovalRegulation:
    made = RemovalRegulation(
        code=f"R{number}",
        name=f"Regulation {number}",
        valid_from=date(2024, 1, 1),
        repair_limit_percent=30,
        recovery_percent=50,
        council_minimum=3,
        announced_days_ahead=7,
        submitted_days_after=5,
        opinion_days=7,
        copied_days_after=5,
    )
    made.save()
    RemovalCase(regulation=made, code="SURPLUS", label="No longer needed").save()
    RemovalDeadline(regulation=made, step="submitted", month=10, day=15).save()
    RemovalAuthority(regulation=made, asset_class="special", authority="Minister").save()
    return made


def removal_case(unit: Unit | None = None, number: int = 1) -> RemovalCase:
    return regulation(number=100 + number).cases.get()


def removal_deadline(unit: Unit | None = None, number: int = 1) -> RemovalDeadline:
    return regulation(number=200 + number).deadlines.get()


def removal_authority(unit: Unit | None = None, number: int = 1) -> RemovalAuthority:
    return regulation(number=300 + number).authorities.get()


def removal_plan(unit: Unit, number: int = 1) -> RemovalPlan:
    if not RemovalRegulation.objects.filter(code="REMOVAL").exists():
        first = regulation(number=900)
        first.code = "REMOVAL"
        first.save()
    return removal.draft(
        unit=unit, year=2025, number=f"{number}/KH", holder_level=HolderLevel.REGIMENT, on=date(2025, 9, 1)
    )


def removal_line(unit: Unit, number: int = 1) -> RemovalLine:
    plan = removal_plan(unit, 1000 + number)
    case = plan.regulation.cases.get(code="SURPLUS")
    return removal.propose(plan, equipment=equipment(unit, 7000 + number), case=case, method=Method.DESTRUCTION)


def council_member(unit: Unit, number: int = 1) -> CouncilMember:
    return removal.name_member(removal_plan(unit, 2000 + number), name=f"Member {number}", post="Engineer")


def removal_step(unit: Unit, number: int = 1) -> RemovalStep:
    return RemovalStep.objects.get(plan=removal_plan(unit, 3000 + number))


def proposal(plan: RemovalPlan, unit: Unit, number: int = 8001) -> dict[str, object]:
    """Answers that propose a new item for removal."""
    case = plan.regulation.cases.get(code="SURPLUS")
    return {"equipment": equipment(unit, number), "case": case, "method": Method.DESTRUCTION}


def up_to_opinions(plan: RemovalPlan, unit: Unit) -> dict[str, object]:
    """Bring a plan to the point where it can be decided; the answers that decide it."""
    if not plan.lines.exists():
        removal.propose(plan, **proposal(plan, unit))
    for number in range(3):
        removal.name_member(plan, name=f"Member {number}", post="Engineer", is_head=number == 0)
    before = (Step.COUNCIL, Step.SUBMITTED, Step.CONSOLIDATED, Step.ANNOUNCED, Step.VERIFIED, Step.OPINIONS)
    for month, step in enumerate(before, start=1):
        removal.advance(plan, step=step, on=date(2026, month, 1), document=f"{month}/BB")
    return {"on": date(2026, 8, 1), "document": "9/QĐ", "signer": "Commander"}


def council_ready(plan: RemovalPlan, unit: Unit) -> dict[str, object]:
    removal.propose(plan, **proposal(plan, unit))
    for number in range(3):
        removal.name_member(plan, name=f"Member {number}", post="Engineer", is_head=number == 0)
    return {"step": Step.COUNCIL, "on": date(2026, 1, 1), "document": "1/BB"}


def decided_line(line: RemovalLine, unit: Unit) -> dict[str, object]:
    removal.decide(line.plan, **up_to_opinions(line.plan, unit))
    return {"on": date(2026, 9, 1), "document": "10/BB"}


def part_for(whole: CompleteSet, unit: Unit) -> dict[str, object]:
    return {"equipment": equipment(unit, 8002), "on": date(2025, 1, 1), "mark": "left"}


def part_of(whole: CompleteSet, unit: Unit) -> dict[str, object]:
    part = sets.put_in(whole, **part_for(whole, unit))
    return {"equipment": part.equipment, "on": date(2025, 6, 1)}


PREPARE = {
    "removal-plans/propose": proposal,
    "removal-plans/advance": council_ready,
    "removal-plans/decide": up_to_opinions,
    "removal-lines/carry_out": decided_line,
    "complete-sets/put_in": part_for,
    "complete-sets/take_out": part_of,
}
INPUTS = {
    "removal-deadlines/new": {"step": Step.VERIFIED},
    "equipment/register": {"serial_numbers": "X1"},
    "equipment/change_state": {"state": State.SEALED, "on": date(2025, 1, 1)},
}
FACTORIES = {
    "removal-regulations": regulation,
    "removal-cases": removal_case,
    "removal-deadlines": removal_deadline,
    "removal-authorities": removal_authority,
    "removal-plans": removal_plan,
    "removal-lines": removal_line,
    "council-members": council_member,
    "removal-steps": removal_step,
    "establishment": authorised,
    "set-lists": set_list,
    "set-lines": set_line,
    "complete-sets": complete_set,
    "set-members": set_member,
    "set-custody": set_custody,
    "equipment-states": equipment_state,
    "coefficient-formulas": formula,
    "formula-terms": formula_term,
    "grade-schemes": grade_scheme,
    "grades": grade,
    "catalogue-fields": domain_field,
    "branches": branch,
    "groups": group,
    "types": equipment_type,
    "variants": variant,
    "type-aliases": type_alias,
    "equipment": equipment,
    "custody": custody,
    "gradings": grading,
}
