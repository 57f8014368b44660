"""A report from its figures to its issue: what it says, who may do what, and that its figures stay the record's."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.people import SETUP, person
from thenchot.domain.directives.models import BookEntry, Document
from thenchot.domain.materiel.equipment.actions import new_equipment
from thenchot.domain.materiel.models import Branch, Custody, Group, Type
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.kept import Sums
from thenchot.foundation.indicators.registry import by_name as indicator
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import attachments
from thenchot.foundation.ledger.acts import Program, act
from thenchot.foundation.organisation import actions as organisation
from thenchot.foundation.papers.document import Heading, Items, Paragraph, Share, Table
from thenchot.foundation.papers.files import FORMATS
from thenchot.insight.board.tests import sample
from thenchot.insight.reports import actions, building, current, issuing, making, shown, verifying
from thenchot.insight.reports.figure_words import name_of
from thenchot.insight.reports.models import Report, State, Wording
from thenchot.insight.reports.reading import read, reread
from thenchot.insight.reports.registry import by_name
from thenchot.insight.reports.spans import span
from thenchot.insight.reports.tests.factories import book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendars")]
WRITER = Program("writer")
YEAR = "2025"
ON = date(2025, 12, 14)
ISSUED = date(2025, 12, 20)


@pytest.fixture
def made(db):
    return sample.make(5)


@pytest.fixture
def root(made):
    return made.units[0]


def text_of(document):
    """All words of a document's body, one block a line."""
    lines = []
    for block in document.blocks:
        match block:
            case Heading(text=text):
                lines.append(text)
            case Paragraph(runs=runs):
                lines.append("".join(run.text for run in runs))
            case Items(items=items):
                lines += ["".join(run.text for run in item) for item in items]
    return "\n".join(lines)


def tables_of(document):
    inner = [block for each in document.blocks for block in getattr(each, "blocks", (each,))]
    return [block for block in inner if isinstance(block, Table)]


def make(unit, *, name="year", period=YEAR, language="vi", reader=None):
    definition = by_name(name)
    return making.make(definition, unit, span(definition.period, period), reader, language, seconds=1)


def write(unit, *, name="year", period=YEAR, by=WRITER, reader=None):
    definition = by_name(name)
    with act("reports.write", by=by):
        return actions.write(definition, unit, span(definition.period, period), by=by, reader=reader, seconds=1)


def do(verb, report, **given):
    with act(f"reports.{verb}", by=given.get("by") or SETUP):
        getattr(actions, verb)(report, **given)
    report.refresh_from_db()


def approved(unit, **more):
    report = write(unit, **more)
    do("sign_as", report, issuer_code=f"KT-{unit.code}", addressees=report.addressees)
    do("submit", report, by=WRITER)
    do("approve", report, by=Program("approver"))
    return report


def issued(unit, *, on=ISSUED, **more):
    report = approved(unit, **more)
    with act("directives.add_book", by=SETUP):
        numbers = book(unit, on)
    do("issue", report, book=numbers, on=on, by=Program("clerk"))
    return report


def more_items(unit, count=3):
    """Items of a type kept by serial number, without a serial, in the unit since long ago: the past is another one now."""
    branch = Branch(code="LATE", name="Late")
    group = Group(branch=branch, code="LATE", name="Late")
    kind = Type(group=group, grade_scheme="G", code="LATE", name="Late", tracked_by="serial")
    items = [new_equipment(kind, "", quantity=Decimal(1)) for _ in range(count)]
    custodies = [Custody(equipment=item, unit=unit, from_on=date(2023, 1, 1)) for item in items]
    with act("tests.late", by=SETUP) as deed:
        deed.add_many([branch, group, kind, *items, *custodies])


def test_the_figures_are_the_boards_at_the_cut_off_day(root):
    facts = read(by_name("year"), root, span(by_name("year").period, YEAR), seconds=1)
    board = {(f.indicator, f.slice): f.sums for f in figures_of([root.pk], ON)[root.pk]}
    assert {(line.indicator, line.slice): line.now for line in facts.lines} == {
        key: sums for key, sums in board.items() if key[0] in by_name("year").indicators
    }
    before = {(f.indicator, f.slice): f.sums for f in figures_of([root.pk], date(2024, 12, 14))[root.pk]}
    assert all(line.before == before[line.indicator, line.slice] for line in facts.lines)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", ["year", "party-year"])
