"""The menu: what the reader may open, by section."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.access import policy
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
    entries: list[Entry]


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
    """Put an app's own page into the menu of those it is shown to; called in AppConfig.ready or resources.py."""
    _pages.append(_Page(section, title, url_name, icon, shown_to))


def address_of(url_name: str, user: policy.Who) -> str:
    """The address of an app's own page when there is one and it is shown to the reader; empty otherwise."""
    return next((reverse(page.url_name) for page in _pages if page.url_name == url_name and page.shown_to(user)), "")


def sections(user: policy.Who) -> list[MenuSection]:
    """The sections in which the reader may open anything."""
    found: dict[Section, list[Entry]] = {name: [] for name in SECTIONS}
    for page in _pages:
        if page.shown_to(user):
            found[page.section].append(Entry(page.title, reverse(page.url_name), page.icon))
    for resource in resources():
        if resource.in_menu and policy.may_anywhere(user, "view", resource.model):
            url = reverse("desk:list", args=[resource.slug])
            found[resource.section].append(Entry(capfirst(str(resource.title)), url, resource.icon))
    return [MenuSection(name, SECTIONS[name], entries) for name, entries in found.items() if entries]
