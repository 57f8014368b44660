"""A made-up personnel list in an old workbook: comes in whole, says what it refuses, twice is once."""

from __future__ import annotations

import csv
from datetime import date
from typing import Any

import pytest
import xlwt

from tests.people import SETUP, person
from thenchot.domain.people.models import Category, Person, Post, Posting, Qualification, Rank, RankHeld
from thenchot.edges.intake.run import bring_in
from thenchot.foundation.ledger import check
from thenchot.foundation.ledger.acts import Program, act

pytestmark = pytest.mark.django_db
CLERK = Program("Clerk")
HEADER = (
    *("TT", "Số hiệu", "Họ và tên", "Ngày sinh", "Giới tính", "Đơn vị", "Chức vụ", "Giữ chức vụ từ", "Cấp bậc"),
    *("Nhận cấp bậc", "Trình độ", "Chuyên ngành", "Ngày cấp bằng", "Quyết định", "Ghi chú"),
)
BORN, SINCE, RANKED, AWARDED = date(1988, 2, 29), date(2020, 3, 1), date(2021, 4, 30), date(2011, 7, 1)


def row(service_number: str, name: str, unit: str = "A1", **changed: Any) -> list[Any]:
    values = {
        "tt": 1,
        "number": service_number,
        "name": name,
        "born": BORN,
        "sex": "Nam",
        "unit": unit,
        "post": "Trợ lý kỹ thuật",
        "posted": SINCE,
        "rank": "Thiếu tá",
        "ranked": RANKED,
        "level": "ĐH",
        "field": "Vũ khí",
        "awarded": AWARDED,
        "document": "12/QĐ-BTL",
        "note": "",
    }
    return list({**values, **changed}.values())


ROWS = [
    row("0100001", "Hoàng Văn Thử"),
    row("0100002", "Lê Thị Mẫu", "Battalion A2", sex="Nữ", rank="2//", level="Thạc sĩ", post="Trợ lý kế hoạch"),
    row("0100003", "Trần Bịa", "B", born="05/06/1990", level=None, field=None, awarded=None),
]


def old_workbook(path, rows):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Quân số")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    sheet.write_merge(0, 0, 0, 14, "DANH SÁCH QUÂN NHÂN")
    sheet.write_merge(1, 1, 0, 14, "(Tính đến ngày 01/11/2026)")
    for number, values in enumerate([HEADER, *rows], start=3):
        for column, value in enumerate(values):
            if value not in {None, ""}:
                sheet.write(number, column, value, *([day] if isinstance(value, date) else []))
    book.save(str(path))
    return path


@pytest.fixture
def ranks(tree):
    with act("tests.ranks", by=SETUP):
        for place, name in enumerate(("Đại úy", "Thiếu tá", "Trung tá"), start=4):
            Rank(code=f"SQ{place}", name=name, category=Category.OFFICER, position=place).save()
        Post(code="TLKT", name="Trợ lý kỹ thuật", category=Category.OFFICER).save()


def codes(outcome):
    return [(fault.place.row, fault.place.column, fault.code) for fault in outcome.faults]


@pytest.mark.usefixtures("ranks")
def test_a_list_comes_in_with_postings_ranks_and_qualifications(tree, tmp_path):
    file = old_workbook(tmp_path / "quan_so.xls", ROWS)
    tried = bring_in(file, by=CLERK, dry_run=True)
    assert tried.will_create == {"person": 3, "post": 1}
    outcome = bring_in(file, by=CLERK)
    assert (outcome.profile, outcome.rows_written, outcome.rows_refused) == ("personnel_vi", 3, 0)
    second = Person.objects.get(number="0100002")
    assert (second.unit, second.rank.name, second.level, second.sex) == (tree.a2, "Trung tá", "master", "female")
    assert (second.born_on, Person.objects.get(number="0100003").born_on) == (BORN, date(1990, 6, 5))
    assert Post.objects.get(name="Trợ lý kế hoạch").category == Category.OFFICER
    assert set(RankHeld.objects.values_list("from_on", flat=True)) == {RANKED}
    assert list(Qualification.objects.order_by("level").values_list("level", "field")) == [
        ("master", "Vũ khí"),
        ("university", "Vũ khí"),
    ]
    assert Posting.objects.filter(document="12/QĐ-BTL", from_on=SINCE).count() == 3
    assert not list(check.faults())


