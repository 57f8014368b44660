"""Every figure of the house against the same figure worked out by hand, and against every engine that can run its file."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from tests.people import SETUP
from thenchot.foundation.indicators import registry
from thenchot.foundation.indicators.entries import every_entry, every_obstacle
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation import actions as organisation
from thenchot.insight.board.tests import by_hand, engines, sample

DAYS = sample.DAYS
NAMES = ("depots_at_standard", "technical_readiness", "registered_to_serial", "grading_current")
pytestmark = pytest.mark.django_db


@pytest.fixture(params=[1, 2], ids="seed {}".format)
def made(db, request):
    return sample.make(request.param)


def expected_at(rows, units):
    """numerator, denominator, missing, records by slice."""
    sums = defaultdict(lambda: [0, 0, 0, 0])
    for unit, _record, part, numerator, denominator in rows:
        if unit in units:
            row = sums[part]
            row[3] += 1
            if numerator is None:
                row[2] += denominator
            else:
                row[0] += numerator
                row[1] += denominator
    return {part: tuple(row) for part, row in sums.items()}


@pytest.mark.parametrize("name", NAMES)
def test_each_figure_at_each_unit_is_what_its_records_add_up_to_by_hand(made, name):
    definition = registry.by_name(name)
    for on in DAYS:
        rows = list(getattr(by_hand, name)(on))
        found = figures_of([unit.pk for unit in made.units], on, [definition])
        for unit in made.units:
            expected = expected_at(rows, by_hand.under(unit.pk, on))
            actual = {f.slice: (f.numerator, f.denominator, f.missing, f.records) for f in found[unit.pk] if f.records}
            assert actual == expected, (on, unit)


@pytest.mark.parametrize("name", NAMES)
def test_the_list_behind_each_figure_is_the_list_by_hand(made, name):
    definition, root = registry.by_name(name), made.units[0]
    for on in DAYS:
        rows = sorted(
            (part, record, unit, top, bottom) for unit, record, part, top, bottom in getattr(by_hand, name)(on)
        )
        listed = [
            (f.slice, e.record, e.unit, e.numerator, e.denominator)
            for f in figures_of([root.pk], on, [definition])[root.pk]
            for e in every_entry(definition, root.pk, on, f.slice)
        ]
        assert sorted(listed, key=lambda row: row[:3]) == sorted(rows, key=lambda row: row[:3])
        assert len({record for _part, record, *_rest in listed}) == len(listed)


def test_a_depot_that_does_not_meet_the_standard_has_something_in_its_way_and_one_that_does_has_not(made):
    definition, root = registry.by_name("depots_at_standard"), made.units[0]
    for on in DAYS:
        obstacles = every_obstacle(definition, root.pk, on)
        short = {record for _unit, record, _part, numerator, _one in by_hand.depots_at_standard(on) if not numerator}
        assert set(obstacles) == short


def test_every_depot_that_fails_a_criterion_names_it(made):
    definition, root = registry.by_name("depots_at_standard"), made.units[0]
    for part in ("strategic", "campaign", "tactical"):
        for entry in every_entry(definition, root.pk, sample.TODAY, part):
            if entry.cause.startswith("C-"):
                obstacles = every_obstacle(definition, root.pk, sample.TODAY)[entry.record]
                assert any(obstacle.label.startswith(entry.cause) for obstacle in obstacles)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("engine", engines.ENGINES)
def test_the_same_file_gives_the_same_answer_on_every_engine(made, name, engine):
    definition = registry.by_name(name)
    with engines.opened(engine, definition) as run:
        for on in DAYS:
            assert run.totals(on) == engines.here(definition).totals(on)
            assert run.entries(made.units[0].pk, on) == engines.here(definition).entries(made.units[0].pk, on)


def test_splitting_a_unit_moves_its_parts_and_changes_no_total_above_it(made):
    split = date(2026, 5, 1)
    root, parent = made.units[0], next(u for u in made.units[1:] if u.links.filter(until_on=None, parent__isnull=False))
    above = parent.links.get(until_on=None).parent
    before = {
        f.indicator + f.slice: (f.numerator, f.denominator, f.missing)
        for f in figures_of([root.pk], sample.TODAY)[root.pk]
    }
    with act("tests.split", by=SETUP):
        half = organisation.found("HALF", "The other half", parent=above, on=split)
        for child in list(parent.child_links.filter(until_on=None)):
            organisation.move(child.unit, parent=half, on=split)
    after = {
        f.indicator + f.slice: (f.numerator, f.denominator, f.missing)
        for f in figures_of([root.pk], sample.TODAY)[root.pk]
    }
    assert after == before
    halves = figures_of([half.pk, parent.pk], sample.TODAY)
    assert set(halves) == {half.pk, parent.pk}


def test_children_and_the_units_own_records_add_up_to_the_unit(made):
    for unit in made.units:
        children = [link.unit_id for link in unit.child_links.filter(until_on=None)]
        found = figures_of([unit.pk, *children], sample.TODAY)
        for number, figure in enumerate(found[unit.pk]):
            parts = [found[child][number] for child in children]
            own = [
                entry
                for entry in every_entry(figure.definition, unit.pk, sample.TODAY, figure.slice)
                if entry.unit == unit.pk and entry.numerator is not None
            ]
            assert figure.numerator == sum(p.numerator for p in parts) + sum(e.numerator or 0 for e in own)
            assert figure.denominator == sum(p.denominator for p in parts) + sum(e.denominator for e in own)
