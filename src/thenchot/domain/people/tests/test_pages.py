"""Strength and succession as their readers meet them: the number, who is behind it, and nothing of units out of reach."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from tests.people import EVERY_SENSITIVE_TABLE, SETUP, person
from thenchot.domain.people import profile
from thenchot.domain.people.models import Person
from thenchot.domain.people.strength import actions as strength
from thenchot.domain.people.succession import actions as succession
from thenchot.domain.people.tests import factories
from thenchot.foundation.ledger.acts import act

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
DAY = "01/06/2024"


def rows(page: str) -> list[list[str]]:
    """The cells of every row of the page's tables, without their marks."""
    return [
        [
            unescape(re.sub(r"<[^>]+>", " ", cell)).strip()
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.DOTALL)
    ]


def behind(page: str, text: str) -> str:
    """The address of the link that says so."""
    (address,) = re.findall(rf'<a href="([^"]+)">{text}</a>', page)
    return unescape(address)


@pytest.fixture
def elsewhere(tree):
    """Reads all of people at B, and nothing at A."""
    with act("tests.elsewhere", by=SETUP):
        return person("elsewhere", tree.b, "*:view", *EVERY_SENSITIVE_TABLE)


def test_strength_says_who_serves_and_how_many_are_missing(tree, users, elsewhere, client_as):
    with act("tests.make", by=SETUP):
        post = factories.one_post(9)
        strength.authorise(unit=tree.a1, post=post, number=3, on=factories.SINCE, document="3/QĐ")
        for number in (1, 2):
            factories.person(tree.a1, number, post=post)
    client = client_as(users.administrator)
    page = client.get(f"/people/strength/?on={DAY}", headers=ENGLISH).content.decode()
    assert "2 of 3 posts filled" in page
    (line,) = [
        row for row in rows(page) if row[:2] == ["A1  Battalion A1".replace("  ", " "), post.name] or post.name in row
    ]
    assert [cell for cell in line if cell.isdigit()] == ["3", "2", "1", "0"]
    listed = client.get(behind(page, "Who serves"), headers=ENGLISH).content.decode()
    assert all(str(who) in listed for who in Person.objects.all())
    assert client.get(f"/people/strength/?on={DAY}&short=1", headers=ENGLISH).content.decode().count(post.name) == 1
    unseen = client_as(elsewhere).get(f"/people/strength/?on={DAY}", headers=ENGLISH).content.decode()
    assert post.name not in unseen


def test_succession_says_who_is_young_enough_and_who_is_planned(tree, users, elsewhere, client_as):
    with act("tests.make", by=SETUP):
        profile.load()
        post = factories.one_post(9)
        people = [
            factories.person(tree.a1, number, born_on=born)
            for number, born in enumerate((date(1990, 1, 1), date(1960, 1, 1)), start=1)
        ]
        for who in people:
            succession.nominate(unit=tree.a, post=post, person=who, on=factories.SINCE, document="1/QĐ")
    page = client_as(users.administrator).get(f"/people/succession/?on={DAY}", headers=ENGLISH).content.decode()
    assert "1 / 2" in page, "one of the two is young"
    assert any(post.name in row and "2 / 3" in row for row in rows(page)), "two of the three the rule allows"
    unseen = client_as(elsewhere).get(f"/people/succession/?on={DAY}", headers=ENGLISH).content.decode()
    assert post.name not in unseen


@pytest.mark.parametrize("page", ["strength", "succession"])
def test_who_may_not_see_people_is_told_so_and_not_led_there(users, client_as, page):
    client = client_as(users.stranger)
    assert "No unit within your reach" in client.get(f"/people/{page}/", headers=ENGLISH).content.decode()
    assert f'href="/people/{page}/"' not in client.get("/menu/", headers=ENGLISH).content.decode()
    assert client.get(f"/people/{page}/?on=31/02/2024", headers=ENGLISH).status_code == 200
