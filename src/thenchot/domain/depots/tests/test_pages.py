"""What a commander and an assessor see and do on the depots' pages."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.people import SETUP
from thenchot.domain.depots.models import Depot, Tier
from thenchot.domain.depots.tests import factories
from thenchot.domain.standards import profile, queries
from thenchot.domain.standards.models import Assessment
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.months import add_months
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.ledger.models import Act

pytestmark = pytest.mark.django_db


def deed():
    return act("depots.test", by=SETUP, reason="test")


@pytest.fixture
def depot(tree):
    with deed():
        return factories.depot(tree.a)


@pytest.fixture
def version(db):
    with deed():
        return profile.load_depot_standard()


def detail(depot):
    return reverse("desk:detail", args=["depots", depot.pk])


def form_of(version, **changed):
    """A form's answers: every criterion met, but for those named by code."""
    data = {"on": "31/01/2026", "assessor": "Inspector", "minutes": "3/BB", "request_key": "k1"}
    for criterion in queries.criteria(version):
        answer = changed.get(criterion.code.replace("-", "_"), {"result": "met"})
        data.update({f"{criterion.pk.hex}-{part}": value for part, value in answer.items()})
    return data


def test_the_depots_page_names_the_criterion_that_fails_and_why(depot, users, client_as):
    with deed():
        factories.assessed(depot, on=add_months(today(), -1), BLD_01="not_met")
    page = client_as(users.member).get(detail(depot), headers={"accept-language": "en"}).content.decode()
    assert "does not meet the standard" in page
    assert "BLD-01" in page
    assert "Criteria not met" in page
    assert "must pass" in page


def test_the_page_of_a_past_day_shows_how_it_stood_then(depot, users, client_as):
    with deed():
        factories.assessed(depot, on=date(2025, 1, 31))
    client = client_as(users.member)
    headers = {"accept-language": "en"}
    assert "not assessed" in client.get(detail(depot), {"stood_on": "2025-01-30"}, headers=headers).content.decode()
    assert (
        "meets the standard" in client.get(detail(depot), {"stood_on": "2025-01-31"}, headers=headers).content.decode()
    )
    assert "lapsed" in client.get(detail(depot), {"stood_on": "2026-01-31"}, headers=headers).content.decode()
    assert "not a day" in client.get(detail(depot), {"stood_on": "2026-02-31"}, headers=headers).content.decode()


def test_what_lapses_within_ninety_days_is_seen(depot, users, client_as):
    with deed():
        factories.assessed(depot, on=add_months(today(), -11))
    headers = {"accept-language": "en"}
    page = client_as(users.member).get(detail(depot), headers=headers).content.decode()
    assert "Runs out within 90 days" in page
    assert "the whole assessment" in page


def test_all_depots_of_ones_reach_stand_in_one_list(depot, tree, users, client_as):
    with deed():
        factories.assessed(depot, on=date(2026, 1, 31), BLD_01="not_met")
        other = factories.depot(tree.b, 2, tier=Tier.CAMPAIGN)
    url = reverse("depots:standing")
    page = client_as(users.member).get(url, {"on": "2026-02-01"}, headers={"accept-language": "en"}).content.decode()
    assert "does not meet the standard" in page
    assert other.name not in page
    with deed():
        factories.assessed(factories.depot(tree.a, 0), on=date(2026, 1, 31))
    page = client_as(users.chief).get(url, {"on": "2026-02-01"}, headers={"accept-language": "en"}).content.decode()
    assert page.index("Kho 1") < page.index("Kho 0")
    page = client_as(users.chief).get(url, {"on": "2026-02-01", "tier": "campaign"}).content.decode()
    assert other.name in page
    assert depot.name not in page
    assert client_as(users.visitor).get(url).status_code == 302


def test_the_list_takes_no_more_statements_for_more_depots(tree, users, client_as, version):
    client = client_as(users.chief)
    url = reverse("depots:standing")
    with deed():
        factories.assessed(factories.depot(tree.a, 1))
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url)
    with deed():
        for number in range(2, 9):
            factories.assessed(factories.depot(tree.a, number))
    client.get(url)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


def test_an_assessment_is_taken_whole(depot, version, users, client_as):
    url = reverse("depots:assess", args=[depot.pk, version.standard.pk])
    client = client_as(users.keeper)
    assert client.get(url).status_code == 200
    sent = form_of(version, BLD_01={"result": "not_met", "note": "leaks", "fix_cost": "1500", "fix_days": "3"})
    answer = client.post(url, sent, headers={"accept-language": "en"})
    assert (answer.status_code, answer.url) == (302, detail(depot))
    made = Assessment.objects.get()
    assert (made.subject, made.assessor, made.answers.count()) == (depot.pk, "Inspector", 16)
    roof = made.answers.get(criterion__code="BLD-01")
    assert (roof.note, roof.fix_cost, roof.fix_days) == ("leaks", 1500, 3)
    assert Act.objects.order_by("-pk").first().verb == "depots.assess"
    client.post(url, sent)
    assert Assessment.objects.count() == 1


def test_a_question_left_open_is_shown_beside_it_and_nothing_is_lost(depot, version, users, client_as):
    url = reverse("depots:assess", args=[depot.pk, version.standard.pk])
    sent = form_of(version, BLD_01={"note": "typed already"})
    answer = client_as(users.keeper).post(url, sent, headers={"accept-language": "en"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Answer this criterion" in page
    assert "typed already" in page
    assert not Assessment.objects.exists()


def test_a_value_outside_its_limit_is_refused_in_words(depot, version, users, client_as):
    url = reverse("depots:assess", args=[depot.pk, version.standard.pk])
    sent = form_of(version, CLI_01={"result": "met", "measured": "31.5"})
    answer = client_as(users.keeper).post(url, sent, headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert "CLI-01: 31.5 is outside the limit" in answer.content.decode()


def test_who_may_only_look_may_not_assess(depot, version, users, client_as, tree):
    url = reverse("depots:assess", args=[depot.pk, version.standard.pk])
    assert client_as(users.member).get(url).status_code == 403
    assert client_as(users.stranger).get(url).status_code == 404
    assert client_as(users.visitor).get(url).status_code == 302
    with deed():
        far = factories.depot(tree.b, 7)
    assert client_as(users.keeper).get(reverse("depots:assess", args=[far.pk, version.standard.pk])).status_code == 404
    assert Depot.objects.count() == 2
