"""The computed columns equal the latest facts, however the facts came in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.people import SETUP
from thenchot.domain.materiel import current
from thenchot.domain.materiel.equipment import actions
from thenchot.domain.materiel.models import Custody, Equipment, Grading, State, StateInterval
from thenchot.domain.materiel.states import actions as states
from thenchot.domain.materiel.tests import factories
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import derived
from thenchot.foundation.ledger.acts import act

pytestmark = pytest.mark.django_db
COLUMNS = "materiel.equipment#unit_id,grade,graded_on,state"
START = date(2024, 1, 1)

steps = st.lists(
    st.tuples(
        st.sampled_from(["register", "transfer", "regrade", "remove", "write", "ungrade", "bulk", "backdate", "state"]),
        st.integers(0, 3),
        st.integers(0, 2),
        st.integers(0, 40),
    ),
    max_size=12,
)


def latest(item: Equipment) -> tuple[object, ...]:
    held = Custody.objects.filter(equipment=item).order_by("-from_on").first()
    graded = Grading.objects.filter(equipment=item).order_by("-graded_on").first()
    state = StateInterval.objects.filter(equipment=item).order_by("-from_on").first()
    return (held and held.unit_id, graded and graded.grade, graded and graded.graded_on, state and state.state)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_after_any_acts_a_rebuild_changes_nothing(tree, wanted):
    units = [tree.a, tree.b, tree.a1]
    number = Equipment.objects.count() * 100
    items: list[Equipment] = []
    for verb, which, unit, days in wanted:
        item = items[which] if which < len(items) else None
        try:
            with act("materiel.test", by=SETUP) as deed:
                if verb == "register" or item is None:
                    number += 1
                    items.append(factories.equipment(units[unit], number, received_on=START, grade=None))
                else:
                    one_step(deed, verb, item, units[unit], START + timedelta(days))
        except Refusal:
            continue
    kept = derived.content(COLUMNS)
    for item in Equipment.objects.all():
        assert (item.unit_id, item.grade, item.graded_on, item.state) == latest(item)
    current.rebuild()
    assert derived.content(COLUMNS) == kept


def one_step(deed, verb, item, unit, on):  # noqa: C901  # one line a verb
    match verb:
        case "transfer":
            actions.transfer(item, unit=unit, on=on, document="1")
        case "regrade":
            actions.regrade(item, grade=1 + on.day % 5, on=on, document="1", grounds="x")
        case "remove":
            actions.remove(item, on=on, document="1")
        case "write":  # a copy read long ago, with columns that are out of date
            item.note = f"{item.note}."[-9:]
            item.save()
        case "ungrade":
            if (last := Grading.objects.filter(equipment=item).order_by("-graded_on").first()) is not None:
                last.delete()
        case "bulk":
            if not Grading.objects.filter(equipment=item, graded_on=on).exists():
                deed.add_many([Grading(equipment=item, grade=2, graded_on=on)])
        case "state":
            states.change_state(item, state=list(State)[on.day % 9], on=on)
        case "backdate":
            actions.regrade(item, grade=4, on=on - timedelta(20), document="1", grounds="x")


def test_a_rebuild_mends_columns_that_are_wrong(tree):
    with act("materiel.test", by=SETUP):
        item = factories.equipment(tree.a)
    item.unit, item.grade, item.graded_on = tree.b, 5, None
    item.save(update_fields=["unit_id", "grade", "graded_on"])
    current.rebuild()
    item.refresh_from_db()
    assert (item.unit, item.grade, item.graded_on) == (tree.a, 1, factories.RECEIVED)


def test_saving_a_copy_read_before_a_transfer_does_not_bring_the_old_holder_back(tree):
    with act("materiel.test", by=SETUP):
        item = factories.equipment(tree.a)
    old = Equipment.objects.get(pk=item.pk)
    with act("materiel.test", by=SETUP):
        actions.transfer(item, unit=tree.b, on=date(2025, 1, 1), document="1")
    with act("materiel.test", by=SETUP):
        old.note = "painted"
        old.save()
    assert Equipment.objects.get(pk=item.pk).unit == tree.b


def test_an_act_of_many_items_takes_few_statements(tree):
    with act("materiel.test", by=SETUP) as deed:
        kind = factories.equipment_type()
        items = [actions.new_equipment(kind, f"N{number:05d}") for number in range(2000)]
        deed.add_many(items)
        deed.add_many(Custody(equipment=item, unit=tree.a, from_on=START) for item in items)
        deed.add_many(Grading(equipment=item, grade=2, graded_on=START) for item in items)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            current.refresh(deed.journal)
    assert len(seen) == 4
    assert Equipment.objects.filter(unit=tree.a, grade=2, graded_on=START).count() == 2000
