"""A newcomer's first path, in a real browser on the demonstration: board, drill, criterion, history, a register brought in."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from thenchot.domain.depots.models import Depot
from thenchot.domain.materiel.models import Equipment
from thenchot.edges.cli.demo.build import build
from thenchot.edges.intake.tests.files import row, workbook
from thenchot.foundation.desk import worker
from thenchot.foundation.ledger import check

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def demonstration(live_server):
    """A small demonstration behind the live server."""
    build(seed=1, scale=0.05, on=date.today(), password="thenchot-demo")  # noqa: DTZ011  # the pages' own day
    return live_server


def log_in(page, server, username):
    page.goto(server.url + "/login/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", "thenchot-demo")
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)


def test_a_commander_goes_from_85_percent_to_the_depots_that_miss_and_the_criterion_each_fails(demonstration, page):
    log_in(page, demonstration, "commander")
    page.locator("article", has_text="85 %").get_by_role("link").first.click()
    page.wait_for_url(re.compile("figures/depots_at_standard"))
    text = page.inner_text("main")
    assert "17" in text
    assert "20" in text
    missing = [depot for depot in Depot.objects.filter(tier="campaign") if depot.name in text]
    assert len(missing) >= 3
    page.get_by_role("link", name=missing[0].name).first.click()
    page.wait_for_url(re.compile("/r/depots/"))
    assert missing[0].code in page.inner_text("main")
    page.get_by_role("link", name=re.compile("[Ll]ịch sử")).first.click()
    page.wait_for_url(re.compile("/history/"))
    assert "Demonstration" in page.inner_text("main")


def test_a_planner_brings_in_a_register_and_finds_it_on_the_board(demonstration, page, tmp_path):
    file = workbook(tmp_path / "register.xlsx", {"ALABAMA": [row(), row(quantity=-1), row(agency="MOBILE PD")]})
    before = Equipment.objects.count()
    log_in(page, demonstration, "planner")
    page.goto(demonstration.url + "/intake/")
    page.set_input_files("input[type=file]", str(file))
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile(r"/intake/[0-9a-f-]{36}/"))
    shown = page.inner_text("main")
    assert "ALABAMA" in shown
    assert "số lượng lớn hơn không" in shown
    page.check("input[name=accept]")
    with page.expect_navigation():
        page.click("main form[action$='/begin/'] button[type=submit]")
    worker.work_off()
    page.reload()
    page.get_by_role("link", name="Xem trên bảng chỉ huy").wait_for(timeout=20_000)
    assert Equipment.objects.count() == before + 2
    page.get_by_role("link", name="Xem trên bảng chỉ huy").click()
    expect(page.locator("main")).to_contain_text("ALABAMA")
    assert not list(check.faults())
