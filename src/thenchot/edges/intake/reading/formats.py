"""Which format is a file, by its bytes and not by its name?"""

from __future__ import annotations

from pathlib import Path

from thenchot.edges.intake.reading.archive import Archive
from thenchot.edges.intake.reading.delimited import Delimited
from thenchot.edges.intake.reading.faults import Place, phrase, refused
from thenchot.edges.intake.reading.limits import Limits
from thenchot.edges.intake.reading.ods.source import OdsSource
from thenchot.edges.intake.reading.source import Source
from thenchot.edges.intake.reading.xls.source import XlsSource
from thenchot.edges.intake.reading.xlsb.source import XlsbSource
from thenchot.edges.intake.reading.xlsx.package import workbook_part
from thenchot.edges.intake.reading.xlsx.source import XlsxSource

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")
NOT_TABLES = {
    b"%PDF": "a PDF",
    b"{\\rtf": "a rich text document",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"Rar!": "an archive",
}
READABLE = phrase("a table: xlsx, xlsm, xlsb, xls, ods, csv, tsv or txt")


def open_source(path: Path, encoding: str | None, delimiter: str | None, limits: Limits) -> tuple[str, Source]:
    """Open a file and return its format and its rows. What is no table is refused with the format it seems to be."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith(ZIP):
        return _container(path, limits)
    if head.startswith(COMPOUND) or head.startswith(OLD_BIFF):
        return "xls", XlsSource(path, limits)
    place = Place(path.name)
    for mark, name in NOT_TABLES.items():
        if head.startswith(mark):
            raise refused("not-a-table", place, name, READABLE)
    if head.lstrip()[:6].lower() in (b"<html>", b"<?xml ", b"<!doct", b"<table", b"<html "):
        suggestion = phrase("Open it in a spreadsheet program and save it as xlsx.")
        raise refused("not-a-table", place, "a web page or XML, whatever its name says", READABLE, suggestion)
    return "csv", Delimited(path, encoding, delimiter, limits)


def _container(path: Path, limits: Limits) -> tuple[str, Source]:
    archive = Archive(path, limits)
    try:
        if "content.xml" in archive.names:
            return "ods", OdsSource(archive)
        workbook = workbook_part(archive)
        _check_workbook(workbook, archive.place)
        if workbook.endswith(".bin"):
            return "xlsb", XlsbSource(archive)
        macros = any(name.lower().endswith("vbaproject.bin") for name in archive.names)
        return "xlsm" if macros else "xlsx", XlsxSource(archive)
    except BaseException:
        archive.close()
        raise


def _check_workbook(part: str, place: Place) -> None:
    if part.startswith(("word/", "ppt/")):
        raise refused("not-a-table", place, "a text document or slides", READABLE)
