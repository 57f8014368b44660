"""`thenchot report`: a file of a report, and whether an issued one still says what the records say."""

from __future__ import annotations

import json
from datetime import date

import pytest
from click.testing import CliRunner

from thenchot.edges.cli.main import thenchot
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import Program, act
from thenchot.foundation.regulations import profile
from thenchot.insight.reports import actions
from thenchot.insight.reports.registry import by_name
from thenchot.insight.reports.spans import span
from thenchot.insight.reports.tests.factories import WRITER, book

pytestmark = pytest.mark.django_db
ISSUED_ON = date(2026, 1, 5)


@pytest.fixture
def unit(tree):
    with act("regulations.load_profile", by=WRITER):
        profile.load()
    return tree.a1


def ask(*words, exit_code=0):
    done = CliRunner().invoke(thenchot, ["report", *map(str, words)], catch_exceptions=False)
    assert done.exit_code == exit_code, done.output
    return done.stdout


def make(unit, out, *, kind="docx", period="2025"):
    return ask("make", "--definition", "year", "--unit", unit.code, "--period", period, "--format", kind, "--out", out)


@pytest.fixture
def issued(unit):
    definition = by_name("year")
    with act("reports.issue", by=WRITER):
        report = actions.write(definition, unit, span(definition.period, "2025"), by=WRITER)
        actions.submit(report, by=WRITER)
        actions.approve(report, by=Program("approver"))
        actions.issue(report, book=book(unit, ISSUED_ON), on=ISSUED_ON, by=WRITER)
    return report


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_a_draft_is_written_to_a_file_and_belongs_to_no_issued_report(unit, tmp_path, kind):
    out = tmp_path / f"draft.{kind}"
    make(unit, out, kind=kind)
    assert out.stat().st_size > 1000
    with pytest.raises(Refusal, match="of no report"):
        ask("verify", out)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"period": "next year"}, "names no period"),
        ({"definition": "weekly"}, "There is no report named weekly"),
        ({"unit": "NOBODY"}, "No unit has the code NOBODY"),
    ],
)
def test_a_wrong_question_is_refused_with_what_there_is(unit, tmp_path, given, why):
    asked = {"definition": "year", "unit": unit.code, "period": "2025", "format": "pdf", "out": tmp_path / "x", **given}
    with pytest.raises(Refusal, match=why):
        ask("make", *(word for name, value in asked.items() for word in (f"--{name}", value)))


def test_an_issued_report_is_given_as_it_was_issued_and_verified_equal(issued, tmp_path):
    out = tmp_path / "issued.docx"
    make(issued.unit, out)
    told = json.loads(ask("verify", out, "--json"))
    assert (told["report"], told["equal"], told["same_file"], told["differences"]) == ("01/BC-A1", True, True, [])
    assert "Equal" in ask("verify", out)


def test_a_file_that_was_changed_is_not_the_one_issued(issued, tmp_path):
    out = tmp_path / "issued.docx"
    make(issued.unit, out)
    out.write_bytes(out.read_bytes() + b"\0")
    told = json.loads(ask("verify", out, "--json", exit_code=1))
    assert (told["same_file"], told["equal"], told["differences"]) == (False, False, [])
