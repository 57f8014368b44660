"""What a person reads of a resource in each place: the keys of the rows on its list, API, export and pickers."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from typing import Any

from django.test import Client

ROW = re.compile(r'<th scope="row"[^>]*><a href="/r/(?P<slug>[^/]+)/(?P<key>[0-9a-f-]+)/"')


def on_list(client: Client, slug: str, query: str = "") -> set[str]:
    """Keys on all pages of the list."""
    found: set[str] = set()
    address = f"/r/{slug}/?size=200{query}"
    while True:
        page = client.get(address)
        assert page.status_code == 200, address
        text = page.content.decode()
        found |= {match["key"] for match in ROW.finditer(text) if match["slug"] == slug}
        onward = re.search(r'rel="next" href="([^"]+)"', text)
        if onward is None:
            return found
        address = f"/r/{slug}/{unescape(onward[1])}"


def in_api(client: Client, slug: str, query: str = "") -> set[str]:
    """Keys on all pages of the API's list."""
    found: set[str] = set()
    after = ""
    while True:
        page = client.get(f"/api/{slug}/?size=200{query}{after}")
        assert page.status_code == 200, page.content
        body = page.json()
        found |= {str(item["id"]) for item in body["items"]}
        if not body["next"]:
            assert not body["total_is_exact"] or body["total"] == len(found)
            return found
        after = f"&after={body['next']}"


def exported(client: Client, slug: str, query: str = "") -> set[str]:
    """Keys in the csv file."""
    answer = client.get(f"/r/{slug}/export.csv?{query.lstrip('&')}")
    assert answer.status_code == 200, answer.status_code
    keys = [line[-1] for line in table(answer)[1:]]
    assert len(keys) == len(set(keys)), "a row twice in the file"
    return set(keys)


def table(answer: Any) -> list[list[str]]:
    """The lines of a csv answer."""
    text = b"".join(answer.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def picked(client: Client, slug: str, text: str) -> set[str]:
    """Keys a picker offers for the text."""
    answer = client.get(f"/pick/{slug}/", {"q": text}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return set(re.findall(r'data-key="([^"]+)"', answer.content.decode()))
