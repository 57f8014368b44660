"""Every page of the house, found by following its links on the demonstration's data, in a real browser.

Each is looked at by axe, fits the window, stands still while it loads, and asks no other server for anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from html import unescape

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve

from tests.architecture.test_addresses import addresses
from tests.contracts.registry import CONTRACTED, make
from thenchot.edges.cli.demo.build import build
from thenchot.foundation.access.models import User
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.organisation.models import Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = {1440: 900, 390: 844}
MODES = [(1440, "light"), (390, "dark")]
OTHER_MODES = [(1440, "dark"), (390, "light")]
SHIFT = 0.02  # a page that shifts by 0.1 is felt as restless
# What links do not lead to: parts and files, what is only sent to, and what needs a state that the demonstration lacks.
ELSEWHERE = {
    *("/board/tiles/", "/jobs/mark/", "/r/<slug:slug>/filters/", "/pick/<slug:slug>/", "/depots/worker.js"),
    *("/jobs/<uuid:key>/", "/jobs/<uuid:key>/file/", "/r/<slug:slug>/<key:key>/files/<uuid:file>/", "/favicon.ico"),
    *("/intake/<uuid:key>/", "/intake/<uuid:key>/begin/", "/intake/<uuid:key>/refused.csv"),
    *("/r/<slug:slug>/bulk/", "/r/<slug:slug>/views/", "/r/<slug:slug>/views/<int:number>/forget/"),
    *("/login/", "/login/second/", "/logout/", "/language/", "/keylink/adopt/", "/board/alert-counts/"),
    *("/account/seal/", "/account/second-step/codes/", "/account/second-step/off/", "/account/sessions/end/"),
    *("/intake/<uuid:key>/columns/", "/intake/<uuid:key>/mend/", "/intake/<uuid:key>/report.html"),
    *("/intake/<uuid:key>/undo/", "/directives/mine.ics", "/reports/<uuid:key>/words/"),
}
FILES = re.compile(r"\.(csv|xlsx|json|js|css|svg|<slug:kind>|<str:kind>)$|/files/")
SHIFTS = """new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput)
  window.shifted = (window.shifted ?? 0) + one.value; }).observe({ type: "layout-shift", buffered: true })"""


@pytest.fixture
def house(live_server):
    """The demonstration, a record of every resource it has none of, and the sessions of three who see most of it."""
    build(seed=1, scale=0.05, on=date.today(), password="thenchot-demo")  # noqa: DTZ011  # the pages' own day
    for number, resource in enumerate(CONTRACTED):
        if not resource.model.objects.exists():
            with suppress(Refusal):  # its own example clashes with the demonstration's
                make(resource, Unit.objects.order_by("pk")[3], number)
    clients = []
    for name in ("administrator", "commander", "planner"):  # people and reports are no administrator's to read
        clients.append(Client())
        clients[-1].force_login(User.objects.get(username=name))
    return live_server.url, clients


def crawl(client: Client, before: set[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Addresses with their patterns; of those that differ only by record, the first. The kinds found `before` are left out."""
    seen: set[tuple[str, ...]] = set()
    waiting = ["/", "/api/docs/", "/r/equipment/?filters=1", "/r/units/?print=1", "/search/?q=kho"]
    for address in waiting:  # it grows
        path, _mark, asked = address.partition("?")
        try:
            match = resolve(path)
        except Resolver404:
            continue
        told = re.findall(r"(?:^|&)(print|filters)=", asked)
        kind = (match.route, *(str(match.kwargs[name]) for name in ("slug", "name") if name in match.kwargs), *told)
        if kind in seen or FILES.search(path):
            continue
        answer = client.get(address)
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        seen.add(kind)
        if kind not in before:
            yield address, f"/{match.route}"
        waiting += map(unescape, re.findall(r'href="(/[^"#]*)', answer.content.decode()))
    before |= seen


def crawled(clients: list[Client]) -> list[tuple[Client, list[tuple[str, str]]]]:
    """Each reader's pages; those that an earlier one has found are not looked at again."""
    found: set[tuple[str, ...]] = set()
    return [(client, list(crawl(client, found))) for client in clients]


def look(browser, server, client, pages, modes) -> list[str]:
    """What is wrong with the pages, each in a window of every mode."""
    faults: list[str] = []
    for width, scheme in modes:
        context = browser.new_context(
            locale="vi-VN" if scheme == "light" else "en-GB",
            color_scheme=scheme,
            viewport={"width": width, "height": WIDTHS[width]},
        )
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server}])
        context.add_init_script(SHIFTS)
        page = context.new_page()
        asked: set[str] = set()
        page.on("request", lambda request, asked=asked: asked.add(request.url))
        page.on("pageerror", lambda error, width=width, faults=faults: faults.append(f"at {width}: {error}"))
        for address in pages:
            page.goto(server + address, wait_until="load")
            page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)))")
            faults += [f"{address} at {width} {scheme}: {fault}" for fault in _faults(page, width)]
        faults += [f"asked {url}" for url in asked if not url.startswith((server, "data:", "blob:"))]
        context.close()
    return faults


def _faults(page, width) -> Iterator[str]:
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > width:
        yield f"{wide} px wide"
    if (shift := page.evaluate("window.shifted ?? 0")) > SHIFT:
        yield f"shifts by {shift:.3f}"
    # The page of the API is drawn by a library; rows and labels after the first few are like them.
    options = {"exclude": [["#swagger-ui"], ["tbody tr:nth-child(n+8)"], [".label ~ .label"]]}
    for one in Axe().run(page, context=options).response["violations"]:
        yield f"{one['id']}: {one['nodes'][0]['html'][:160]}"


def test_every_kind_of_page_is_without_fault(house, browser):
    server, clients = house
    pages = crawled(clients)
    ways = {way for _client, found in pages for _address, way in found}
    every = {
        address for address, _pattern in addresses() if not address.startswith("/api/") and not FILES.search(address)
    }
    unfound = sorted(every - ways - ELSEWHERE)
    assert not unfound, f"no link leads there; link it or name it in ELSEWHERE: {unfound}"
    faults = []
    seen: set[tuple[str, str]] = set()
    for client, found in pages:
        first: dict[tuple[str, str], str] = {}
        for address, way in found:
            first.setdefault((way, "".join(re.findall("print|filters", address))), address)
        faults += look(browser, server, client, [first[kind] for kind in first if kind not in seen], MODES)
        seen |= set(first)
    assert not faults, "\n".join(faults)


@pytest.mark.slow
def test_every_page_is_without_fault(house, browser):
    server, clients = house
    faults = []
    for client, found in crawled(clients):
        faults += look(browser, server, client, [address for address, _way in found], [*MODES, *OTHER_MODES])
    assert not faults, "\n".join(faults)
