"""Registering, grading, handing over and removing items, with their history."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.people import SETUP, Tree
from thenchot.domain.materiel.equipment import actions, queries
from thenchot.domain.materiel.models import Equipment, TrackedBy
from thenchot.domain.materiel.tests import factories
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import check, history
from thenchot.foundation.ledger.acts import Clash, act

pytestmark = pytest.mark.django_db


def deed(verb: str = "materiel.test"):
    return act(verb, by=SETUP, reason="test")


def registered(tree: Tree, **values: object) -> list[Equipment]:
    given = {
        "type": factories.equipment_type(),
        "unit": tree.a,
        "received_on": date(2024, 3, 1),
        "serial_numbers": "10+3",
        "document": "12/BB-KT",
        "grounds": "new",
        "grade": 1,
    }
    return actions.register(**{**given, **values})


def test_registering_gives_each_item_its_holder_and_its_grade(tree):
    with deed():
        items = registered(tree)
    assert [item.serial_number for item in items] == ["10", "11", "12"]
    for item in items:
        item.refresh_from_db()
        assert (item.unit, item.grade, item.graded_on) == (tree.a, 1, date(2024, 3, 1))
        assert queries.holder(item, date(2024, 3, 1)).unit == tree.a
        assert queries.holder(item, date(2024, 2, 29)) is None


def test_an_item_may_wait_for_its_first_grade(tree):
    with deed():
        (item,) = registered(tree, serial_numbers="A1", grade=None, grounds="")
    item.refresh_from_db()
    assert (item.grade, item.graded_on) == (None, None)


@pytest.mark.parametrize("again", ["A7", " a7", "A-7", "\u04107", "A\u20137"])
def test_a_serial_number_the_register_holds_is_refused_by_name(tree, again):
    with deed():
        registered(tree, serial_numbers="A7")
    with pytest.raises(Refusal, match="is in the register already, as A7"), deed():
        registered(tree, serial_numbers=f'"{again}"')
    assert Equipment.objects.count() == 1


def test_a_look_alike_is_taken_when_somebody_read_the_plate(tree):
    with deed():
        registered(tree, serial_numbers="A05")
    with pytest.raises(Refusal, match="as A05"), deed():
        registered(tree, serial_numbers="AO5")
    with deed():
        registered(tree, serial_numbers="AO5", read_from_plate=True)
    assert sorted(Equipment.objects.values_list("serial_key", flat=True)) == ["A05", "AO5"]
    assert queries.same_serial(factories.Type.objects.get().pk, "AO5").count() == 2


def test_the_same_number_of_another_type_is_another_item(tree):
    with deed():
        registered(tree, serial_numbers="A7")
        registered(tree, serial_numbers="A7", type=factories.equipment_type(number=2))
    assert Equipment.objects.count() == 2


def test_the_database_itself_keeps_a_serial_number_once(tree):
    with deed():
        (item,) = registered(tree, serial_numbers="A7")
    with pytest.raises(Clash), deed():
        Equipment(type=item.type, serial_number="a-7").save()


def test_the_key_is_filled_on_every_way_in(tree):
    with deed() as done:
        kind = factories.equipment_type()
        done.add_many([Equipment(type=kind, serial_number="\u0410-7"), actions.new_equipment(kind, " b 8 ")])
    assert list(Equipment.objects.order_by("serial_key").values_list("serial_key", "serial_number")) == [
        ("A7", "\u0410-7"),
        ("B8", "b 8"),
    ]


def test_the_next_free_number_follows_the_greatest(tree):
    with deed():
        registered(tree, serial_numbers="7, 41, A90")
        items = registered(tree, serial_numbers="~, ~")
    assert [item.serial_number for item in items] == ["42", "43"]


def test_items_counted_by_quantity_take_one_entry(tree):
    with deed():
        bulk = factories.equipment_type(number=3, tracked_by=TrackedBy.QUANTITY)
        (item,) = registered(tree, type=bulk, serial_numbers="", quantity=Decimal("12.5"))
    assert (item.quantity, item.serial_number) == (Decimal("12.5"), "")
    with pytest.raises(Refusal, match="not tracked by serial"), deed():
        registered(tree, type=bulk, serial_numbers="A1")
    with pytest.raises(Refusal, match="counts as one"), deed():
        registered(tree, quantity=Decimal(2))


def test_a_model_of_another_type_is_refused(tree):
    with pytest.raises(Refusal, match="is not a model of"), deed():
        registered(tree, type=factories.equipment_type(number=2), variant=factories.variant())


def test_a_unit_without_a_place_in_the_tree_takes_nothing(tree):
    with pytest.raises(Refusal, match="no place in the tree on 2019-12-31"), deed():
        registered(tree, received_on=date(2019, 12, 31))


def test_nothing_of_a_refused_list_is_kept(tree):
    with deed():
        registered(tree, serial_numbers="12")
    with pytest.raises(Refusal), deed():
        registered(tree, serial_numbers="10-15")
    assert Equipment.objects.count() == 1


def test_a_regrading_by_decision_is_the_grade_from_then_on(tree):
    with deed():
        item = factories.equipment(tree.a)
    with deed():
        actions.regrade(item, grade=3, on=date(2025, 5, 1), document="40/BB-KT", grounds="cracked frame")
    item.refresh_from_db()
    assert (item.grade, item.graded_on) == (3, date(2025, 5, 1))
    assert queries.grade_on(item, date(2025, 4, 30)).grade == 1
    assert queries.grade_on(item, date(2024, 1, 1)) is None


def test_a_grading_of_an_earlier_day_leaves_the_present_one(tree):
    with deed():
        item = factories.equipment(tree.a)
        actions.regrade(item, grade=3, on=date(2025, 5, 1), document="40/BB-KT", grounds="frame")
    with deed():
        actions.regrade(item, grade=2, on=date(2025, 1, 1), document="2/BB-KT", grounds="found in the archive")
    item.refresh_from_db()
    assert (item.grade, item.graded_on) == (3, date(2025, 5, 1))


def test_a_grade_outside_the_scheme_of_that_day_is_refused(tree):
    with deed():
        item = factories.equipment(tree.a)
    with pytest.raises(Refusal, match="Grade 6 is not one of 1, 2, 3, 4, 5"), deed():
        actions.regrade(item, grade=6, on=date(2025, 5, 1), document="x", grounds="x")
    with deed():
        kind = item.type
        kind.grade_scheme = "ENGINEER_AMMUNITION"
        kind.save()
    with pytest.raises(Refusal, match="Grade 5 is not one of 1, 2, 3, 4"), deed():
        actions.regrade(item, grade=5, on=date(2025, 5, 1), document="x", grounds="x")


def test_without_a_scheme_in_force_nothing_is_graded(tree):
    with deed():
        item = factories.equipment(tree.a, grade=None)
        kind = item.type
        kind.grade_scheme = "UNKNOWN"
        kind.save()
    with pytest.raises(Refusal, match="No rule for grade scheme UNKNOWN"), deed():
        actions.regrade(item, grade=1, on=date(2025, 5, 1), document="x", grounds="x")


def test_a_transfer_moves_the_item_and_keeps_who_held_it(tree):
    with deed():
        item = factories.equipment(tree.a1)
    with deed():
        actions.transfer(item, unit=tree.b, on=date(2025, 2, 1), document="7/LĐC")
    item.refresh_from_db()
    assert item.unit == tree.b
    assert [(c.unit, c.from_on, c.until_on) for c in item.custody.order_by("from_on")] == [
        (tree.a1, factories.RECEIVED, date(2025, 2, 1)),
        (tree.b, date(2025, 2, 1), None),
    ]
    assert queries.holder(item, date(2025, 1, 31)).unit == tree.a1
    assert queries.holder(item, date(2025, 2, 1)).unit == tree.b


def test_what_a_tree_held_on_a_day_uses_the_custody_of_that_day(tree):
    with deed():
        item = factories.equipment(tree.a1)
        stays = factories.equipment(tree.a2, 2)
    with deed():
        actions.transfer(item, unit=tree.b, on=date(2025, 2, 1), document="7/LĐC")
    held = [c.equipment for c in queries.held_by([tree.a.pk], date(2025, 1, 31))]
    assert sorted(held, key=str) == sorted([item, stays], key=str)
    assert [c.equipment for c in queries.held_by([tree.a.pk], date(2025, 2, 1))] == [stays]
    assert [c.equipment for c in queries.held_by([tree.b.pk], date(2025, 2, 1))] == [item]


def test_a_transfer_of_tomorrow_or_without_an_order_is_refused(tree):
    with deed():
        item = factories.equipment(tree.a)
    with pytest.raises(Refusal, match="has not come yet"), deed():
        actions.transfer(item, unit=tree.b, on=today() + timedelta(1), document="7/LĐC")
    with pytest.raises(Refusal, match="document that orders"), deed():
        actions.transfer(item, unit=tree.b, on=today(), document=" ")


def test_a_removed_item_leaves_its_records_and_frees_its_number(tree):
    with deed():
        item = factories.equipment(tree.a, serial_number="A7")
    with deed():
        actions.remove(item, on=date(2025, 6, 1), document="QĐ 15/QĐ-BTL")
    item.refresh_from_db()
    assert (item.removed_on, item.removal_document, item.unit) == (date(2025, 6, 1), "QĐ 15/QĐ-BTL", tree.a)
    assert queries.holder(item, date(2025, 6, 1)) is None
    assert item not in queries.in_register(date(2025, 6, 1))
    assert item in queries.in_register(date(2025, 5, 31))
    assert item not in queries.in_register(factories.RECEIVED - timedelta(1))
    with deed():
        factories.equipment(tree.b, serial_number="A7")
    for verb in (
        lambda: actions.transfer(item, unit=tree.b, on=today(), document="x"),
        lambda: actions.regrade(item, grade=1, on=today(), document="x", grounds="x"),
        lambda: actions.remove(item, on=today(), document="x"),
        lambda: actions.correct_serial(item, serial_number="A8"),
    ):
        with pytest.raises(Refusal, match="left the register on 2025-06-01"), deed():
            verb()


def test_a_serial_number_is_put_right_and_history_keeps_the_old_one(tree):
    with deed():
        item = factories.equipment(tree.a, serial_number="A7")
        factories.equipment(tree.a, serial_number="A8")
    with pytest.raises(Refusal, match="as A8"), deed():
        actions.correct_serial(item, serial_number="a 8")
    with deed("materiel.correct_serial"):
        actions.correct_serial(item, serial_number="A9")
    assert (Equipment.objects.get(pk=item.pk).serial_key, item.serial_number) == ("A9", "A9")
    newest = history.of_record(item.pk)[0]
    assert ("serial_number", "A7", "A9") in [(c.column, c.before, c.after) for c in newest.changes]


def test_only_the_way_of_writing_may_change_too(tree):
    with deed():
        item = factories.equipment(tree.a, serial_number="A7")
    with deed():
        actions.correct_serial(item, serial_number="A-7")
    assert Equipment.objects.get(pk=item.pk).serial_number == "A-7"


def test_the_check_finds_nothing_wrong_after_a_life_of_acts(tree):
    with deed():
        item = factories.equipment(tree.a)
    with deed():
        actions.transfer(item, unit=tree.b, on=date(2025, 2, 1), document="2")
    with deed():
        actions.regrade(item, grade=2, on=date(2025, 5, 1), document="1", grounds="wear")
        actions.remove(item, on=date(2025, 6, 1), document="QĐ 15")
    assert list(check.faults()) == []
