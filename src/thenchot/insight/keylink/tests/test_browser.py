"""A commander and a planner at the key link in a real browser: strike a line, adopt, with and without a script, by keyboard."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people import PASSWORD
from thenchot.insight.keylink.models import Plan
from thenchot.insight.keylink.tests.world import FAULTS, assess, estimate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESS = "/keylink/?unit=R&figure=depots_at_standard.strategic"


@pytest.fixture
def now(house):
    estimate(10)
    for code in house.depots:
        assess(house, code, FAULTS.get(code, {}), on=date(2026, 5, 1), until=date(2100, 1, 1))


def sign_in(page, url):
    page.goto(url + ADDRESS)
    page.fill("input[name=username]", "planner")
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_line_is_struck_taken_back_and_the_plan_adopted(live_server, page, now, planner):
    sign_in(page, live_server.url)
    assert "130 triệu đồng" in page.locator(".keylink__sentence").inner_text()
    page.locator("#plan tbody tr", has_text="FIRE").get_by_role("link", name="Gạch").click()
    page.get_by_text("Đã gạch 1 việc").wait_for()
    assert "strike=water" in page.url
    assert page.locator("#plan tbody tr").count() == 0
    page.get_by_role("link", name="Khôi phục").click()
    page.locator("#plan tbody tr").nth(1).wait_for()
    page.get_by_role("button", name="Lập thành kế hoạch").click()
    page.wait_for_url("**/r/key-link-plans/**")
    assert "chờ duyệt" in page.locator(".messages").inner_text()
    assert Plan.objects.count() == 1


def test_everything_is_there_without_a_script_and_by_keyboard(live_server, browser, now, planner):
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    sign_in(page, live_server.url)
    link = page.locator("#plan tbody tr", has_text="FIRE").get_by_role("link", name="Gạch")
    link.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Đã gạch 1 việc" in page.content()
    page.fill("#ask-budget", "65.000.000")
    page.locator("#ask-budget").press("Enter")
    page.wait_for_load_state()
    assert "Cách dùng có lợi nhất" in page.content()
    assert page.locator(".chart__table").count() == 1
    context.close()


def test_on_paper_and_on_a_phone_nothing_is_cut_off(live_server, page, now, planner):
    sign_in(page, live_server.url)
    for query in ("&figure=depots_at_standard.tactical&target=95", ""):
        page.goto(live_server.url + ADDRESS + query)
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    assert not page.locator("#ask").is_visible()
    assert page.locator(".keylink__sentence").is_visible()
