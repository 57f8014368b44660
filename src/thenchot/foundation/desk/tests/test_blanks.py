"""The empty sheet to fill in: its headings, hints and lists are the form's, and what it offers the form takes."""

import csv
import io

import openpyxl
import pytest

from tests.contracts.registry import CONTRACTED, make, name
from thenchot.foundation.desk import blanks, inputs


def sheet_of(client, slug):
    answer = client.get(f"/r/{slug}/blank.xlsx", headers={"Accept-Language": "en"})
    return openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


@pytest.mark.parametrize("resource", CONTRACTED, ids=name)
def test_what_the_sheet_offers_the_form_takes(resource, tree, users, client_as):
    make(resource, tree.a1, 1)
    form = blanks.form_of(resource, users.administrator)
    client = client_as(users.administrator)
    assert client.get(f"/r/{resource.slug}/blank.csv").status_code == (404 if form is None else 200)
    if form is None:
        return
    asked = {one.name: one for one in blanks.columns(form)}
    assert set(asked) == {field.name for field in form.main_fields} - {"reason"}
    for field_name, one in asked.items():
        field = form.fields[field_name]
        assert one.label
        assert one.kind
        if isinstance(field, inputs.RecordField):
            for text in one.choices:
                assert field.clean(inputs.Typed("", text)) is not None
        assert len(set(one.choices)) == len(one.choices), "each text names one"
    headings = [cell.value for cell in sheet_of(client, resource.slug).worksheets[0][1]]
    text = client.get(f"/r/{resource.slug}/blank.csv", headers={"Accept-Language": "en"}).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert lines[0] == headings
    assert [line[0] for line in lines[1:]] == [f"# {heading}" for heading in headings]


def test_the_workbook_shows_hints_and_lists_with_the_cells(tree, users, client_as):
    book = sheet_of(client_as(users.administrator), "units")
    rows, guide, lists = book.worksheets
    headings = [cell.value for cell in rows[1]]
    assert headings == ["Code *", "Name *", "Kind *", "Under which unit *", "From which day *"]
    by_place = {str(rule.sqref).partition(":")[0]: rule for rule in rows.data_validations.dataValidation}
    assert by_place["C2"].type == "list"
    kinds = [cell.value for cell in lists["C"] if cell.value]
    assert "depot" in kinds
    assert by_place["D2"].prompt.startswith("Name or code of one of: Units")
    assert {"Root department", "Battalion A1"} <= {cell.value for cell in lists["D"]}
    assert lists.sheet_state == "hidden"
    assert guide["B6"].value == "Day/month/year, such as 25/11/2026"
    assert rows.max_row == 1, "nothing that could be taken in as a row"


def test_the_sheet_is_offered_to_those_who_make_rows_and_holds_what_they_may_see(tree, users, client_as):
    assert client_as(users.member).get("/r/units/blank.xlsx").status_code == 404
    assert "blank.xlsx" not in client_as(users.member).get("/r/units/").content.decode()
    keeper = client_as(users.keeper)
    assert "blank.xlsx" in keeper.get("/r/units/").content.decode()
    offered = {cell.value for cell in sheet_of(keeper, "units").worksheets[2]["D"] if cell.value}
    assert offered == {"Division A", "Battalion A1", "Battalion A2"}
    assert keeper.get("/r/units/blank.pdf").status_code == 404
