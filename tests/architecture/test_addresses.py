"""Every address says who may open it; the gate refuses one that does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

OPENS = {"anyone", "members", "tokens"}


def addresses(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, address)
        else:
            yield address, pattern


def test_every_address_declares_who_may_open_it():
    silent = [
        f"{address} ({pattern.lookup_str})"
        for address, pattern in addresses()
        if getattr(pattern.callback, "open_to", None) not in OPENS
    ]
    assert not silent, "put @open_to(...) on these views, or wrap a library's view in it:\n" + "\n".join(silent)


def plain_addresses(*opens: str) -> list[str]:
    """Addresses without a parameter."""
    return [
        address
        for address, pattern in addresses()
        if getattr(pattern.callback, "open_to", None) in opens and not {"<", "(", "^"} & set(address)
    ]


@pytest.mark.django_db
def test_a_visitor_opens_no_page_of_members():
    client = Client()
    opened = [a for a in plain_addresses("members") if client.get(a).status_code not in {302, 401, 403, 405}]
    assert not opened, f"these answered a visitor: {opened}"
