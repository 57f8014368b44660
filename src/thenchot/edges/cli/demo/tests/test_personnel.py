"""The demonstration's people in the database: the figures of the article come out of the records."""

from __future__ import annotations

from decimal import Decimal

import pytest

from thenchot.domain.people.models import Person, Training
from thenchot.edges.cli.demo.tests.conftest import DAY
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.registry import by_name
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
