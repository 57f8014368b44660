"""The demonstration as it stands in the database."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from django.db.models import Count, F, Max, Q

from thenchot.domain.depots.models import Depot
from thenchot.domain.materiel.models import Custody, Equipment, Grading, TrackedBy, Type
from thenchot.domain.standards import queries as standards
from thenchot.domain.standards.models import Answer, Assessment, Standard
from thenchot.edges.cli.demo import names, users
from thenchot.edges.cli.demo.tests.conftest import DAY
from thenchot.foundation.access import defaults
from thenchot.foundation.access.models import Grant, User
from thenchot.foundation.access.policy import rows
from thenchot.foundation.indicators.entries import every_obstacle
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.kernel.months import add_months
from thenchot.foundation.ledger import check
from thenchot.foundation.ledger.models import Act
from thenchot.foundation.organisation import queries as organisation
from thenchot.foundation.organisation.models import Unit, UnitSpan

pytestmark = pytest.mark.django_db
TIERS = {"strategic": (8, 10), "campaign": (17, 20)}


def standing_on(day):
    depots = {depot.pk: depot for depot in Depot.objects.filter(opened_on__lte=day)}
    found = standards.standings(Standard.objects.get(code="DEPOT"), list(depots), day)
    return [(depots[key], standing) for key, standing in found]


def figures(day=DAY, unit=None):
    unit = unit or organisation.root(day)
    return {(figure.indicator, figure.slice): figure for figure in figures_of([unit.pk], day)[unit.pk]}


def test_counts_are_those_of_the_scale(demo):
    assert Equipment.objects.count() == demo.items == 3_000
    assert Type.objects.count() == demo.types
    in_tree = UnitSpan.objects.filter(organisation.during(DAY), depth=0).count()
    assert in_tree == demo.units
    tiers = Counter(Depot.objects.values_list("tier", flat=True))
    assert tiers == {"strategic": 10, "campaign": 20, "tactical": 30}


def test_by_the_pure_rule_exactly_8_of_10_strategic_and_17_of_20_campaign_depots_meet_the_standard(demo):
    meets, all_of = Counter(), Counter()
    for depot, standing in standing_on(DAY):
        all_of[depot.tier] += 1
        meets[depot.tier] += standing.outcome.meets
    for tier, (met, of) in TIERS.items():
        assert (meets[tier], all_of[tier]) == (met, of)


def test_by_the_indicator_exactly_8_of_10_strategic_and_17_of_20_campaign_depots_meet_the_standard(demo):
    found = figures()
    for tier, (met, of) in TIERS.items():
        figure = found["depots_at_standard", tier]
        assert (figure.numerator, figure.denominator, figure.met, figure.missing) == (met, of, True, 0)
    tactical = found["depots_at_standard", "tactical"]
    assert (tactical.numerator, tactical.denominator, tactical.missing) == (22, 29, 1)


def test_the_figures_stand_for_half_a_year_and_then_lapse_by_themselves_unless_depots_are_assessed_again(demo):
    for days in (*range(0, 186, 7), 186):
        meets = Counter(depot.tier for depot, standing in standing_on(DAY + timedelta(days)) if standing.outcome.meets)
        assert (meets["strategic"], meets["campaign"]) == (8, 17)
    assert not any(standing.outcome.meets for _depot, standing in standing_on(add_months(DAY, 13)))


def test_fewer_depots_met_the_standard_in_earlier_years(demo):
    for tier in TIERS:
        shares = [figures(add_months(DAY, -12 * years))["depots_at_standard", tier] for years in range(3)]
        values = [Decimal(figure.numerator) / figure.denominator for figure in shares]
        assert values[0] > values[1] > values[2]


def test_register_figures_lie_where_a_well_kept_register_has_them(demo):
    found = figures()
    readiness, serials, current = (
        Decimal(found[name, ""].numerator) / found[name, ""].denominator
        for name in ("technical_readiness", "registered_to_serial", "grading_current")
    )
    assert Decimal("0.92") <= readiness <= Decimal("0.97")
    assert Decimal("0.975") <= serials <= Decimal("0.995")
    assert Decimal("0.90") <= current <= Decimal("0.96")


def test_each_failing_depot_names_its_criteria_and_what_putting_them_right_takes(demo):
    ways = Counter()
    for depot, standing in standing_on(DAY):
        if standing.outcome.meets or standing.assessment is None or standing.assessment.valid_until <= DAY:
            continue
        hard = [line for line in standing.failing if line.criterion.is_must_pass]
        assert len(hard) <= 4
        ways["mark" if not hard else "must pass"] += 1
        ways["expired"] += any(line.shortfall.why.value == "expired" for line in standing.failing)
        for line in standing.failing:
            assert line.answer.fix_cost > 0, depot
            assert line.answer.fix_days > 0
            assert line.answer.fix_resource
            assert line.answer.note
    assert ways["mark"] >= 1
    assert ways["must pass"] >= 6
    assert ways["expired"] >= 2


def test_a_shared_remedy_has_one_estimate_and_stands_in_the_way_of_several_depots(demo):
    shared = defaultdict(set)
    for answer in Answer.objects.exclude(fix_key="").select_related("assessment"):
        shared[answer.fix_key].add((answer.fix_cost, answer.fix_days, answer.fix_resource))
    assert shared
    assert all(len(estimates) == 1 for estimates in shared.values())
    waiting = Counter(
        line.answer.fix_key for _depot, standing in standing_on(DAY) for line in standing.failing if line.answer.fix_key
    )
    assert max(waiting.values()) >= 3


def test_two_campaign_depots_fail_for_one_shared_remedy_alone(demo):
    alone = Counter()
    for depot, standing in standing_on(DAY):
        hard = [line for line in standing.failing if line.criterion.is_must_pass]
        if depot.tier == "campaign" and len(hard) == 1 and hard[0].answer.fix_key:
            alone[hard[0].answer.fix_key] += 1
    assert list(alone.values()) == [2]


def test_taking_the_next_cheapest_depot_costs_more_than_the_best_plan_where_two_must_be_won(demo):
    depots = {depot.pk: depot for depot in Depot.objects.filter(tier="campaign")}
    definition = by_name("depots_at_standard")
    found = every_obstacle(definition, organisation.root(DAY).pk, DAY)
    lacking = {key: {o.key: o.cost for o in found[key]} for key in depots if key in found}
    assert len(lacking) == 3
    best = min(cost_of(lacking, pair) for pair in combinations(lacking, 2))
    one_after_another, won = 0, set()
    while len(won) < 2:
        cheapest = min(lacking.keys() - won, key=lambda key: cost_of(lacking, (*won, key)))
        won.add(cheapest)
        one_after_another = cost_of(lacking, won)
    assert best < one_after_another
    assert sum(1 for key in lacking if len(lacking[key]) == 3) == 1


def cost_of(lacking, chosen):
    return sum({key: cost for depot in chosen for key, cost in lacking[depot].items()}.values())


def test_answers_obey_their_criteria(demo):
    for answer in Answer.objects.select_related("criterion", "assessment"):
        criterion = answer.criterion
        assert answer.assessment.assessed_on < answer.valid_until <= answer.assessment.valid_until
        assert answer.result != "not_applicable" or criterion.may_not_apply
        if answer.measured is not None:
            low, high = criterion.minimum, criterion.maximum
            within = (low is None or answer.measured >= low) and (high is None or answer.measured <= high)
            assert within == (answer.result == "met")


def test_each_depot_was_assessed_half_yearly_for_three_years(demo):
    counts = Counter(Assessment.objects.values_list("subject", flat=True))
    assert len(counts) == 59
    assert Counter(counts.values()) == {7: 58, 4: 1}
    assert Assessment.objects.filter(assessed_on__gt=DAY).count() == 0


def test_a_past_date_shows_another_tree(demo):
    root = organisation.root(DAY)
    now = set(organisation.children(root, DAY).filter(kind="command").values_list("code", flat=True))
    then = set(organisation.children(root, add_months(DAY, -30)).filter(kind="command").values_list("code", flat=True))
    assert len(then - now) == 2
    assert len(now - then) == 1
    merged, former = Unit.objects.get(code=(now - then).pop()), Unit.objects.get(code=min(then - now))
    past = add_months(DAY, -30)
    assert figures(past, former)["technical_readiness", ""].denominator > 0
    assert figures(past, merged)["technical_readiness", ""].denominator == 0
    assert figures(DAY, merged)["technical_readiness", ""].denominator > 0
    assert merged.aliases.filter(text=former.name).exists()


def test_custody_of_an_item_has_no_gap_and_no_overlap(demo):
    held = defaultdict(list)
    for custody in Custody.objects.order_by("equipment_id", "from_on").select_related("equipment"):
        held[custody.equipment].append(custody)
    assert len(held) == Equipment.objects.count()
    for item, stays in held.items():
        ends = [stay.until_on for stay in stays]
        assert ends[:-1] == [stay.from_on for stay in stays[1:]]
        assert ends[-1] == item.removed_on
        assert stays[0].from_on >= item.received_on
        assert stays[-1].from_on <= DAY
        assert all(a.unit_id != b.unit_id for a, b in pairwise(stays))
    lengths = Counter(map(len, held.values()))
    assert lengths[1] > lengths[2] > lengths[3] > 0


def test_every_holder_stood_in_the_tree_while_it_held(demo):
    during = Q(unit__links__from_on__lte=F("from_on")) & (
        Q(unit__links__until_on__isnull=True) | Q(unit__links__until_on__gt=F("from_on"))
    )
    assert Custody.objects.exclude(pk__in=Custody.objects.filter(during).values("pk")).count() == 0
    last_day = Custody.objects.annotate(
        gone=Max("unit__links__until_on"), open=Count("unit__links", Q(unit__links__until_on=None))
    )
    assert last_day.filter(open=0).filter(Q(until_on=None) | Q(until_on__gt=F("gone"))).count() == 0


def test_gradings_follow_the_rules_of_the_register(demo):
    for grading in Grading.objects.select_related("equipment"):
        assert 1 <= grading.grade <= 5
        assert grading.equipment.received_on <= grading.graded_on < DAY
        assert grading.document
        assert grading.grounds
        assert grading.equipment.removed_on is None or grading.graded_on <= grading.equipment.removed_on
    spread = Counter(Equipment.objects.filter(removed_on=None).values_list("grade", flat=True))
    assert spread[1] + spread[2] > 0.85 * sum(spread.values())
    assert min(spread[4], spread[5], spread[None]) > 0


def test_the_computed_columns_were_right_from_the_start(demo):
    latest = {}
    for custody in Custody.objects.order_by("from_on"):
        latest[custody.equipment_id] = custody.unit_id
    graded = {}
    for grading in Grading.objects.order_by("graded_on"):
        graded[grading.equipment_id] = grading.grade, grading.graded_on
    for item in Equipment.objects.all():
        assert item.unit_id == latest[item.pk]
        assert (item.grade, item.graded_on) == graded.get(item.pk, (None, None))


def test_stock_is_spread_unevenly_and_told_apart_as_its_type_asks(demo):
    held = sorted(Equipment.objects.values("unit").annotate(n=Count("pk")).values_list("n", flat=True), reverse=True)
    assert sum(held[: len(held) // 5]) > 0.4 * sum(held)
    kinds = Counter(Equipment.objects.values_list("type__tracked_by", flat=True))
    assert kinds[TrackedBy.SERIAL] > 8 * kinds[TrackedBy.LOT] > 0
    for item in Equipment.objects.select_related("type"):
        assert item.quantity == 1 or item.type.tracked_by != TrackedBy.SERIAL
        assert bool(item.lot_number) == (item.type.tracked_by == TrackedBy.LOT)
        assert item.unit_value > 0


def test_each_role_has_a_user_and_sees_what_its_unit_reaches(demo):
    granted = set(Grant.objects.values_list("role__code", flat=True))
    assert granted == {role.code for role in defaults.default_roles()}
    everything = Equipment.objects.count()
    for user in User.objects.filter(grants__isnull=False):
        assert user.check_password(users.PASSWORD)
        seen = rows(user, "view", Equipment.objects.all()).count()
        at_root = user.unit.code == names.ROOT_CODE
        assert seen == everything if at_root else 0 < seen < everything


def test_names_of_people_are_put_together_from_invented_words(demo):
    words = {*names.SURNAMES, *names.MIDDLE, *names.GIVEN}
    for name in User.objects.values_list("display_name", flat=True):
        assert set(name.split()) <= words
    for assessor in Assessment.objects.values_list("assessor", flat=True).distinct():
        assert set(assessor.partition(": ")[2].split()) <= words


def test_the_ledger_has_no_fault_and_every_act_is_the_demonstration_s(demo):
    assert list(check.faults()) == []
    assert set(Act.objects.values_list("actor_name", flat=True)) == {"Demonstration"}
