"""Every answer of every address, errors and files included, carries the same strict headers; nothing is loaded from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import path
from django.views.defaults import server_error

import thenchot
from tests.architecture.test_addresses import addresses
from tests.contracts.registry import CONTRACTED, make
from tests.people import SETUP
from thenchot.foundation.access.gate import open_to
from thenchot.foundation.ledger import attachments
from thenchot.foundation.ledger.acts import act

HOUSE = Path(thenchot.__file__).parent
ELSEWHERE = re.compile(
    r"""(?:src|href|action|url|import|from)\s*[=(]?\s*["']?\s*(?:https?:)?//(?!www\.w3\.org)[a-z0-9]""", re.IGNORECASE
)


def check(answer, address):
    policy = answer.headers.get("Content-Security-Policy", "")
    assert "default-src 'self'" in policy or "default-src 'none'" in policy, address
    assert "unsafe" not in policy, address
    assert "frame-ancestors 'none'" in policy, address
    assert answer.headers["X-Content-Type-Options"] == "nosniff", address
    assert answer.headers["X-Frame-Options"] == "DENY", address
    assert answer.headers["Referrer-Policy"] == "same-origin", address
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", address
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin", address
    assert "geolocation=()" in answer.headers["Permissions-Policy"], address
    for cookie in (each for each in answer.cookies.values() if each.value):
        assert cookie["samesite"] == "Lax", address
        assert cookie["httponly"] or cookie.key in {"csrftoken", "django_language"}, address
    if not answer.streaming and "html" in answer.headers.get("Content-Type", ""):
        text = answer.content.decode()
        assert not re.search(
            r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>\s*\S|\son[a-z]+=\"|\sstyle=\"|<style", text
        ), address
    if answer.streaming:
        list(answer.streaming_content)  # closes the file


def filled_in(address, unit):
    """The address with something in each of its places: mostly nothing is there, and the answer is an error like any other."""
    known = {"key": str(unit.pk), "slug": "units", "kind": "csv", "name": "move"}

    def value(found):
        kind, _colon, name = found[1].rpartition(":")
        if name in known and not (name in {"key", "slug"} and kind == "int"):
            return known[name]
        return {"int": "1", "uuid": str(unit.pk)}.get(kind, "x")

    return re.sub(r"<([^>]+)>", value, address)


@pytest.mark.parametrize("who", ["visitor", "administrator"])
def test_every_address(who, tree, users, client_as):
    client = client_as(getattr(users, who))
    client.raise_request_exception = False
    seen = sorted({filled_in(address, tree.a) for address, _pattern in addresses() if "logout" not in address})
    assert len(seen) > 50
    for address in seen:
        for method in ("get", "post"):
            if method == "post" and who == "administrator" and "api" in address:
                continue
            answer = getattr(client, method)(address)
            assert answer.status_code < 500, (method, address)
            check(answer, f"{method} {address}")


def test_what_is_not_there_and_what_is_static(tree, users, client_as):
    for address in ("/nothing/here/", "/static/desk/thenchot.css", "/static/desk/nothing.css", "/r/units/not-a-key/"):
        for client in (Client(), client_as(users.administrator)):
            check(client.get(address), address)


@open_to("anyone")
def broken(request):
    raise RuntimeError("x")


urlpatterns = [path("broken/", broken)]
handler500 = server_error


@pytest.mark.urls("tests.contracts.test_headers")
def test_a_fault_in_the_program(db):
    client = Client(raise_request_exception=False)
    answer = client.get("/broken/")
    assert answer.status_code == 500
    check(answer, "/broken/")


def test_a_file_of_a_record(tree, users, client_as):
    resource = next(each for each in CONTRACTED if each.files)
    record = make(resource, tree.a, 1)
    with act("tests.attach", by=SETUP):
        file = attachments.attach(record, "a.svg", [b"<svg onload='alert(1)'/>"], media_type="image/svg+xml")
    answer = client_as(users.administrator).get(f"/r/{resource.slug}/{record.pk}/files/{file.pk}/")
    assert answer.status_code == 200
    check(answer, "file")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_members_pages_are_kept_in_no_store(tree, users, client_as):
    client = client_as(users.administrator)
    for address, pattern in addresses():
        if getattr(pattern.callback, "open_to", "") != "members" or {"<", "("} & set(address) or "worker" in address:
            continue
        answer = client.get(address)
        if answer.status_code == 200:
            assert "no-store" in answer.headers.get("Cache-Control", ""), address


def test_no_page_script_or_sheet_names_another_site():
    found = []
    for file in HOUSE.rglob("*"):
        if file.suffix in {".html", ".css", ".js", ".svg"} and {"templates", "static"} & set(file.parts):
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                if ELSEWHERE.search(line):
                    found.append(f"{file.relative_to(HOUSE)}:{number}: {line.strip()[:100]}")
    assert not found, "\n".join(found)
