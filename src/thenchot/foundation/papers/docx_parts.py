"""Paragraphs, captions, pictures and fields of a docx, in the words of its format (ECMA-376)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section

from thenchot.foundation.papers.document import Run
from thenchot.foundation.papers.setting import UPRIGHT, Line, SetText, Setting, Signature

NAMESPACES = nsdecls("w", "wp", "a", "pic", "r")
MM = 56.6929  # twentieths of a point to a millimetre
EMU = 36000  # to a millimetre
PLACE = re.compile("<w:p><w:r><w:t>\ue000([0-9]+)\ue001</w:t></w:r></w:p>")
NO_BORDERS = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))


def run(words: Run, extra: str = "") -> str:
    """Words with their emphasis; a line break stays one."""
    properties = ("<w:b/>" if words.bold else "") + ("<w:i/>" if words.italic else "") + extra
    pieces = '</w:t><w:br/><w:t xml:space="preserve">'.join(map(escape, words.text.split("\n")))
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{pieces}</w:t></w:r>'


def paragraph(runs: Iterable[Run], style: str, properties: str = "", extra: str = "") -> str:
    """A paragraph of this style."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{"".join(run(one, extra) for one in runs)}</w:p>'
    )


def place(number: int) -> str:
    """A paragraph that stands for a table until the file is packed; its signs can stand in no paper."""
    return f"<w:p><w:r><w:t>\ue000{number}\ue001</w:t></w:r></w:p>"


def gap() -> str:
    """A little room after a table."""
    return '<w:p><w:pPr><w:pStyle w:val="TableNote"/><w:spacing w:before="0" w:after="0"/></w:pPr></w:p>'


def text(block: SetText) -> str:
    """A paragraph of the body, with its list's mark before it."""
    runs = (Run(f"{block.mark} "), *block.runs) if block.mark else block.runs
    return paragraph(runs, "Basis" if block.basis else "BodyText", "<w:keepNext/>" if block.is_last else "")


def line(given: Line, style: str, room: float) -> str:
    """A centred line of the heading, and the rule under it; `room` is the width it stands in, in millimetres."""
    size = f'<w:sz w:val="{round(given.size * 2)}"/><w:szCs w:val="{round(given.size * 2)}"/>'
    words = paragraph((Run(given.text, given.bold, given.italic),), style, extra=size)
    return words + (_rule(given, room) if given.rule else "")


def _rule(given: Line, room: float) -> str:
    """A low paragraph with a line on top, indented on both sides to the length of the form."""
    length = min(_width(given), room - 4) * given.rule
    side = round((room - length) / 2 * MM)
    return (
        '<w:p><w:pPr><w:pStyle w:val="Letterhead"/><w:pBdr><w:top w:val="single" w:sz="6" w:space="1"/></w:pBdr>'
        '<w:spacing w:before="40" w:after="0" w:line="120" w:lineRule="exact"/>'
        f'<w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'
    )


def _width(given: Line) -> float:
    """About how wide the words stand, in millimetres: capitals of Times are about 0.70 of their size, the others 0.46."""
    points = sum(0.70 if letter.isupper() else 0.27 if letter in " .,:;-/()" else 0.46 for letter in given.text)
    return points * given.size * (1.05 if given.bold else 1) * 0.3528


