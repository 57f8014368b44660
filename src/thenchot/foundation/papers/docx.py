"""The document as a docx to go on writing in Word and LibreOffice: real styles, headings, captions, fields and tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import docx
from docx.document import Document as File
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.section import Section
from docx.shared import Mm

from thenchot.foundation.papers import docx_parts as parts
from thenchot.foundation.papers import docx_styles as styles
from thenchot.foundation.papers import docx_tables as tables
from thenchot.foundation.papers import printing
from thenchot.foundation.papers.containers import repacked
from thenchot.foundation.papers.document import Run
from thenchot.foundation.papers.setting import (
    ACROSS,
    UPRIGHT,
    Pages,
    SetBlock,
    SetChart,
    SetHeading,
    SetTable,
    SetText,
    Setting,
)

_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
PICTURE = 165.0  # millimetres


def written(setting: Setting) -> bytes:
    """The file. Its bytes depend on the document alone."""
    file = docx.Document()
    styles.apply(file, setting.layout, setting.document.language)
    _properties(file, setting)
    writer = _Writer(file, setting)
    writer.write()
    found = io.BytesIO()
    file.save(found)
    return repacked(found.getvalue(), {"word/document.xml": writer.with_tables})


def _properties(file: File, setting: Setting) -> None:
    about, day = file.core_properties, setting.document.day
    about.title, about.author, about.last_modified_by = setting.name[:255], setting.document.issuer[:255], ""
    about.comments, about.subject = "", setting.document.abstract[:255]
    about.language = "vi-VN" if setting.document.language == "vi" else "en-GB"
    about.created = about.modified = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else _UNDATED
    about.revision = 1


class _Writer:
    """Adds the parts of the document one after another, before the properties of the section they stand in."""

    def __init__(self, file: File, setting: Setting) -> None:
        self.file = file
        self.setting = setting
        self.layout = setting.layout
        self.pictures = 0
        self.tables: list[str] = []

    def write(self) -> None:
        """The whole document."""
        setting = self.setting
        for paragraph in list(self.file.element.body.iterchildren("{*}p")):
            self.file.element.body.remove(paragraph)
        self._section(self.file.sections[0], is_wide=False, first=True)
        self.add(parts.heading(setting))
        for line in setting.title:
            self.add(parts.line(line, "Title" if line is setting.title[0] else "Subtitle", UPRIGHT))
        self.add(parts.addressees(setting))
        self._pages(setting.body)
        self._upright()
        self.add(parts.signing(setting))
        for pages in setting.appendices:
            self._appendix(pages)
        self._upright()
        self.add(parts.foot(setting.document.foot))

    def add(self, xml: str) -> None:
        """Parts of the body in the language of the format, at its end."""
        if not xml:
            return
        end = self.file.element.body.sectPr
        for element in parse_xml(f"<w:body {parts.NAMESPACES}>{xml}</w:body>"):
            end.addprevious(element)

    def _table(self, xml: str) -> None:
        """A place for the table, which is put there as text: lxml takes time with the square of what it moves between trees."""
        self.add(parts.place(len(self.tables)))
        self.tables.append(xml)

    def with_tables(self, body: bytes) -> bytes:
        """The body as it was saved, each table in its place."""
        pieces = parts.PLACE.split(body.decode())
        return "".join(self.tables[int(piece)] if n % 2 else piece for n, piece in enumerate(pieces)).encode()

    def _pages(self, runs: Sequence[Pages]) -> None:
        for pages in runs:
            self._turned(is_wide=pages.is_wide)
            for block in pages.blocks:
                self._block(block)

    def _appendix(self, pages: Pages) -> None:
        if pages.heading:
            self._new_section(is_wide=pages.is_wide, restarts=self.layout.appendix_pages_apart)
            self.add(parts.appendix_heading(pages.heading))
        self._pages((pages,))

    def _block(self, block: SetBlock) -> None:
        match block:
            case SetHeading():
                self.add(parts.paragraph((Run(block.text),), f"Heading{block.level}"))
            case SetText():
                self.add(parts.text(block))
            case SetTable():
                if block.label:
                    self.add(parts.caption(block.label, block.caption))
                self._table(tables.table(block, ACROSS if block.is_wide else UPRIGHT))
                self.add(parts.paragraph((Run(block.note),), "TableNote") if block.note else parts.gap())
            case SetChart():
                self._chart(block)

    def _chart(self, chart: SetChart) -> None:
        self.add(parts.caption(chart.label, chart.caption))
        for drawing in chart.drawings:
            part, _ = self.file.part.get_or_add_image(io.BytesIO(printing.png(drawing)))
            width, height = parts.drawing_size(drawing, PICTURE)
            self.pictures += 1
            self.add(parts.picture(part, self.pictures, chart.words, width, height))

    def _upright(self) -> None:
        self._turned(is_wide=False)

    def _turned(self, *, is_wide: bool) -> None:
        """A new section where the direction of the page changes."""
        section = self.file.sections[-1]
        if (section.orientation == WD_ORIENT.LANDSCAPE) != is_wide:
            self._new_section(is_wide=is_wide)

    def _new_section(self, *, is_wide: bool, restarts: bool = False) -> None:
        section = self.file.add_section(WD_SECTION.NEW_PAGE)
        parts.shrunk(self.file.element.body.sectPr.getprevious())
        self._section(section, is_wide=is_wide, first=restarts)
        parts.count_pages(section, anew=restarts)

    def _section(self, section: Section, *, is_wide: bool, first: bool) -> None:
        layout = self.layout
        section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Mm(297), Mm(210)) if is_wide else (Mm(210), Mm(297))
        section.top_margin, section.bottom_margin = Mm(layout.top + 2), Mm(layout.bottom)
        section.left_margin, section.right_margin = Mm(layout.left), Mm(layout.right)
        section.header_distance, section.footer_distance = Mm(10), Mm(10)
        section.different_first_page_header_footer = first
        if len(self.file.sections) == 1:
            section.header.is_linked_to_previous = False
            parts.page_number(section)
