"""The limits of succession planning, by properties and at their edges; authorised strength against who serves."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people import SETUP
from thenchot.domain.people import profile
from thenchot.domain.people.strength import actions as strength
from thenchot.domain.people.strength import queries as strengths
from thenchot.domain.people.succession import actions, queries, rules
from thenchot.domain.people.tests import factories
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act

planned = st.lists(st.builds(rules.Planned, st.none() | st.integers(20, 62), st.none() | st.booleans()), max_size=20)


@given(st.integers(18, 70), st.integers(18, 70))
def test_an_older_person_is_never_in_a_younger_band(one, other):
    young, old = sorted((one, other))
    assert rules.band(rules.Limits(), young) <= rules.band(rules.Limits(), old) <= 3


@given(planned)
def test_the_shares_count_everybody_once_and_name_the_unknown_apart(people):
    found = rules.shares(rules.Limits(), people)
    assert found.of_known_age + found.unknown_age == len(people) == found.of_known_sex + found.unknown_sex
    assert found.enough_young == (found.young * 100 >= 15 * found.of_known_age)


@pytest.mark.django_db
def test_a_fourth_person_for_a_post_and_a_fourth_post_for_a_person_are_refused(tree):
    def nominate(post, who):
        with act("tests.plan", by=SETUP):
            return actions.nominate(unit=tree.a, post=post, person=who, on=factories.SINCE, document="1/QĐ")

    with act("tests.make", by=SETUP):
        profile.load()
        posts = [factories.post(None, 40 + number) for number in range(4)]
        people = [factories.person(tree.a1, number) for number in range(4)]
    first, *_others = [nominate(posts[0], who) for who in people[:3]]
    with pytest.raises(Refusal, match="3 persons are planned for this post already"):
        nominate(posts[0], people[3])
    for post in posts[1:3]:
        nominate(post, people[0])
    with pytest.raises(Refusal, match="planned for 3 posts already"):
        nominate(posts[3], people[0])
    with act("tests.withdraw", by=SETUP):
        actions.withdraw(first, on=date(2021, 2, 1), document="2/QĐ")
    found = queries.shares([tree.r.pk], date(2021, 1, 15))
    assert (found.young, found.of_known_age, found.unknown_sex) == (3, 3, 3)


@pytest.mark.django_db
def test_authorised_is_held_against_who_serves_on_the_day(tree):
    with act("tests.make", by=SETUP):
        factories.person(tree.a1, 1)
        post = factories.one_post(1)
        strength.authorise(unit=tree.a1, post=post, number=3, on=date(2025, 1, 1), document="1/QĐ")
    before = strengths.comparison([tree.r.pk], date(2024, 12, 31))[tree.a1.pk, post.pk]
    after = strengths.comparison([tree.r.pk], date(2025, 1, 1))[tree.a1.pk, post.pk]
    assert (before.authorised, before.actual, before.over, before.missing) == (0, 1, 1, 0)
    assert (after.authorised, after.actual, after.over, after.missing) == (3, 1, 0, 2)