def table_of(columns: Sequence[float], rows: Iterable[Sequence[str]]) -> str:
    """A table without lines that only places its cells side by side; widths in millimetres."""
    widths = [round(width * MM) for width in columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell or "<w:p/>"}</w:tc>'
            for width, cell in zip(widths, cells, strict=True)
        )
        + "</w:tr>"
        for cells in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{NO_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def heading(setting: Setting) -> str:
    """Issuer and number on the left, the State or the Party, place and day on the right."""
    left = UPRIGHT * setting.layout.left_half
    right = UPRIGHT - left
    marks = "".join(_boxed(mark, setting.layout.mark_size) for mark in setting.marks)
    return table_of(
        (left, right),
        [
            (
                "".join(line(one, "Letterhead", left) for one in setting.left) + marks,
                "".join(line(one, "Letterhead", right) for one in setting.right),
            )
        ],
    )


def _boxed(mark: str, size: float) -> str:
    border = '<w:bdr w:val="single" w:sz="8" w:space="2" w:color="000000"/>'
    size_of = f'<w:sz w:val="{round(size * 2)}"/>'
    return paragraph(
        (Run(f"\N{NO-BREAK SPACE}{mark}\N{NO-BREAK SPACE}", bold=True),),
        "Letterhead",
        '<w:spacing w:before="120"/>',
        size_of + border,
    )


def addressees(setting: Setting) -> str:
    """To whom it goes, centred; several one below the other."""
    names, word = setting.to, setting.words.to
    if not names:
        return gap()
    if len(names) == 1:
        return paragraph((Run(f"{word} {names[0]}"),), "Addressees", '<w:jc w:val="center"/>')
    indent = '<w:ind w:left="2400"/>'
    lines = [f"- {name}{'.' if place == len(names) else ';'}" for place, name in enumerate(names, start=1)]
    return paragraph((Run(word),), "Addressees", '<w:ind w:left="1700"/>') + "".join(
        paragraph((Run(one),), "Addressees", f'<w:spacing w:before="0" w:after="0"/>{indent}') for one in lines
    )


def appendix_heading(lines: Sequence[Line]) -> str:
    """The appendix's number and title as one heading, and what it goes with below."""
    first, title, *others = lines
    return paragraph((Run(f"{first.text}\n{title.text}"),), "Appendix") + "".join(
        line(one, "Letterhead", UPRIGHT) for one in others
    )


def signing(setting: Setting) -> str:
    """Recipients on the left, who signs on the right; several signers stand side by side, the recipients below."""
    told = _told(setting)
    signatures = setting.signatures
    if len(signatures) > 1:
        across = min(len(signatures), 3)
        cells = [_signature(one, setting) for one in signatures]
        cells += [""] * (-len(cells) % across)
        rows = [cells[place : place + across] for place in range(0, len(cells), across)]
        return gap() + table_of((UPRIGHT / across,) * across, rows) + told
    if not signatures and not told:
        return ""
    right = "".join(_signature(one, setting) for one in signatures)
    return gap() + table_of((UPRIGHT * 0.45, UPRIGHT * 0.55), [(told, right)])


def _signature(signature: Signature, setting: Setting) -> str:
    several = len(signature.posts) > 1
    posts = [
        paragraph(
            (Run(post, bold=setting.layout.post_is_bold or (place == 0 and several)),), "Signature", "<w:keepNext/>"
        )
        for place, post in enumerate(signature.posts)
    ]
    room = paragraph((), "Signature", "<w:keepNext/>") * 4
    return "".join(posts) + room + paragraph((Run(signature.name, bold=True),), "Signature")


def _told(setting: Setting) -> str:
    if not setting.recipients:
        return ""
    layout = setting.layout
    underlined = layout.recipients_underlined
    extra = f'<w:sz w:val="{round(layout.recipients_title_size * 2)}"/>' + (
        '<w:u w:val="single"/>' if underlined else ""
    )
    word = Run(setting.words.recipients, bold=not underlined, italic=not underlined)
    return paragraph((word,), "Recipients", extra=extra) + "".join(
        paragraph((Run(name),), "Recipients") for name in setting.recipients
    )


def foot(lines: Sequence[str]) -> str:
    """Small lines at the very end, under a rule."""
    border = '<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="000000"/></w:pBdr><w:spacing w:before="240"/>'
    return "".join(paragraph((Run(words),), "Foot", border if place == 0 else "") for place, words in enumerate(lines))


def caption(label: str, words: str) -> str:
    """A caption ("Bảng 1. …") with the number as a field, so that a table put in between moves the others on."""
    name, number = label.rsplit(" ", 1)
    counted = field(f"SEQ {name} \\* ARABIC", number)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr>{run(Run(f"{name} "))}{counted}{run(Run(f". {words}"))}</w:p>'
    )


def field(instruction: str, shown: str) -> str:
    """A field with what it shows until it is worked out again."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{escape(shown)}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def page_number(section: Section) -> None:
    """The page's number, centred at its top."""
    header = section.header
    found = header.paragraphs[0]
    found.style = "Header"
    for element in parse_xml(f"<w:p {NAMESPACES}>{field('PAGE', '2')}</w:p>"):
        found._p.append(element)  # noqa: SLF001  # python-docx has no fields


def count_pages(section: Section, *, anew: bool) -> None:
    """Count the section's pages from 1, or on from the section before, whose properties it has been given."""
    properties = section._sectPr  # noqa: SLF001  # python-docx has no page numbers
    for old in properties.findall("{*}pgNumType"):
        properties.remove(old)
    if anew:
        properties.find("{*}pgMar").addnext(parse_xml(f'<w:pgNumType {NAMESPACES} w:start="1"/>'))


def shrunk(end: Any) -> None:
    """The paragraph that ends a section takes next to no room: after a full page it would open an empty one."""
    small = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    end.pPr.insert(0, parse_xml(small.replace("/>", f" {NAMESPACES}/>")))


def drawing_size(svg: str, width: float) -> tuple[int, int]:
    """Width and height of a drawing as wide as this, in the format's units."""
    across, high = map(float, re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups())  # type: ignore[union-attr]
    return round(width * EMU), round(width * high / across * EMU)


def picture(part: str, number: int, words: str, width: int, height: int) -> str:
    """A picture on a line of its own, with its words for those who cannot see it."""
    told = quoteattr(words[:2000])
    return (
        '<w:p><w:pPr><w:pStyle w:val="Letterhead"/><w:spacing w:after="120"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="{number}" descr={told}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{part}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )
