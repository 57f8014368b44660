"""The menu: what the reader may open, by section."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.access import policy
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import reach_of
from thenchot.foundation.desk.cells import drawn
from thenchot.foundation.desk.resource import Section, Text, resources

SECTIONS: dict[Section, Text] = {
    "equipment": _("Equipment"),
    "depots": _("Depots"),
    "supply": _("Supply"),
    "upkeep": _("Upkeep"),
    "people": _("People"),
    "directives": _("Directives"),
    "oversight": _("Inspection"),
    "organisation": _("Organisation"),
    "system": _("System"),
}


CURRENT = ' aria-current="page"'


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu."""

    title: Text
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class MenuSection:
    """A section and its lines."""

    name: str
    title: Text
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    section: Section
    title: Text
    url_name: str
    icon: str
    shown_to: Callable[[policy.Who], bool]


_pages: list[_Page] = []


def add_page(
    section: Section,
    title: Text,
    url_name: str,
    *,
    icon: str = "file",
    shown_to: Callable[[policy.Who], bool] = lambda user: user.is_authenticated,
) -> None:
    """Put an app's own page into the menu of those it is shown to; called in AppConfig.ready or resources.py.

    `shown_to` asks what the reader may do anywhere and nothing else: readers with the same permissions share a menu.
    """
    _pages.append(_Page(section, title, url_name, icon, shown_to))


def address_of(url_name: str, user: policy.Who) -> str:
    """The address of an app's own page when there is one and it is shown to the reader; empty otherwise."""
    return next((reverse(page.url_name) for page in _pages if page.url_name == url_name and page.shown_to(user)), "")


@dataclass(frozen=True, slots=True)
class _Reader:
    """What a menu depends on: readers who are alike in this have the same one, so that it is made once for all of them."""

    held: frozenset[tuple[str, ...]] | None
    scopes: tuple[str, ...] | None
    language: str | None
    declared: tuple[object, ...]
    user: policy.Who = field(compare=False)


def _reader(user: policy.Who) -> _Reader:
    language, declared = get_language(), (len(_pages), *(resource.slug for resource in resources()))
    if not isinstance(user, User) or not user.is_active:
        return _Reader(None, None, language, declared, AnonymousUser())
    reach = reach_of(user)
    held = frozenset(patterns for _unit, patterns in reach.grants)
    return _Reader(held, reach.scopes, language, declared, user)


@lru_cache(maxsize=256)
def _sections(reader: _Reader) -> tuple[MenuSection, ...]:
    found: dict[Section, list[Entry]] = {name: [] for name in SECTIONS}
    for page in _pages:
        if page.shown_to(reader.user):
            found[page.section].append(Entry(page.title, reverse(page.url_name), page.icon))
    for resource in resources():
        if resource.in_menu and policy.may_anywhere(reader.user, "view", resource.model):
            url = reverse("desk:list", args=[resource.slug])
            found[resource.section].append(Entry(capfirst(str(resource.title)), url, resource.icon))
    return tuple(MenuSection(name, SECTIONS[name], tuple(entries)) for name, entries in found.items() if entries)


@lru_cache(maxsize=256)
def _drawn(reader: _Reader) -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
    """Each section's heading, and each line's address, the beginning of its link and what follows the mark."""
    return tuple(
        (
            f"<h2>{escape(section.title)}</h2><ul>",
            tuple(
                (e.url, f'<li><a href="{escape(e.url)}"', f">{drawn(e.icon, 16)}{escape(e.title)}</a></li>")
                for e in section.entries
            ),
        )
        for section in _sections(reader)
    )


def sections(user: policy.Who) -> tuple[MenuSection, ...]:
    """The sections in which the reader may open anything."""
    return _sections(_reader(user))


def links(user: policy.Who, path: str) -> SafeString:
    """The same as lists of links; the one whose address the path begins with is marked."""
    parts: list[str] = []
    for heading, entries in _drawn(_reader(user)):
        parts.append(heading)
        parts += [f"{url}{CURRENT if path.startswith(address) else ''}{rest}" for address, url, rest in entries]
        parts.append("</ul>")
    return SafeString("".join(parts))
