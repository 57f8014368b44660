"""Faults that other programs had with trees, percentages, names behind a figure, sets and serials, each by its own numbers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests.people import FOUNDED, SETUP
from thenchot.domain.directives.cascade.rules import Node, progress
from thenchot.domain.directives.models import Task
from thenchot.domain.materiel.equipment import actions as equipment
from thenchot.domain.materiel.equipment.queries import holder
from thenchot.domain.materiel.models import Custody, Equipment
from thenchot.domain.materiel.sets import actions as sets
from thenchot.domain.materiel.sets import queries as set_queries
from thenchot.domain.materiel.sets.rules import SetState
from thenchot.domain.materiel.tests import factories
from thenchot.foundation.indicators.definition import Standing
from thenchot.foundation.indicators.entries import every_entry
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.indicators.rules import largest_remainder, percent_text
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation import actions as organisation
from thenchot.foundation.organisation.queries import children

ON = date(2026, 6, 1)
MOVED = date(2025, 1, 1)
pytestmark = pytest.mark.django_db


def deed():
    return act("tests.cases", by=SETUP)


def readiness(unit, on=ON):
    (figure,) = figures_of([unit.pk], on, [by_name("technical_readiness")])[unit.pk]
    return figure


def names(found):
    return set(Equipment.objects.filter(pk__in=[e.record for e in found]).values_list("serial_number", flat=True))


@pytest.mark.parametrize(
    ("parts", "percent"),
    [
        ([Node(done=True, weight=0), Node(done=False, weight=10, parts=(Node(done=True), Node(done=False)))], 50),
        ([Node(done=True, weight=3), Node(done=True, weight=0)], 100),
    ],
)
def test_parts_without_weight_never_carry_a_whole_over_its_share(parts, percent):
    """P102: 100 % of no hours and 50 % of ten hours are 50 %."""
    assert progress(Node(done=False, parts=tuple(parts))).percent == Fraction(percent)


def test_a_task_that_weighs_nothing_is_refused_before_it_can_distort_a_whole():
    """P102: the rule for weights of nought is to have none, so that a whole always has something to divide by."""
    assert "task_weighs_something" in {constraint.name for constraint in Task._meta.constraints}


def test_a_share_of_nearly_nothing_and_of_nearly_all_are_said_so():
    """R022, R023: thirds make 100; a trace is never 0 % and nearly all is never 100 %."""
    assert largest_remainder([1, 1, 1]) == [34, 33, 33]
    assert [percent_text(2, 1000, "en", decimals=0), percent_text(998, 1000, "en", decimals=0)] == [
        *("<1\xa0%", ">99\xa0%"),
    ]


def test_a_figure_of_twelve_out_of_fifteen_opens_the_twelve_and_names_the_three(tree):
    """R021: each figure opens the list that makes it, with equal count."""
    with deed():
        for number in range(15):
            factories.equipment(tree.a1, number, grade=1 if number < 12 else 5)
    figure = readiness(tree.r)
    assert (figure.numerator, figure.denominator) == (12000, 15000)
    opened = list(every_entry(by_name("technical_readiness"), tree.r.pk, ON, ""))
    short = [entry for entry in opened if entry.standing is Standing.SHORT]
    assert (len(opened), names(short)) == (15, {"S012", "S013", "S014"})


def test_what_moves_with_its_unit_leaves_the_old_parents_total_and_enters_the_new_ones(tree):
    """R015 and P067: both totals follow from the day of the move, and the year before keeps its own."""
    with deed():
        for number in range(5):
            factories.equipment(tree.a1 if number < 2 else tree.a2, number)
    with deed():
        organisation.move(tree.a1, parent=tree.b, on=MOVED)
    before, after = date(2024, 12, 31), MOVED
    assert [readiness(unit, before).denominator for unit in (tree.a, tree.b, tree.r)] == [5000, 0, 5000]
    assert [readiness(unit, after).denominator for unit in (tree.a, tree.b, tree.r)] == [3000, 2000, 5000]
    assert tree.a1 in children(tree.a, before)
    assert tree.a1 not in children(tree.a, after)


@pytest.mark.parametrize("deep", [False, True])
def test_a_unit_cannot_come_to_stand_under_itself_by_any_way(tree, deep):
    """P064: a cycle of any length is refused."""
    with pytest.raises(Refusal, match="would stand under itself"), deed():
        organisation.move(tree.a if deep else tree.r, parent=tree.a1 if deep else tree.a, on=MOVED)


def test_an_item_with_a_serial_number_moves_like_any_other_and_one_holder_has_it(tree):
    """P045: A7 goes from one holder to the next, and to no second one."""
    with deed():
        item = factories.equipment(tree.a1, serial_number="A7")
    with deed():
        equipment.transfer(item, unit=tree.a2, on=MOVED, document="3/LXK")
    assert holder(item, MOVED).unit == tree.a2
    assert Custody.objects.filter(equipment=item, until_on__isnull=True).count() == 1
    with pytest.raises(Refusal, match="A7"), deed():
        factories.equipment(tree.b, 2, serial_number=" a7")


def test_what_is_not_known_is_missing_and_what_is_known_to_be_none_is_nought(tree):
    """P041 within one site: without a grade an item is not reported; a bad one is nought; without items nothing applies."""
    with deed():
        factories.equipment(tree.a1, 1, grade=None)
        factories.equipment(tree.a2, 2, grade=5)
    found = [(f.numerator, f.denominator, f.missing) for f in map(readiness, (tree.a1, tree.a2, tree.b))]
    assert found == [(0, 0, 1000), (0, 1000, 0), (0, 0, 0)]
    assert [readiness(unit).is_applicable for unit in (tree.a1, tree.a2, tree.b)] == [False, True, False]


def test_a_set_of_four_that_comes_back_as_three_names_the_one_that_is_missing(tree):
    """P062: the set lasts, is handed over in one act, and says which serial number did not return."""
    received, back = factories.RECEIVED, date(2025, 3, 1)
    with deed():
        kind = factories.variant(number=9)
        required = sets.new_list(variant=kind, valid_from=FOUNDED)
        sets.add_line(required, type=kind.type, quantity=4, criticality="minor")
        items = [factories.equipment(tree.a1, serial_number=serial) for serial in ("A4", "A5", "A6", "A7")]
    with deed():
        whole = sets.assemble(code="B01", name="Bộ 1", variant=kind, unit=tree.a1, on=received, document="1")
        for item in Equipment.objects.filter(pk__in=[item.pk for item in items]):
            sets.put_in(whole, equipment=item, on=received)
    with deed():
        sets.hand_over(whole, unit=tree.b, on=MOVED, document="2")
    assert set_queries.standing(whole, MOVED).state is SetState.COMPLETE
    with deed():
        came = sets.take_back(whole, unit=tree.a1, on=back, document="3", not_returned="A7")
    assert "A7" in came.missing
    standing = set_queries.standing(whole, back)
    assert (standing.state, [line.missing for line in standing.short]) == (SetState.USABLE, [1])
    serials = {m.equipment.serial_number for m in set_queries.members(whole, back)}
    assert serials == {"A4", "A5", "A6"}
