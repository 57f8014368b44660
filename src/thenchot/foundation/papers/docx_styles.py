"""Styles of a docx: what is changed in one place changes in the whole document, as an editor expects."""

from __future__ import annotations

from typing import Any

from docx.document import Document as File
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from thenchot.foundation.kernel.shares import Language
from thenchot.foundation.papers.layouts import Layout

FONT = "Times New Roman"
BLACK = RGBColor(0, 0, 0)
SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def apply(file: File, layout: Layout, language: Language) -> None:
    """Make the file's styles those of the layout."""
    _normal(file, layout, language)
    first, after = layout.first_line, layout.after_paragraph
    _style(file, "Body Text", layout.body_size, "both", first=first, after=after, line=layout.line)
    _style(file, "Basis", layout.body_size, "both", italic=True, first=first, after=after, line=layout.line)
    for level in (1, 2, 3, 4):
        _style(
            file,
            f"Heading {level}",
            layout.body_size,
            "left",
            bold=level < 3,
            italic=level == 3,
            first=first,
            before=after,
            after=after,
            keep=True,
        )
    _style(file, "Title", layout.kind_size, "center", bold=True, before=18)
    _style(file, "Subtitle", layout.abstract_size, "center", bold=True)
    _style(file, "Caption", layout.body_size - 1, "left", bold=True, before=after, after=4, keep=True)
    _style(file, "Table Text", layout.table_size, "left")
    _style(file, "Table Note", layout.table_size - 1, "left", italic=True, before=3, after=after)
    _style(file, "Letterhead", layout.issuer_size, "center")
    _style(file, "Addressees", layout.body_size, "left", before=6, after=6)
    _style(file, "Signature", layout.signer_size, "center")
    _style(file, "Recipients", layout.recipients_size, "left")
    _style(file, "Foot", layout.foot_size, "left")
    _style(file, "Header", layout.page_size, "center")
    _style(file, "Appendix", layout.abstract_size, "center", bold=True, based="Heading 1")


def _normal(file: File, layout: Layout, language: Language) -> None:
    _style(file, "Normal", layout.body_size, "left")
    run: Any = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for tag in ("w:lang",):
        for found in run.findall(qn(tag)):
            found.set(qn("w:val"), "vi-VN" if language == "vi" else "en-GB")


def _style(  # noqa: PLR0913  # what a style consists of
    file: File,
    name: str,
    size: float,
    side: str,
    *,
    bold: bool = False,
    italic: bool = False,
    first: float = 0,
    before: float = 0,
    after: float = 0,
    line: float = 1,
    keep: bool = False,
    based: str = "Normal",
) -> None:
    known = {style.name for style in file.styles}
    style: Any = file.styles[name] if name in known else file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if name != "Normal":
        style.base_style = file.styles[based]
    style.hidden, style.unhide_when_used, style.quick_style = False, False, True
    _letters(style, size, bold=bold, italic=italic)
    form = style.paragraph_format
    form.alignment = SIDES[side]
    form.first_line_indent, form.left_indent = Mm(first), Mm(0)
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    form.line_spacing = line
    form.keep_with_next, form.widow_control = keep, True
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _letters(style: Any, size: float, *, bold: bool, italic: bool) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, italic
    font.color.rgb = BLACK
    properties = style.element.get_or_add_rPr()
    for tag in ("w:spacing", "w:kern"):
        for found in properties.findall(qn(tag)):
            properties.remove(found)
    fonts = properties.rFonts
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for part in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{part}"), FONT)
