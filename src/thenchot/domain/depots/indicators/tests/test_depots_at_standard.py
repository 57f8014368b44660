"""Depots at standard, by literal examples: the edges of the rule, causes, obstacles, the tree and tier of the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from tests.people import FOUNDED, SETUP
from thenchot.domain.depots.models import Depot, DepotService
from thenchot.domain.standards.models import Answer, Assessment, Criterion, Standard, StandardVersion
from thenchot.foundation.indicators import registry
from thenchot.foundation.indicators.entries import every_entry, obstacles_of
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation import actions as organisation

ON = date(2026, 6, 1)
DEFINITION = "depots_at_standard"
pytestmark = pytest.mark.django_db


@pytest.fixture
def version(db):
    """Roof must pass (weight 2); fire must pass (1); books 5, road 2; the last may not apply. Pass mark 80: 8 of 10."""
    standard = Standard(code="DEPOT", name="Depot standard", applies_to="depots.depot")
    found = StandardVersion(standard=standard, number=1, valid_from=FOUNDED, pass_mark=80, validity_months=12)
    criteria = [
        Criterion(standard_version=found, code="ROOF", text="Roof", weight=2, is_must_pass=True, position=1),
        Criterion(standard_version=found, code="FIRE", text="Fire", weight=1, is_must_pass=True, position=2),
        Criterion(standard_version=found, code="BOOKS", text="Books", weight=5, position=3),
        Criterion(standard_version=found, code="ROAD", text="Road", weight=2, may_not_apply=True, position=4),
    ]
    with act("tests.standard", by=SETUP) as deed:
        deed.add_many([standard, found, *criteria])
    return found


def depot(unit, code="D1", tier="strategic", opened_on=FOUNDED, closed_on=None) -> Depot:
    found = Depot(unit=unit, code=code, name=f"Depot {code}", tier=tier, opened_on=opened_on, closed_on=closed_on)
    with act("tests.depot", by=SETUP):
        found.save()
    return found


def assess(
    found: Depot, version, answers: Mapping[str, str], *, on=date(2026, 1, 1), until=date(2027, 1, 1), **ends: date
) -> None:
    """Answers by criterion: met, not_met, not_applicable; `ends` are the days single answers run out."""
    with act("tests.assess", by=SETUP):
        assessment = Assessment(
            standard_version=version,
            subject_model="depots.depot",
            subject=found.pk,
            unit=found.unit,
            assessed_on=on,
            valid_until=until,
            assessor="An inspector",
        )
        assessment.save()
        for criterion in Criterion.objects.filter(standard_version=version, code__in=answers):
            Answer(
                assessment=assessment,
                criterion=criterion,
                result=answers[criterion.code],
                valid_until=ends.get(criterion.code, until),
                fix_key="new roof" if criterion.code == "ROOF" else "",
                fix_cost=Decimal(100) if criterion.code == "ROOF" else None,
                fix_days=20 if criterion.code == "ROOF" else None,
            ).save()


ALL_MET = {"ROOF": "met", "FIRE": "met", "BOOKS": "met", "ROAD": "met"}


def standing(found: Depot, on: date = ON) -> tuple[int | None, str]:
    definition = registry.by_name(DEFINITION)
    return next(
        (entry.numerator, entry.cause)
        for part in ("strategic", "campaign", "tactical")
        for entry in every_entry(definition, found.unit_id, on, part)
        if entry.record == found.pk
    )


def test_all_met_and_valid_meets_the_standard(tree, version):
    found = depot(tree.a)
    assess(found, version, ALL_MET)
    assert standing(found) == (1, "")


def test_never_assessed_is_missing_and_not_zero(tree, version):
    found = depot(tree.a)
    assert standing(found) == (None, "never_assessed")
    figure = figures_of([tree.r.pk], ON, [registry.by_name(DEFINITION)])[tree.r.pk][0]
    assert (figure.numerator, figure.denominator, figure.missing, figure.met) == (0, 0, 1, None)


def test_an_assessment_holds_to_the_day_before_its_end(tree, version):
    found = depot(tree.a)
    assess(found, version, ALL_MET, on=date(2025, 6, 1), until=ON)
    assert standing(found, date(2026, 5, 31)) == (1, "")
    assert standing(found, ON) == (0, "lapsed")
    assert standing(found, date(2025, 6, 1)) == (1, "")
    assert standing(found, date(2025, 5, 31)) == (None, "never_assessed")


def test_a_must_pass_answer_that_runs_out_takes_the_standard_with_it(tree, version):
    found = depot(tree.a)
    assess(found, version, ALL_MET, FIRE=ON)
    assert standing(found, date(2026, 5, 31)) == (1, "")
    assert standing(found, ON) == (0, "FIRE")


def test_exactly_the_pass_mark_passes_and_one_less_does_not(tree, version):
    exactly, less = depot(tree.a, "D1"), depot(tree.a, "D2")
    assess(exactly, version, ALL_MET | {"ROAD": "not_met"})
    assess(less, version, ALL_MET | {"BOOKS": "not_met"})
    assert standing(exactly) == (1, "")
    assert standing(less) == (0, "below_pass_mark")


def test_what_does_not_apply_leaves_both_sides_where_it_may_and_fails_where_it_may_not(tree, version):
    may, may_not = depot(tree.a, "D1"), depot(tree.a, "D2")
    assess(may, version, ALL_MET | {"ROAD": "not_applicable"})
    assess(may_not, version, ALL_MET | {"FIRE": "not_applicable"})
    assert standing(may) == (1, "")
    assert standing(may_not) == (0, "FIRE")


def test_an_answer_left_out_is_not_a_pass(tree, version):
    found = depot(tree.a)
    assess(found, version, {"ROOF": "met", "FIRE": "met", "BOOKS": "met"})
    assert standing(found) == (0, "unanswered")


def test_a_version_that_asks_nothing_is_no_pass(tree, version):
    empty = StandardVersion(
        standard=version.standard, number=2, valid_from=date(2026, 1, 1), pass_mark=0, validity_months=12
    )
    with act("tests.standard", by=SETUP):
        empty.save()
    found = depot(tree.a)
    assess(found, empty, {})
    assert standing(found) == (0, "unanswered")
    blocked = obstacles_of(registry.by_name(DEFINITION), [found.pk], ON)[found.pk]
    assert [obstacle.cause for obstacle in blocked] == ["unanswered"]


def test_a_depot_counts_from_the_day_it_opens_to_the_day_before_it_closes(tree, version):
    depot(tree.a, opened_on=date(2026, 2, 1), closed_on=ON)
    definition = registry.by_name(DEFINITION)
    missing = [
        figures_of([tree.a.pk], on, [definition])[tree.a.pk][0].missing
        for on in (date(2026, 1, 31), date(2026, 2, 1), date(2026, 5, 31), ON)
    ]
    assert missing == [0, 1, 1, 0]


def test_each_tier_is_a_figure_of_its_own_with_its_target(tree, version):
    for number in range(5):
        assess(depot(tree.a1, f"S{number}"), version, ALL_MET | ({"ROOF": "not_met"} if number == 0 else {}))
        assess(
            depot(tree.a2, f"C{number}", "campaign"), version, ALL_MET | ({"ROOF": "not_met"} if number == 0 else {})
        )
    strategic, campaign, tactical = figures_of([tree.r.pk], ON, [registry.by_name(DEFINITION)])[tree.r.pk]
    assert (strategic.numerator, strategic.denominator, strategic.met, strategic.gap) == (4, 5, True, 0)
    assert (campaign.numerator, campaign.denominator, campaign.met, campaign.gap) == (4, 5, False, 1)
    assert (tactical.denominator, tactical.target, tactical.met) == (0, None, None)


def test_a_past_day_takes_the_unit_and_tier_of_that_day(tree, version):
    found = depot(tree.b, tier="campaign")
    moved = date(2025, 1, 1)
    with act("tests.service", by=SETUP) as deed:
        deed.add_many(
            [
                DepotService(depot=found, unit=tree.a, tier="strategic", from_on=FOUNDED, until_on=moved),
                DepotService(depot=found, unit=tree.b, tier="campaign", from_on=moved),
            ]
        )
    definition = registry.by_name(DEFINITION)

    def counted(unit, on):
        return [f.missing for f in figures_of([unit.pk], on, [definition])[unit.pk]]

    assert counted(tree.a, date(2024, 12, 31)) == [1, 0, 0]
    assert counted(tree.b, date(2024, 12, 31)) == [0, 0, 0]
    assert counted(tree.a, moved) == [0, 0, 0]
    assert counted(tree.b, moved) == [0, 1, 0]


def test_a_store_under_a_until_2024_and_under_b_from_2025_counts_in_a_for_2024(tree, version):
    """DHIS2 documents the opposite as a limit: there totals always use the newest tree."""
    store = depot(tree.a1)
    assess(store, version, ALL_MET, on=date(2024, 1, 1), until=date(2028, 1, 1))
    with act("tests.move", by=SETUP):
        organisation.move(tree.a1, parent=tree.b, on=date(2025, 1, 1))
    definition = registry.by_name(DEFINITION)
    for on, holder, other in ((date(2024, 12, 31), tree.a, tree.b), (date(2025, 1, 1), tree.b, tree.a)):
        found = figures_of([holder.pk, other.pk, tree.r.pk], on, [definition])
        assert [found[u.pk][0].numerator for u in (holder, other, tree.r)] == [1, 0, 1]


def test_each_failing_criterion_stands_in_the_way_with_its_remedy(tree, version):
    found = depot(tree.a)
    assess(found, version, ALL_MET | {"ROOF": "not_met"}, FIRE=date(2026, 5, 1))
    blocked = obstacles_of(registry.by_name(DEFINITION), [found.pk], ON)[found.pk]
    assert [(o.key, o.label, o.cause, o.cost, o.days) for o in blocked] == [
        ("D1/FIRE", "FIRE Fire", "expired", None, None),
        ("new roof", "ROOF Roof", "not_met", 10000, 20),
    ]


def test_scored_criteria_stand_in_the_way_only_where_the_must_pass_ones_alone_would_not_do(tree, version):
    enough, too_little = depot(tree.a, "D1"), depot(tree.a, "D2")
    assess(enough, version, ALL_MET | {"ROOF": "not_met", "ROAD": "not_met"})
    assess(too_little, version, ALL_MET | {"ROOF": "not_met", "BOOKS": "not_met"})
    blocked = obstacles_of(registry.by_name(DEFINITION), [enough.pk, too_little.pk], ON)
    assert [o.label for o in blocked[enough.pk]] == ["ROOF Roof"]
    assert [o.label for o in blocked[too_little.pk]] == ["BOOKS Books", "ROOF Roof"]


def test_a_lapsed_assessment_is_in_the_way_together_with_what_it_had_found_wanting(tree, version):
    found = depot(tree.a)
    assess(found, version, ALL_MET | {"FIRE": "not_met"}, on=date(2025, 1, 1), until=date(2026, 1, 1))
    blocked = obstacles_of(registry.by_name(DEFINITION), [found.pk], ON)[found.pk]
    assert [(o.key, o.cause) for o in blocked] == [("D1/assessment", "lapsed"), ("D1/FIRE", "not_met")]
