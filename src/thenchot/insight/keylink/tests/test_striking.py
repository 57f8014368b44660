"""Striking lines of an answer gives what the solver's own strike gives, and calls no solver."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.insight.keylink import answers, striking
from thenchot.insight.keylink.answers import answer
from thenchot.insight.keylink.tests.test_answers import asked
from thenchot.insight.keylink.tests.world import MILLION, estimate


@pytest.mark.django_db
def test_a_struck_line_takes_with_it_what_then_serves_nothing(house, monkeypatch):
    estimate(10)
    found = answer(asked(house))
    monkeypatch.setattr(answers, "cheapest", None)
    left = striking.without(found, ["water line"])
    assert [line["key"] for line in left["plan"]["fixes"]] == ["D5/assessment"]
    assert (left["struck"]["lost"], left["plan"]["cost"], left["plan"]["reached"]) == (2, 10 * MILLION, False)
    assert left["plan"]["standings"][0]["after"] == 6
    assert left["struck"]["idle"][0]["key"] == "D1/ROOF"


@pytest.mark.django_db
def test_each_line_alone_is_struck_as_the_solver_says(house):
    estimate(10)
    found = answer(asked(house, target="100"))
    for line in found["plan"]["fixes"]:
        left, said = striking.without(found, [line["key"]]), line["struck"]
        assert left["struck"]["lost"] == said["lost"]
        assert left["plan"]["standings"] == said["standings"]
        assert found["plan"]["cost"] - left["plan"]["cost"] == said["cost_saved"]
        assert {one["key"] for one in left["struck"]["idle"]} == set(said["idle"])
        assert left["struck"]["needs_solver"] == said["needs_solver"]


@pytest.mark.django_db
def test_what_is_not_in_the_plan_or_must_be_done_is_not_struck(house):
    estimate(10)
    found = answer(asked(house, must="D4/FIRE"))
    with pytest.raises(Refusal, match="is not in the plan"):
        striking.without(found, ["D99/ROOF"])
    with pytest.raises(Refusal, match="cannot be struck"):
        striking.without(found, ["D4/FIRE"])


def made(needs: list[set[int]]) -> dict[str, object]:
    """An answer whose records need these fixes; fix n costs n + 1."""
    used = sorted(set().union(*needs))
    records = [
        {
            "key": f"r{n}",
            "indicator": "i",
            "slice": "",
            "unit": "u",
            "weight": 1,
            "needs": [f"f{k}" for k in sorted(found)],
        }
        for n, found in enumerate(needs)
    ]
    fixes = [
        {
            "key": f"f{n}",
            "cost": n + 1,
            "days": n,
            "resource": "",
            "records": [record["key"] for record in records if f"f{n}" in record["needs"]],
            "struck": {"needs_solver": False},
            "ends": n,
        }
        for n in used
    ]
    standing = {"indicator": "i", "slice": "", "before": 0, "after": len(needs), "total": 20, "short": 1, "met": True}
    plan = {"fixes": fixes, "records": records, "standings": [standing], "measure": "money"}
    return {"on": "2026-06-01", "question": {}, "plan": plan}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.sets(st.integers(0, 6), min_size=1), min_size=1, max_size=6), st.data())
def test_what_is_left_serves_every_record_left_and_nothing_else(needs, data):
    found = made(needs)
    keys = [line["key"] for line in found["plan"]["fixes"]]
    struck = data.draw(st.sets(st.sampled_from(keys)))
    plan = striking.without(found, struck)["plan"]
    left = {line["key"] for line in plan["fixes"]}
    still = [{f"f{k}" for k in one} for one in needs if not {f"f{k}" for k in one} & struck]
    assert left == set().union(*still)
    assert plan["cost"] == sum(int(key[1:]) + 1 for key in left)
    assert plan["standings"][0]["after"] == len(still)
