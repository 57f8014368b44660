"""Walking a list page by page gives every row once, in the order asked for, forwards and backwards, missing values and all."""

from itertools import islice

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.people import FOUNDED, SETUP
from thenchot.foundation.desk import paging
from thenchot.foundation.desk.listing import Listing
from thenchot.foundation.desk.resource import by_slug
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation import actions as organisation
from thenchot.foundation.organisation.models import UnitLink

ORDERS = ["", "unit", "-unit", "parent", "-parent", "until_on,-from_on", "-until_on,parent", "from_on"]


@pytest.fixture
def links(tree, users):
    """Twelve places in the tree, some with an end and some without, the root at the top."""
    with act("tests.links", by=SETUP):
        for number in range(1, 8):
            unit = organisation.found(f"U{number}", f"Unit {number % 3}", parent=tree.a, on=FOUNDED)
            if number % 3 == 0:
                organisation.move(unit, parent=tree.b, on=FOUNDED.replace(year=2022))
    return UnitLink.objects.count()


def listing(user, **asked):
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in asked.items() if value})
    return Listing(by_slug("unit-links"), user, query)


def walk(user, order, size, onward):
    keys, asked = [], {} if onward else {"last": "1"}
    for _page in islice(iter(int, 1), 60):
        page = listing(user, sort=order, size=str(size), **asked).page()
        here = [line.key for line in page.lines]
        keys = keys + here if onward else here + keys
        following = page.next if onward else page.previous
        if not following:
            return keys
        asked = {"after": following} if onward else {"before": following}
    raise AssertionError("the walk does not end")


@pytest.mark.parametrize("order", ORDERS)
def test_every_row_once_in_order_both_ways(order, links, users):
    whole = [line.key for line in listing(users.administrator, sort=order, size="200").page().lines]
    assert len(whole) == links
    for size in (1, 4, 5):
        assert walk(users.administrator, order, size, onward=True) == whole
        assert walk(users.administrator, order, size, onward=False) == whole


def test_places_are_counted_from_the_beginning_and_from_the_end(links, users):
    first = listing(users.administrator, size="5").page()
    assert (first.first_number, first.last_number, first.total) == (1, 5, paging.Total(links, True))
    second = listing(users.administrator, size="5", after=first.next).page()
    assert (second.first_number, second.last_number) == (6, 10)
    last = listing(users.administrator, size="5", last="1").page()
    assert (last.first_number, last.last_number) == ((links - 1) // 5 * 5 + 1, links)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(text=st.text(max_size=60))
def test_any_text_as_a_cursor_gives_the_beginning_and_says_so(text, links, users):
    asked = listing(users.administrator, after=text)
    page = asked.page()
    assert page.first_number == 1
    assert bool(asked.problems) == bool(text)


def test_a_cursor_of_another_order_is_not_taken(links, users):
    first = listing(users.administrator, size="5", sort="parent").page()
    asked = listing(users.administrator, size="5", sort="unit", after=first.next)
    assert asked.page().first_number == 1
    assert asked.problems


def test_a_count_ends_where_counting_would_take_long(links, users, monkeypatch):
    monkeypatch.setattr(paging, "COUNT_TO", 4)
    asked = listing(users.administrator, size="3", last="1")
    assert asked.total == paging.Total(4, False)
    page = asked.page()
    assert (page.first_number, len(page.lines), bool(page.previous), page.next) == (None, 3, True, "")
