"""`thenchot figures` and `thenchot warehouse figures`: the board's numbers, as a table and as JSON."""

from __future__ import annotations

import json
from datetime import date

import pytest
from click.testing import CliRunner
from django.db import connection

from tests.people import SETUP
from thenchot.domain.depots.models import Depot
from thenchot.edges.cli.main import thenchot
from thenchot.foundation.indicators import copying
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act

KEYS = [
    *("indicator", "slice", "unit", "on", "numerator", "denominator", "comparator", "target", "met", "missing", "head"),
]


def run(*words):
    return CliRunner().invoke(thenchot, list(words), catch_exceptions=False)


@pytest.fixture
def depots(tree):
    with act("tests.depots", by=SETUP):
        for number, unit in enumerate([tree.a, tree.b]):
            Depot(
                unit=unit, code=f"D{number}", name=f"Depot {number}", tier="campaign", opened_on=date(2021, 1, 1)
            ).save()
    return tree


@pytest.mark.django_db
def test_json_is_a_list_of_objects_with_the_agreed_keys_and_the_boards_numbers(depots):
    found = json.loads(run("figures", "--on", "2026-06-01", "--json").stdout)
    expected = figures_of([depots.r.pk], date(2026, 6, 1))[depots.r.pk]
    assert [list(each) for each in found] == [KEYS] * len(expected)
    assert found == [figure.plain("R") for figure in expected]
    campaign = next(each for each in found if each["slice"] == "campaign")
    assert (campaign["comparator"], campaign["target"], campaign["missing"], campaign["met"]) == (">=", 85, 2, None)


@pytest.mark.django_db
def test_another_unit_is_named_by_its_code_in_any_case(depots):
    found = json.loads(run("figures", "--unit", "a", "--on", "2026-06-01", "--json").stdout)
    assert {each["unit"] for each in found} == {"A"}
    assert next(each for each in found if each["slice"] == "campaign")["missing"] == 1


@pytest.mark.django_db
def test_the_table_has_a_line_for_each_figure(depots, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    lines = run("figures", "--on", "2026-06-01").stdout.splitlines()
    assert lines[0].startswith("R Root department, 2026-06-01, main/1/")
    assert len(lines) == 3 + len(figures_of([depots.r.pk], date(2026, 6, 1))[depots.r.pk])
    assert any("2 depots" in line or "Nothing to measure" in line for line in lines)


@pytest.mark.django_db
def test_an_unknown_unit_and_an_empty_house_are_refused(db):
    with pytest.raises(Refusal, match="There is no unit yet"):
        run("figures")
    with pytest.raises(Refusal, match="No unit has the code X"):
        run("figures", "--unit", "X")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    copying.reader(connection.vendor) is None, reason="DuckDB's reader of this database is not installed"
)
def test_the_warehouse_is_built_and_gives_the_same_list(depots, tmp_path):
    folder = str(tmp_path / "warehouse")
    built = json.loads(run("warehouse", "build", "--in", folder, "--sensitive", "--json").stdout)
    assert (built["folder"], built["files_kept"]) == (folder, 0)
    again = json.loads(run("warehouse", "build", "--in", folder, "--sensitive", "--json").stdout)
    assert (again["files_written"], again["files_kept"]) == (0, built["files_written"])
    there = json.loads(run("warehouse", "figures", "--in", folder, "--on", "2026-06-01", "--json").stdout)
    assert there == json.loads(run("figures", "--on", "2026-06-01", "--json").stdout)
    assert "files written" in run("warehouse", "build", "--in", folder).stdout
    assert run("warehouse", "figures", "--in", folder).exit_code == 0