@pytest.mark.usefixtures("ranks")
def test_the_same_list_again_changes_nothing_and_what_differs_is_named(tmp_path):
    bring_in(old_workbook(tmp_path / "quan_so.xls", ROWS), by=CLERK)
    again = bring_in(old_workbook(tmp_path / "lan_hai.xls", [[*each[:-1], "lần hai"] for each in ROWS]), by=CLERK)
    assert (again.rows_written, again.rows_unchanged, again.rows_refused) == (0, 3, 0)
    moved = [row("0100001", "Hoàng Văn Thử", "B"), row("0100009", "Mới Toanh")]
    outcome = bring_in(old_workbook(tmp_path / "lan_ba.xls", moved), by=CLERK)
    assert codes(outcome) == [(5, 5, "not-by-file")]
    assert "Battalion A1" in str(outcome.faults[0])
    assert outcome.rows_written == 1


@pytest.mark.usefixtures("ranks")
@pytest.mark.parametrize(
    ("changed", "column", "code"),
    [
        ({"unit": "Không có"}, 5, "unknown-record"),
        ({"rank": "Nguyên soái"}, 8, "unknown-record"),
        ({"born": date(2999, 1, 1)}, 3, "refused"),
        ({"born": date(2015, 1, 1)}, 3, "refused"),
        ({"posted": date(2999, 1, 1)}, 7, "refused"),
        ({"awarded": date(1988, 2, 29)}, 12, "refused"),
        ({"awarded": None}, 10, "half"),
        ({"born": "29/02/1989"}, 3, "not-date"),
        ({"level": "Tiến sĩ giấy"}, 10, "not-choice"),
        ({"number": "0100001"}, 1, "twice"),
    ],
)
def test_what_cannot_be_is_refused_at_its_column(tmp_path, changed, column, code):
    rows = [ROWS[0], row("0100005", "Sai Một Chỗ", **changed)]
    if "number" in changed:
        rows[1][2] = "Người Khác"
    outcome = bring_in(old_workbook(tmp_path / "sai.xls", rows), by=CLERK)
    assert codes(outcome)[0] == (6, column, code)
    assert Person.objects.get().number == "0100001"


@pytest.mark.usefixtures("ranks")
def test_a_day_in_a_refusal_is_said_as_people_write_it(tmp_path):
    outcome = bring_in(old_workbook(tmp_path / "sai.xls", [row("1", "Ai Đó", awarded=date(1980, 1, 2))]), by=CLERK)
    assert "Awarded on 02/01/1980" in str(outcome.faults[0])


@pytest.mark.usefixtures("ranks")
def test_only_who_may_take_people_on_there_brings_them_in(tree, tmp_path):
    with act("tests.grant", by=SETUP):
        clerk = person("clerk", tree.a, "people.person:take_on", "people.person:view", "*:view")
    outcome = bring_in(old_workbook(tmp_path / "quan_so.xls", ROWS), by=clerk, under=tree.a)
    assert codes(outcome) == [(7, 5, "unknown-record")]
    assert outcome.rows_written == 2


@pytest.mark.usefixtures("ranks")
def test_the_export_of_people_agrees_and_comes_back_as_a_no_op(users, client_as, tmp_path):
    bring_in(old_workbook(tmp_path / "quan_so.xls", ROWS), by=CLERK)
    text = b"".join(client_as(users.administrator).get("/r/people/export.csv").streaming_content).decode("utf-8-sig")
    (tmp_path / "people.csv").write_text(text, encoding="utf-8")
    lines = list(csv.reader(text.splitlines()))
    assert [line[lines[0].index("Số hiệu quân nhân") if "Số hiệu quân nhân" in lines[0] else 1] for line in lines[1:]]
    back = bring_in(tmp_path / "people.csv", by=CLERK)
    assert (back.rows_written, back.rows_unchanged, back.rows_refused) == (0, 3, 0)
