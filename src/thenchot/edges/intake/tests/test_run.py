"""A register comes in: every row checked, written once, taken up again after a break."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from thenchot.domain.materiel.models import Custody, Equipment, Type
from thenchot.edges.intake import run as intake
from thenchot.edges.intake.models import IntakeRun
from thenchot.edges.intake.run import bring_in
from thenchot.edges.intake.targets.register import RegisterSession
from thenchot.edges.intake.tests.files import HEADER, row, workbook
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import check
from thenchot.foundation.ledger.acts import Program, act
from thenchot.foundation.ledger.models import Act
from thenchot.foundation.organisation import actions, queries
from thenchot.foundation.organisation.models import Unit

pytestmark = pytest.mark.django_db
CLERK = Program("Clerk")


@pytest.fixture
def file(tmp_path):
    rows = [
        row(),
        row(),
        row(agency="MOBILE PD", nsn="2320-01-D17-2240", quantity=10, ui="Kit", value=Decimal("16568.15")),
    ]
    return workbook(tmp_path / "register.xlsx", {"ALABAMA": rows, "ALASKA": [row(state="AK", agency="MOBILE PD")]})


def test_every_row_becomes_an_item_with_its_unit_type_value_and_custody(file):
    outcome = bring_in(file, by=CLERK)
    assert (outcome.rows_read, outcome.rows_written, outcome.rows_refused) == (4, 4, 0)
    assert outcome.created == {
        "units": 6,
        "places": 6,
        "branches": 1,
        "groups": 2,
        "types": 2,
        "equipment": 4,
        "custody": 4,
    }
    kit = Equipment.objects.get(quantity=10)
    assert (kit.type.stock_number, kit.unit_value, kit.currency) == ("2320-01-D17-2240", Decimal("16568.15"), "USD")
    assert kit.unit.name == "MOBILE PD"
    assert kit.note == "DEMIL Code: D; DEMIL IC: 1; Station Type: State"
    assert Custody.objects.get(equipment=kit).from_on == date(2019, 5, 17)
    assert not list(check.faults())


def test_agencies_stand_under_their_states_and_equal_names_in_two_states_are_two_units(file):
    bring_in(file, by=CLERK)
    day = date(2026, 1, 1)
    root = queries.root(day)
    assert [(u.code, u.name) for u in queries.children(root, day)] == [("US-AK", "ALASKA"), ("US-AL", "ALABAMA")]
    assert [len(queries.children(state, day)) for state in queries.children(root, day)] == [1, 2]
    assert Unit.objects.filter(name="MOBILE PD").count() == 2


def test_identical_rows_are_real_stock_and_are_kept(file):
    bring_in(file, by=CLERK)
    assert Equipment.objects.filter(unit__name="ABBEVILLE PD").count() == 2


def test_the_same_file_again_does_nothing_and_says_the_same(file):
    first = bring_in(file, by=CLERK)
    acts = Act.objects.count()
    again = bring_in(file, by=CLERK)
    assert (again.rows_written, again.created) == (first.rows_written, first.created)
    assert (Act.objects.count(), Equipment.objects.count()) == (acts, 4)


def test_a_dry_run_says_what_would_be_made_and_writes_nothing(file):
    outcome = bring_in(file, by=CLERK, dry_run=True)
    assert outcome.will_create == {"units": 6, "branches": 1, "groups": 2, "types": 2}
    assert (outcome.rows_read, outcome.rows_written) == (4, 0)
    assert not Act.objects.exists()
    assert not IntakeRun.objects.exists()


class Killed(BaseException):
    """Stands for a power cut."""


@pytest.mark.parametrize("after", [1, 2, 3])
def test_a_run_that_was_cut_off_goes_on_where_it_stopped_and_doubles_nothing(tmp_path, monkeypatch, after):
    monkeypatch.setattr(RegisterSession, "chunk", 3)
    rows = [row(agency=f"PD {n % 3}") for n in range(10)]
    file = workbook(tmp_path / "r.xlsx", {"ALABAMA": rows})
    seen = []

    def cut(done, of):
        seen.append(done)
        if len(seen) == after:
            raise Killed

    with pytest.raises(Killed):
        bring_in(file, by=CLERK, progress=cut)
    assert Equipment.objects.count() == 3 * after
    assert not list(check.faults())
    outcome = bring_in(file, by=CLERK)
    assert (outcome.rows_written, Equipment.objects.count(), Custody.objects.count()) == (10, 10, 10)
    assert outcome.created["units"] == 5
    assert not list(check.faults())


def test_a_file_too_large_to_keep_is_read_twice_with_the_same_result(file, monkeypatch):
    monkeypatch.setattr(intake, "KEPT", 1)
    outcome = bring_in(file, by=CLERK)
    assert (outcome.rows_read, outcome.rows_written, outcome.created["units"]) == (4, 4, 6)
    assert Custody.objects.values("unit").distinct().count() == 3


def test_a_run_goes_on_even_where_only_the_ledger_survived(tmp_path, monkeypatch):
    monkeypatch.setattr(RegisterSession, "chunk", 3)
    file = workbook(tmp_path / "r.xlsx", {"ALABAMA": [row() for _ in range(8)]})
    bring_in(file, by=CLERK)
    IntakeRun.objects.all().delete()
    outcome = bring_in(file, by=CLERK)
    assert (outcome.rows_written, Equipment.objects.count()) == (8, 8)


def test_every_fault_is_listed_with_its_place_and_the_other_rows_come_in(tmp_path):
    rows = [
        row(),
        row(quantity=-1),
        row(quantity="hai"),
        row(ship="31/02/2024"),
        row(nsn=""),
        row(agency=""),
        row(value=-5),
        row(ship=date(2999, 1, 1)),
        row(agency="x" * 201),
    ]
    outcome = bring_in(workbook(tmp_path / "r.xlsx", {"ALABAMA": rows}), by=CLERK)
    assert (outcome.rows_read, outcome.rows_written, outcome.rows_refused) == (9, 1, 8)
    found = [(f.place.sheet, f.place.row, f.place.column, f.code) for f in outcome.faults]
    assert found == [
        ("ALABAMA", 3, 4, "not-positive"),
        ("ALABAMA", 4, 4, "not-decimal"),
        ("ALABAMA", 5, 9, "not-date"),
        ("ALABAMA", 6, 2, "missing"),
        ("ALABAMA", 7, 1, "no-unit"),
        ("ALABAMA", 8, 6, "negative"),
        ("ALABAMA", 9, 9, "future"),
        ("ALABAMA", 10, 1, "too-long"),
    ]
    assert Equipment.objects.count() == 1


def test_a_column_the_profile_does_not_know_is_named_not_dropped(tmp_path):
    file = workbook(tmp_path / "r.xlsx", {"ALABAMA": [[*row(), "secret"]]}, (*HEADER, "Remarks"))
    with pytest.raises(Refusal, match="Remarks"):
        bring_in(file, by=CLERK)
    assert not Act.objects.exists()


def test_a_file_no_profile_fits_is_refused_with_its_columns(tmp_path):
    file = workbook(tmp_path / "r.xlsx", {"S": [["a", "b"]]}, ("Tên", "Số lượng"))
    with pytest.raises(Refusal, match="Tên"):
        bring_in(file, by=CLERK)


def test_units_of_the_file_stand_under_the_unit_it_is_brought_in_under(file):
    with act("organisation.found", by=CLERK):
        root = actions.found("R", "Cục X", parent=None, on=date(2015, 1, 1))
        part = actions.found("P", "Khối Y", parent=root, on=date(2015, 1, 1))
    outcome = bring_in(file, by=CLERK, under=part)
    assert outcome.created["units"] == 5
    day = date(2026, 1, 1)
    assert [u.code for u in queries.children(part, day)] == ["US-AK", "US-AL"]
    assert [u.code for u in queries.children(root, day)] == ["P"]


def test_a_known_unit_is_found_by_its_alias_whatever_the_letter_case(file):
    bring_in(file, by=CLERK)
    agency = Unit.objects.get(name="ABBEVILLE PD")
    with act("organisation.also_called", by=CLERK):
        actions.also_called(agency, "Abbeville Police Department")
    other = workbook(file.parent / "other.xlsx", {"ALABAMA": [row(agency="ABBEVILLE POLICE  DEPARTMENT")]})
    outcome = bring_in(other, by=CLERK)
    assert "units" not in outcome.created
    assert Equipment.objects.filter(unit=agency).count() == 3


def test_a_type_keeps_its_first_unit_of_measure_and_the_line_its_own(tmp_path):
    file = workbook(tmp_path / "r.xlsx", {"ALABAMA": [row(), row(ui="Box")]})
    bring_in(file, by=CLERK)
    assert Type.objects.get().unit_of_measure == "Each"
    assert Equipment.objects.filter(note__endswith="UI: Box").count() == 1
