"""Headless Chromium for the tests marked `browser`; without Chromium they are skipped with the reason."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.signals import request_finished, request_started

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATIENCE = 20.0  # seconds a test waits for answers under way
PLACES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = [
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run", "--hide-scrollbars"),
]


def chromium() -> str | None:
    """Where Chromium is: the variable CHROMIUM, else on the path."""
    told = os.environ.get("CHROMIUM")
    if told:
        return told if Path(told).exists() else None
    return next((found for name in PLACES if (found := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if chromium() is None:
        reason = "no Chromium: install it, or name it in the variable CHROMIUM"
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # half a second, for browser tests only

    # Playwright keeps an event loop in this thread; Django would refuse every query for it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=OPTIONS)
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(autouse=True)
def every_answer_given(request: pytest.FixtureRequest) -> Iterator[None]:
    """A window that closes leaves requests under way; the server's threads end them before the test's database is taken away."""
    if request.node.get_closest_marker("browser") is None:
        yield
        return
    request.getfixturevalue("transactional_db")  # so that this ends first
    under_way: set[int] = set()
    own = threading.get_ident()  # a test's own client may leave a stream open

    def begun(**_given: object) -> None:
        if threading.get_ident() != own:
            under_way.add(threading.get_ident())

    def ended(**_given: object) -> None:
        under_way.discard(threading.get_ident())

    request_started.connect(begun)
    request_finished.connect(ended)
    yield
    deadline = time.monotonic() + PATIENCE
    quiet = 0
    while quiet < 3 and time.monotonic() < deadline:
        quiet = 0 if under_way else quiet + 1
        time.sleep(0.05)
    request_started.disconnect(begun)
    request_finished.disconnect(ended)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window in Vietnamese, 1280 x 800; a script error on the page fails the test."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert not errors, f"script errors on the page: {errors}"
