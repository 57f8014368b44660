"""What stands in the way, over a made-up house: every record that falls short is explained, no other is, on both engines."""

from __future__ import annotations

import pytest
from django.db import connection

from thenchot.foundation.indicators import copying, mirror
from thenchot.foundation.indicators.definition import Standing
from thenchot.foundation.indicators.entries import every_entry, every_obstacle
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.registry import by_name
from thenchot.insight.board.tests import sample

NAMES = ("depots_at_standard", "registered_to_serial", "grading_current", "technical_readiness")


@pytest.fixture
def made(settings, tmp_path):
    settings.VAR = tmp_path
    return sample.make(11)


def standings(definition, unit, day):
    figures = figures_of([unit.pk], day, [definition])[unit.pk]
    entries = [entry for figure in figures for entry in every_entry(definition, unit.pk, day, figure.slice)]
    return {entry.record: entry.standing for entry in entries}


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_each_record_that_falls_short_has_an_obstacle_and_one_that_counts_has_none(made, name):
    definition, root = by_name(name), made.units[0]
    seen = set()
    for day in sample.DAYS:
        found, blocked = standings(definition, root, day), every_obstacle(definition, root.pk, day)
        short = {record for record, standing in found.items() if standing is Standing.SHORT}
        assert short <= set(blocked)
        assert not {record for record, standing in found.items() if standing is Standing.COUNTS} & set(blocked)
        seen |= short
        causes = {obstacle.cause for some in blocked.values() for obstacle in some}
        assert causes <= set(definition.causes)
    assert seen


@pytest.mark.django_db
def test_one_visit_serves_serial_numbers_and_gradings_of_a_unit(made):
    root = made.units[0]
    keys = [
        {obstacle.key for some in every_obstacle(by_name(name), root.pk, sample.TODAY).values() for obstacle in some}
        for name in ("registered_to_serial", "grading_current")
    ]
    assert keys[0] & keys[1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    copying.reader(connection.vendor) is None, reason="DuckDB's reader of this database is not installed"
)
@pytest.mark.parametrize("name", NAMES)
def test_the_mirror_names_the_same_obstacles(made, monkeypatch, name):
    definition, root = by_name(name), made.units[0]
    here = every_obstacle(definition, root.pk, sample.TODAY)
    monkeypatch.setattr(mirror, "LARGE", 0)
    assert every_obstacle(definition, root.pk, sample.TODAY) == here
