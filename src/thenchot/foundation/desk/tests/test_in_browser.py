"""The pages in a real browser: the picker, the search as one types, keys, and axe on every kind of page at both sizes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.people import FOUNDED, PASSWORD, SETUP
from thenchot.foundation.access.models import Grant
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation import actions as organisation
from thenchot.foundation.organisation.models import Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture
def many(users, tree):
    with act("tests.names", by=SETUP):
        for number in range(60):
            organisation.found(f"KD{number:03}", f"Kho đạn số {number}", parent=tree.a, on=FOUNDED, kind="depot")
    return tree


@pytest.fixture
def opened(page, live_server, many):
    """The administrator's window and how it goes to an address."""
    page.goto(f"{live_server.url}/login/")
    page.fill("#id_username", "administrator")
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{live_server.url}/")

    def go(address):
        answer = page.goto(live_server.url + address)
        assert answer.status == 200, address
        return page

    return go


def test_the_picker_offers_as_one_types_and_keeps_the_choice(opened, users, many):
    page = opened("/r/grants/new/")
    box = page.get_by_role("combobox", name="Đơn vị")
    box.press_sequentially("kho dan so 1")
    page.locator(".picker__list li").first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]").inner_text()
    assert box.get_attribute("aria-activedescendant") == page.locator(
        "[role=option][aria-selected=true]"
    ).get_attribute("id")
    box.press("Enter")
    assert box.input_value() == chosen
    page.get_by_label("Người dùng").select_option(label="Stranger")
    page.get_by_label("Vai trò").select_option(index=1)
    page.get_by_label("Từ ngày").fill("01/02/2026")
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("status").filter(has_text="Đã thực hiện").wait_for()
    assert Grant.objects.get(user=users.stranger).unit == Unit.objects.get(code=chosen.split(" · ")[0])


def test_the_list_is_searched_as_one_types_and_the_address_follows(opened):
    page = opened("/r/units/")
    page.fill("#q", "kho dan so 17")
    page.wait_for_url("**/?q=kho*17")
    page.locator("tbody tr").nth(0).wait_for()
    expect(page.locator("tbody tr")).to_have_count(1)
    assert page.locator("#q").evaluate("e => e === document.activeElement"), "the box keeps the focus"
    page.go_back()
    page.locator(".pager__place").filter(has_text="65").wait_for()


def test_pages_and_orders_are_fetched_in_part_and_work_with_the_back_button(opened):
    page = opened("/r/units/?size=20")
    first = page.locator("tbody th").first.inner_text()
    page.get_by_role("link", name="Sau").click()
    page.wait_for_url("**after=**")
    page.locator(".pager__place").filter(has_text="21\u201340").wait_for()
    expect(page.locator("tbody th").first).not_to_have_text(first)
    page.go_back()
    page.locator(".pager__place").filter(has_text="1\u201320").wait_for()
    expect(page.locator("tbody th").first).to_have_text(first)


def test_the_slash_key_goes_to_the_search(opened):
    page = opened("/r/units/")
    page.keyboard.press("/")
    assert page.locator("#find").evaluate("e => e === document.activeElement")
    page.keyboard.type("kho dan so 5")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=kho+dan+so+5")
    page.locator(".page .hits a").nth(1).wait_for()


