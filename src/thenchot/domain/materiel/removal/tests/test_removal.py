"""A plan from its draft to the last item gone, and each place where it is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.people import SETUP
from thenchot.domain.materiel import profile
from thenchot.domain.materiel.equipment import actions as equipment
from thenchot.domain.materiel.models import Equipment, RemovalLine, RemovalPlan
from thenchot.domain.materiel.removal import actions, panels, queries
from thenchot.domain.materiel.removal.models import AssetClass, HolderLevel, Method, Outcome, RemovalCase, Step
from thenchot.domain.materiel.tests import factories
from thenchot.foundation.access.models import Grant, Role
from thenchot.foundation.access.reach import forget, today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act

pytestmark = pytest.mark.django_db


def deed():
    return act("materiel.test", by=SETUP, reason="test")


@pytest.fixture
def plan(tree):
    """A draft under the example regulation moved back, so that all its steps lie in the past."""
    with deed():
        profile.load()
        rules = queries.RemovalRegulation.objects.get()
        rules.valid_from = date(2024, 1, 1)
        rules.save()
        return actions.draft(
            unit=tree.a, year=2024, number="1/KH", holder_level=HolderLevel.REGIMENT, on=date(2024, 9, 2)
        )


@pytest.fixture
def scrap(tree, plan):
    with deed():
        item = factories.equipment(tree.a1, 1)
        equipment.regrade(item, grade=5, on=date(2024, 8, 1), document="1", grounds="burnt out")
    return Equipment.objects.get(pk=item.pk)


def case(plan, code):
    return plan.regulation.cases.get(code=code)


def filled(plan, scrap):
    with deed():
        line = actions.propose(plan, equipment=scrap, case=case(plan, "WEAPON_5"), method=Method.DESTRUCTION)
        for number in range(3):
            actions.name_member(plan, name=f"Member {number}", post="Commander", is_head=number == 0)
    return line


def step(plan, name, on, document="VB"):
    with deed():
        actions.advance(plan, step=name, on=on, document=document)


def test_a_plan_goes_from_its_draft_to_the_last_item_gone(plan, scrap):
    line = filled(plan, scrap)
    assert line.authority == "Bộ trưởng Bộ Quốc phòng"
    for name, on in [
        (Step.COUNCIL, date(2024, 9, 20)),
        (Step.SUBMITTED, date(2024, 10, 14)),
        (Step.CONSOLIDATED, date(2024, 11, 20)),
        (Step.ANNOUNCED, date(2025, 5, 5)),
        (Step.VERIFIED, date(2025, 5, 20)),
        (Step.OPINIONS, date(2025, 6, 2)),
    ]:
        step(plan, name, on)
    with deed():
        actions.decide(plan, on=date(2025, 7, 1), document="15/QĐ-BQP", signer="Minister")
    line.refresh_from_db()
    assert line.outcome == Outcome.APPROVED
    with deed():
        actions.carry_out(line, on=date(2025, 8, 1), document="BB 3")
    scrap.refresh_from_db()
    plan.refresh_from_db()
    assert (scrap.removed_on, scrap.removal_document, plan.step) == (date(2025, 8, 1), "BB 3", Step.CARRIED_OUT)
    told = {due.step: (due.due_on, due.done_on, due.is_late) for due in queries.calendar(plan, today())}
    assert told["submitted"] == (date(2024, 10, 15), date(2024, 10, 14), False)
    assert told["consolidated"] == (date(2024, 11, 15), date(2024, 11, 20), True)
    assert told["carried_out"] == (date(2025, 10, 15), date(2025, 8, 1), False)


def test_what_is_open_past_its_day_is_late(plan):
    def late(day):
        return {due.step for due in queries.calendar(plan, day) if due.is_late}

    assert late(date(2024, 10, 14)) == set()
    assert late(date(2024, 10, 15)) == {"submitted"}
    assert late(date(2024, 11, 15)) == {"submitted", "consolidated"}


def test_re_verification_waits_for_its_announcement(plan, scrap):
    filled(plan, scrap)
    for name, on in [(Step.COUNCIL, 3), (Step.SUBMITTED, 4), (Step.CONSOLIDATED, 5), (Step.ANNOUNCED, 6)]:
        step(plan, name, date(2024, 12, on))
    with pytest.raises(Refusal, match="from 2024-12-17"):
        step(plan, Step.VERIFIED, date(2024, 12, 16))
    step(plan, Step.VERIFIED, date(2024, 12, 17))


def test_a_council_passes_a_plan_with_lines_and_members_only(plan, scrap):
    with pytest.raises(Refusal, match="no lines yet"):
        step(plan, Step.COUNCIL, date(2024, 9, 20))
    with deed():
        actions.propose(plan, equipment=scrap, case=case(plan, "WEAPON_5"), method=Method.DESTRUCTION)
    with pytest.raises(Refusal, match="0 members; 3 are needed"):
        step(plan, Step.COUNCIL, date(2024, 9, 20))


def test_a_plan_sent_back_is_a_draft_again_and_forgets_its_steps(plan, scrap):
    line = filled(plan, scrap)
    step(plan, Step.COUNCIL, date(2024, 9, 20))
    with pytest.raises(Refusal, match="no draft any more"), deed():
        actions.withdraw(line)
    step(plan, Step.SENT_BACK, date(2024, 9, 25))
    assert [d.step for d in queries.calendar(plan, date(2024, 9, 30)) if d.done_on] == ["drafted"]
    with deed():
        actions.withdraw(line)
    assert not RemovalLine.objects.exists()


def test_whoever_prepared_a_plan_does_not_decide_it(plan, scrap, users):
    filled(plan, scrap)
    with deed():
        plan.prepared_by = users.keeper.pk
        plan.save()
    for name, on in [(Step.COUNCIL, 20), (Step.SUBMITTED, 21), (Step.CONSOLIDATED, 22)]:
        step(plan, name, date(2024, 9, on))
    with pytest.raises(Refusal, match="does not approve it"), deed():
        actions.decide(plan, on=date(2024, 10, 1), document="QĐ", signer="X", by=users.keeper)
    with deed():
        actions.decide(plan, on=date(2024, 10, 1), document="QĐ", signer="X", by=users.chief)


def test_a_line_set_aside_stays_in_the_register(plan, scrap):
    line = filled(plan, scrap)
    with deed():
        actions.refuse(line, grounds="can be repaired")
    for name, on in [(Step.COUNCIL, 20), (Step.SUBMITTED, 21), (Step.CONSOLIDATED, 22)]:
        step(plan, name, date(2024, 9, on))
    with deed():
        actions.decide(plan, on=date(2024, 10, 1), document="QĐ", signer="X")
    line.refresh_from_db()
    assert line.outcome == Outcome.REFUSED
    with pytest.raises(Refusal, match="Only an approved line"), deed():
        actions.carry_out(line, on=date(2024, 11, 1), document="x")
    assert Equipment.objects.get(pk=scrap.pk).removed_on is None


@pytest.mark.parametrize(
    ("code", "given", "words"),
    [
        ("WEAPON_5", {"method": Method.SALE}, "may not be sold whole"),
        ("UNECONOMIC", {"method": Method.DISPOSAL}, "needs an estimate"),
        ("UNECONOMIC", {"method": Method.DISPOSAL, "repair_estimate": Decimal(450000)}, "no more than 30 %"),
    ],
)
def test_a_line_that_its_case_does_not_bear_is_refused(plan, scrap, code, given, words):
    with pytest.raises(Refusal, match=words), deed():
        actions.propose(plan, equipment=scrap, case=case(plan, code), **given)


def test_the_registers_value_is_the_original_cost_unless_told(plan, scrap):
    with deed():
        line = actions.propose(
            plan,
            equipment=scrap,
            case=case(plan, "UNECONOMIC"),
            method=Method.DISPOSAL,
            asset_class=AssetClass.FIXED,
            repair_estimate=Decimal("450000.16"),
        )
    assert (line.original_cost, line.grade) == (Decimal("1500000.5"), 5)


def test_only_what_the_unit_holds_and_only_once_comes_in(plan, scrap, tree):
    with deed():
        actions.propose(plan, equipment=scrap, case=case(plan, "SURPLUS"), method=Method.DISPOSAL)
        far = factories.equipment(tree.b, 9)
    with pytest.raises(Refusal, match="in the plan already"), deed():
        actions.propose(plan, equipment=scrap, case=case(plan, "SURPLUS"), method=Method.DISPOSAL)
    far.refresh_from_db()
    with pytest.raises(Refusal, match="is not held by Division A or below"), deed():
        actions.propose(plan, equipment=far, case=case(plan, "SURPLUS"), method=Method.DISPOSAL)


def test_without_a_regulation_in_force_there_is_no_plan(tree):
    with pytest.raises(Refusal, match="No rule for removal from establishment"), deed():
        actions.draft(unit=tree.a, year=2020, number="1", holder_level=HolderLevel.BELOW, on=date(2020, 5, 1))
    assert not RemovalPlan.objects.exists()


def test_where_the_regulation_names_a_role_its_holder_decides(plan, scrap, users, tree):
    filled(plan, scrap)
    with deed():
        role = Role(code="minister", name="Minister's office", permissions=["materiel.*:view"])
        role.save()
        row = plan.regulation.authorities.get(asset_class="special")
        row.role = role
        row.save()
    for name, on in [(Step.COUNCIL, 20), (Step.SUBMITTED, 21), (Step.CONSOLIDATED, 22)]:
        step(plan, name, date(2024, 9, on))
    given = {"on": date(2024, 10, 1), "document": "QĐ", "signer": "X"}
    with pytest.raises(Refusal, match="Bộ trưởng Bộ Quốc phòng decides: somebody who holds the role"), deed():
        actions.decide(plan, **given, by=users.chief)
    with deed():
        Grant(user=users.chief, role=role, unit=tree.r, from_on=date(2024, 1, 1)).save()
    forget(users.chief)
    with deed():
        actions.decide(plan, **given, by=users.chief)
    assert plan.step == Step.DECIDED


def test_the_example_says_that_five_of_the_twelve_cases_are_to_be_added(plan):
    told = panels.completeness(None, plan.regulation)
    assert told == {"known": 7, "stated": 12, "missing": 5}
    with deed():
        RemovalCase(regulation=plan.regulation, code="OWN", label="Added by an administrator").save()
        plan.regulation.stated_cases = None
    assert panels.completeness(None, plan.regulation) is None