def test_a_report_has_its_parts_and_its_tables_add_up(root, name, language):
    document = make(root, name=name, language=language)
    headings = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert headings == [part.title.in_(language) for part in by_name(name).parts]
    facts = read(by_name(name), root, span(by_name(name).period, YEAR), seconds=1)
    below = [table for table in tables_of(document) if table.columns[1].total]
    for table in below:
        line = next(line for line in facts.lines if f"{table.title}".startswith(_name(line, language)))
        assert sum(row.cells[1] for row in table.rows) == Decimal(line.now.numerator) / line.definition.scale
        assert sum(row.cells[2] for row in table.rows) == Decimal(line.now.denominator) / line.definition.scale
    assert facts.head in document.foot[0]


def _name(line, language):
    return name_of(line, language)


def test_what_is_missing_is_said_and_nothing_is_a_silent_zero(root):
    document = make(root)
    text = text_of(document)
    facts = read(by_name("year"), root, span(by_name("year").period, YEAR), seconds=1)
    missing = [line for line in facts.lines if line.now.missing]
    assert missing, "the sample leaves something unreported"
    assert text.count("chưa có số liệu") >= len(missing)
    shares = [cell for table in tables_of(document)[:1] for row in table.rows for cell in row.cells[1:2]]
    nothing = [line for line in facts.lines if not line.now.denominator]
    assert sum(cell is None for cell in shares) == len(nothing)


def test_a_unit_with_nothing_to_report_says_so(tree):
    text = text_of(make(tree.b))
    assert text.count("Trong kỳ không có nội dung báo cáo.") == len(by_name("year").fields)
    assert "0 %" not in text


def test_a_unit_that_was_not_there_is_refused(tree):
    with pytest.raises(Refusal, match="had no place in the tree"):
        make(tree.b, name="month-calendar", period="1/2018")


def test_the_words_rise_fall_and_stay(root):
    facts = read(by_name("year"), root, span(by_name("year").period, YEAR), seconds=1)
    line = next(line for line in facts.lines if line.now.denominator)
    days = span(by_name("year").period, YEAR)
    full = Sums(10, 20, 0, 20)

    def said(before):
        lines = tuple(_with(each, full, before) if each is line else each for each in facts.lines)
        made = building.make(by_name("year"), _replaced(facts, lines), days, "vi", paper=building.Paper("BC-A"))
        return text_of(made)

    assert "tăng 25 điểm phần trăm so với cùng kỳ năm trước (25\xa0%)" in said(Sums(5, 20, 0, 20))
    assert "giảm 25 điểm phần trăm so với cùng kỳ năm trước (75\xa0%)" in said(Sums(15, 20, 0, 20))
    assert "giữ mức cùng kỳ năm trước (50\xa0%)" in said(full)
    assert "cùng kỳ năm trước không có số liệu" in said(None)


def _with(line, now, before):
    return replace(line, now=now, before=before)


def _replaced(facts, lines):
    return replace(facts, lines=lines)


def test_a_writer_reports_only_what_they_may_see(tree):
    with act("tests.people", by=SETUP):
        writer = person("reporter", tree.r, "*:view", "reports.*:*")
    text = text_of(make(tree.r, reader=writer))
    assert "ngoài phạm vi được xem của người lập" in text
    assert "kỷ luật" not in text


def test_the_writers_words_keep_the_figures_and_show_what_changed_beneath(root):
    report = write(root)
    slot = "registered_to_serial.counted"
    do("reword", report, part="results.equipment", text=f"Trang bị: {{{slot}}}.\n- Giữ tốt.", by=WRITER)
    before = current.composition(report).slots[slot]
    assert f"Trang bị: {before}." in text_of(current.document(report))
    more_items(root)
    do("refresh", report, by=WRITER)
    made = current.composition(report)
    assert made.slots[slot] != before
    assert f"Trang bị: {made.slots[slot]}." in text_of(current.document(report))
    wording = Wording.objects.get(report=report)
    changed = {each.slot: (each.then, each.now) for each in current.changed_beneath(wording, made)}
    assert any(slot.startswith("registered_to_serial") for slot in changed)
    assert shown.page(report, may_edit=True).parts[4].beneath


