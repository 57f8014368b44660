"""Reports: those of many units in one run, beside reading the same figures alone; and the file of one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from docx import Document as Paper

from benches.bench import Bench, scaled
from thenchot.domain.depots.models import Depot
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.registry import by_name as indicator
from thenchot.foundation.ledger.acts import Program, act
from thenchot.foundation.organisation.actions import found
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.papers.document import Table
from thenchot.foundation.papers.files import write
from thenchot.foundation.papers.numbers import said
from thenchot.insight.reports import making, running
from thenchot.insight.reports.definition import Definition
from thenchot.insight.reports.registry import by_name
from thenchot.insight.reports.spans import Span, span

BY = Program("bench")
MANY = 500
FOUNDED = date(2020, 1, 1)


@dataclass
class Work:
    """Units with a depot each, and the months that were not reported yet."""

    units: list[Unit]
    definition: Definition
    months: list[Span] = field(default_factory=list)
    documents: list[Any] = field(default_factory=list)


def many_units() -> Work:
    """A root with units right below it, one in ten of them with depots of a tier."""
    with act("bench.units", by=BY) as deed:
        root = found("RPT", "Reported", parent=None, on=FOUNDED)
        units = [found(f"RPT{n}", f"Unit {n}", parent=root, on=FOUNDED) for n in range(scaled(MANY))]
        deed.add_many(
            Depot(unit=unit, code=f"RPT{n}", name=f"Depot {n}", tier="campaign", opened_on=FOUNDED)
            for n, unit in enumerate(units)
            if n % 10 == 0
        )
    definition = by_name("month-calendar")
    return Work(units, definition, [span(definition.period, f"{number}/2025") for number in (1, 2, 3)])


def run(work: Work) -> int:
    """A draft for each unit, an act to each, as the job does it."""
    ran = running.make_many(work.definition, work.units, work.months.pop(), "vi", by=BY)
    assert not ran.refused
    return ran.written


def figures_alone(work: Work) -> int:
    """The same figures of the same units, without a report."""
    chosen = [indicator(name) for name in work.definition.indicators]
    figures_of([unit.pk for unit in work.units], date(2024, 6, 30), chosen)
    return len(work.units)


def one_report() -> Work:
    """The year's report of the root."""
    work = many_units() if not Unit.objects.filter(code="RPT").exists() else Work([], by_name("month-calendar"))
    root = Unit.objects.get(code="RPT")
    month = span(work.definition.period, "3/2025")
    work.documents = [making.make(work.definition, root, month, None, "vi", seconds=1)]
    return work


def docx(work: Work) -> int:
    """The document as docx."""
    return len(write(work.documents[0], "docx")) and 1


def docx_alone(work: Work) -> int:
    """The same tables by python-docx alone."""
    paper = Paper()
    for table in _tables(work.documents[0]):
        grid = paper.add_table(rows=1, cols=len(table.columns))
        for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
            cell.text = column.title
        for row in table.rows:
            for cell, value in zip(grid.add_row().cells, row.cells, strict=True):
                cell.text = said(value, "vi")
    return 1


def _tables(document: Any) -> list[Table]:
    inner = [block for each in document.blocks for block in getattr(each, "blocks", (each,))]
    return [block for block in inner if isinstance(block, Table)]


BENCHES = (
    Bench(
        name=f"reports: drafts of {MANY:,} units in one run, an act to each",
        unit="reports",
        prepare=many_units,
        ours=run,
        floor=figures_alone,
        floor_is="the figures of all units read at once, nothing kept",
    ),
    Bench(
        name="reports: one report with its tables as docx",
        unit="files",
        prepare=one_report,
        ours=docx,
        floor=docx_alone,
        floor_is="the same tables by python-docx alone",
        databases=("sqlite",),
    ),
)
