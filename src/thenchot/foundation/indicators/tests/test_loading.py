"""An indicator's files are read whole or refused by place, found and expected."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command

from thenchot.foundation.indicators import registry
from thenchot.foundation.indicators.faults import Misdefined
from thenchot.foundation.indicators.loading import load
from thenchot.foundation.indicators.tests import named
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.rule_sets import Selection


def test_the_files_say_what_is_counted_in_both_languages(tmp_path):
    found = load(named.write(tmp_path), "added")
    assert (found.name, found.app, found.title.vi, found.title.in_("en")) == (
        *("named_units", "added", "Đơn vị có tên khác", "Units with another name"),
    )
    assert (found.thing.in_("en", 1), found.thing.in_("en", 2), found.thing.in_("vi", 2)) == ("unit", "units", "đơn vị")
    assert found.cause("unnamed", "vi") == "Chưa có tên khác"
    assert found.cause("FIR-01", "vi") == "FIR-01"


def test_a_target_is_the_one_in_force_on_the_day(tmp_path):
    units = load(named.write(tmp_path), "added").slice_of("units")
    assert units.target_on(date(2024, 12, 31)).rule("units").target.percent == Decimal(50)
    assert units.target_on(date(2025, 6, 1)).selection is Selection.NO_RULE
    assert units.target_on(date(2026, 1, 1)).rule("units").target.comparator == ">="


@pytest.mark.parametrize(
    ("old", "new", "place", "found", "expected"),
    [
        ('title = { vi = "Đơn vị có tên khác", en', "title = { en", "title, vi", "nothing", "a Vietnamese text"),
        ("record =", "recrod =", "record", "nothing", "depots.depot"),
        ('"organisation.unit"\nreads', '"access.user"\nreads', "record", "access.user", "a table of records"),
        ('"organisation.unitalias"', '"organisation.unitspan"', "reads", "organisation.unitspan", "a table of records"),
        ('"organisation.unitalias"', '"organisation.nothing"', "reads", "organisation.nothing", "a table of records"),
        ('"organisation.unitalias"', '"organisation.unit"', "reads", "a table twice", "once"),
        ('comparator = ">="', 'comparator = "=>"', "slices 1, targets 2, comparator", "'=>'", ">=, >, <"),
        ('percent = "80"', "percent = 80.5", "slices 1, targets 2, percent", "80.5", "as text"),
        ('percent = "80"', 'percent = "80 %"', "slices 1, targets 2, percent", "'80 %'", "as text"),
        (
            "valid_from = 2026-01-01",
            "valid_from = 2024-06-01",
            "slices 1, targets",
            "two targets on 2024-06-01",
            "one target",
        ),
        ('code = "depots"', 'code = "units"', "slices", "a code twice", "each slice once"),
        ('code = "depots"', 'code = "Kho số 1"', "slices 2, code", "'Kho số 1'", "lower-case letters"),
        ("\n[causes]", "\n[colours]\nred = 1\n[causes]", "added/named_units.toml", "key colours", "no further key"),
        ("thing =", "scale = 7\nthing =", "scale", "7", "1, 10, 100 or 1000"),
        ("thing =", 'by = ["code"]\nthing =', "by", "code", "foreign keys from the record"),
        ("thing =", 'by = ["nothing__unit"]\nthing =', "by", "nothing__unit", "foreign keys from the record"),
        ("thing =", "decimals = true\nthing =", "decimals", "True", "whole number from 0 to 6"),
        ("thing =", 'direction = "up"\nthing =', "direction", "'up'", "higher, lower"),
        ("thing =", "bounds = { as_of = { months = 1 } }\nthing =", "as_of", "1 months", "a new name"),
        ("thing =", "valid_until = 0001-01-01\nthing =", "valid_until", "0001-01-01", "a day after"),
        ("record =", "record", "added/named_units.toml", "Expected '='", "a toml file in UTF-8"),
    ],
)
def test_a_fault_in_the_toml_is_named(tmp_path, old, new, place, found, expected):
    assert old in named.TOML
    with pytest.raises(Misdefined) as refused:
        load(named.write(tmp_path, toml=named.TOML.replace(old, new)), "added")
    for part in (place, f"found {found}", expected):
        assert part in str(refused.value)


def test_about_needs_a_width_and_nothing_else_may_have_one(tmp_path):
    for old, new in ((">=", "~"), ('>=", ', '>=", within = "1", ')):
        with pytest.raises(Misdefined, match="percentage points for ~"):
            load(
                named.write(tmp_path, toml=named.TOML.replace(f'comparator = "{old}', f'comparator = "{new}')), "added"
            )


def test_a_toml_without_sql_and_an_sql_without_toml_are_refused(tmp_path, settings):
    file = named.write(tmp_path / "added")
    file.with_suffix(".sql").unlink()
    with pytest.raises(Misdefined, match=r"added/named_units.sql: found no file"):
        load(file, "added")
    named.write(tmp_path / "added")
    file.rename(file.with_name("other.toml"))
    settings.INDICATOR_FOLDERS = [tmp_path / "added"]
    registry.indicators.cache_clear()
    with pytest.raises(Misdefined, match=r"no named_units.toml"):
        registry.indicators()
    registry.indicators.cache_clear()


def test_an_added_indicator_is_found_beside_those_of_the_apps(named_units):
    assert named_units in registry.indicators()
    assert named_units in registry.indicators_on(date(2026, 1, 1))


def test_an_unknown_name_is_refused(named_units):
    with pytest.raises(Refusal, match="no indicator named naned"):
        registry.by_name("naned")


def test_the_digest_follows_the_query_and_not_the_words(tmp_path):
    first = load(named.write(tmp_path), "added").digest
    assert load(named.write(tmp_path, toml=named.TOML.replace("Plan 1", "Plan 0")), "added").digest == first
    assert load(named.write(tmp_path, sql=named.SQL.replace("> 0", "> 1")), "added").digest != first


def test_every_indicator_of_the_house_loads():
    call_command("check", fail_level="ERROR")


def test_queries_share_a_clause_and_show_it_as_it_runs(tmp_path):
    (tmp_path / "clauses").mkdir()
    clause = "-- Units with a name.\nSELECT alias.unit_id AS id FROM organisation_unitalias AS alias"
    (tmp_path / "clauses" / "there.sql").write_text(clause, encoding="utf-8")
    own = (
        "-- What is counted.\n"
        "WITH mine AS (SELECT there.id AS id FROM there JOIN organisation_unit AS unit ON unit.id = there.id)\n"
    )
    sql = own + (
        "SELECT mine.id AS unit_id, mine.id AS record_id, 'units' AS slice, 1 AS numerator, 1 AS denominator, NULL AS cause\n"
        "FROM mine"
    )
    toml = named.TOML.replace("record = ", 'clauses = ["there"]\nrecord = ')
    found = load(named.write(tmp_path, sql=sql, toml=toml), "added")
    assert found.text.startswith("-- What is counted.\nWITH there AS (\n    -- Units with a name.\n")
    assert [cte.alias for cte in found.query.ctes] == ["there", "mine"]
    changed = found.digest
    (tmp_path / "clauses" / "there.sql").write_text(f"{clause} WHERE alias.unit_id IS NOT NULL", encoding="utf-8")
    assert load(named.write(tmp_path, sql=sql, toml=toml), "added").digest != changed, "kept values are asked again"


@pytest.mark.parametrize("name", ["absent", "../named_units", "There"])
def test_a_clause_that_is_not_there_is_named(tmp_path, name):
    toml = named.TOML.replace("record = ", f'clauses = ["{name}"]\nrecord = ')
    with pytest.raises(Misdefined, match=rf"added/named_units.toml, clauses.*{name}.*in clauses/"):
        load(named.write(tmp_path, toml=toml), "added")