@pytest.mark.parametrize(
    ("text", "why"), [("Đạt {no_such.value}", "no figure {no_such.value}"), ("Đạt 97,5 %", "written by hand")]
)
def test_a_figure_is_not_written_by_hand(root, text, why):
    report = write(root)
    with pytest.raises(Refusal) as refused:
        do("reword", report, part="situation", text=text, by=WRITER)
    assert why in str(refused.value)


def test_empty_words_bring_the_reports_own_back(root):
    report = write(root)
    own = text_of(current.document(report))
    do("reword", report, part="situation", text="Một năm yên ổn.", by=WRITER)
    assert "Một năm yên ổn." in text_of(current.document(report))
    do("reword", report, part="situation", text="", by=WRITER)
    assert text_of(current.document(report)) == own


def test_one_report_of_a_unit_and_period(root):
    report = write(root)
    with pytest.raises(Refusal, match="already"):
        write(root)
    do("withdraw", report)
    assert write(root).pk != report.pk


def test_a_period_that_is_not_over_is_not_reported(root):
    with pytest.raises(Refusal, match="is not over"):
        write(root, period="2100")


def test_whoever_wrote_it_does_not_approve_it(root):
    with act("tests.people", by=SETUP):
        writer = person("writer", root, "*:view", "reports.*:*")
    report = write(root, by=writer, reader=writer)
    do("submit", report, by=writer)
    with pytest.raises(Refusal, match="does not approve"):
        do("approve", report, by=writer)
    do("approve", report, by=Program("approver"))
    assert report.state == State.APPROVED


def test_nothing_is_done_out_of_turn(root):
    report = write(root)
    for verb, given in (("approve", {"by": SETUP}), ("issue", {"by": SETUP, "book": None, "on": ISSUED})):
        with pytest.raises(Refusal, match="draft"):
            do(verb, report, **given)
    do("submit", report, by=WRITER)
    with pytest.raises(Refusal, match="submitted"):
        do("reword", report, part="situation", text="x", by=WRITER)
    do("give_back", report, why="The causes are missing")
    assert (report.state, report.remark) == (State.DRAFT, "The causes are missing")


def test_figures_restated_while_it_is_approved_ask_for_a_refresh(root):
    report = write(root)
    do("submit", report, by=WRITER)
    more_items(root)
    with pytest.raises(Refusal, match="restated since") as refused:
        do("approve", report, by=Program("approver"))
    assert "2025-12-14/U0/technical_readiness" in str(refused.value)
    page = shown.page(report, may_edit=False)
    assert page.n_changed
    assert any(row.now for row in page.rows)
    do("refresh", report, by=WRITER)
    assert report.state == State.DRAFT
    assert not shown.page(report, may_edit=False).n_changed


def test_an_issued_report_has_the_next_number_and_stands_in_the_register(tree):
    first = issued(tree.a, on=ISSUED)
    assert (first.number, first.symbol, first.state) == (1, "01/BC-KT-A", State.ISSUED)
    assert Document.objects.get(pk=first.document_id).abstract == first.abstract
    second = approved(tree.a, name="half-year", period="2/2025")
    same_book = BookEntry.objects.get(document=first.document).book
    do("issue", second, book=same_book, on=ISSUED, by=SETUP)
    assert second.number == 2
    assert [entry.number for entry in BookEntry.objects.filter(book=same_book)] == [1, 2]


def test_a_refused_issue_takes_no_number(tree):
    report = approved(tree.a)
    with act("tests.book", by=SETUP):
        others, mine = book(tree.b, ISSUED), book(tree.a, ISSUED)
    with pytest.raises(Refusal, match="is not the book"):
        do("issue", report, book=others, on=ISSUED, by=SETUP)
    with pytest.raises(Refusal, match="before the period ends"):
        do("issue", report, book=mine, on=date(2025, 12, 1), by=SETUP)
    assert not BookEntry.objects.exists()
    assert Report.objects.get(pk=report.pk).state == State.APPROVED


