"""A set is a lasting record with named items: what it lacks is known, and it changes hands whole in one act."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people import SETUP
from thenchot.domain.materiel.equipment import actions as equipment
from thenchot.domain.materiel.equipment import queries as equipment_queries
from thenchot.domain.materiel.models import CompleteSet, Criticality, SetCustody, SetLine, SetMember, Type
from thenchot.domain.materiel.sets import actions, queries, rules
from thenchot.domain.materiel.sets.rules import Required, SetState
from thenchot.domain.materiel.tests import factories
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.ledger.models import Act

database = pytest.mark.django_db
START = factories.RECEIVED


def deed():
    return act("materiel.test", by=SETUP, reason="test")


required = st.lists(
    st.builds(
        Required,
        st.tuples(st.sampled_from("pqr"), st.sampled_from(["", "left", "right"])),
        st.integers(1, 4),
        st.sampled_from(["critical", "restricting", "minor"]),
    ),
    max_size=6,
    unique_by=lambda line: line.part,
)
present = st.dictionaries(
    st.tuples(st.sampled_from("pqr"), st.sampled_from(["", "left", "right"])), st.integers(0, 5).map(Decimal)
)


@given(required, present)
def test_a_set_is_complete_exactly_when_every_line_is_filled(lines, there):
    filled = all(there.get(line.part, 0) >= line.quantity for line in lines)
    critical = all(there.get(line.part, 0) >= line.quantity for line in lines if line.criticality == "critical")
    state = rules.state(lines, there)
    if not lines:
        assert state is SetState.NO_LIST
    elif filled:
        assert state is SetState.COMPLETE
    else:
        assert state is (SetState.USABLE if critical else SetState.NOT_USABLE)


@given(required, present)
def test_what_is_missing_and_what_is_there_make_what_is_required(lines, there):
    missing = {short.required.part: short.missing for short in rules.shortfalls(lines, there)}
    for line in lines:
        assert missing.get(line.part, 0) + min(there.get(line.part, Decimal(0)), line.quantity) == line.quantity


def test_a_spare_of_one_line_does_not_fill_another():
    lines = [Required(("pump", "left"), 1), Required(("pump", "right"), 1)]
    assert rules.state(lines, {("pump", "left"): Decimal(2)}) is SetState.NOT_USABLE


@pytest.fixture
def whole(tree):
    """Set B01 of four named items at A1: two pumps (left, right), a hose, a lamp that is minor."""
    with deed():
        variant = factories.variant(number=900)
        lists = actions.new_list(variant=variant, valid_from=START)
        pump, hose, lamp = (factories.equipment_type(number=n) for n in (91, 92, 93))
        actions.add_line(lists, type=pump, quantity=1, criticality=Criticality.CRITICAL, mark="trái")
        actions.add_line(lists, type=pump, quantity=1, criticality=Criticality.CRITICAL, mark="phải")
        actions.add_line(lists, type=hose, quantity=1, criticality=Criticality.RESTRICTING)
        actions.add_line(lists, type=lamp, quantity=1, criticality=Criticality.MINOR)
        made = actions.assemble(code="B01", name="Bộ bơm", variant=variant, unit=tree.a1, on=START)
        for number, (kind, mark) in enumerate([(pump, "trái"), (pump, "phải"), (hose, ""), (lamp, "")], start=4):
            item = factories.equipment(tree.a1, kind=kind, serial_number=f"A{number}")
            actions.put_in(made, equipment=item, on=START, mark=mark)
    return made


def serials(standing):
    return {str(line.line): [item.serial_number for item in line.items] for line in standing.lines}


@database
def test_both_lines_of_one_type_are_kept_apart(whole):
    found = queries.standing(whole, START)
    assert found.state is SetState.COMPLETE
    assert serials(found) == {"Truck 91 trái": ["A4"], "Truck 91 phải": ["A5"], "Truck 92": ["A6"], "Truck 93": ["A7"]}


@database
def test_the_set_is_handed_over_whole_in_one_act(whole, tree):
    before = Act.objects.count()
    with deed():
        actions.hand_over(whole, unit=tree.b, on=date(2025, 1, 1), document="BBBG 1")
    assert Act.objects.count() == before + 1
    assert CompleteSet.objects.get(pk=whole.pk).unit == tree.b
    for member in SetMember.objects.filter(complete_set=whole):
        assert equipment_queries.holder(member.equipment, date(2025, 1, 1)).unit == tree.b
        assert equipment_queries.holder(member.equipment, date(2024, 12, 31)).unit == tree.a1
    assert queries.standing(whole, date(2025, 1, 1)).state is SetState.COMPLETE
    assert queries.holder(whole, date(2024, 12, 31)).unit == tree.a1


@database
def test_three_come_back_and_the_fourth_is_missing_by_name(whole, tree):
    with deed():
        actions.hand_over(whole, unit=tree.b, on=date(2025, 1, 1), document="BBBG 1")
    with deed():
        custody = actions.take_back(whole, unit=tree.a1, on=date(2025, 2, 1), document="BBBG 2", not_returned="a7")
    assert custody.missing == "Truck 93: 1 (A7)"
    found = queries.standing(whole, date(2025, 2, 1))
    assert found.state is SetState.USABLE
    assert [str(line.line) for line in found.short] == ["Truck 93"]
    lamp = SetMember.objects.get(equipment__serial_number="A7")
    assert lamp.until_on == date(2025, 2, 1)
    assert equipment_queries.holder(lamp.equipment, date(2025, 2, 1)).unit == tree.b
    with pytest.raises(Refusal, match="A9 is not in this set"), deed():
        actions.take_back(whole, unit=tree.b, on=date(2025, 3, 1), document="x", not_returned="A9")


@database
def test_a_refused_hand_over_moves_nothing(whole, tree):
    with pytest.raises(Refusal), deed():
        actions.hand_over(whole, unit=tree.a1, on=date(2025, 1, 1), document="BBBG 1")
    assert SetCustody.objects.count() == 1
    assert equipment_queries.holder(SetMember.objects.first().equipment, date(2025, 1, 1)).unit == tree.a1


@database
def test_an_item_handed_over_alone_is_away_and_the_set_falls_short(whole, tree):
    pump = SetMember.objects.get(mark="phải").equipment
    with deed():
        equipment.transfer(pump, unit=tree.b, on=date(2025, 1, 1), document="LĐC")
    found = queries.standing(whole, date(2025, 1, 1))
    assert (found.state, found.away) == (SetState.NOT_USABLE, (pump,))
    assert queries.standing(whole, date(2024, 12, 31)).state is SetState.COMPLETE


@database
def test_completeness_is_apart_from_the_grade(whole):
    pump = SetMember.objects.get(mark="phải").equipment
    with deed():
        equipment.regrade(pump, grade=5, on=date(2025, 1, 1), document="1", grounds="burnt")
    assert queries.standing(whole, date(2025, 1, 1)).state is SetState.COMPLETE


@database
def test_only_what_the_list_asks_for_and_the_holder_has_comes_in(whole, tree):
    with deed():
        pump, lamp = factories.equipment_type(number=91), factories.equipment_type(number=93)
        extra = factories.equipment(tree.a1, kind=lamp, serial_number="L2")
        away = factories.equipment(tree.b, kind=pump, serial_number="P9")
        strange = factories.equipment(tree.a1, kind=factories.equipment_type(number=94), serial_number="X1")
    for item, mark, words in [
        (extra, "", "has all 1 of this part"),
        (away, "trái", "is held by Division B"),
        (strange, "", "does not ask for this part"),
        (SetMember.objects.get(mark="phải").equipment, "trái", "is in set B01 already"),
    ]:
        with pytest.raises(Refusal, match=words), deed():
            actions.put_in(whole, equipment=item, on=START, mark=mark)


@database
def test_a_list_that_sets_stand_by_is_not_changed_but_followed(whole, tree):
    lists = SetLine.objects.first().set_list
    with pytest.raises(Refusal, match="Sets stand by this list"), deed():
        actions.add_line(lists, type=factories.equipment_type(number=95), quantity=1, criticality=Criticality.MINOR)
    with deed():
        new = actions.new_list(variant=whole.variant, valid_from=date(2025, 7, 1))
    assert new.lines.count() == 4
    lists.refresh_from_db()
    assert lists.valid_until == date(2025, 7, 1)
    assert queries.standing(whole, date(2025, 7, 1)).set_list == new
    assert queries.standing(whole, date(2025, 6, 30)).set_list == lists


@database
def test_a_dissolved_set_leaves_its_items(whole, tree):
    with deed():
        actions.dissolve(whole, on=date(2025, 1, 1), document="QĐ 3")
    assert not queries.members(whole, date(2025, 1, 1)).exists()
    assert list(queries.open_on(date(2024, 12, 31))) == [whole]
    assert not queries.open_on(date(2025, 1, 1)).exists()
    with pytest.raises(Refusal, match="dissolved on 2025-01-01"), deed():
        actions.hand_over(whole, unit=tree.b, on=date(2025, 2, 1), document="x")
    with deed():
        again = actions.assemble(code="B02", name="Bộ 2", variant=whole.variant, unit=tree.a1, on=date(2025, 2, 1))
        item = factories.Equipment.objects.get(serial_number="A4")
        actions.put_in(again, equipment=item, on=date(2025, 2, 1), mark="trái")


@database
def test_a_list_of_three_thousand_lines_is_read_in_a_few_statements(tree, django_assert_num_queries):
    with deed() as done:
        variant = factories.variant(number=901)
        lists = actions.new_list(variant=variant, valid_from=START)
        kinds = [Type(group=variant.type.group, code=f"P{n}", name=f"Part {n}") for n in range(3000)]
        done.add_many(kinds)
        done.add_many(SetLine(set_list=lists, type=kind, position=n) for n, kind in enumerate(kinds))
        made = actions.assemble(code="B99", name="Great set", variant=variant, unit=tree.a1, on=START)
    made = CompleteSet.objects.select_related("variant").get(pk=made.pk)
    with django_assert_num_queries(4):
        found = queries.standing(made, START)
    assert len(found.short) == 3000
