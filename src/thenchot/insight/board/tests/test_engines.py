"""The house's own indicators on every engine there is, over committed data: mirror, DuckDB over Parquet, Spark."""

from __future__ import annotations

import shutil

import pytest
from django.db import connection

from thenchot.foundation.indicators import copying, kept, mirror, over_parquet, spark, warehouse
from thenchot.foundation.indicators.figures import figures_of
from thenchot.insight.board.tests import sample

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        copying.reader(connection.vendor) is None, reason="DuckDB's reader of this database is not installed"
    ),
]


@pytest.fixture
def made(settings, tmp_path):
    settings.VAR = tmp_path
    return sample.make(7)


def sums(figures):
    return [(figure.indicator, figure.slice, figure.sums) for figure in figures]


def test_the_mirror_gives_the_same_figures_at_every_unit(made, monkeypatch):
    units = [unit.pk for unit in made.units]
    here = {day: figures_of(units, day) for day in sample.DAYS}
    kept.forget()
    monkeypatch.setattr(mirror, "LARGE", 0)
    for day in sample.DAYS:
        found = figures_of(units, day)
        assert {unit: sums(f) for unit, f in found.items()} == {unit: sums(f) for unit, f in here[day].items()}
    assert mirror.place().exists()


def test_duckdb_over_parquet_gives_the_same_figures(made, tmp_path):
    warehouse.build(tmp_path / "warehouse", sensitive=True)
    for day in sample.DAYS:
        for unit in made.units[:4]:
            found = over_parquet.figures(tmp_path / "warehouse", unit.pk, day, engine="duckdb")
            assert sums(found) == sums(figures_of([unit.pk], day)[unit.pk])


@pytest.mark.skipif(shutil.which("java") is None, reason="no Java: Spark is not tried")
@pytest.mark.skipif(not spark.is_installed(), reason="pyspark is not installed: Spark is not tried")
def test_spark_gives_the_same_figures(made, tmp_path):
    warehouse.build(tmp_path / "warehouse", sensitive=True)
    root = made.units[0]
    found = over_parquet.figures(tmp_path / "warehouse", root.pk, sample.TODAY, engine="spark", master="local[1]")
    assert sums(found) == sums(figures_of([root.pk], sample.TODAY)[root.pk])
