"""States are written down as dated facts; the coefficients of a unit come from them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.people import SETUP
from thenchot.domain.materiel.catalogue import actions as catalogue
from thenchot.domain.materiel.catalogue.rules import GradeTerms
from thenchot.domain.materiel.equipment import actions as equipment
from thenchot.domain.materiel.models import (
    CoefficientFormula,
    Custody,
    Equipment,
    GradeScheme,
    Grading,
    State,
    StateInterval,
)
from thenchot.domain.materiel.states import actions, queries
from thenchot.domain.materiel.states.rules import Counted
from thenchot.domain.materiel.tests import factories
from thenchot.foundation.access.reach import today
from thenchot.foundation.indicators import registry
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import check
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation import actions as organisation

pytestmark = pytest.mark.django_db
JANUARY = Interval(date(2026, 1, 1), date(2026, 2, 1))


def deed():
    return act("materiel.test", by=SETUP, reason="test")


def test_a_change_of_state_ends_the_one_before_and_is_shown_as_the_present_one(tree):
    with deed():
        item = factories.equipment(tree.a)
    assert item.state is None
    with deed():
        actions.change_state(item, state=State.IN_REPAIR, on=date(2025, 3, 1), document="LSC 1")
    with deed():
        actions.change_state(item, state=State.IN_USE, on=date(2025, 4, 1), note="tested")
    assert list(StateInterval.objects.order_by("from_on").values_list("state", "from_on", "until_on")) == [
        ("in_repair", date(2025, 3, 1), date(2025, 4, 1)),
        ("in_use", date(2025, 4, 1), None),
    ]
    assert Equipment.objects.get().state == State.IN_USE
    assert list(check.faults()) == []


@pytest.mark.parametrize(
    ("state", "on", "words"),
    [
        (State.IN_USE, date(2025, 1, 1), "nothing would change"),
        (State.SEALED, date(2024, 2, 29), "received on 2024-03-01 only"),
        (State.SEALED, today() + timedelta(1), "has not come yet"),
    ],
)
def test_a_state_that_cannot_be_is_refused(tree, state, on, words):
    with deed():
        item = factories.equipment(tree.a)
    with pytest.raises(Refusal, match=words), deed():
        actions.change_state(item, state=state, on=on)


def test_an_item_off_the_register_changes_no_more(tree):
    with deed():
        item = factories.equipment(tree.a)
        equipment.remove(item, on=date(2025, 6, 1), document="QĐ 1")
    with pytest.raises(Refusal, match="left the register"), deed():
        actions.change_state(item, state=State.SEALED, on=date(2025, 7, 1))


def test_count_and_time_of_a_unit_come_from_the_same_facts(tree):
    with deed():
        good = factories.equipment(tree.a1, 1)
        bad = factories.equipment(tree.a2, 2)
        equipment.regrade(bad, grade=4, on=date(2025, 5, 1), document="1", grounds="wear")
        factories.equipment(tree.b, 3)
        actions.change_state(good, state=State.IN_REPAIR, on=date(2026, 1, 11))
        actions.change_state(good, state=State.AWAITING_PARTS, on=date(2026, 1, 21))
        actions.change_state(good, state=State.IN_USE, on=date(2026, 1, 26))
    count = queries.by_count(tree.a.pk, date(2026, 1, 31))
    assert (count.tally.good, count.tally.counted) == (1, 2)
    time = queries.by_time(tree.a.pk, JANUARY)
    assert (time.tally.good, time.tally.counted) == (16, 62)
    assert (
        time.tally.number(Counted.MAINTENANCE),
        time.tally.number(Counted.SUPPLY),
        time.tally.number(Counted.NOT_GOOD),
    ) == (10, 5, 31)
    assert queries.by_count(tree.r.pk, date(2026, 1, 31)).tally.counted == 3
    other = factories.Type.objects.exclude(pk=good.type_id).first()
    assert other is None
    assert queries.by_count(tree.a.pk, date(2026, 1, 31), type_id=good.type_id).tally.counted == 2


def test_time_moves_with_the_item_and_with_the_unit(tree):
    with deed():
        item = factories.equipment(tree.a1)
        equipment.transfer(item, unit=tree.b, on=date(2026, 1, 11), document="LĐC 1")
    with deed():
        organisation.move(tree.b, parent=tree.a, on=date(2026, 1, 21))
    assert queries.by_time(tree.a.pk, JANUARY).tally.good == 10 + 11
    assert queries.by_time(tree.b.pk, JANUARY).tally.good == 21
    assert queries.by_time(tree.r.pk, JANUARY).tally.good == 31


def test_without_a_formula_in_force_there_is_no_figure(tree):
    with pytest.raises(Refusal, match="No rule for coefficient TECHNICAL_READINESS"):
        queries.by_count(tree.a.pk, date(2026, 1, 31))


def test_a_later_formula_follows_the_one_before(tree):
    with deed():
        factories.equipment(tree.a)
        actions.new_formula(
            code="TECHNICAL_READINESS", name="New", valid_from=date(2026, 1, 1), terms={"in_use": "left_out"}
        )
    assert CoefficientFormula.objects.get(is_example=True).valid_until == date(2026, 1, 1)
    assert queries.by_count(tree.a.pk, date(2025, 12, 31)).tally.counted == 1
    assert queries.by_count(tree.a.pk, date(2026, 1, 1)).tally.counted == 0
    with pytest.raises(Refusal, match="Another version is in force"), deed():
        actions.new_formula(code="TECHNICAL_READINESS", name="Twice", valid_from=date(2026, 1, 1), terms={})


facts = st.lists(
    st.tuples(
        st.sampled_from(["a1", "a2", "b"]),
        st.integers(1, 9),
        st.lists(st.tuples(st.integers(0, 900), st.integers(1, 6)), max_size=3, unique_by=lambda grading: grading[0]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts, st.integers(0, 1000))
def test_where_no_state_is_written_down_the_count_is_the_indicators(tree, items, days):
    day = date(2024, 1, 1) + timedelta(days)
    with deed() as done:
        kind = factories.equipment_type(number=700, tracked_by="quantity")
        for unit, quantity, gradings in items:
            item = equipment.new_equipment(kind, quantity=Decimal(quantity))
            held = Custody(equipment=item, unit=getattr(tree, unit), from_on=date(2024, 1, 1))
            graded = [Grading(equipment=item, grade=g, graded_on=date(2024, 1, 1) + timedelta(n)) for n, g in gradings]
            done.add_many([item, held, *graded])
    (found,) = figures_of([tree.a.pk], day, [registry.by_name("technical_readiness")])[tree.a.pk]
    tally = queries.by_count(tree.a.pk, day).tally
    assert (tally.good * 1000, tally.counted * 1000) == (found.numerator, found.denominator)
    assert tally.number(Counted.UNKNOWN) * 1000 == found.missing


def test_a_grade_scheme_that_changes_changes_who_is_good_from_that_day(tree):
    with deed():
        factories.equipment(tree.a1, 1)
        old = GradeScheme.objects.get(code="GENERAL")
        grades = [(GradeTerms(1, False, True, False), "no more"), (GradeTerms(2, True, True, False), "now")]
        catalogue.new_scheme(code="GENERAL", name="New", valid_from=date(2026, 1, 11), grades=grades)
    assert GradeScheme.objects.get(pk=old.pk).valid_until == date(2026, 1, 11)
    time = queries.by_time(tree.a.pk, JANUARY).tally
    assert (time.good, time.number(Counted.NOT_GOOD)) == (10, 21)