def test_the_palette_finds_pages_and_records_by_keys_alone(opened):
    page = opened("/menu/")
    page.keyboard.press("Control+k")
    page.keyboard.type("kho dan so 33")
    page.locator("#palette a").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/r/units/*/")
    expect(page.locator("h1")).to_have_text("Kho đạn số 33")
    page.keyboard.press("Control+k")
    page.keyboard.type("vai tro")
    page.locator("#palette a", has_text="Vai trò").first.wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("#palette a")).to_have_count(0)


def test_everything_essential_works_without_javascript(browser, live_server, many, users):
    context = browser.new_context(locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/r/units/do/found/")
    page.fill("#id_username", "administrator")
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    page.fill("#id_code", "MOI")
    page.fill("#id_name", "Đơn vị mới")
    page.select_option("#id_kind", "depot")
    page.fill("#id_parent", "kho dan so 7")
    page.fill("#id_on", "01/02/2026")
    page.click("main button[type=submit]")
    expect(page.locator("h1")).to_have_text("Đơn vị mới")
    page.get_by_role("link", name="Đơn vị", exact=True).first.click()
    page.fill("#q", "moi")
    page.get_by_role("button", name="Tìm kiếm").click()
    expect(page.locator("tbody th")).to_have_text(["MOI"])
    page.get_by_role("button", name="EN").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_no_page_has_a_fault_that_axe_finds(opened, page, size, scheme, many, users):
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=scheme)
    unit = Unit.objects.get(code="KD001")
    addresses = [
        "/menu/",
        "/search/?q=kho",
        "/search/?q=khongcogi",
        "/r/units/?kind=depot&filters=1",
        "/r/units/?q=khongcogi",
        f"/r/units/{unit.pk}/",
        f"/r/units/{unit.pk}/history/",
        f"/r/units/{unit.pk}/do/move/",
        f"/r/units/{unit.pk}/do/close/",
        "/r/units/do/found/",
        "/r/users/",
        f"/r/users/{users.keeper.pk}/edit/",
        "/r/roles/new/",
        "/r/acts/",
    ]
    faults = []
    for address in addresses:
        opened(address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= SIZES[size]["width"], f"{address} is {wide} px wide"
        faults += _faults(page, address)
    page.goto(page.url.split("/r/")[0] + "/r/units/do/found/")
    page.click("main button[type=submit]")
    faults += _faults(page, "a form with faults")
    assert not faults, "\n".join(faults)


def _faults(page, address):
    found = Axe().run(page).response["violations"]
    return [f"{address}: {one['id']} {one['nodes'][0]['html'][:200]}" for one in found]


def test_a_refused_page_and_an_unknown_one_are_whole_pages(page, live_server, many, users):
    page.goto(f"{live_server.url}/login/")
    faults = _faults(page, "/login/")
    page.fill("#id_username", "member")
    page.fill("#id_password", "wrong")
    page.click("main button[type=submit]")
    assert page.locator("[role=alert]").inner_text()
    faults += _faults(page, "/login/ refused")
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    for address, status in ((f"/r/units/{many.a1.pk}/edit/", 403), (f"/r/units/{many.b.pk}/", 404), ("/nowhere/", 404)):
        assert page.goto(live_server.url + address).status == status
        assert page.locator("h1").is_visible()
        faults += _faults(page, address)
    assert not faults, "\n".join(faults)


def test_filters_open_on_demand_and_words_order_and_filters_stay_together(opened, users):
    page = opened("/r/users/")
    page.get_by_text("Bộ lọc", exact=True).click()
    page.locator("input[name=is_active][value=True]").check()
    page.get_by_role("button", name="Lọc", exact=True).click()
    page.wait_for_url("**is_active=True**")
    page.get_by_role("link", name="Tên", exact=True).click()
    page.wait_for_url("**sort=display_name**")
    page.fill("#q", "keeper")
    page.wait_for_url("**q=keeper**")
    assert "sort=display_name" in page.url
    assert "is_active=True" in page.url
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator(".chip").click()
    page.wait_for_url(lambda url: "is_active" not in url)
    page.fill("#q", "e")
    page.wait_for_url(lambda url: url.endswith("q=e") or "q=e&" in url)
    assert "is_active" not in page.url, "a filter taken away stays away"


def test_rows_stay_chosen_from_page_to_page(opened, users):
    page = opened("/r/units/?size=20")
    page.locator("[data-choose-all]").check()
    page.get_by_role("link", name="Sau").click()
    page.locator(".pager__place").filter(has_text="21\u201340").wait_for()
    page.locator("tbody [name=ids]").first.check()
    assert page.locator("[data-chosen]").inner_text() == "(21)"
    page.locator("#bulk_do").select_option("rename")
    page.get_by_role("button", name="Tiếp tục").click()
    page.locator("h1", has_text="21 dòng").wait_for()
