"""A rating season in a real browser, by three people: a member rates themselves, their cell proposes, the level above decides."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people import PASSWORD, SETUP, person
from thenchot.domain.people import profile
from thenchot.domain.people.bodies import actions as bodies
from thenchot.domain.people.models import Rating, RatingRound, Step
from thenchot.domain.people.persons import actions as persons
from thenchot.domain.people.ratings import actions as ratings
from thenchot.domain.people.tests import factories
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.ledger import check
from thenchot.foundation.ledger.acts import act

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def season(tree) -> RatingRound:
    """A cell of two members at A1, one with a log-in; a round of last year opened at A."""
    with act("tests.season", by=SETUP):
        schemes = profile.load()
        cell = factories.body(tree.a1, 1, parent=factories.highest(tree.a))
        first, second = factories.person(tree.a1, 1), factories.person(tree.a1, 2)
        for each in (first, second):
            bodies.admit(cell, person=each, on=factories.SINCE, document="1/QĐ")
        persons.link_user(first, user=person("themselves"))
        person(
            "appraiser", tree.a1, "*:view", "people.rating*:view", "people.rating:rate_oneself", "people.rating:propose"
        )
        person("chief", tree.a, "*:view", "people.*:view", "people.rating*:*")
        return ratings.open_round(
            scheme=schemes["MEMBER-YEAR"], unit=tree.a, period_start=date(2025, 1, 1), rule_on=factories.RULE_ON
        )


def log_in(page, server, username):
    page.context.clear_cookies()
    page.goto(server.url + "/login/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)


def do(page, server, record, action, **answers):
    """Fill in the page of an action and send it; the text of the page that comes."""
    page.goto(f"{server.url}/r/{record}/do/{action}/")
    for name, value in answers.items():
        field = page.locator(f"main [name={name}]").first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        elif field.get_attribute("type") == "radio":
            page.check(f"main [name={name}][value={value}]")
        else:
            field.fill(value)
    page.click("main form [type=submit]")
    page.wait_for_load_state()
    return page.inner_text("main")


def test_a_season_by_three_people_within_the_cap(season, live_server, page, tree):
    own = season.ratings.get(person__user__isnull=False)
    other = season.ratings.get(person__user__isnull=True)

    log_in(page, live_server, "themselves")
    page.goto(live_server.url + "/r/ratings/")
    assert own.person.name in page.inner_text("main")
    assert other.person.name not in page.inner_text("main")
    assert page.goto(f"{live_server.url}/r/ratings/{other.pk}/").status == 404
    do(page, live_server, f"ratings/{own.pk}", "rate_oneself", score="95", level="excellent")
    assert Rating.objects.get(pk=own.pk).step == Step.SELF_RATED
    assert page.goto(f"{live_server.url}/r/ratings/{own.pk}/do/decide/").status == 403

    log_in(page, live_server, "appraiser")
    do(page, live_server, f"ratings/{other.pk}", "rate_oneself", score="75", level="good")
    do(page, live_server, f"ratings/{own.pk}", "propose", score="92", level="excellent")
    do(page, live_server, f"ratings/{other.pk}", "propose", score="75", level="good")
    assert page.goto(f"{live_server.url}/r/ratings/{own.pk}/do/decide/").status == 403

    log_in(page, live_server, "chief")
    text = do(page, live_server, f"ratings/{own.pk}", "decide", score="92", level="excellent", document="5/QĐ")
    assert "Nhóm này sẽ có 1 xuất sắc, chỉ được phép 0: 20 % của 1" in text
    do(page, live_server, f"ratings/{own.pk}", "decide", score="92", level="good", document="5/QĐ")
    do(page, live_server, f"ratings/{other.pk}", "decide", score="65", level="satisfactory", document="5/QĐ")
    page.goto(f"{live_server.url}/r/rating-rounds/{season.pk}/")
    assert "50" in page.inner_text("main")
    do(page, live_server, f"rating-rounds/{season.pk}", "close")

    season.refresh_from_db()
    assert season.closed_on is not None
    (found,) = figures_of([tree.r.pk], season.closed_on, [by_name("members_good_or_excellent")])[tree.r.pk]
    assert (found.numerator, found.denominator) == (1, 2)
    assert not list(check.faults())
