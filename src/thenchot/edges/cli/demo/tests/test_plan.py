"""The plan alone, without a database: sizes, the tree, the depots' stories."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.edges.cli.demo import names, stories, tree
from thenchot.edges.cli.demo.chance import Keys, stream
from thenchot.edges.cli.demo.sizes import Sizes
from thenchot.foundation.kernel.refusal import Refusal

DAY = date(2026, 3, 20)
seeds = st.integers(0, 10_000)
days = st.dates(date(2024, 1, 1), date(2040, 12, 31))


def test_scale_1_has_150_units_and_12000_items():
    plan = tree.draw(Sizes.at(1), 1, DAY)
    assert len(plan.today()) == 150
    assert Sizes.at(1).items == 12_000
    assert max(unit.level for unit in plan.today()) == 4


def test_scale_125_has_the_sizes_the_house_must_hold():
    sizes = Sizes.at(125)
    assert (sizes.items, sizes.types, sizes.units, sizes.people) == (1_500_000, 60_000, 5_000, 200_000)
    units = tree.draw(sizes, 1, DAY).today()
    assert abs(len(units) - 5_000) <= 5
    assert max(unit.level for unit in units) == 11
    assert max(len(unit.code) for unit in units) <= 40


@pytest.mark.parametrize("scale", [0, -1, 0.001, 201, float("nan"), float("inf")])
def test_a_scale_out_of_bounds_is_refused(scale):
    with pytest.raises(Refusal, match="must lie between"):
        Sizes.at(scale)


@given(seeds, days, st.sampled_from([0.01, 0.3, 1, 4]))
def test_on_every_day_each_unit_has_one_place_and_a_way_up_to_the_root(seed, day, scale):
    plan = tree.draw(Sizes.at(scale), seed, day)
    parents = {unit.code: unit.parent for unit in plan.units}
    check_tree(parents)
    for reform in plan.reforms:
        assert plan.founding < reform.on < day
        parents |= {unit.code: unit.parent for unit in reform.founded}
        parents |= {move.unit: move.parent for move in reform.moves}
        for code in reform.closed:
            assert code not in parents.values(), f"{code} is closed with units under it"
            del parents[code]
        check_tree(parents)
    assert set(parents) == {unit.code for unit in plan.today()}


def check_tree(parents):
    for start in parents:
        code, steps = start, 0
        while parents[code] is not None:
            code, steps = parents[code], steps + 1
            assert steps < 20
        assert code == names.ROOT_CODE


def test_two_commands_became_one_and_the_units_under_them_kept_their_codes():
    plan = tree.draw(Sizes.at(1), 1, DAY)
    merger = next(reform for reform in plan.reforms if reform.closed)
    assert len(merger.closed) == 2
    assert len(merger.founded) == 1
    assert {move.parent for move in merger.moves} == {merger.founded[0].code}
    assert {alias for _code, alias in merger.aliases} == {u.name for u in plan.units if u.code in merger.closed}


@given(seeds, st.sampled_from([0.01, 1, 4, 30]))
def test_four_fifths_of_the_strategic_and_85_percent_of_the_campaign_depots_pass_at_any_scale(seed, scale):
    plan = tree.draw(Sizes.at(scale), seed, DAY)
    told = stories.of_depots(plan, stream(seed, "x"))
    passing, depots = Counter(), Counter()
    for story in told:
        depots[story.depot.duty] += 1
        passing[story.depot.duty] += story.passed > 0
    assert passing["strategic"] * 10 == depots["strategic"] * 8
    assert passing["campaign"] * 20 == depots["campaign"] * 17


def test_results_never_got_worse_over_the_years():
    told = stories.of_depots(tree.draw(Sizes.at(1), 5, DAY), stream(5, "x"))
    for tier, counts in stories.PASSING.items():
        of_tier = [story for story in told if story.depot.duty == tier]
        passing = [sum(story.passed > back for story in of_tier) for back in range(stories.HALF_YEARS)]
        assert passing == list(counts)
        assert passing == sorted(passing, reverse=True)


def test_one_remedy_serves_two_campaign_depots_of_a_site_and_a_third_beside_them_has_three_cheap_faults():
    told = stories.of_depots(tree.draw(Sizes.at(1), 5, DAY), stream(5, "x"))
    lacking = [story for story in told if story.pattern == "fire_line" and story.depot.duty == "campaign"]
    assert len(lacking) == 2
    assert len({story.depot.site for story in lacking}) == 1
    neighbour = next(s for s in told if s.passed == 0 and s.depot.duty == "campaign" and s not in lacking)
    assert neighbour.pattern == "three_cheap"
    assert neighbour.depot.command == lacking[0].depot.command
    cheap = sum(fault.cost[1] for fault in stories.pattern("three_cheap"))
    assert cheap < stories.faults()["fire_line"].cost[0] / 4


@given(seeds)
def test_keys_repeat_for_a_seed_rise_and_are_uuid_version_7(seed):
    one, two = Keys(seed, DAY), Keys(seed, DAY)
    made = [one() for _number in range(200)]
    assert made == [two() for _number in range(200)]
    assert made == sorted(set(made))
    assert {key.version for key in made} == {7}
    assert {key.variant for key in made} == {"specified in RFC 4122"}


def test_keys_go_on_rising_past_4096_of_one_millisecond():
    keys = Keys(1, DAY)
    made = [keys() for _number in range(10_000)]
    assert made == sorted(set(made))
