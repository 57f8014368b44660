from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import click
import pytest
from click.testing import CliRunner
from django.core.management import call_command
from django.db import connection

from thenchot.edges.cli import house
from thenchot.foundation.kernel.refusal import Refusal


def test_numbers_stand_to_the_right_and_marks_take_no_room(capsys):
    house.show_table(("Unit", "Items"), [("Kho đạn", 7), ("Phòng", 1200), ("A", None)])
    assert capsys.readouterr().out.splitlines() == [
        "Unit     Items",
        "-------  -----",
        "Kho đạn      7",
        "Phòng     1200",
        "A",
    ]


def test_a_table_without_rows_shows_its_headers(capsys):
    house.show_table(("Unit", "Items"), [])
    assert capsys.readouterr().out.splitlines() == ["Unit  Items", "----  -----"]


def test_json_is_exact_and_readable():
    @click.command()
    def command() -> None:
        house.show_json({"tên": "Kho đạn", "quantity": Decimal("0.10"), "on": date(2026, 1, 2)})

    out = CliRunner().invoke(command).stdout
    assert "Kho đạn" in out
    assert json.loads(out) == {"tên": "Kho đạn", "quantity": "0.10", "on": "2026-01-02"}


@pytest.mark.parametrize(("text", "exit_code"), [("2026-02-28", 0), ("2026-02-30", 2), ("28/02/2026", 2)])
def test_a_day_is_written_one_way(text, exit_code):
    @click.command()
    @click.option("--on", type=house.DAY)
    def command(on: date) -> None:
        assert on == date(2026, 2, 28)

    assert CliRunner().invoke(command, ["--on", text]).exit_code == exit_code


@pytest.mark.parametrize(("told", "language"), [("vi_VN.UTF-8", "vi"), ("VI", "vi"), ("C", "en"), ("", "en")])
def test_the_language_is_the_terminals(monkeypatch, told, language):
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LC_ALL", told)
    monkeypatch.setenv("LANG", "")
    assert house.language() == language


@pytest.mark.django_db
def test_an_actor_is_an_active_user_or_the_program(users):
    assert house.actor("Keeper") == users.keeper
    assert house.actor(None).display_name == "thenchot"
    with pytest.raises(Refusal, match="nobody-such"):
        house.actor("nobody-such")


@pytest.mark.django_db(transaction=True)
def test_a_database_that_lacks_a_migration_is_refused_until_migrated():
    call_command("migrate", "access", "zero", verbosity=0)
    try:
        with pytest.raises(Refusal, match="thenchot migrate"):
            house.ready_database()
    finally:
        call_command("migrate", verbosity=0)
    house.ready_database()
    assert "access_user" in connection.introspection.table_names()
