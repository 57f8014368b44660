"""Files made to harm: each is refused with place, what was found and what was expected, and nothing is written.

The readers' own tests (reading/tests/test_hostile.py) hold the finer cases; here each goes the whole way in.
"""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest

from thenchot.domain.materiel.models import Equipment
from thenchot.edges.intake import run as intake
from thenchot.edges.intake.models import IntakeRun
from thenchot.edges.intake.profile import ColumnRule, Profile
from thenchot.edges.intake.reading import FileRefused
from thenchot.edges.intake.run import bring_in
from thenchot.edges.intake.tests.files import row, workbook
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import Program
from thenchot.foundation.ledger.models import Act

pytestmark = pytest.mark.django_db
CLERK = Program("Clerk")
BRANCHES = Profile("", {}, "desk:branches", (), (ColumnRule("Mã", "code"), ColumnRule("Tên", "name")))


def good(path: Path) -> Path:
    return workbook(path, {"S": [["PB", "Pháo binh"]]}, ("Mã", "Tên"))


def changed(path: Path, part: str, content: bytes) -> Path:
    """A workbook with one part put in or replaced."""
    whole = good(path.with_name("good.xlsx"))
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != part:
                new.writestr(info.filename, old.read(info))
        new.writestr(part, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"
ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'


def bomb(folder: Path) -> Path:
    return changed(folder / "bomb.xlsx", SHEET, b" " * (600 << 20))


def path_trick(folder: Path) -> Path:
    return changed(folder / "trick.xlsx", "../../outside.xml", b"x")


def entity(folder: Path) -> Path:
    return changed(folder / "entity.xlsx", SHEET, ENTITY)


def cut_off(folder: Path) -> Path:
    path = folder / "cut.xlsx"
    path.write_bytes(good(folder / "good.xlsx").read_bytes()[:-300])
    return path


def wide(folder: Path) -> Path:
    header = tuple(f"c{n}" for n in range(16_384))
    return workbook(folder / "wide.xlsx", {"S": [list(header)]}, header)


def binary(folder: Path) -> Path:
    path = folder / "x.csv"
    path.write_bytes(bytes(range(256)) * 40)
    return path


def empty(folder: Path) -> Path:
    path = folder / "empty.csv"
    path.write_bytes(b"")
    return path


WHOLE = [bomb, path_trick, entity, cut_off, wide, binary, empty]


@pytest.mark.parametrize("make", WHOLE, ids=lambda make: make.__name__)
def test_a_file_made_to_harm_is_refused_with_its_reason_and_nothing_is_written(make, tmp_path):
    path = make(tmp_path)
    began = time.monotonic()
    with pytest.raises((FileRefused, Refusal)) as caught:
        bring_in(path, by=CLERK, profile=BRANCHES)
    assert time.monotonic() - began < 20
    if isinstance(caught.value, FileRefused):
        fault = caught.value.fault
        assert fault.place.file == path.name
        assert fault.found
        assert str(fault.expected)
    assert not Act.objects.exists()
    assert not IntakeRun.objects.exists()
    assert not (tmp_path.parent / "outside.xml").exists()


def text(folder: Path, *lines: bytes) -> Path:
    path = folder / "x.csv"
    others = [f"N{n};Ngành {n}".encode() for n in range(10)]
    path.write_bytes(b"\n".join(("Mã;Tên".encode(), *others, *lines)) + b"\n")
    return path


ROWS = {
    "mixed encodings": (("HC;Hóa học").encode(), ("XE;Xe m\u00e1y").encode("cp1258")),
    "another number of columns": (b"HC;Hoa hoc", b"XE;Xe;may;kho"),
    "a cell of ten megabytes": (b"HC;Hoa hoc", b"XE;" + b"x" * (10 << 20)),
    "a quote never closed": (b"HC;Hoa hoc", b'XE;"Xe'),
    "letters of another script": (b"HC;Hoa hoc", "XE;X\u0435 may".encode()),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_made_to_harm_is_a_fault_and_the_others_come_in(name, tmp_path):
    outcome = bring_in(text(tmp_path, *ROWS[name]), by=CLERK, profile=BRANCHES)
    assert (outcome.rows_read, outcome.rows_written, outcome.rows_refused) == (12, 11, 1), outcome.faults
    fault = outcome.faults[0]
    assert fault.place.row == 13
    assert fault.code
    assert str(fault.expected)


def test_formulas_come_in_as_what_they_show_and_text_that_looks_like_one_stays_text(tmp_path):
    outcome = bring_in(text(tmp_path, b"HC;=HYPERLINK(1)"), by=CLERK, profile=BRANCHES, dry_run=True)
    assert (outcome.rows_read, outcome.rows_refused) == (11, 0)


def test_a_file_that_changes_while_it_is_read_is_refused_before_anything_is_written(tmp_path, monkeypatch):
    path = workbook(tmp_path / "r.xlsx", {"ALABAMA": [row()]})
    check = intake._check

    def slow(*arguments):
        done = check(*arguments)
        path.write_bytes(path.read_bytes() + b"\0" * 50)
        return done

    monkeypatch.setattr(intake, "_check", slow)
    with pytest.raises(FileRefused) as caught:
        bring_in(path, by=CLERK)
    assert caught.value.fault.code == "file-changed"
    assert not Act.objects.exists()
    assert not Equipment.objects.exists()
