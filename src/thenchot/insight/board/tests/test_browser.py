"""A commander at the board in a real browser: what is short, the depots that miss, the criterion each fails, the record."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.people import PASSWORD, SETUP, person
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.ledger.acts import act
from thenchot.insight.board.tests import sample

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def made(db):
    made = sample.make(5)
    with act("tests.people", by=SETUP):
        person("commander", made.units[0], "*:view", "people.*:view")
    return made


def test_from_a_percentage_to_the_depots_that_miss_and_the_criterion_each_fails(live_server, page, made):
    figure = next(f for f in figures_of([made.units[0].pk], sample.TODAY)[made.units[0].pk] if f.slice == "campaign")
    page.goto(f"{live_server.url}/?on={sample.TODAY.isoformat()}")
    page.fill("input[name=username]", "commander")
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tile = page.locator("article.tile", has_text="Kho chiến dịch")
    assert figure.text("vi") in tile.locator(".tile__value").inner_text()
    # The sparkline comes by itself once the page stands.
    tile.locator("svg.spark").wait_for()
    tile.locator(".tile__title a").click()
    rows = page.locator("table.table--stack tbody tr")
    expect(rows).to_have_count(figure.records)
    first = rows.first
    assert "Chưa đạt" in first.inner_text()
    assert "C-0" in first.inner_text()
    first.locator("th a").click()
    page.wait_for_url("**/r/depots/**")


def test_everything_is_there_without_a_script(live_server, browser, made):
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{live_server.url}/?on={sample.TODAY.isoformat()}")
    page.fill("input[name=username]", "commander")
    page.fill("input[name=password]", PASSWORD)
    page.click("form[method=post] button[type=submit] >> nth=-1")
    figures = figures_of([made.units[0].pk], sample.TODAY)[made.units[0].pk]
    expect(page.locator("article.tile")).to_have_count(len(figures))
    page.fill("#where-on", "2025-08-15")
    page.locator("form.where button").click()
    expect(page.locator(".lead")).to_contain_text("15/08/2025")
    context.close()
