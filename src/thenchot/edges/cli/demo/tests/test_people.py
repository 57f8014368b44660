"""Invented people and Party bodies as plain data: the article's shares, exactly, and nothing about opinions."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import fields
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.edges.cli.demo import bodies, names, people, quotas, tree
from thenchot.edges.cli.demo.sizes import Sizes

DAY = date(2026, 3, 20)
COUNT = 1_600


@pytest.fixture(scope="module")
def plan():
    return tree.draw(Sizes.at(1), 4, DAY)


@pytest.fixture(scope="module")
def persons(plan):
    return list(people.people(plan, COUNT, seed=4, on=DAY))


@pytest.fixture(scope="module")
def known(plan):
    return bodies.bodies(plan)


@pytest.fixture(scope="module")
def members(plan, persons, known):
    return bodies.members_on(persons, bodies.body_of(plan, known), date(2025, 12, 31))


def serving(persons):
    return [person for person in persons if person.left_on is None]


def test_as_many_people_serve_as_asked_for_and_some_have_left(persons):
    assert len(serving(persons)) == COUNT
    assert 0.02 * COUNT < len(persons) - COUNT < 0.07 * COUNT
    assert len({person.number for person in persons}) == len(persons)


def test_over_97_percent_of_officers_have_college_and_nearly_20_percent_a_postgraduate_degree(persons):
    officers = [person for person in serving(persons) if person.category == "officer"]
    college = sum(person.highest in people.COLLEGE_OR_HIGHER for person in officers)
    postgraduate = sum(person.highest in people.POSTGRADUATE for person in officers)
    assert Decimal("0.97") < Decimal(college) / len(officers) < Decimal("0.98")
    assert Decimal("0.19") < Decimal(postgraduate) / len(officers) < Decimal("0.20")


def test_dates_of_a_life_follow_one_another(persons):
    for person in persons:
        last_day = person.left_on or DAY
        assert 18 <= (last_day - person.born_on).days / 365.25 <= 63
        joined = person.postings[0].from_on
        assert (joined - person.born_on).days > 18 * 365
        assert [p.until_on for p in person.postings[:-1]] == [p.from_on for p in person.postings[1:]]
        assert person.postings[-1].until_on == person.left_on
        assert all(posting.from_on < (posting.until_on or DAY) for posting in person.postings)
        ranks = [promotion.from_on for promotion in person.promotions]
        assert ranks == sorted(set(ranks))
        assert ranks[-1] <= last_day
        for qualification in person.qualifications:
            assert (qualification.awarded_on - person.born_on).days > 17 * 365
            assert qualification.awarded_on <= last_day
        assert person.party_member_since is None or joined < person.party_member_since <= last_day


def test_every_posting_is_to_a_unit_of_the_tree_and_no_unit_is_over_strength(plan, persons):
    units = {unit.code for unit in plan.today()}
    actual = Counter((p.postings[-1].unit, p.category) for p in serving(persons))
    assert {posting.unit for person in persons for posting in person.postings} <= units
    allowed = {(a.unit, a.category): a.number for s in people.strengths(plan, COUNT) for a in s.authorised()}
    assert all(number <= allowed[place] for place, number in actual.items())
    assert sum(actual.values()) < sum(allowed.values())


def test_codes_of_bodies_have_14_digits_and_lead_up_to_one_root(known):
    codes = {body.code for body in known}
    assert len(codes) == len(known)
    assert all(len(code) == 14 and code.isdigit() for code in codes)
    assert [body.parent for body in known].count(None) == 1
    assert {body.parent for body in known if body.parent} <= codes
    for body in known:
        assert body.is_cell == (body.code not in {other.parent for other in known})


def test_at_the_largest_scale_every_unit_still_belongs_to_a_body():
    plan = tree.draw(Sizes.at(30), 1, DAY)
    known = bodies.bodies(plan)
    belongs = bodies.body_of(plan, known)
    assert set(belongs) == {unit.code for unit in plan.today()}
    assert set(belongs.values()) <= {body.code for body in known}


def test_each_member_is_counted_once_in_the_body_of_the_rule_date(members, persons):
    numbers = [number for of_body in members.values() for number in of_body]
    assert len(numbers) == len(set(numbers))
    eligible = {p.number for p in persons if p.party_member_since and p.party_member_since <= date(2025, 12, 31)}
    assert set(numbers) <= eligible


def test_at_least_83_percent_of_bodies_and_87_percent_of_members_are_good_or_excellent(known, members):
    for year in (2023, 2024, 2025):
        of_bodies = list(bodies.rate_bodies(known, year, seed=4))
        assert len(of_bodies) == len(known)
        check_share(of_bodies, Decimal("0.83"))
        of_members = [r for r in bodies.rate_members(members, year, disciplined=(), seed=4) if rated(r)]
        check_share(of_members, Decimal("0.87"))


def rated(row):
    return isinstance(row, bodies.Rating)


def check_share(ratings, share):
    good = sum(r.decided_level in bodies.GOOD_OR_EXCELLENT for r in ratings)
    assert share * len(ratings) <= good < share * len(ratings) + 1


def test_excellent_is_at_most_a_fifth_of_the_good_in_every_group_and_points_fit_the_level(known, members):
    rounds = [*bodies.rate_bodies(known, 2025, seed=9), *bodies.rate_members(members, 2025, disciplined=(), seed=9)]
    groups = defaultdict(Counter)
    for row in filter(rated, rounds):
        groups[row.group][row.decided_level] += 1
        floor, roof = {"excellent": (90, 101), "good": (70, 90), "satisfactory": (50, 70), "unsatisfactory": (0, 50)}[
            row.decided_level
        ]
        assert floor <= row.score < roof
    assert all(levels["excellent"] * 5 <= levels["good"] for levels in groups.values())
    assert sum(levels["excellent"] for levels in groups.values()) > 0


def test_members_left_out_are_named_with_a_reason_and_not_rated(members):
    rows = list(bodies.rate_members(members, 2025, disciplined=(), seed=4))
    out = {row.subject for row in rows if not rated(row)}
    assert out
    assert not out & {row.subject for row in rows if rated(row)}
    assert len(rows) == sum(map(len, members.values()))


def test_under_2_in_1000_are_disciplined_a_year_and_none_of_them_is_rated_good(members):
    total = sum(map(len, members.values()))
    assert total > 600
    for ago, year in enumerate((2026, 2025, 2024, 2023)):
        decided = bodies.discipline(members, year, years_ago=ago, seed=4, on=DAY)
        assert len(decided) * 1000 < 2 * total
        assert all(d.decided_on.year == year and d.decided_on <= DAY for d in decided)
        named = [d.subject for d in decided]
        for row in bodies.rate_members(members, year, disciplined=named, seed=4):
            assert row.subject not in named or row.decided_level not in bodies.GOOD_OR_EXCELLENT
    assert list(bodies.DISCIPLINED) == sorted(bodies.DISCIPLINED)


def test_someone_is_disciplined_now_and_then(members):
    assert any(bodies.discipline(members, 2023, years_ago=3, seed=seed, on=DAY) for seed in range(3))


def test_the_same_seed_gives_the_same_people(plan, persons):
    assert list(people.people(plan, COUNT, seed=4, on=DAY)) == persons
    assert list(people.people(plan, COUNT, seed=5, on=DAY)) != persons


def test_names_are_put_together_from_invented_words(persons):
    words = {*names.SURNAMES, *names.MIDDLE, *names.GIVEN}
    assert all(set(person.name.split()) <= words for person in persons)


def test_there_is_no_place_for_opinions_beliefs_or_private_life():
    kinds = (people.Person, people.Posting, people.Qualification, people.Promotion, bodies.Rating, bodies.Discipline)
    kept = {field.name for kind in kinds for field in fields(kind)}
    assert kept == {
        *("number", "name", "born_on", "category", "promotions", "postings", "qualifications", "party_member_since"),
        *("left_on", "unit", "post", "from_on", "until_on", "level", "field", "awarded_on", "valid_until", "rank"),
        *("subject", "year", "group", "self_level", "proposed_level", "decided_level", "score", "form", "decided_on"),
        *("limitation_ends_on", "document"),
    }


@given(st.data(), st.integers(0, 5_000), st.integers())
def test_an_allotment_gives_exactly_as_many_as_asked_for(data, total, seed):
    count = data.draw(st.integers(0, total))
    answers = list(quotas.allotted(total, count, Random(seed)))
    assert (len(answers), sum(answers)) == (total, count)


@given(st.integers(0, 200_000), st.decimals(0, 1, places=3))
def test_a_part_is_the_least_number_that_reaches_the_share(total, share):
    part = quotas.part_of(total, share)
    assert part - 1 < share * total <= part


@given(st.integers(0, 100_000), st.lists(st.integers(1, 1000), min_size=1))
def test_what_is_shared_out_adds_up_and_no_part_is_off_by_one_or_more(total, weights):
    parts = quotas.shared_out(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / sum(weights)) < 1 + 1e-6
