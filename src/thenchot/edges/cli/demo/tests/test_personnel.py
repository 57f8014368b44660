"""The demonstration's people in the database: the figures of the article come out of the records."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest

from thenchot.domain.people.models import BodyMembership, Person, RatingRound, Training
from thenchot.domain.people.ratings import queries as ratings
from thenchot.edges.cli.demo.tests.conftest import DAY
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.kernel.dates import Interval, first_overlap
from thenchot.foundation.organisation import queries as organisation

pytestmark = pytest.mark.django_db


def share(name):
    (found,) = figures_of([organisation.root(DAY).pk], DAY, [by_name(name)])[organisation.root(DAY).pk]
    assert found.denominator > 0
    assert found.missing == 0
    assert found.met
    return Decimal(found.numerator) / found.denominator


def test_over_97_percent_have_college_and_nearly_20_percent_a_postgraduate_degree(demo):
    assert Decimal("0.97") <= share("college_or_higher") < Decimal("0.985")
    assert Decimal("0.19") < share("postgraduate") < Decimal("0.21")


def test_every_officer_without_college_has_a_place_in_the_training_plan(demo):
    short = Person.objects.filter(rank__category="officer", left_on__isnull=True, level="intermediate")
    assert short.exists()
    assert Training.objects.filter(person__in=short, level="college", done_on__isnull=True).count() == short.count()


def test_at_least_83_percent_of_bodies_and_87_percent_of_members_are_good_or_excellent(demo):
    assert Decimal("0.83") <= share("organisations_good_or_excellent") < Decimal("0.85")
    assert Decimal("0.87") <= share("members_good_or_excellent") < Decimal("0.88")


def test_no_group_of_a_closed_round_is_beyond_the_cap(demo):
    rounds = list(RatingRound.objects.select_related("scheme"))
    assert len(rounds) == 6
    for season in rounds:
        cap = ratings.cap(season.scheme)
        assert not [name for name, levels in ratings.groups(season).items() if cap.excess(levels)]


def test_nobody_belongs_to_two_party_bodies_on_one_day(demo):
    spans = defaultdict(list)
    for row in BodyMembership.objects.all():
        spans[row.person_id].append(Interval.between(row.from_on, row.until_on))
    assert spans
    assert not [person for person, own in spans.items() if first_overlap(own)]


def test_members_disciplined_are_under_0_2_percent_a_year(demo):
    assert share("members_disciplined") < Decimal("0.002")
