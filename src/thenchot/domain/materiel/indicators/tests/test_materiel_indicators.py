"""Readiness, registration and currency of grading, by literal examples."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.people import FOUNDED, SETUP
from thenchot.domain.materiel.equipment.actions import new_equipment
from thenchot.domain.materiel.models import (
    Branch,
    CoefficientFormula,
    Custody,
    FormulaTerm,
    Grade,
    GradeScheme,
    Grading,
    Group,
    StateInterval,
    Type,
)
from thenchot.domain.materiel.states import queries as states
from thenchot.foundation.indicators import registry
from thenchot.foundation.indicators.entries import summary
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.ledger.acts import act

ON = date(2026, 6, 1)
TREATMENTS = {"in_repair": "down_maintenance", "awaiting_parts": "down_supply", "awaiting_disposal": "left_out"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue(db):
    branch = Branch(code="VEH", name="Vehicles")
    group = Group(branch=branch, code="TRK", name="Trucks")
    truck = Type(group=group, code="TRUCK", name="Truck", tracked_by="serial", grade_scheme="G")
    tent = Type(group=group, code="TENT", name="Tent", tracked_by="quantity", grade_scheme="G")
    scheme = GradeScheme(code="G", name="Scheme", valid_from=FOUNDED)
    grades = [Grade(scheme=scheme, code=n, label=str(n), is_good=n < 3, is_available=True) for n in range(1, 6)]
    with act("tests.catalogue", by=SETUP) as deed:
        formula = CoefficientFormula(code="TECHNICAL_READINESS", name="Formula", valid_from=FOUNDED)
        terms = [FormulaTerm(formula=formula, state=state, treatment=how) for state, how in TREATMENTS.items()]
        deed.add_many([branch, group, truck, tent, scheme, *grades, formula, *terms])
    return {"truck": truck, "tent": tent}


def item(kind, unit, serial="", quantity="1", *, graded: dict[date, int] | None = None, until=None, removed_on=None):
    found = new_equipment(kind, serial, quantity=Decimal(quantity))
    found.removed_on = removed_on
    with act("tests.item", by=SETUP) as deed:
        custody = Custody(equipment=found, unit=unit, from_on=FOUNDED, until_on=until)
        gradings = [Grading(equipment=found, grade=g, graded_on=day) for day, g in (graded or {}).items()]
        deed.add_many([found, custody, *gradings])
    return found


def figure(name, unit, on=ON):
    return figures_of([unit.pk], on, [registry.by_name(name)])[unit.pk][0]


def causes(name, unit, on=ON):
    return {s.cause: s.records for s in summary(registry.by_name(name), unit.pk, on, "") if s.cause}


def test_readiness_weighs_by_quantity_and_leaves_out_what_was_removed(tree, catalogue):
    item(catalogue["truck"], tree.a, "1", graded={date(2026, 1, 1): 1})
    item(catalogue["tent"], tree.a1, quantity="2.5", graded={date(2026, 1, 1): 4})
    item(catalogue["truck"], tree.a2, "2", graded={date(2026, 1, 1): 5}, removed_on=ON)
    found = figure("technical_readiness", tree.a)
    assert (found.numerator, found.denominator, found.missing) == (1000, 3500, 0)
    assert found.text("vi") == "28,6\xa0%"
    assert found.plain("A")["denominator"] == Decimal("3.5")
    assert found.plain("A")["numerator"] == 1
    assert causes("technical_readiness", tree.a) == {"grade_4": 1}


def test_ungraded_equipment_is_missing_from_readiness_and_not_bad(tree, catalogue):
    item(catalogue["truck"], tree.a, "1")
    item(catalogue["truck"], tree.a, "2", graded={date(2026, 7, 1): 1})
    found = figure("technical_readiness", tree.a)
    assert (found.numerator, found.denominator, found.missing, found.is_applicable) == (0, 0, 2000, False)
    assert causes("technical_readiness", tree.a) == {"ungraded": 2}


def test_a_grade_without_a_rule_or_with_two_is_missing_with_its_cause(tree, catalogue):
    item(catalogue["truck"], tree.a, "1", graded={date(2026, 1, 1): 9})
    assert causes("technical_readiness", tree.a) == {"no_rule": 1}
    with act("tests.scheme", by=SETUP):
        GradeScheme(code="G", name="Another", valid_from=date(2026, 6, 1)).save()
    assert causes("technical_readiness", tree.a) == {"conflict": 1}
    assert causes("technical_readiness", tree.a, date(2026, 5, 31)) == {"no_rule": 1}


def in_state(item, state, since, until=None):
    with act("tests.state", by=SETUP):
        StateInterval(equipment=item, state=state, from_on=since, until_on=until).save()


def test_readiness_counts_states_by_the_formula_of_the_day_and_says_so(tree, catalogue):
    graded = {date(2026, 1, 1): 1}
    items = [item(catalogue["truck"], tree.a, str(number), graded=graded) for number in range(4)]
    in_state(items[0], "in_repair", date(2026, 2, 1), date(2026, 6, 2))
    in_state(items[1], "awaiting_parts", date(2026, 2, 1))
    in_state(items[2], "awaiting_disposal", ON)
    found = figure("technical_readiness", tree.a)
    assert (found.numerator, found.denominator, found.missing) == (1000, 3000, 0)
    assert causes("technical_readiness", tree.a) == {"down_maintenance": 1, "down_supply": 1, "left_out": 1}
    later = figure("technical_readiness", tree.a, date(2026, 6, 2))
    assert (later.numerator, later.denominator) == (2000, 3000)


def test_the_indicator_and_the_page_by_count_are_the_same_figure(tree, catalogue):
    for number, state in enumerate(("in_repair", "awaiting_disposal", "sealed", "suspended", "in_use")):
        in_state(item(catalogue["truck"], tree.a1, str(number), graded={date(2026, 1, 1): 2}), state, date(2026, 3, 1))
    item(catalogue["tent"], tree.a2, quantity="7.5")
    for day in (date(2026, 2, 28), date(2026, 3, 1), ON):
        found, page = figure("technical_readiness", tree.a, day), states.by_count(tree.a.pk, day).tally
        assert (Decimal(found.numerator) / 1000, Decimal(found.denominator) / 1000) == (page.good, page.counted)
        assert Decimal(found.missing) / 1000 == page.number(states.rules.Counted.UNKNOWN)


def test_without_a_formula_or_with_two_readiness_is_missing_not_zero(tree, catalogue):
    item(catalogue["truck"], tree.a, "1", graded={date(2026, 1, 1): 1})
    assert causes("technical_readiness", tree.a, date(2019, 12, 31)) == {}
    with act("tests.formula", by=SETUP):
        CoefficientFormula(code="TECHNICAL_READINESS", name="Another", valid_from=ON).save()
    found = figure("technical_readiness", tree.a)
    assert (found.denominator, found.missing, found.is_applicable) == (0, 1000, False)
    assert causes("technical_readiness", tree.a) == {"two_formulas": 1}


def test_the_grade_is_the_latest_one_of_the_day_and_the_holder_is_that_of_the_day(tree, catalogue):
    found = item(
        catalogue["truck"], tree.a, "1", graded={date(2025, 1, 1): 1, date(2026, 1, 1): 4}, until=date(2026, 3, 1)
    )
    with act("tests.hand_over", by=SETUP):
        Custody(equipment=found, unit=tree.b, from_on=date(2026, 3, 1)).save()
    assert figure("technical_readiness", tree.a, date(2025, 12, 31)).numerator == 1000
    assert figure("technical_readiness", tree.a, date(2026, 2, 28)).numerator == 0
    assert figure("technical_readiness", tree.a, date(2026, 3, 1)).denominator == 0
    assert figure("technical_readiness", tree.b, date(2026, 3, 1)).denominator == 1000


def test_only_types_tracked_by_serial_number_are_asked_for_one(tree, catalogue):
    item(catalogue["truck"], tree.a, "1")
    item(catalogue["truck"], tree.a)
    item(catalogue["tent"], tree.a, quantity="40")
    found = figure("registered_to_serial", tree.a)
    assert (found.numerator, found.denominator, found.met, found.gap) == (1000, 2000, False, 1000)
    assert causes("registered_to_serial", tree.a) == {"no_serial": 1}


def test_a_grading_is_current_for_twelve_months_and_never_graded_falls_short(tree, catalogue):
    item(catalogue["truck"], tree.a, "1", graded={date(2025, 6, 2): 1})
    item(catalogue["truck"], tree.a, "2", graded={date(2025, 6, 1): 1})
    item(catalogue["truck"], tree.a, "3")
    found = figure("grading_current", tree.a)
    assert (found.numerator, found.denominator, found.missing) == (1000, 3000, 0)
    assert causes("grading_current", tree.a) == {"never_graded": 1, "out_of_date": 1}
