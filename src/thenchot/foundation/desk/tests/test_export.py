"""What a file holds is what the list holds: every value comes back exactly, and nothing in it is calculated."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from python_calamine import load_workbook

from tests.people import FOUNDED, SETUP
from thenchot.foundation.desk.export import _csv_value, _fits
from thenchot.foundation.desk.neutral import restore
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation import actions as organisation
from thenchot.foundation.organisation.models import Unit, UnitAlias

TEXTS = [
    '=HYPERLINK("x")',
    "+84 24 3",
    "-5",
    "@sum",
    "'trích",
    "000123",
    "1.5",
    'Dòng, có "ngoặc"',
    "Kho đạn ½ …",
    "2026-01-05",
]


@pytest.fixture
def client(users, client_as, tree):
    with act("tests.names", by=SETUP):
        for number, text in enumerate(TEXTS):
            organisation.found(f"T{number:02}", f"Tên {number}", parent=tree.a, on=FOUNDED)
            UnitAlias(unit=Unit.objects.get(code=f"T{number:02}"), text=text).save()
    return client_as(users.administrator)


def body(answer):
    # The test client closes the answer once it is read; closing it again would close the database's connection too.
    return b"".join(answer.streaming_content)


def test_texts_come_back_from_csv(client):
    answer = client.get("/r/unit-aliases/export.csv?sort=unit", headers={"Accept-Language": "vi"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    raw = body(answer).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(raw, newline="")))
    assert rows[0] == ["Tên gọi khác", "Đơn vị", "Đơn vị (mã)", "Khóa"]
    assert [restore(row[0]) for row in rows[1:]] == TEXTS
    assert [row[2] for row in rows[1:]] == [f"T{number:02}" for number in range(len(TEXTS))]


def test_texts_come_back_from_xlsx_as_text(client):
    file = body(client.get("/r/unit-aliases/export.xlsx?sort=unit"))
    sheet = openpyxl.load_workbook(io.BytesIO(file)).active
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == TEXTS
    assert {cell.data_type for cell in cells} == {"s"}
    with_another_reader = load_workbook(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in with_another_reader[1:]] == TEXTS


def test_days_are_days_in_xlsx_and_iso_in_csv(client):
    rows = list(csv.reader(io.StringIO(body(client.get("/r/unit-links/export.csv")).decode("utf-8-sig"), newline="")))
    assert {row[4] for row in rows[1:]} == {"2020-01-01"}
    sheet = openpyxl.load_workbook(io.BytesIO(body(client.get("/r/unit-links/export.xlsx")))).active
    assert {row[4].date() for row in sheet.iter_rows(min_row=2, values_only=True)} == {date(2020, 1, 1)}


def test_a_file_follows_the_lists_filters_and_order(client):
    raw = body(client.get("/r/units/export.csv?q=ten&sort=-code")).decode("utf-8-sig")
    codes = [row[0] for row in csv.reader(io.StringIO(raw, newline=""))][1:]
    assert codes == sorted((f"T{number:02}" for number in range(len(TEXTS))), reverse=True)


def test_a_wrong_filter_gives_the_page_with_its_fault_and_no_file(client):
    answer = client.get("/r/units/export.csv?kind=nothing")
    assert "text/html" in answer["Content-Type"]


def test_long_numbers_keep_every_digit():
    assert not _fits(Decimal("1234567890123456.789"))
    assert _csv_value(Decimal("1234567890123456.7")) == "1234567890123456.7"
    assert _fits(Decimal("-1500000.50"))


def test_the_name_of_the_file_is_plain(client):
    answer = client.get("/r/units/export.xlsx", headers={"Accept-Language": "vi"})
    body(answer)
    assert 'filename="don-vi-' in answer["Content-Disposition"]
