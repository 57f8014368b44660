"""The menu is made once for readers who are alike, and never shown to one who is not."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.people import SETUP, person
from thenchot.foundation.desk.menu import links, sections
from thenchot.foundation.ledger.acts import act

pytestmark = pytest.mark.django_db


def addresses(user):
    return {entry.url for section in sections(user) for entry in section.entries}


def test_each_reader_has_the_menu_of_what_they_may_open(tree, users):
    everything, some, none = (addresses(user) for user in (users.administrator, users.member, users.stranger))
    assert "/r/units/" in some < everything
    assert "/r/users/" in everything - some
    assert none < some
    assert addresses(users.visitor) <= none


def test_readers_with_other_permissions_do_not_share_a_menu(tree, users):
    with act("setup", by=SETUP):
        one = person("one", tree.a, "organisation.unit:view")
        other = person("other", tree.a, "materiel.equipment:view")
    assert "/r/equipment/" in addresses(other) - addresses(one)
    assert "/r/equipment/" in links(other, "/")
    assert "/r/equipment/" not in links(one, "/")


def test_the_menu_speaks_the_readers_language_and_marks_the_page(tree, users):
    with translation.override("vi"):
        vietnamese = links(users.member, "/r/units/")
    with translation.override("en"):
        english = links(users.member, "/")
    assert "Đơn vị" in vietnamese
    assert "Units" in english
    assert '<a href="/r/units/" aria-current="page">' in vietnamese
    assert "aria-current" not in english
