import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.foundation.desk.neutral import DANGEROUS, neutral, restore


@given(st.text())
def test_every_text_comes_back(text):
    assert restore(neutral(text)) == text


@given(st.text())
def test_nothing_a_spreadsheet_calculates_is_left(text):
    assert neutral(text)[:1] not in tuple(DANGEROUS)


@pytest.mark.parametrize("text", ["=1+1", "+84 24", "-5", "@x", "\t=1", "\r=1", "\n=1", "'=1", "''"])
def test_a_csv_cell_comes_back(text):
    line = io.StringIO(newline="")
    csv.writer(line).writerow([neutral(text)])
    assert restore(next(csv.reader(io.StringIO(line.getvalue(), newline="")))[0]) == text
