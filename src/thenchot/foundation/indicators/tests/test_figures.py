"""Figures of the engine's own indicator: the tree of the day, three states, kept values, who may see."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from tests.people import FOUNDED, SETUP, person
from thenchot.foundation.indicators import kept, operational, statements, visible
from thenchot.foundation.indicators.definition import Standing
from thenchot.foundation.indicators.entries import entries, every_entry, every_obstacle, obstacles_of, summary
from thenchot.foundation.indicators.figures import NOTHING, figures_of, history_of, unplaced
from thenchot.foundation.indicators.models import Run, Value
from thenchot.foundation.ledger import acts
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.ledger.derived import rebuild_all
from thenchot.foundation.organisation import actions
from thenchot.foundation.organisation.models import Unit

TODAY = date(2026, 6, 1)
pytestmark = pytest.mark.django_db


def figure(definition, unit, on=TODAY, part="units"):
    return next(f for f in figures_of([unit.pk], on, [definition])[unit.pk] if f.slice == part)


@pytest.fixture
def named_tree(tree):
    with act("tests.name", by=SETUP):
        for unit in (tree.a, tree.a1, tree.b):
            actions.also_called(unit, f"also {unit.code}")
        actions.found("A3", "Store A3", parent=tree.a, on=FOUNDED, kind="depot")
        actions.found("A4", "Silent A4", parent=tree.a, on=FOUNDED, kind="other")
    return tree


def test_a_figure_adds_up_the_unit_and_all_below_it(named_units, named_tree):
    assert [
        (f.numerator, f.denominator, f.missing, f.records)
        for f in (figure(named_units, unit) for unit in (named_tree.r, named_tree.a, named_tree.a1, named_tree.a2))
    ] == [(3, 5, 1, 6), (2, 3, 1, 4), (1, 1, 0, 1), (0, 1, 0, 1)]


def test_zero_missing_and_not_applicable_are_three_things(named_units, named_tree):
    zero, nothing = figure(named_units, named_tree.a2), figure(named_units, named_tree.b, part="depots")
    silent = figure(named_units, Unit.objects.get(code="A4"))
    assert (zero.numerator, zero.denominator, zero.met, zero.text("en")) == (0, 1, False, "0\xa0%")
    assert (nothing.denominator, nothing.missing, nothing.met, nothing.gap, nothing.text("en")) == (
        0,
        0,
        None,
        None,
        NOTHING,
    )
    assert (silent.denominator, silent.missing, silent.met) == (0, 1, None)


def test_a_target_holds_from_its_day_and_the_gap_is_in_records(named_units, named_tree):
    now, before, between = (figure(named_units, named_tree.r, d) for d in (TODAY, date(2024, 1, 1), date(2025, 3, 1)))
    assert (now.met, now.gap, now.text("vi")) == (False, 1, "60\xa0%")
    assert (before.met, before.gap) == (True, 0)
    assert (between.target, between.met, between.gap) == (None, None, None)


def test_a_past_day_uses_the_tree_of_that_day(named_units, named_tree):
    with act("tests.move", by=SETUP):
        actions.move(named_tree.a1, parent=named_tree.b, on=date(2025, 1, 1))
    assert figure(named_units, named_tree.a, date(2024, 12, 31)).numerator == 2
    assert figure(named_units, named_tree.b, date(2024, 12, 31)).numerator == 1
    assert figure(named_units, named_tree.a, date(2025, 1, 1)).numerator == 1
    assert figure(named_units, named_tree.b, date(2025, 1, 1)).numerator == 2
    assert figure(named_units, named_tree.r, date(2024, 12, 31)).numerator == 3
    assert figure(named_units, named_tree.r).numerator == 3


def test_records_of_a_unit_that_stands_nowhere_that_day_are_told_apart_and_not_lost(named_units, named_tree):
    with act("tests.close", by=SETUP):
        actions.close(named_tree.b, on=date(2026, 1, 1))
    assert unplaced(TODAY, [named_units]) == {"named_units": 1}
    assert unplaced(date(2025, 12, 31), [named_units]) == {}
    assert figure(named_units, named_tree.r).denominator == 4
    assert unplaced(date(2019, 1, 1), [named_units]) == {"named_units": 7}


def test_units_asked_about_together_cost_no_more_queries_than_one(named_units, named_tree, django_assert_num_queries):
    every = list(Unit.objects.values_list("pk", flat=True))
    figures_of(every[:2], TODAY, [named_units])
    for asked in (every[:1], every):
        for queries in (3, 1):
            with django_assert_num_queries(queries):
                figures_of(asked, TODAY, [named_units])


def test_what_was_computed_once_is_read_again_until_its_tables_are_touched(named_units, named_tree, monkeypatch):
    computed = []
    compute = kept.compute
    monkeypatch.setattr(kept, "compute", lambda d, on: computed.append(on) or compute(d, on))
    first = figure(named_units, named_tree.r)
    with act("tests.user", by=SETUP):
        person("somebody")
    second = figure(named_units, named_tree.r)
    assert computed == [TODAY]
    assert (second.numerator, second.head) == (first.numerator, acts.head())
    assert first.head != second.head
    with act("tests.name", by=SETUP):
        actions.also_called(named_tree.a2, "another")
    assert figure(named_units, named_tree.r).numerator == 4
    assert computed == [TODAY, TODAY]


def test_an_act_under_way_sees_its_own_changes_and_leaves_nothing_of_them_behind(named_units, named_tree):
    assert figure(named_units, named_tree.r).numerator == 3
    with act("tests.name", by=SETUP):
        actions.also_called(named_tree.a2, "another")
        assert figure(named_units, named_tree.r).numerator == 4
        assert Value.objects.filter(numerator=4).count() == 0
    assert figure(named_units, named_tree.r).numerator == 4


def test_a_move_makes_kept_values_stale(named_units, named_tree):
    assert figure(named_units, named_tree.b).numerator == 1
    with act("tests.move", by=SETUP):
        actions.move(named_tree.a1, parent=named_tree.b, on=date(2026, 1, 1))
    assert figure(named_units, named_tree.b).numerator == 2


def test_a_changed_query_does_not_answer_with_the_values_of_the_old_one(named_units, named_tree):
    assert figure(named_units, named_tree.r).numerator == 3
    Run.objects.update(definition="of another query")
    Value.objects.update(numerator=77)
    assert figure(named_units, named_tree.r).numerator == 3


def test_values_that_are_gone_are_computed_again_and_not_read_as_nothing(named_units, named_tree):
    figure(named_units, named_tree.r)
    Value.objects.all().delete()
    assert figure(named_units, named_tree.r).numerator == 3


def test_the_ledgers_repair_drops_what_is_kept(named_units, named_tree):
    figure(named_units, named_tree.r)
    Value.objects.update(numerator=77)
    rebuild_all()
    assert figure(named_units, named_tree.r).numerator == 3


def test_an_act_that_comes_in_between_is_not_mixed_into_the_figures(named_units, named_tree, monkeypatch):
    compute, once = kept.compute, []

    def interrupted(definition, on):
        if not once:
            once.append(1)
            with act("tests.name", by=SETUP):
                actions.also_called(named_tree.a2, "another")
            return compute(definition, on) | {(named_tree.r.pk, "units"): kept.Sums(99, 99, 0, 99)}
        return compute(definition, on)

    monkeypatch.setattr(kept, "compute", interrupted)
    found = figure(named_units, named_tree.r)
    assert (found.numerator, found.head) == (4, acts.head())


def test_the_list_behind_a_figure_has_its_numerator_and_its_denominator_those_that_miss_first(named_units, named_tree):
    found = figure(named_units, named_tree.r)
    listed = entries(named_units, named_tree.r.pk, TODAY, "units")
    reported = [entry for entry in listed if entry.numerator is not None]
    assert sum(entry.numerator for entry in reported) == found.numerator
    assert sum(entry.denominator for entry in reported) == found.denominator
    assert [entry.standing for entry in listed] == sorted(entry.standing for entry in listed)
    assert [(entry.record, entry.cause) for entry in listed[:2]] == sorted(
        [(named_tree.r.pk, "unnamed"), (named_tree.a2.pk, "unnamed")]
    )
    assert listed == list(every_entry(named_units, named_tree.r.pk, TODAY, "units"))
    assert [(s.standing, s.cause, s.records) for s in summary(named_units, named_tree.r.pk, TODAY, "units")] == [
        (Standing.SHORT, "unnamed", 2),
        (Standing.MISSING, "silent", 1),
        (Standing.COUNTS, "", 3),
    ]
    assert [e.standing for e in entries(named_units, named_tree.r.pk, TODAY, "units", standing=Standing.MISSING)] == [
        Standing.MISSING
    ]


def test_a_record_that_does_not_apply_is_listed_as_such_and_counts_for_nothing(named_units, named_tree):
    with act("tests.found", by=SETUP):
        actions.found("B1", "Agency B1", parent=named_tree.b, on=FOUNDED, kind="agency")
    assert (figure(named_units, named_tree.b).denominator, figure(named_units, named_tree.b).records) == (1, 2)
    assert [e.standing for e in entries(named_units, named_tree.b.pk, TODAY, "units")] == [
        Standing.COUNTS,
        Standing.NOT_APPLICABLE,
    ]


def test_obstacles_are_found_by_record_and_by_unit(named_units, named_tree):
    found = obstacles_of(named_units, [named_tree.a.pk, named_tree.a1.pk], TODAY)
    assert {key: [(o.key, o.label, o.cost, o.days, o.cause) for o in some] for key, some in found.items()} == {
        named_tree.a.pk: [("A/name", "Find a name", 100, None, "")],
        named_tree.a1.pk: [("A1/name", "Find a name", 100, None, "")],
    }
    assert set(every_obstacle(named_units, named_tree.b.pk, TODAY)) == {named_tree.b.pk}
    with pytest.raises(ValueError, match="at most 50"):
        obstacles_of(named_units, [named_tree.a.pk] * 51, TODAY)


def test_a_reader_gets_the_figures_of_units_in_reach_and_no_others(named_units, named_tree, users):
    every = [named_tree.r.pk, named_tree.a.pk, named_tree.a1.pk, named_tree.b.pk]
    seen = {name: set(visible.figures_for(getattr(users, name), every, TODAY)) for name in vars(users)}
    assert seen == {
        "visitor": set(),
        "stranger": set(),
        "member": {named_tree.a.pk, named_tree.a1.pk},
        "keeper": {named_tree.a.pk, named_tree.a1.pk},
        "chief": set(every),
        "administrator": set(every),
    }
    assert named_units in visible.open_indicators(users.member, named_tree.a.pk, TODAY)
    assert visible.open_indicators(users.member, named_tree.b.pk, TODAY) == []
    assert visible.open_indicators(users.stranger, named_tree.a.pk, TODAY) == []


def test_the_plain_form_has_exact_numbers_and_the_target_in_percent(named_units, named_tree):
    found = figure(named_units, named_tree.r)
    assert found.plain("R") == {
        "indicator": "named_units",
        "slice": "units",
        "unit": "R",
        "on": "2026-06-01",
        "numerator": 3,
        "denominator": 5,
        "comparator": ">=",
        "target": 80,
        "met": False,
        "missing": 1,
        "head": acts.head(),
    }
    assert found.amount(1) == Decimal(1)


def test_a_statement_never_carries_a_value_in_its_text(named_units):
    text = statements.entries(named_units, operational.engine())
    assert "%(unit)s" in text
    assert connection.vendor in {"sqlite", "postgresql"}


DAYS = [date(2025, month, 28) for month in range(1, 7)]


def test_a_history_gives_each_days_own_figure_at_one_head(named_units, named_tree):
    with act("tests.move", by=SETUP):
        actions.move(named_tree.a1, parent=named_tree.b, on=date(2025, 4, 1))
    found = history_of(named_tree.b.pk, DAYS, [named_units], seconds=60)
    assert [found[day][0].numerator for day in DAYS] == [1, 1, 1, 2, 2, 2]
    assert {figures[0].head for figures in found.values()} == {acts.head()}


def test_a_history_that_may_take_no_time_gives_what_is_kept_and_gets_further_each_time(
    named_units, named_tree, django_assert_num_queries
):
    assert history_of(named_tree.r.pk, DAYS, [named_units], seconds=0) == {}
    figures_of([named_tree.r.pk], DAYS[2], [named_units])
    with django_assert_num_queries(2):
        assert set(history_of(named_tree.r.pk, DAYS, [named_units], seconds=0)) == {DAYS[2]}
    assert set(history_of(named_tree.r.pk, DAYS, [named_units], seconds=60)) == set(DAYS)
    with act("tests.name", by=SETUP):
        actions.also_called(named_tree.a2, "another")
    assert history_of(named_tree.r.pk, DAYS, [named_units], seconds=0) == {}


def test_a_day_that_would_take_longer_than_there_is_time_for_is_left_out(named_units, named_tree):
    figures_of([named_tree.r.pk], DAYS[0], [named_units])
    Run.objects.update(took=5_000)
    assert set(history_of(named_tree.r.pk, DAYS, [named_units], seconds=1)) == {DAYS[0]}
    assert set(history_of(named_tree.r.pk, DAYS, [named_units], seconds=60)) == set(DAYS)
