"""Opening, changing, closing and assessing depots; the past keeps its tier and its unit."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people import SETUP
from thenchot.domain.depots import actions, queries
from thenchot.domain.depots.models import Depot, DepotService, Tier
from thenchot.domain.depots.tests import factories
from thenchot.domain.standards.rules import State
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act

database = pytest.mark.django_db


def deed():
    return act("depots.test", by=SETUP, reason="test")


@database
def test_a_depot_opens_with_its_first_service(tree):
    with deed():
        depot = factories.depot(tree.a)
    assert [(s.unit, s.tier, s.from_on) for s in depot.services.all()] == [(tree.a, "strategic", factories.OPENED)]
    assert depot.search_key == "k1 kho 1"
    with pytest.raises(Refusal, match="code K1 exists already"), deed():
        factories.depot(tree.b)


@database
def test_a_change_of_tier_leaves_the_past(tree):
    with deed():
        depot = factories.depot(tree.a)
    with deed():
        actions.change_tier(depot, tier=Tier.CAMPAIGN, on=date(2024, 1, 1), document="QĐ 4")
    depot.refresh_from_db()
    assert depot.tier == Tier.CAMPAIGN
    assert queries.service(depot, date(2023, 12, 31)).tier == Tier.STRATEGIC
    assert queries.service(depot, date(2024, 1, 1)).tier == Tier.CAMPAIGN
    assert [d.pk for d in queries.on_tier(Tier.STRATEGIC, date(2023, 12, 31))] == [depot.pk]
    assert not queries.on_tier(Tier.STRATEGIC, date(2024, 1, 1)).exists()


@database
def test_another_unit_takes_the_depot_over(tree):
    with deed():
        depot = factories.depot(tree.a)
        actions.hand_over(depot, unit=tree.b, on=date(2024, 1, 1), document="QĐ 4")
    assert Depot.objects.get().unit == tree.b
    assert queries.service(depot, date(2023, 12, 31)).unit == tree.a


@database
def test_a_depot_entered_without_services_gets_its_first_one_with_a_change(tree):
    with deed() as done:
        made, _service = actions.new_depot("K9", "Kho 9", unit=tree.a, tier=Tier.TACTICAL, opened_on=factories.OPENED)
        done.add_many([made])
    with deed():
        actions.change_tier(made, tier=Tier.CAMPAIGN, on=date(2024, 1, 1), document="QĐ 4")
    assert list(made.services.order_by("from_on").values_list("tier", "until_on")) == [
        ("tactical", date(2024, 1, 1)),
        ("campaign", None),
    ]


@database
@pytest.mark.parametrize(
    ("on", "document", "words"),
    [
        (date(2020, 1, 1), "QĐ 4", "would come before it"),
        (date(2999, 1, 1), "QĐ 4", "has not come yet"),
        (date(2024, 1, 1), " ", "document that orders"),
    ],
)
def test_a_change_that_cannot_be_is_refused(tree, on, document, words):
    with deed():
        depot = factories.depot(tree.a)
    with pytest.raises(Refusal, match=words), deed():
        actions.change_tier(depot, tier=Tier.CAMPAIGN, on=on, document=document)


@database
def test_a_closed_depot_stays_in_the_past_and_takes_nothing_new(tree):
    with deed():
        depot = factories.depot(tree.a)
    with deed():
        actions.close(depot, on=date(2025, 1, 1), document="QĐ 9")
    assert list(queries.open_on(date(2024, 12, 31))) == [depot]
    assert not queries.open_on(date(2025, 1, 1)).exists()
    assert DepotService.objects.get().until_on == date(2025, 1, 1)
    with pytest.raises(Refusal, match="closed on 2025-01-01"), deed():
        actions.change_tier(depot, tier=Tier.CAMPAIGN, on=date(2025, 2, 1), document="QĐ 9")
    with pytest.raises(Refusal, match="closed on 2025-01-01"), deed():
        actions.close(depot, on=today(), document="QĐ 9")
    with pytest.raises(Refusal, match="is not open on 2026-01-31"), deed():
        factories.assessed(depot)


@database
def test_a_depot_stands_against_every_standard_for_depots(tree):
    with deed():
        depot = factories.depot(tree.a)
        factories.assessed(depot, BLD_01="not_met")
    (found,) = queries.standings(depot, date(2026, 2, 1))
    assert found.outcome.state is State.FAILS
    assert [line.criterion.code for line in found.failing] == ["BLD-01"]
    assert queries.standings(depot, date(2026, 1, 30))[0].outcome.state is State.NOT_ASSESSED
    lapsed = queries.standings(depot, date(2027, 1, 31))[0].outcome
    assert (lapsed.state, lapsed.lapsed_on) == (State.LAPSED, date(2027, 1, 31))
