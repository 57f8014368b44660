from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from tests.people import SETUP
from thenchot.edges.cli import replaying
from thenchot.edges.cli.main import thenchot
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation import actions
from thenchot.foundation.organisation.models import Unit, UnitSpan


def call(*arguments: str, **kwargs) -> Result:
    return CliRunner().invoke(thenchot, ["ledger", *arguments], catch_exceptions=False, **kwargs)


@pytest.fixture
def other(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'other.sqlite3'}"


@pytest.mark.django_db
def test_a_whole_ledger_says_up_to_where(users):
    done = call("check")
    assert done.exit_code == 0
    assert "main/1/2" in done.stdout


@pytest.mark.django_db
def test_a_fault_is_named_and_the_exit_code_is_one(tree):
    UnitSpan.objects.filter(unit=tree.a1).delete()
    done = call("check", "--json")
    assert done.exit_code == 1
    faults = json.loads(done.stdout)["faults"]
    assert [(f["place"], f["repairable"]) for f in faults] == [("derived table organisation.unitspan", True)]
    assert call("check", "--repair").exit_code == 0
    assert call("check").exit_code == 0


@pytest.mark.django_db
def test_a_changed_record_is_not_repaired(tree):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisation_unit SET name = 'forged' WHERE code = 'A1'")
    assert call("check", "--repair").exit_code == 1
    assert Unit.objects.get(code="A1").name == "forged"


@pytest.mark.django_db(transaction=True)
def test_a_replay_gives_the_same_tables(users, tree, other):
    with act("tests.move", by=SETUP):
        actions.move(tree.a1, parent=tree.b, on=date(2021, 1, 1))
        actions.rename(tree.a2, name="Tiểu đoàn A2")
    tables = {table.model: table for table in replaying.replay_into(other)}
    assert all(table.same for table in tables.values())
    assert tables["organisation.unit"].rows_there == 5
    assert tables["access.user"].rows_there == 5


@pytest.mark.django_db(transaction=True)
def test_a_replay_shows_a_row_that_no_act_wrote(tree, other):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisation_unit SET name = 'forged' WHERE code = 'A1'")
    done = call("replay", "--into", other, "--json")
    assert done.exit_code == 1
    assert [t["table"] for t in json.loads(done.stdout) if not t["same"]] == ["organisation.unit"]


@pytest.mark.django_db(transaction=True)
def test_a_replay_until_a_day_has_the_acts_of_that_day_and_before(tree, other):
    tables = {t.model: t for t in replaying.replay_into(other, until=date(2019, 12, 31))}
    assert tables["organisation.unit"].rows_there == 0
    assert call("replay", "--into", other + "2", "--until", "2999-01-01").exit_code == 0


@pytest.mark.django_db(transaction=True)
def test_a_database_with_acts_is_not_replayed_into(tree, other):
    replaying.replay_into(other)
    with pytest.raises(Refusal, match="empty database"):
        replaying.replay_into(other)


@pytest.mark.django_db(transaction=True)
def test_exported_lines_load_into_an_empty_database_only(tree, tmp_path):
    target = tmp_path / "acts.jsonl"
    assert call("export", "--to", str(target)).exit_code == 0
    assert len(target.read_bytes().splitlines()) == 1
    with pytest.raises(Refusal, match="empty database"):
        call("load", "--from", str(target))
