"""Papers: a report of forty pages, thirty tables and twelve charts, beside the same tables written by the libraries alone."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import docx
import typst
from xlsxwriter import Workbook

from benches.bench import Bench, scaled
from thenchot.foundation.papers.document import (
    Block,
    Chart,
    Column,
    Document,
    Heading,
    Row,
    Series,
    Share,
    Signer,
    System,
    Table,
    paragraph,
)
from thenchot.foundation.papers.files import write
from thenchot.foundation.papers.numbers import said

TABLES, ROWS = 30, 34
COLUMNS = (
    Column("Đơn vị", width=4),
    Column("Đạt", "whole", total=True),
    Column("Trên tổng số", "whole", total=True),
    Column("Tỷ lệ", "share", 1, total=True),
    Column("Giá trị", "decimal", 2, total=True, width=2),
)


def report() -> Document:
    """Made-up figures; thirty tables with their words and twelve charts."""
    charts = itertools.cycle((True, True, False, False, False))
    blocks: list[Block] = []
    for number in range(scaled(TABLES)):
        blocks += [Heading(1, f"Nội dung {number + 1}"), paragraph("Kết quả thực hiện nhiệm vụ của các đơn vị. " * 6)]
        if next(charts):
            blocks.append(_chart(number))
        blocks.append(Table(f"Kết quả nội dung {number + 1}", COLUMNS, tuple(_row(number, row) for row in range(ROWS))))
    return Document(
        system=System.STATE,
        language="vi",
        upper_body="Bộ Tư lệnh",
        issuer="Cục Kỹ thuật",
        symbol="BC-KT",
        place="Hà Nội",
        day=date(2026, 1, 5),
        kind="Báo cáo",
        abstract="Kết quả công tác kỹ thuật năm 2025",
        blocks=tuple(blocks),
        number=1,
        signer=Signer("Cục trưởng", "Nguyễn Văn An"),
    )


def _row(table: int, row: int) -> Row:
    part = 20 + (table * 7 + row * 3) % 60
    return Row((f"Đơn vị {row + 1}", part, 90, Share(part, 90), Decimal(part * 12_345).scaleb(-1)))


def _chart(number: int) -> Chart:
    values = tuple(Decimal(60 + (number + place) % 40) for place in range(10))
    places = tuple(f"Đơn vị {place + 1}" for place in range(10))
    return Chart(f"Biểu đồ {number + 1}", "bars", places, (Series("Năm 2025", values),), "%", Decimal(85), tabled=True)


def ours(kind: str) -> Callable[[Document], int]:
    """The whole report by the house, charts, form and checks included."""

    def made(document: Document) -> int:
        write(document, kind)
        return scaled(TABLES)

    return made


def _tables(document: Document) -> list[list[list[str]]]:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [
        [
            [column.title for column in table.columns],
            *([said(v, "vi", c) for v, c in zip(row.cells, table.columns, strict=True)] for row in table.rows),
        ]
        for table in tables
    ]


def by_typst(document: Document) -> int:
    """The tables alone, as typst's own markup."""
    tables = _tables(document)
    cells = (", ".join(f"[{cell}]" for row in rows for cell in row) for rows in tables)
    source = "\n\n".join(f"#table(columns: {len(COLUMNS)}, {text})" for text in cells)
    typst.compile(source.encode(), format="pdf", ignore_system_fonts=True)
    return len(tables)


def by_python_docx(document: Document) -> int:
    """The tables alone, cell by cell."""
    file = docx.Document()
    tables = _tables(document)
    for rows in tables:
        table = file.add_table(len(rows), len(COLUMNS))
        for line, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, row, strict=True):
                cell.text = text
    file.save(io.BytesIO())
    return len(tables)


def by_xlsxwriter(document: Document) -> int:
    """The tables alone, as text."""
    book = Workbook(io.BytesIO(), {"in_memory": True})
    tables = _tables(document)
    for rows in tables:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return len(tables)


BARE = {"pdf": by_typst, "docx": by_python_docx, "xlsx": by_xlsxwriter}
BENCHES = tuple(
    Bench(
        name=f"papers: a report of 30 tables and 12 charts as {kind}",
        unit="tables",
        prepare=report,
        ours=ours(kind),
        floor=bare,
        floor_is=f"the same tables by {bare.__name__.removeprefix('by_').replace('_', '-')} alone, no charts, no form",
        databases=("sqlite",),
    )
    for kind, bare in BARE.items()
)
