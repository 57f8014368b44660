"""Complete sets: the figure says what the sets' own rule says, on every day; what is missing stands in the way."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people import SETUP
from thenchot.domain.materiel.equipment import actions as equipment
from thenchot.domain.materiel.models import CompleteSet, Criticality, SetMember
from thenchot.domain.materiel.sets import actions, queries
from thenchot.domain.materiel.sets.rules import SetState
from thenchot.domain.materiel.tests import factories
from thenchot.foundation.indicators.entries import every_entry, every_obstacle
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.ledger.acts import act

pytestmark = pytest.mark.django_db
START = factories.RECEIVED
LATER = date(2025, 1, 1)


def deed():
    return act("materiel.test", by=SETUP, reason="test")


@pytest.fixture
def made(tree):
    """S1 is complete, S2 lacks its lamp, S3 its pump, S4 has no list."""
    with deed():
        variant, bare = factories.variant(number=900), factories.variant(number=901)
        lists = actions.new_list(variant=variant, valid_from=START)
        pump, lamp = (factories.equipment_type(number=n) for n in (91, 92))
        actions.add_line(lists, type=pump, quantity=2, criticality=Criticality.CRITICAL)
        actions.add_line(lists, type=lamp, quantity=1, criticality=Criticality.MINOR)
        serial = 0
        for code, pumps, lamps in (("S1", 2, 1), ("S2", 2, 0), ("S3", 1, 1)):
            one = actions.assemble(code=code, name="Set", variant=variant, unit=tree.a1, on=START)
            for kind in [pump] * pumps + [lamp] * lamps:
                serial += 1
                item = factories.equipment(tree.a1, kind=kind, serial_number=f"N{serial}")
                actions.put_in(one, equipment=item, on=START)
        actions.assemble(code="S4", name="Set", variant=bare, unit=tree.a2, on=START)
    return tree


def standing(tree, day):
    definition = by_name("complete_sets")
    codes = {one.pk: one.code for one in CompleteSet.objects.all()}
    return {codes[e.record]: (e.numerator, e.cause) for e in every_entry(definition, tree.r.pk, day, "")}


def test_the_figure_is_what_the_rule_of_sets_says(made):
    assert standing(made, START) == {
        "S1": (1, ""),
        "S2": (0, "usable"),
        "S3": (0, "not_usable"),
        "S4": (None, "no_list"),
    }
    with deed():
        equipment.transfer(
            SetMember.objects.get(equipment__serial_number="N3").equipment, unit=made.b, on=LATER, document="Order"
        )
    words = {
        SetState.COMPLETE: "",
        SetState.USABLE: "usable",
        SetState.NOT_USABLE: "not_usable",
        SetState.NO_LIST: "no_list",
    }
    for day in (START, date(2024, 12, 31), LATER):
        by_rule = {one.code: words[queries.standing(one, day).state] for one in CompleteSet.objects.all()}
        assert {code: cause for code, (_top, cause) in standing(made, day).items()} == by_rule
    assert standing(made, LATER)["S1"] == (0, "usable")


def test_each_part_of_which_too_few_are_there_stands_in_the_way(made):
    blocked = every_obstacle(by_name("complete_sets"), made.r.pk, START)
    codes = {one.pk: one.code for one in CompleteSet.objects.all()}
    assert {(codes[key], o.cause, o.unit) for key, some in blocked.items() for o in some} == {
        ("S2", "missing_part", made.a1.pk),
        ("S3", "missing_critical", made.a1.pk),
    }
