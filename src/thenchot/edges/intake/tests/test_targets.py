"""The composite targets and the desk's: trees in any order, matrices of answers, rows changed by key or added."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from tests.people import SETUP
from thenchot.domain.depots.models import Depot
from thenchot.domain.depots.tests.factories import depot
from thenchot.domain.materiel.models import Branch, Group
from thenchot.domain.standards import profile as standards
from thenchot.domain.standards.models import Answer, Assessment
from thenchot.edges.intake import run as intake
from thenchot.edges.intake.guess import mapping
from thenchot.edges.intake.profile import ColumnRule, Profile
from thenchot.edges.intake.reading import open_book
from thenchot.edges.intake.run import bring_in
from thenchot.edges.intake.targets.answers import criteria_in_force
from thenchot.edges.intake.targets.registry import target_named
from thenchot.edges.intake.tests.files import workbook
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import check, history
from thenchot.foundation.ledger.acts import Program, act
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import Unit

pytestmark = pytest.mark.django_db
CLERK = Program("Clerk")


def profile(target, columns, **options):
    rules = tuple(ColumnRule(header, to) for header, to in columns.items())
    return Profile("", {}, target, (), rules, options=options)


def codes(outcome):
    return [(fault.place.row, fault.code) for fault in outcome.faults]


UNITS = {"Mã": "code", "Tên": "name", "Thuộc": "parent"}


def tree_file(folder, rows):
    return workbook(folder / "cay.xlsx", {"S": rows}, tuple(UNITS))


def test_a_unit_tree_comes_in_whatever_the_order_of_its_rows(tree, tmp_path):
    rows = [["X11", "Tổ Một", "x1"], ["X1", "Đội Một", "Khối X"], ["X", "Khối X", "R"]]
    outcome = bring_in(tree_file(tmp_path, rows), by=CLERK, profile=profile("unit_tree", UNITS))
    assert (outcome.rows_written, outcome.created["units"]) == (3, 3)
    unit = Unit.objects.get(code="X11")
    assert [u.code for u in queries.path(unit, today())] == ["R", "X", "X1", "X11"]
    assert not list(check.faults())


def test_a_cycle_is_refused_with_its_path_and_what_hangs_on_it_too(tree, tmp_path):
    rows = [["P", "Một", "Q"], ["Q", "Hai", "S"], ["S", "Ba", "P"], ["T", "Bốn", "S"], ["U", "Năm", "A"]]
    outcome = bring_in(tree_file(tmp_path, rows), by=CLERK, profile=profile("unit_tree", UNITS))
    assert codes(outcome) == [(2, "cycle"), (3, "cycle"), (4, "cycle"), (5, "parent-refused")]
    assert outcome.faults[0].found == "P < Q < S < P"
    assert Unit.objects.filter(code__in=["P", "Q", "S", "T", "U"]).get().code == "U"


def test_an_unknown_parent_a_code_twice_and_a_known_unit_that_says_nothing_new(tree, tmp_path):
    rows = [["Y", "Mới", "Không có"], ["Z", "Z", "A"], ["Z", "Z khác", "A"], ["A1", tree.a1.name, "A"]]
    outcome = bring_in(tree_file(tmp_path, rows), by=CLERK, profile=profile("unit_tree", UNITS))
    assert sorted(codes(outcome)) == [(2, "unknown-record"), (4, "twice")]
    assert outcome.rows_unchanged == 1


def test_a_known_unit_is_renamed_and_moved_where_the_file_says_otherwise(tree, tmp_path):
    outcome = bring_in(tree_file(tmp_path, [["A2", "Tên mới", "B"]]), by=CLERK, profile=profile("unit_tree", UNITS))
    assert outcome.created == {"units (changed)": 1}
    tree.a2.refresh_from_db()
    assert tree.a2.name == "Tên mới"
    assert [u.code for u in queries.path(tree.a2, today())] == ["R", "B", "A2"]


def test_parents_may_be_named_by_the_files_own_keys(tree, tmp_path):
    columns = {"id": "ref", "code": "code", "name": "name", "parentid": "parent"}
    rows = [["77", "N2", "Hai", "55"], ["55", "N1", "Một", ""]]
    file = workbook(tmp_path / "x.xlsx", {"S": rows}, tuple(columns))
    bring_in(file, by=CLERK, under=tree.b, profile=profile("unit_tree", columns))
    assert [u.code for u in queries.path(Unit.objects.get(code="N2"), today())] == ["R", "B", "N1", "N2"]


def test_units_are_founded_renamed_and_moved_within_the_importers_reach_only(users, tree, tmp_path):
    rows = [
        ["N1", "Mới", "A"],
        ["N2", "Mới", "B"],
        ["B", "Tên khác", "R"],
        ["A1", tree.a1.name, "B"],
        ["N3", "Con", "N1"],
    ]
    outcome = bring_in(tree_file(tmp_path, rows), by=users.keeper, under=tree.a, profile=profile("unit_tree", UNITS))
    assert {row for row, _code in codes(outcome)} == {3, 4, 5}
    assert set(Unit.objects.filter(code__startswith="N").values_list("code", flat=True)) == {"N1", "N3"}
    tree.b.refresh_from_db()
    assert tree.b.name != "Tên khác"


def test_what_somebody_may_not_bring_in_is_refused_as_a_whole(users, tree, tmp_path):
    file = workbook(tmp_path / "t.xlsx", {"S": [["A1", "B"]]}, ("Mã", "Tên"))
    mapped = profile("type_catalogue", {"Mã": "stock_number", "Tên": "type_name"})
    with pytest.raises(Refusal, match="may not bring in"):
        bring_in(file, by=users.keeper, profile=mapped)


@pytest.fixture
def matrix(tree):
    with act("tests.make", by=SETUP):
        standards.load_depot_standard()
        for number in (1, 2, 3):
            depot(tree.a1, number)
    return [criterion.code for criterion in criteria_in_force()]


def matrix_file(folder, criteria, rows):
    header = ("Kho", "Ngày", "Người chấm", *criteria)
    return workbook(folder / "m.xlsx", {"S": rows}, header), profile(
        "assessment_answers",
        {"Kho": "depot", "Ngày": "assessed_on", "Người chấm": "assessor", **{c: f"criterion.{c}" for c in criteria}},
    )


def test_a_matrix_of_answers_becomes_an_assessment_for_each_depot(matrix, users, tmp_path):
    day = date(2025, 5, 1)
    rows = [
        ["K1", day, "Tổ 1", *["đạt"] * len(matrix)],
        ["Kho 2", day, "Tổ 1", *["x"] * (len(matrix) - 1), "không đạt"],
    ]
    file, mapped = matrix_file(tmp_path, matrix, rows)
    outcome = bring_in(file, by=users.administrator, profile=mapped)
    assert codes(outcome) == []
    assert outcome.rows_written == 2
    assert Assessment.objects.count() == 2
    assert Answer.objects.filter(result="not_met").count() == 1
    assert not list(check.faults())


def test_an_unanswered_criterion_a_strange_answer_and_an_unknown_depot_are_refused(matrix, users, tmp_path):
    day = date(2025, 5, 1)
    full = ["đạt"] * len(matrix)
    rows = [
        ["K1", day, "T", "", *full[1:]],
        ["K2", day, "T", "có lẽ", *full[1:]],
        ["K9", day, "T", *full],
        ["K3", day, "", *full],
    ]
    file, mapped = matrix_file(tmp_path, matrix, rows)
    outcome = bring_in(file, by=users.administrator, profile=mapped)
    assert codes(outcome) == [(2, "refused"), (3, "not-answer"), (4, "unknown-record"), (5, "refused")]
    assert not Assessment.objects.exists()


def branch(code, name):
    made = Branch(code=code, name=name)
    made.save()
    return made


BRANCH = {"Mã": "code", "Tên": "name"}


@pytest.fixture
def branches(db):
    with act("tests.make", by=SETUP):
        return [branch("PB", "Pháo binh"), branch("XE", "Xe máy")]


def test_rows_are_known_by_a_column_and_only_what_differs_is_changed(branches, tmp_path):
    file = workbook(
        tmp_path / "b.xlsx", {"S": [["pb", "Pháo binh"], ["XE", "Xe - máy"], ["HC", "Hóa học"]]}, tuple(BRANCH)
    )
    outcome = bring_in(file, by=CLERK, profile=profile("desk:branches", BRANCH, match_by=["code"]))
    assert (outcome.rows_unchanged, outcome.created) == (1, {"branches": 1, "branches (changed)": 1})
    event = history.of_record(branches[1].pk)[0]
    assert [(c.column, c.before, c.after) for c in event.changes] == [("name", "Xe máy", "Xe - máy")]


def test_other_words_for_the_same_record_are_nothing_new(branches, tmp_path):
    with act("tests.make", by=SETUP):
        Group(code="G1", name="Nhóm", branch=branches[0]).save()
    columns = {"Mã": "code", "Tên": "name", "Ngành": "branch"}
    file = workbook(tmp_path / "g.xlsx", {"S": [["G1", "Nhóm", "pb"]]}, tuple(columns))
    outcome = bring_in(file, by=CLERK, profile=profile("desk:groups", columns, match_by=["code"]))
    assert (codes(outcome), outcome.rows_unchanged, outcome.rows_written) == ([], 1, 0)


def test_rows_far_down_the_file_are_known_too(users, branches, tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "BLOCK", 2)
    rows = [[f"N{n}", f"Ngành {n}"] for n in range(5)] + [["XE", "Xe khác"]]
    file = workbook(tmp_path / "b.xlsx", {"S": rows}, tuple(BRANCH))
    outcome = bring_in(file, by=users.administrator, profile=profile("desk:branches", BRANCH, match_by=["code"]))
    assert (codes(outcome), outcome.created) == ([], {"branches": 5, "branches (changed)": 1})


def test_only_new_rows_or_only_known_ones_come_in_where_so_asked(branches, tmp_path):
    rows = [["PB", "Khác"], ["HC", "Hóa học"]]
    file = workbook(tmp_path / "b.xlsx", {"S": rows}, tuple(BRANCH))
    first = bring_in(
        file, by=CLERK, profile=profile("desk:branches", BRANCH, match_by=["code"], mode="create"), dry_run=True
    )
    assert codes(first) == [(2, "is-there")]
    second = bring_in(
        file, by=CLERK, profile=profile("desk:branches", BRANCH, match_by=["code"], mode="update"), dry_run=True
    )
    assert codes(second) == [(3, "unknown-row")]


def test_equal_rows_are_two_things_unless_merging_is_asked_for(tree, tmp_path):
    columns = {"Đơn vị": "unit", "Tên khác": "text"}
    rows = [["A", "Khối A"], ["A", "Khối A"], ["B", "Khối B"]]
    file = workbook(tmp_path / "a.xlsx", {"S": rows}, tuple(columns))
    plain = bring_in(file, by=CLERK, profile=profile("desk:unit-aliases", columns), dry_run=True)
    assert codes(plain) == [(3, "twice")], "the table holds an alias of a unit once"
    merged = bring_in(file, by=CLERK, profile=profile("desk:unit-aliases", columns, merge=True), dry_run=True)
    assert (codes(merged), merged.rows_unchanged) == ([], 1)


def test_rules_of_the_page_refuse_a_row_of_a_file_with_the_same_words(users, tree, tmp_path):
    with act("tests.make", by=SETUP):
        depot(tree.a1, 1)
    columns = {"Mã": "code", "Tên": "name", "Đơn vị": "unit", "Cấp": "tier", "Mở": "opened_on"}
    rows = [["K1", "Kho", "A", "strategic", date(2024, 1, 1)], ["K2", "Kho", "", "strategic", date(2024, 1, 1)]]
    file = workbook(tmp_path / "k.xlsx", {"S": rows}, tuple(columns))
    outcome = bring_in(file, by=users.administrator, profile=profile("desk:depots", columns))
    assert [row for row, _code in codes(outcome)] == [2, 3]
    assert Depot.objects.count() == 1


def test_a_row_beyond_the_importers_reach_is_refused_and_the_others_come_in(users, tree, tmp_path):
    columns = {"Mã": "code", "Tên": "name", "Đơn vị": "unit", "Cấp": "tier", "Mở": "opened_on"}
    rows = [["K1", "Kho 1", "A1", "tactical", date(2024, 1, 1)], ["K2", "Kho 2", "B", "tactical", date(2024, 1, 1)]]
    file = workbook(tmp_path / "k.xlsx", {"S": rows}, tuple(columns))
    outcome = bring_in(file, by=users.keeper, profile=profile("desk:depots", columns))
    assert [(row, code) for row, code in codes(outcome)] == [(3, "unknown-record")]
    assert [d.code for d in Depot.objects.all()] == ["K1"]


def test_a_filled_in_empty_sheet_comes_in_as_it_is(client_as, users, tree, tmp_path):
    answer = client_as(users.administrator).get("/r/units/blank.csv")
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    path = tmp_path / "don-vi.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([*rows, ["N1", "Đơn vị mới", "đơn vị", "A", "2024-01-01"]])
    outcome = bring_in(path, by=users.administrator)
    assert (codes(outcome), outcome.rows_written) == ([], 1)
    assert [u.code for u in queries.path(Unit.objects.get(code="N1"), today())] == ["R", "A", "N1"]


def test_a_column_that_reads_two_ways_is_not_guessed(tree, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Tên,Đơn vị,Số lượng,Từ ngày\nX,A,1.234,01/02/2024\nY,B,5.678,02/03/2024\n", encoding="utf-8")
    with open_book(path) as book, pytest.raises(Refusal, match="several ways"):
        mapping(book, target_named("establishment"), CLERK)
