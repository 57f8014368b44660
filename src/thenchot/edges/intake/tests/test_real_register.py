"""The published LESO workbook comes in whole: the same totals counted with another tool."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from thenchot.domain.materiel.models import Equipment, Type
from thenchot.edges.intake.run import bring_in
from thenchot.foundation.access.reach import today
from thenchot.foundation.ledger.acts import Program
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import Unit

SHARED = Path(__file__).resolve().parents[6] / "shared"
FILE = SHARED / "registers/us_dla_leso/DISP_AllStatesAndTerritories_06302026.xlsx"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FILE.exists(), reason="../shared/registers is not beside this checkout"),
]


def counted_by_openpyxl():
    """Rows, quantity and value by sheet, agencies and stock numbers, by a reader intake does not use."""
    rows: Counter[str] = Counter()
    quantity = value = Decimal(0)
    agencies, stock_numbers = set(), set()
    book = openpyxl.load_workbook(FILE, read_only=True)
    for sheet in book.worksheets:
        for line in sheet.iter_rows(min_row=2, values_only=True):
            rows[sheet.title] += 1
            quantity += Decimal(str(line[4]))
            value += Decimal(str(line[4])) * Decimal(str(line[6]))
            agencies.add((line[0], line[1]))
            stock_numbers.add(line[2])
    return rows, quantity, value, agencies, stock_numbers


def test_the_whole_workbook_comes_in_with_the_totals_another_tool_counts():
    rows, quantity, value, agencies, stock_numbers = counted_by_openpyxl()
    assert (len(rows), sum(rows.values())) == (52, 75_087)
    outcome = bring_in(FILE, by=Program("Test"))
    assert (outcome.rows_read, outcome.rows_written, outcome.rows_refused) == (75_087, 75_087, 0)
    assert Equipment.objects.count() == 75_087
    assert set(Type.objects.values_list("stock_number", flat=True)) == stock_numbers
    counted = list(Equipment.objects.values_list("quantity", "unit_value"))
    assert sum(n for n, _each in counted) == quantity
    assert sum(n * each for n, each in counted) == value
    day = today()
    states = queries.children(queries.root(day), day)
    assert {state.name for state in states} == set(rows)
    for state in states:
        assert Equipment.objects.filter(unit__in=queries.under([state], day)).count() == rows[state.name], state
    assert Unit.objects.count() == 1 + 52 + len(agencies)
