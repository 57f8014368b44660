from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from thenchot.insight.keylink.solver.gap import apportion, gap
from thenchot.insight.keylink.solver.problem import Comparator, Problem, Ratio, Record
from thenchot.insight.keylink.solver.tests.cases import problems
from thenchot.insight.keylink.solver.tests.example import PROBLEM, RECORDS, TARGET, with_goal


def test_the_example_is_two_depots_short_and_the_split_adds_up():
    (found,) = gap(PROBLEM)
    assert (found.short, found.failing, found.winnable) == (2, 4, 4)
    assert [(part.name, part.records, part.failing, part.short) for part in found.by_unit] == [
        ("north", 2, 2, 1),
        ("south", 2, 2, 1),
    ]
    assert [(part.name, part.failing, part.short) for part in found.by_cause] == [
        ("fire", 2, 1),
        ("access", 1, 1),
        ("water", 1, 0),
    ]


def test_records_one_fix_away_and_the_fix_that_wins_most_are_named():
    records = (*RECORDS, Record(key="E", needs=frozenset({"road-d"}), weight=2, unit="south"))
    (found,) = gap(replace(PROBLEM, records=records))
    assert found.one_fix_away == ("C", "D", "E")
    assert (found.best_single.fix, found.best_single.gained, found.best_single.records) == ("road-d", 3, ("D", "E"))


def test_a_record_that_fails_for_no_known_reason_is_named():
    (found,) = gap(replace(PROBLEM, records=(*RECORDS, Record(key="E", needs=frozenset()))))
    assert found.unexplained == ("E",)
    assert (found.failing, found.winnable) == (5, 4)


def test_a_target_that_is_met_has_no_gap():
    (found,) = gap(with_goal(80))
    assert found.met
    assert found.within_reach
    assert sum(part.short for part in found.by_unit) == 0


def test_what_is_short_without_a_record_to_show_for_it_stands_under_no_name():
    # 16 of 30 and only four failing records: ten were never reported.
    target = replace(TARGET, total=30)
    (found,) = gap(replace(PROBLEM, targets=(target,)))
    assert found.short == 11
    assert {part.name: part.short for part in found.by_unit} == {"north": 2, "south": 2, "": 7}
    assert not found.within_reach


def test_a_goal_that_no_figure_meets_is_not_within_reach():
    never = replace(TARGET, goal=Ratio(0, 1), comparator=Comparator.LESS_THAN)
    (found,) = gap(replace(PROBLEM, targets=(never,)))
    assert found.short is None
    assert not found.within_reach


def test_units_are_shown_under_the_child_they_belong_to():
    (found,) = gap(PROBLEM, {"north": "region-1", "south": "region-1"})
    assert [(part.name, part.failing, part.short) for part in found.by_unit] == [("region-1", 4, 2)]


@given(problems())
@settings(max_examples=300, deadline=None)
def test_splits_add_up_to_the_gap_exactly(problem):
    for found in gap(problem):
        for split in (found.by_unit, found.by_cause):
            assert sum(part.failing for part in split) == found.failing
            assert sum(part.short for part in split) == (found.short or 0)


@given(problems(), st.randoms())
@settings(max_examples=100, deadline=None)
def test_splitting_a_unit_never_changes_the_total(problem, random):
    """A unit's records are spread over two new ones; whoever adds the children up sees the same figures as before."""
    halves = {unit: (f"{unit}-1", f"{unit}-2") for unit in "uvw"}
    records = tuple(replace(r, unit=random.choice(halves[r.unit])) for r in problem.records)
    parent = {half: unit for unit, both in halves.items() for half in both}
    assert gap(replace(problem, records=records), parent) == gap(problem)
    for before, after in zip(gap(problem), gap(replace(problem, records=records)), strict=True):
        assert (before.failing, before.short, before.winnable) == (after.failing, after.short, after.winnable)
        assert sum(part.failing for part in after.by_unit) == before.failing


@given(st.integers(0, 500), st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 60), min_size=1))
def test_apportioned_parts_add_up_and_keep_to_their_quota(amount, weights):
    parts = apportion(amount, weights)
    total = sum(weights.values())
    assert parts.keys() == weights.keys()
    assert sum(parts.values()) == (amount if total else 0)
    for name, part in parts.items():
        if total:
            assert amount * weights[name] // total <= part <= -(-amount * weights[name] // total)


@given(problems(), st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_order_of_input_never_changes_the_gap(problem, random):
    records, fixes = list(problem.records), list(problem.fixes)
    random.shuffle(records)
    random.shuffle(fixes)
    assert gap(Problem(tuple(records), tuple(fixes), *_rest(problem))) == gap(problem)


def _rest(problem):
    return problem.targets, problem.must_do, problem.must_not, problem.precede


def test_every_failing_record_is_counted_once():
    (found,) = gap(PROBLEM)
    assert sum(Counter({part.name: part.records for part in found.by_cause}).values()) == len(RECORDS)
