"""What can be done with plans of removal. Each is called inside an act."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from thenchot.domain.materiel.equipment import actions as equipment_actions
from thenchot.domain.materiel.equipment.models import Equipment
from thenchot.domain.materiel.equipment.queries import grade_on, holder
from thenchot.domain.materiel.equipment.rules import check_in_register
from thenchot.domain.materiel.removal import queries, rules
from thenchot.domain.materiel.removal.models import (
    AssetClass,
    CouncilMember,
    HolderLevel,
    Method,
    Outcome,
    RemovalCase,
    RemovalLine,
    RemovalPlan,
    RemovalStep,
    Step,
)
from thenchot.foundation.access.duties import check_other_hands
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.organisation.queries import under
from thenchot.foundation.regulations.authority import check_role


def draft(
    *,
    unit: Unit,
    year: int,
    number: str,
    holder_level: HolderLevel,
    on: date,
    is_remote: bool = False,
    by: User | None = None,
) -> RemovalPlan:
    """Begin a plan under the regulation in force on that day; whoever begins it does not decide it."""
    regulation = queries.regulation_in_force(on).rule("removal from establishment", field="on")
    if not tidy(number):
        raise Refusal("Write the plan's number", field="number")
    if RemovalPlan.objects.filter(unit=unit, year=year, number=tidy(number)).exists():
        raise Refusal(
            "{unit} has a plan {number} of that year already", field="number", unit=str(unit), number=tidy(number)
        )
    plan = RemovalPlan(
        unit=unit,
        year=year,
        number=tidy(number),
        regulation=regulation,
        holder_level=holder_level,
        is_remote=is_remote,
        prepared_by=by.pk if by else None,
    )
    plan.save()
    if on > today():
        raise Refusal(
            "{on} has not come yet; today is {today}", field="on", on=on.isoformat(), today=today().isoformat()
        )
    RemovalStep(plan=plan, step=Step.DRAFTED, on=on).save()
    return plan


def propose(  # noqa: PLR0913  # its keywords are the form
    plan: RemovalPlan,
    *,
    equipment: Equipment,
    case: RemovalCase,
    method: Method,
    asset_class: AssetClass = AssetClass.SPECIAL,
    original_cost: Decimal | None = None,
    residual_value: Decimal | None = None,
    replacement_price: Decimal | None = None,
    repair_estimate: Decimal | None = None,
    expected_proceeds: Decimal | None = None,
    grounds: str = "",
) -> RemovalLine:
    """Put an item the unit (or one below it) holds into the plan, with what its case must show."""
    _check_open_draft(plan)
    check_in_register(equipment.removed_on)
    held = holder(equipment, today())
    if held is None or not under([plan.unit_id], today()).filter(unit=held.unit_id).exists():
        raise Refusal(
            "{item} is not held by {unit} or below it", field="equipment", item=str(equipment), unit=str(plan.unit)
        )
    if case.regulation_id != plan.regulation_id:
        raise Refusal("That case is of another regulation", field="case")
    if RemovalLine.objects.filter(plan=plan, equipment=equipment).exists():
        raise Refusal("{item} is in the plan already", field="equipment", item=str(equipment))
    cost = original_cost if original_cost is not None else equipment.unit_value
    rules.check_line(
        rules.Proposed(
            asset_class,
            method,
            queries.is_for_disposal(equipment, today()),
            cost,
            replacement_price,
            repair_estimate,
        ),
        needs_worst_grade=case.needs_worst_grade,
        needs_repair_estimate=case.needs_repair_estimate,
        limit_percent=plan.regulation.repair_limit_percent,
    )
    grading = grade_on(equipment, today())
    line = RemovalLine(
        plan=plan,
        equipment=equipment,
        case=case,
        asset_class=asset_class,
        grade=grading.grade if grading else None,
        original_cost=cost,
        residual_value=residual_value,
        replacement_price=replacement_price,
        repair_estimate=repair_estimate,
        method=method,
        expected_proceeds=expected_proceeds,
        reason=tidy(grounds),
    )
    line.authority = queries.authority(plan, line).authority
    line.save()
    return line


def withdraw(line: RemovalLine) -> None:
    """Take a line out of a plan that is still a draft."""
    _check_open_draft(line.plan)
    line.delete()


def name_member(plan: RemovalPlan, *, name: str, post: str, is_head: bool = False) -> CouncilMember:
    """Name a member of the disposal council; one heads it."""
    _check_open_draft(plan)
    if not tidy(name):
        raise Refusal("Write the member's name", field="name")
    members = CouncilMember.objects.filter(plan=plan)
    if members.filter(name=tidy(name)).exists():
        raise Refusal("{name} is on the council already", field="name", name=tidy(name))
    if is_head and members.filter(is_head=True).exists():
        raise Refusal("The council has a head already", field="is_head")
    member = CouncilMember(plan=plan, name=tidy(name), post=tidy(post), is_head=is_head)
    member.save()
    return member


def advance(plan: RemovalPlan, *, step: Step, on: date, document: str, note: str = "") -> RemovalStep:
    """Write down that the plan passed a step: in order, by document, not before the step before it.

    The council passes a plan that has lines and a council of the least size; a decision is made by `decide`, and carrying out
    is written down by itself once every approved line is removed.
    """
    if step in {Step.DECIDED, Step.CARRIED_OUT, Step.DRAFTED}:
        raise Refusal("That step does not follow here", field="step", step=plan.step, wanted=str(step))
    if step == Step.COUNCIL:
        _check_ready(plan)
    if step == Step.VERIFIED:
        _check_announced(plan, on)
    return _note(plan, step, on, document, note)


def decide(plan: RemovalPlan, *, on: date, document: str, signer: str, by: User | None = None) -> RemovalStep:
    """The competent person decides: every line not refused before is approved. Not by whoever prepared the plan.

    Who is competent for each line is asked of the regulation again; where it names a role, whoever writes this down holds it.
    """
    check_other_hands(by, plan.prepared_by)
    if not tidy(signer):
        raise Refusal("Write who signed", field="signer")
    for line in RemovalLine.objects.filter(plan=plan, outcome=Outcome.PROPOSED):
        competent = queries.authority(plan, line)
        check_role(by, competent.role, plan.unit, competent.authority)
        line.authority = competent.authority
        line.outcome = Outcome.APPROVED
        line.save()
    return _note(plan, Step.DECIDED, on, document, signer)


def refuse(line: RemovalLine, *, grounds: str) -> None:
    """Set a line aside before the decision: re-verification or an opinion spoke against it."""
    if line.plan.step in {Step.DECIDED, Step.CARRIED_OUT} or line.outcome != Outcome.PROPOSED:
        raise Refusal("The line is decided already")
    if not tidy(grounds):
        raise Refusal("State the grounds", field="grounds")
    line.outcome, line.reason = Outcome.REFUSED, tidy(f"{line.reason} {grounds}")[:500]
    line.save()


def carry_out(line: RemovalLine, *, on: date, document: str) -> None:
    """Remove the approved item from the register; with the last one the plan is carried out."""
    if line.outcome != Outcome.APPROVED:
        raise Refusal("Only an approved line is carried out")
    decided = RemovalStep.objects.filter(plan=line.plan_id, step=Step.DECIDED).order_by("-on").first()
    if decided is not None and on < decided.on:
        raise Refusal("The decision is of {day}", field="on", day=decided.on)
    equipment_actions.remove(line.equipment, on=on, document=document)
    line.outcome = Outcome.REMOVED
    line.save()
    plan = line.plan
    if not RemovalLine.objects.filter(plan=plan, outcome=Outcome.APPROVED).exists():
        _note(plan, Step.CARRIED_OUT, on, document, "")


def _note(plan: RemovalPlan, step: Step, on: date, document: str, note: str) -> RemovalStep:
    last = queries.last_step(plan)
    rules.check_step(plan.step, step, on, last_on=last.on if last else None, today=today())
    if not document.strip():
        raise Refusal("Name the document", field="document")
    made = RemovalStep(plan=plan, step=step, on=on, document=tidy(document), note=tidy(note))
    made.save()
    plan.step = step
    plan.save()
    return made


def _check_open_draft(plan: RemovalPlan) -> None:
    if plan.step not in {Step.DRAFTED, Step.SENT_BACK}:
        raise Refusal("The plan is no draft any more; send it back first")


def _check_ready(plan: RemovalPlan) -> None:
    if not RemovalLine.objects.filter(plan=plan).exists():
        raise Refusal("The plan has no lines yet")
    members = CouncilMember.objects.filter(plan=plan)
    rules.check_council(members.filter(is_head=True).count(), members.count(), plan.regulation.council_minimum)


def _check_announced(plan: RemovalPlan, on: date) -> None:
    """Re-verification follows its announcement by the regulation's working days (public holidays are not known here)."""
    announced = RemovalStep.objects.filter(plan=plan, step=Step.ANNOUNCED).order_by("-on", "-id").first()
    if announced is None:
        return
    earliest = rules.working_days_after(announced.on, plan.regulation.announced_days_ahead)
    if on < earliest:
        raise Refusal(
            "Announced on {announced}, it may be verified from {earliest}",
            field="on",
            announced=announced.on.isoformat(),
            earliest=earliest.isoformat(),
        )
