"""Small files of every format, made by the tests themselves."""

import struct
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def write_csv(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def write_xlsx(
    path: Path, rows: Sequence[Sequence[object]], *, merged: Iterable[tuple[int, int, int, int]] = ()
) -> Path:
    """Write rows with xlsxwriter; merged ranges as first row, first column, last row, last column (0-based)."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Sheet")
    spans = list(merged)
    for top, left, bottom, right in spans:
        sheet.merge_range(top, left, bottom, right, "")
    for number, row in enumerate(rows):
        for position, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, position, cell)
    book.close()
    return path


def zipped(path: Path, parts: dict[str, str | bytes], *, stored: bool = False) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def relations(*targets: tuple[str, str, str]) -> str:
    links = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>' for key, kind, target in targets
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}">{links}</Relationships>'


def raw_xlsx_parts(
    sheet_data: str,
    *,
    after: str = "",
    shared: Sequence[str] = (),
    formats: Sequence[str] = (),
    properties: str = "",
    sheet: str | None = None,
) -> dict[str, str | bytes]:
    """Return the parts of a package whose one sheet holds this XML; `formats` are the number formats of styles 1, 2, …"""
    texts = "".join(f"<si>{text if text.startswith('<') else f'<t>{escape(text)}</t>'}</si>" for text in shared)
    codes = "".join(
        f"<numFmt numFmtId={quoteattr(str(164 + i))} formatCode={quoteattr(code)}/>" for i, code in enumerate(formats)
    )
    styles = "".join(f'<xf numFmtId="{164 + i}"/>' for i in range(len(formats)))
    whole = f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetData>{sheet_data}</sheetData>{after}</worksheet>'
    return {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}'
        f'<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "sharedStrings", "sharedStrings.xml"),
            ("rId3", "styles", "styles.xml"),
        ),
        "xl/sharedStrings.xml": f'{DECLARATION}<sst xmlns="{MAIN}">{texts}</sst>',
        "xl/styles.xml": f'{DECLARATION}<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellStyleXfs>'
        f'<xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": whole if sheet is None else sheet,
    }


def raw_xlsx(path: Path, sheet_data: str, **rest: object) -> Path:
    return zipped(path, raw_xlsx_parts(sheet_data, **rest))  # type: ignore[arg-type]


def raw_ods_parts(table: str, *, sheets: str | None = None) -> dict[str, str | bytes]:
    names = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{key}:1.0"' for key in ("office", "table", "text", "style")
    )
    body = sheets if sheets is not None else f'<table:table table:name="S">{table}</table:table>'
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f'{DECLARATION}<office:document-content {names} xmlns:calcext="urn:org:documentfoundation:names:'
        f'experimental:calc:xmlns:calcext:1.0"><office:automatic-styles><style:style style:name="ta2" style:family="table">'
        f'<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
    }


def raw_ods(path: Path, table: str, *, sheets: str | None = None) -> Path:
    return zipped(path, raw_ods_parts(table, sheets=sheets))


def record(kind: int, content: bytes = b"") -> bytes:
    """Return one record of an xlsb part."""
    head = bytes([kind]) if kind < 0x80 else bytes([(kind & 0x7F) | 0x80, kind >> 7])
    size, length = b"", len(content)
    while True:
        size += bytes([(length & 0x7F) | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + content


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary_cell(position: int, style: int, content: bytes) -> bytes:
    return struct.pack("<I", position) + style.to_bytes(3, "little") + b"\0" + content


def raw_xlsb_parts(
    cells: bytes, *, shared: Sequence[str] = (), formats: Sequence[str] = (), date_1904: bool = False
) -> dict[str, str | bytes]:
    """Return the parts of an xlsb package whose one sheet holds these row and cell records."""
    styles = record(278) + b"".join(
        record(44, struct.pack("<H", 164 + i) + wide(code)) for i, code in enumerate(formats)
    )
    cell_styles = [0, *(164 + i for i in range(len(formats)))]
    styles += record(617, struct.pack("<I", len(cell_styles)))
    styles += (
        b"".join(record(47, struct.pack("<HH", 0, number) + b"\0" * 12) for number in cell_styles)
        + record(618)
        + record(279)
    )
    return {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": record(131)
        + record(153, struct.pack("<III", int(date_1904), 0, 0))
        + record(143)
        + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("S"))
        + record(144)
        + record(132),
        "xl/_rels/workbook.bin.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.bin"),
            ("rId2", "sharedStrings", "sharedStrings.bin"),
            ("rId3", "styles", "styles.bin"),
        ),
        "xl/sharedStrings.bin": record(159, struct.pack("<II", len(shared), len(shared)))
        + b"".join(record(19, b"\0" + wide(text)) for text in shared)
        + record(160),
        "xl/styles.bin": styles,
        "xl/worksheets/sheet1.bin": record(129)
        + record(148, struct.pack("<IIII", 0, 9, 0, 9))
        + record(145)
        + cells
        + record(146)
        + record(130),
    }