def test_an_issued_report_opens_as_the_same_bytes_and_nothing_of_it_changes(root):
    report = issued(root)
    kept = {kind: issuing.content(report, kind) for kind in FORMATS}
    more_items(root)
    assert {kind: issuing.content(report, kind) for kind in FORMATS} == kept
    assert len(list(attachments.of(report.pk))) == len(FORMATS)
    for verb, given in (
        ("refresh", {"by": WRITER}),
        ("reword", {"part": "situation", "text": "x", "by": WRITER}),
        ("sign_as", {"signer": "x"}),
        ("withdraw", {}),
        ("give_back", {"why": "x"}),
        ("submit", {"by": WRITER}),
    ):
        with pytest.raises(Refusal, match="was issued"):
            do(verb, report, **given)


def test_later_facts_appear_as_a_restatement_in_the_next_report(root):
    report = issued(root)
    assert not read(by_name("year"), root, span(by_name("year").period, "2026"), seconds=1).restated
    more_items(root)
    facts = read(by_name("year"), root, span(by_name("year").period, "2026"), seconds=1)
    restated = next(each for each in facts.restated if each.indicator == "registered_to_serial")
    assert restated.now.denominator == restated.then.denominator + 3000
    document = building.make(
        by_name("year"), facts, span(by_name("year").period, "2026"), "vi", paper=building.Paper("BC-A")
    )
    assert f"Báo cáo số {report.symbol} ngày 20/12/2025 nêu" in text_of(document)
    assert any(table.title == "Số liệu đính chính của báo cáo trước" for table in tables_of(document))


def test_the_reports_of_units_below_are_received_late_or_missing(tree):
    with act("tests.kinds", by=SETUP):
        for unit in (tree.a, tree.b):
            unit.kind = "region"
            unit.save()
        last = organisation.found("C", "Division C", parent=tree.r, on=date(2021, 1, 1))
        last.kind = "region"
        last.save()
    issued(tree.a, on=date(2025, 12, 20))
    issued(tree.b, on=date(2026, 1, 20))
    write(last)
    facts = read(by_name("year"), tree.r, span(by_name("year").period, YEAR), seconds=1)
    assert [(each.code, each.standing) for each in facts.receipts] == [
        ("A", "received"),
        ("B", "late"),
        ("C", "missing"),
    ]
    text = text_of(make(tree.r))
    assert "Đã nhận báo cáo của 2/3 đơn vị trực thuộc; gửi chậm: Division B; chưa gửi: Division C." in text
    assert "đã nhận 2 báo cáo, trong đó gửi chậm 1; chưa nhận 1" in text


def test_the_same_report_twice_is_the_same_bytes(root):
    report = approved(root)
    for kind in FORMATS:
        assert issuing.content(report, kind) == issuing.content(report, kind)


def test_verifying_finds_the_report_by_its_digest_and_its_figures_equal(root):
    report = issued(root)
    for kind in FORMATS:
        found = verifying.verify(issuing.content(report, kind), replayed=_never)
        assert (found.report.pk, found.is_equal, found.is_same_file) == (report.pk, True, True)


def _never(_facts):
    raise AssertionError("nothing has touched the figures: no replay is needed")


def test_verifying_names_the_figure_that_differs(root):
    report = issued(root)
    more_items(root)
    found = verifying.verify(issuing.content(report, "xlsx"), replayed=reread)
    assert found.replayed
    assert not found.is_equal
    assert any("registered_to_serial" in each.what for each in found.differences)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_file_saved_anew_is_known_by_its_foot_and_not_taken_for_the_issued_one(root, kind):
    report = issued(root)
    found = verifying.verify(_saved_anew(issuing.content(report, kind)), replayed=_never)
    assert (found.report.pk, found.is_same_file, found.is_equal) == (report.pk, False, False)
    assert not found.mark_differs


def _saved_anew(content):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return made.getvalue()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"PK\x03\x04 nothing", b"words"])
def test_a_file_of_no_report_is_refused(db, content):
    with pytest.raises(Refusal, match="of no report"):
        verifying.verify(content, replayed=_never)


def test_the_table_of_results_keeps_shares_exact(root):
    table = tables_of(make(root))[0]
    facts = read(by_name("year"), root, span(by_name("year").period, YEAR), seconds=1)
    shares = [row.cells[1] for row in table.rows]
    assert [(share.part, share.whole) for share in shares if isinstance(share, Share)] == [
        (line.now.numerator, line.now.denominator) for line in facts.lines if line.now.denominator
    ]
    assert indicator("depots_at_standard").name in {line.indicator for line in facts.lines}
