"""The warehouse: the same figures from Parquet, by DuckDB and by Spark; later builds write only what was touched."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from importlib.util import find_spec
from uuid import UUID, uuid4

import pytest
from django.db import connection

from tests.people import FOUNDED, SETUP
from thenchot.foundation.indicators import copying, over_parquet, warehouse
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import acts
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation import actions
from thenchot.foundation.organisation.models import UnitAlias

TODAY = date(2026, 6, 1)
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        copying.reader(connection.vendor) is None, reason="DuckDB's reader of this database is not installed"
    ),
]


@pytest.fixture
def folder(named_units, tree, tmp_path, settings):
    settings.VAR = tmp_path
    with act("tests.name", by=SETUP):
        for unit in (tree.a, tree.a1):
            actions.also_called(unit, f"also {unit.code}")
        actions.found("S", "Silent", parent=tree.b, on=FOUNDED, kind="other")
    return tmp_path / "warehouse"


def of(figures):
    return [(f.indicator, f.slice, f.sums, f.met, f.head) for f in figures]


def test_duckdb_over_parquet_gives_the_boards_figures_at_the_same_head(folder, tree):
    built = warehouse.build(folder, sensitive=True)
    found = over_parquet.figures(folder, tree.r.pk, TODAY, engine="duckdb")
    assert of(found) == of(figures_of([tree.r.pk], TODAY)[tree.r.pk])
    assert built.manifest.head == acts.head() == found[0].head
    assert any(figure.numerator for figure in found)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="no Java: Spark is not tried")
@pytest.mark.skipif(find_spec("pyspark") is None, reason="pyspark is not installed: Spark is not tried")
def test_spark_gives_the_boards_figures_too(folder, tree, named_units):
    warehouse.build(folder, sensitive=True)
    found = over_parquet.figures(folder, tree.r.pk, TODAY, engine="spark", master="local[1]")
    assert of(found) == of(figures_of([tree.r.pk], TODAY)[tree.r.pk])


def test_a_second_build_writes_only_the_months_whose_records_were_touched(folder, tree):
    first = warehouse.build(folder)
    assert first.kept == 0
    again = warehouse.build(folder)
    assert (again.written, again.kept) == (0, first.written)
    old = UnitAlias(id=UUID("01890000-0000-7000-8000-000000000001"), unit=tree.b, text="old", search_key="old")
    with act("tests.name", by=SETUP) as deed:
        deed.add_many([old])
    third = warehouse.build(folder)
    assert third.written == 1
    assert set(third.manifest.files["organisation_unitalias"]) == {"2023-06", datetime.now(UTC).strftime("%Y-%m")}
    assert over_parquet.figures(folder, tree.b.pk, TODAY, engine="duckdb")[-2].numerator == 1
    with act("tests.forget", by=SETUP):
        old.delete()
    fourth = warehouse.build(folder)
    assert "2023-06" not in fourth.manifest.files["organisation_unitalias"]
    assert over_parquet.figures(folder, tree.b.pk, TODAY, engine="duckdb")[-2].numerator == 0


def test_files_that_no_manifest_names_are_removed_and_those_it_names_are_all_there(folder, tree):
    warehouse.build(folder)
    with act("tests.name", by=SETUP):
        actions.also_called(tree.b, "also B")
    manifest = warehouse.build(folder).manifest
    named = {folder / name for months in manifest.files.values() for name, _rows in months.values()}
    assert set(folder.glob("*/*.parquet")) == named
    assert warehouse.read(folder) == manifest


def test_a_warehouse_of_another_history_is_written_anew(folder, tree):
    first = warehouse.build(folder)
    text = (folder / "manifest.json").read_text()
    (folder / "manifest.json").write_text(text.replace(first.manifest.digest, "00" * 32))
    assert warehouse.build(folder).kept == 0


def test_only_columns_that_are_read_are_written(folder, tree):
    manifest = warehouse.build(folder).manifest
    assert set(manifest.columns["organisation_unitalias"]) == {"id", "unit_id"}
    assert "access_user" not in manifest.columns


def test_sensitive_tables_stay_out_unless_told_and_so_do_the_figures_that_need_them(
    folder, tree, named_units, monkeypatch
):
    monkeypatch.setattr(warehouse, "_is_sensitive", lambda table: table == "organisation_unitalias")
    manifest = warehouse.build(folder).manifest
    assert "organisation_unitalias" not in manifest.files
    names = {figure.indicator for figure in over_parquet.figures(folder, tree.r.pk, TODAY, engine="duckdb")}
    assert "named_units" not in names
    warehouse.build(folder, sensitive=True)
    names = {figure.indicator for figure in over_parquet.figures(folder, tree.r.pk, TODAY, engine="duckdb")}
    assert "named_units" in names


def test_a_folder_without_a_warehouse_is_refused(folder, tree):
    with pytest.raises(Refusal, match="There is no warehouse"):
        over_parquet.figures(folder / "nowhere", tree.r.pk, TODAY, engine="duckdb")


def test_a_keys_month_is_read_from_the_key():
    assert warehouse.born(new_key()) == datetime.now(UTC).strftime("%Y-%m")
    assert warehouse.born(uuid4()) == warehouse.WHOLE
