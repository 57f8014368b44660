"""The alerts page: what lapses, is overdue or missing, for each role at its own units; on a desk, a phone and paper."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.people import PASSWORD, SETUP, person
from thenchot.domain.depots.models import Depot
from thenchot.foundation.access.policy import rows
from thenchot.foundation.indicators.alerts import Kind, alerts_for
from thenchot.foundation.ledger.acts import act
from thenchot.insight.board.tests import sample

pytestmark = pytest.mark.django_db
ON = {"on": sample.TODAY.isoformat()}
ADDRESS = "/alerts/"


@pytest.fixture
def made(db):
    return sample.make(5)


def somebody(name, unit, *permissions):
    with act("tests.people", by=SETUP):
        return person(name, unit, *permissions)


def page(client, **query):
    return client.get(ADDRESS, {**ON, **query}, headers={"accept-language": "en"})


def test_every_alert_is_a_line_overdue_first_with_its_record_to_open(client_as, made):
    chief = somebody("chief.alerts", made.units[0], "*:view")
    client = client_as(chief)
    answer = page(client)
    found = alerts_for(chief, made.units[0], sample.TODAY)
    assert [line.alert for line in answer.context["lines"]] == found
    kinds = [alert.kind for alert in found]
    assert {Kind.OVERDUE, Kind.LAPSING, Kind.MISSING} == set(kinds)
    assert kinds == sorted(kinds, key=list(Kind).index)
    text = answer.content.decode()
    for line in answer.context["lines"][:3]:
        assert line.alert.url.replace("&", "&amp;") in text
        assert client.get(line.alert.url).status_code == 200


def test_the_tabs_count_what_they_open(client_as, made):
    client = client_as(somebody("chief.tabs", made.units[0], "*:view"))
    tabs = {str(tab["label"]): tab for tab in page(client).context["tabs"]}
    assert list(tabs) == ["All", "Overdue", "Within 30 days", "Within 60 days", "Within 90 days", "Missing"]
    for tab in tabs.values():
        opened = client.get(tab["url"] if "on=" in tab["url"] else f"{tab['url']}&on={ON['on']}")
        assert len(opened.context["lines"]) + opened.context["left"] == tab["count"], tab["label"]
    assert tabs["Within 30 days"]["count"] <= tabs["Within 60 days"]["count"] <= tabs["Within 90 days"]["count"]


def test_each_reader_is_told_of_their_own_units_and_of_no_other(client_as, made):
    own = made.units[4]
    keeper = somebody("keeper.alerts", own, "*:view")
    named = {line.alert.record for line in page(client_as(keeper), unit=own.code).context["lines"]}
    beyond = Depot.objects.exclude(pk__in=rows(keeper, "view", Depot.objects.all()).values("pk"))
    assert beyond.exists()
    assert not {name for name in named for depot in beyond if name.startswith(f"{depot.code} ")}
    assert page(client_as(keeper), unit=made.units[0].code).status_code == 404


def test_whoever_may_see_nothing_is_told_so_and_a_visitor_logs_in(client, client_as, made):
    assert client.get(ADDRESS).status_code == 302
    assert page(client_as(somebody("nobody.alerts", made.units[0]))).status_code == 403


def test_a_day_without_alerts_says_that_there_are_none(client_as, made):
    client = client_as(somebody("chief.none", made.units[0], "*:view"))
    answer = page(client, show="overdue", on="2020-01-02")
    assert answer.context["lines"] == []
    assert "Nothing within your reach lapses" in answer.content.decode()


def test_the_board_gets_the_counts_afterwards_and_leaves_out_what_is_none(client_as, made):
    client = client_as(somebody("chief.counts", made.units[0], "*:view"))
    answer = client.get(reverse("board-alert-counts"), ON)
    assert all(count for _label, count, _tone, _url in answer.context["badges"])
    assert "<html" not in answer.content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_alerts_are_read_on_a_phone_and_a_line_opens_its_record(live_server, browser, made):
    somebody("chief.phone", made.units[0], "*:view")
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN")
    phone = context.new_page()
    phone.goto(f"{live_server.url}{ADDRESS}?on={ON['on']}")
    phone.fill("input[name=username]", "chief.phone")
    phone.fill("input[name=password]", PASSWORD)
    with phone.expect_navigation():
        phone.keyboard.press("Enter")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.locator("nav.tabs a", has_text="Quá hạn").click()
    phone.wait_for_url("**show=overdue**")
    phone.locator("table.table--stack tbody tr a").first.click()
    phone.wait_for_url("**/r/depots/**")
    context.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["vi-VN", "en-GB"])
def test_the_board_prints_on_one_a4_and_the_wall_shows_it_whole(live_server, browser, made, language):
    somebody("chief.print", made.units[0], "*:view", "people.*:view")
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, locale=language)
    wall = context.new_page()
    wall.goto(f"{live_server.url}/?on={ON['on']}")
    wall.fill("input[name=username]", "chief.print")
    wall.fill("input[name=password]", PASSWORD)
    with wall.expect_navigation():
        wall.keyboard.press("Enter")
    wall.wait_for_load_state("networkidle")
    assert len(re.findall(rb"/Type\s*/Page[^s]", wall.pdf(format="A4"))) == 1
    wall.goto(f"{live_server.url}{reverse('board-kiosk')}?on={ON['on']}")
    assert wall.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert wall.locator("article.tile:visible").count() == wall.locator("article.tile:not(.tile--empty)").count()
    context.close()
