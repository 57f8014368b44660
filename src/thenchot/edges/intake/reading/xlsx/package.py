"""Which sheets does an xlsx package hold, where are they, and what else is in it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from thenchot.edges.intake.reading.archive import Archive
from thenchot.edges.intake.reading.cells import Sheet
from thenchot.edges.intake.reading.faults import Place, ReadingFault, phrase, refused
from thenchot.edges.intake.reading.markup import WHOLE, Attributes, Listener, attribute
from thenchot.edges.intake.reading.number_format import NumberKind, number_kind

KINDS = {"worksheet": "cells", "chartsheet": "chart", "dialogsheet": "dialog"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part another part points to: its type's last word and its name in the package."""

    kind: str
    name: str


@dataclass(slots=True)
class Package:
    """What the package says of itself."""

    sheets: dict[str, Part] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    date_base: int = 1900
    kinds: list[NumberKind] = field(default_factory=list)
    shared: str | None = None
    styles: str | None = None
    warnings: tuple[ReadingFault, ...] = ()

    def listing(self) -> tuple[Sheet, ...]:
        """Return the sheets in workbook order."""
        return tuple(
            Sheet(name, name in self.hidden, KINDS.get(part.kind, "macro")) for name, part in self.sheets.items()
        )


def read_package(archive: Archive) -> Package:
    """Read relations, workbook and number formats of an xlsx package; sheets and shared texts are left for later."""
    book = _Workbook()
    workbook = workbook_part(archive)
    archive.hear(workbook, book)
    package = assemble(archive, workbook, book.sheets, book.date_base)
    if package.styles is not None:
        formats = _Formats()
        archive.hear(package.styles, formats)
        package.kinds = formats.kinds()
    return package


def workbook_part(archive: Archive) -> str:
    """Return the name of the workbook part, to which the package itself points."""
    for part in relations(archive, "").values():
        if part.kind == "officeDocument" and part.name in archive.names:
            return part.name
    raise refused("damaged-file", archive.place, "no workbook part", WHOLE)


def assemble(archive: Archive, workbook: str, sheets: Sequence[tuple[str, str, str]], date_base: int) -> Package:
    """Find the parts of the sheets, given as name, state and relation; a sheet without its part is a refusal."""
    related = relations(archive, workbook)
    package = Package(date_base=date_base, warnings=tuple(_warnings(archive)))
    for name, state, relation in sheets:
        part = related.get(relation)
        if part is None or part.name not in archive.names or name in package.sheets:
            raise refused("damaged-file", Place(archive.place.file, name), "a sheet without a part of its own", WHOLE)
        package.sheets[name] = part
        if state != "visible":
            package.hidden.add(name)
    targets = {part.kind: part.name for part in related.values() if part.name in archive.names}
    package.shared = targets.get("sharedStrings")
    package.styles = targets.get("styles")
    return package


def _warnings(archive: Archive) -> list[ReadingFault]:
    names = [name.lower() for name in archive.names]
    found = []
    if any(name.endswith("vbaproject.bin") for name in names):
        expected = phrase("a workbook without macros; only cell values are read, the macros are not run")
        found.append(ReadingFault("macros", archive.place, "macros", expected))
    if any("/externallinks/" in name for name in names):
        expected = phrase("values of this workbook alone; linked cells are read as last stored")
        found.append(ReadingFault("external-links", archive.place, "links to other workbooks", expected))
    return found


class _Relations(Listener):
    def __init__(self, source: str) -> None:
        self.base = dirname(source)
        self.parts: dict[str, Part] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attribute(attributes, "TargetMode") != "External":
            target = attribute(attributes, "Target").replace("\\", "/")
            full = normpath(target if target.startswith("/") else join("/", self.base, target))
            kind = attribute(attributes, "Type").rpartition("/")[2]
            self.parts[attribute(attributes, "Id")] = Part(kind, full.lstrip("/"))


def relations(archive: Archive, source: str) -> dict[str, Part]:
    """Return what a part (the empty name: the package itself) points to, by relation."""
    folder, _, name = source.rpartition("/")
    part = join(folder, "_rels", f"{name}.rels")
    listener = _Relations(source)
    if part in archive.names:
        archive.hear(part, listener)
    return listener.parts


class _Workbook(Listener):
    def __init__(self) -> None:
        self.date_base = 1900
        self.sheets: list[tuple[str, str, str]] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr" and attribute(attributes, "date1904") in ("1", "true", "on"):
            self.date_base = 1904
        elif name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append((attribute(attributes, "name"), attribute(attributes, "state", "visible"), relation))


class _Formats(Listener):
    """Number formats by cell style: custom codes from `numFmts`, the format of each style from `cellXfs`."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.styles: list[int] = []
        self.in_cell_styles = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            number = attribute(attributes, "numFmtId")
            if number.isdigit():
                self.codes[int(number)] = attribute(attributes, "formatCode")
        elif name == "cellXfs":
            self.in_cell_styles = True
        elif name == "xf" and self.in_cell_styles:
            number = attribute(attributes, "numFmtId", "0")
            self.styles.append(int(number) if number.isdigit() else 0)

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self.in_cell_styles = False

    def kinds(self) -> list[NumberKind]:
        return [number_kind(number, self.codes.get(number)) for number in self.styles]
