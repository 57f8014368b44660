"""The mirror: the same answers as the operational database after whatever happens to it, and out of the way when it cannot."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from tests.people import FOUNDED, SETUP
from thenchot.foundation.indicators import copying, kept, mirror
from thenchot.foundation.indicators.entries import entries, every_obstacle, summary
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation import actions
from thenchot.foundation.organisation.models import Unit, UnitAlias

TODAY = date(2026, 6, 1)
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        copying.reader(connection.vendor) is None, reason="DuckDB's reader of this database is not installed"
    ),
]


@pytest.fixture
def large(named_units, tree, tmp_path, settings, monkeypatch):
    """The mirror is used however small the tables are."""
    settings.VAR = tmp_path
    monkeypatch.setattr(mirror, "LARGE", 0)
    copied = []
    copy = copying.copy
    monkeypatch.setattr(copying, "copy", lambda order: copied.append(sorted(order["tables"])) or copy(order))
    with act("tests.name", by=SETUP):
        for unit in (tree.a, tree.a1):
            actions.also_called(unit, f"also {unit.code}")
        actions.found("D", "Silent", parent=tree.b, on=FOUNDED, kind="other")
    return copied


def both(definition, unit, on=TODAY):
    """Everything the engine can be asked, from the mirror and from the operational database."""
    kept.forget()
    mirrored = _everything(definition, unit, on)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mirror, "LARGE", 10**12)
        kept.forget()
        assert mirrored == _everything(definition, unit, on)
    return mirrored[0]["units"]


def _everything(definition, unit, on):
    figures = {f.slice: f.sums for f in figures_of([unit.pk], on, [definition])[unit.pk]}
    lists = [entries(definition, unit.pk, on, part) for part in figures]
    causes = [summary(definition, unit.pk, on, part) for part in figures]
    return figures, lists, causes, every_obstacle(definition, unit.pk, on)


def test_the_mirror_answers_as_the_operational_database_does(large, named_units, tree):
    assert both(named_units, tree.r) == (2, 5, 1, 6)
    assert len(large) == 1


def test_single_acts_are_taken_in_without_copying_the_tables_again(large, named_units, tree):
    both(named_units, tree.r)
    with act("tests.name", by=SETUP):
        actions.also_called(tree.b, "also B")
    assert both(named_units, tree.r).numerator == 3
    with act("tests.forget", by=SETUP):
        UnitAlias.objects.get(unit=tree.b).delete()
    assert both(named_units, tree.r).numerator == 2
    with act("tests.rename", by=SETUP):
        unit = Unit.objects.get(code="D")
        unit.kind = "unit"
        unit.save()
    assert both(named_units, tree.r) == (2, 6, 0, 6)
    assert len(large) == 1


def test_a_move_copies_the_spans_of_the_tree_and_nothing_else(large, named_units, tree):
    both(named_units, tree.r)
    with act("tests.move", by=SETUP):
        actions.move(tree.a1, parent=tree.b, on=date(2026, 1, 1))
    assert both(named_units, tree.b).numerator == 1
    assert both(named_units, tree.b, date(2025, 12, 31)).numerator == 0
    assert large[1:] == [["organisation_unitspan"]]


def test_a_table_of_which_many_records_were_touched_is_copied_whole(large, named_units, tree, monkeypatch):
    both(named_units, tree.r)
    monkeypatch.setattr(mirror, "MANY", 3)
    with act("tests.name", by=SETUP) as deed:
        deed.add_many(UnitAlias(unit=tree.b, text=f"name {n}", search_key=f"name {n}") for n in range(4))
    assert both(named_units, tree.r).numerator == 3
    assert large[1:] == [["organisation_unitalias"]]
    with act("tests.name", by=SETUP) as deed:
        deed.add_many(UnitAlias(unit=tree.a2, text=f"name {n}", search_key=f"name {n}") for n in range(20))
    assert both(named_units, tree.r).numerator == 4
    assert len(large[2]) > 2


def test_a_mirror_of_another_history_is_built_anew(large, named_units, tree):
    both(named_units, tree.r)
    with mirror._connected() as file:
        file.execute("UPDATE mirror_state SET seq = 1, digest = '00'")
        file.execute("UPDATE organisation_unitalias SET unit_id = NULL")
    assert both(named_units, tree.r).numerator == 2
    assert len(large) == 2


def test_a_mirror_that_cannot_be_built_leaves_the_answer_to_the_operational_database(
    large, named_units, tree, monkeypatch, caplog
):
    monkeypatch.setattr(mirror, "_address", lambda: "/nowhere/at/all.sqlite3' --")
    assert figures_of([tree.r.pk], TODAY, [named_units])[tree.r.pk][0].numerator == 2
    assert "figures come from the operational database" in caplog.text


def test_a_file_that_another_process_holds_is_waited_for_and_then_done_without(large, named_units, tree, monkeypatch):
    both(named_units, tree.r)
    monkeypatch.setattr(mirror, "_PATIENCE", 0.1)

    def held(*_args, **_options):
        duckdb = pytest.importorskip("duckdb")

        raise duckdb.IOException("Could not set lock on file")

    monkeypatch.setattr("duckdb.connect", held)
    kept.forget()
    assert figures_of([tree.r.pk], TODAY, [named_units])[tree.r.pk][0].numerator == 2


def test_an_act_under_way_is_not_taken_in_since_it_may_yet_be_undone(large, named_units, tree):
    both(named_units, tree.r)
    seen = []

    def changed_and_undone():
        with act("tests.name", by=SETUP):
            actions.also_called(tree.b, "also B")
            seen.extend(figures_of([tree.b.pk], TODAY, [named_units])[tree.b.pk])
            raise Refusal("Not after all")

    with pytest.raises(Refusal, match="Not after all"):
        changed_and_undone()
    assert [figure.numerator for figure in seen] == [1, 0]
    assert both(named_units, tree.b).numerator == 0


def test_small_tables_are_read_where_they_lie(named_units, tree, settings, tmp_path):
    settings.VAR = tmp_path
    assert not mirror.is_worth_it()
    figures_of([tree.r.pk], TODAY, [named_units])
    assert not (tmp_path / "mirror").exists()


def test_the_mirror_holds_the_columns_that_are_read_and_no_others(named_units, tree):
    held = mirror.tables()
    assert set(held["organisation_unitalias"]) == {"id", "unit_id"}
    assert "access_user" not in held
