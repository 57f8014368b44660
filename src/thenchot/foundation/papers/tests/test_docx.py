"""Word refuses a file whose properties stand in another order than the format's schema has them; python-docx does not look."""

import io

import docx
import pytest

from thenchot.foundation.papers.files import write
from thenchot.foundation.papers.tests import samples

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# ECMA-376 part 1, annex A: the elements we write, in the order of their types.
ORDER = {
    "pPr": "pStyle keepNext keepLines widowControl pBdr shd tabs spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing kern sz szCs u bdr shd lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge shd vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
}


@pytest.fixture(scope="module")
def body():
    return docx.Document(io.BytesIO(write(samples.report(), "docx"))).element


@pytest.mark.parametrize("name", ORDER)
def test_properties_stand_in_the_order_of_the_schema(body, name):
    order = ORDER[name].split()
    for element in body.iter(W + name):
        places = [order.index(child.tag.removeprefix(W)) for child in element]
        assert places == sorted(places), places


def test_every_row_fills_its_table_and_no_two_tables_touch(body):
    for table in body.iter(W + "tbl"):
        columns = len(table.find(W + "tblGrid"))
        for row in table.iter(W + "tr"):
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(W + "tc")]
            assert sum(1 if span is None else int(span.get(W + "val")) for span in spans) == columns
            assert all(cell[-1].tag == W + "p" for cell in row.findall(W + "tc"))
        assert table.getnext().tag != W + "tbl"


def test_only_the_first_page_and_appendices_are_without_a_number(body):
    sections = list(body.iter(W + "sectPr"))
    counts = [(s.find(W + "titlePg") is not None, s.find(W + "pgNumType") is not None) for s in sections]
    assert counts == [(True, False), (True, True), (True, True)]


def test_no_place_of_a_table_is_left(body):
    text = "".join(body.itertext())
    assert "\ue000" not in text
    assert "Trên tổng số" in text
