"""Tables of a docx: the header repeated on each page, grouped headings joined, rows not torn apart."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from thenchot.foundation.papers.docx_parts import MM
from thenchot.foundation.papers.setting import Head, SetRow, SetTable

_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="EBEBEB"/>'


def table(given: SetTable, room: float) -> str:
    """The table, as wide as the room in millimetres."""
    widths = [round(share * room * MM) for share in given.shares]
    size = f'<w:sz w:val="{round(given.size * 2)}"/><w:szCs w:val="{round(given.size * 2)}"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return "".join(
        (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_LINES}</w:tblBorders>',
            '<w:tblLayout w:type="fixed"/><w:tblCellMar>',
            '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>',
            f'<w:tblLook w:firstRow="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>',
            *_header(given.header, widths, size),
            *(_row(row, given, widths, size) for row in given.rows),
            "</w:tbl>",
        )
    )


def _header(lines: tuple[tuple[Head, ...], ...], widths: list[int], size: str) -> Iterator[str]:
    """Each line of headings; a cell that reaches down is opened in the upper line and goes on in the lower."""
    upper = lines[0]
    for number in range(len(lines)):
        below = iter(lines[1] if number else ())
        cells, place = [], 0
        for head in upper:
            width = sum(widths[place : place + head.across])
            if number == 0:
                merge = '<w:vMerge w:val="restart"/>' if head.down > 1 else ""
                cells.append(_head(head.text, width, size, head.across, merge))
            elif head.down > 1:
                cells.append(_head("", width, size, 1, "<w:vMerge/>"))
            else:
                cells += [_head(next(below).text, widths[place + step], size, 1, "") for step in range(head.across)]
            place += head.across
        yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _head(words: str, width: int, size: str, across: int, merge: str) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{_SHADE}<w:vAlign w:val="center"/></w:tcPr>'
        '<w:p><w:pPr><w:pStyle w:val="TableText"/><w:keepNext/><w:jc w:val="center"/></w:pPr>'
        f"{_words(words, '<w:b/>' + size)}</w:p></w:tc>"
    )


def _row(row: SetRow, given: SetTable, widths: list[int], size: str) -> str:
    bold = "<w:b/>" if row.strong else ""
    if len(row.cells) < len(widths):
        return _across(row.cells[0], sum(widths), len(widths), size)
    cells = []
    for place, (words, width, side) in enumerate(zip(row.cells, widths, given.sides, strict=True)):
        indent = f'<w:ind w:left="{row.level * 227}"/>' if row.level and place == 0 else ""
        jc = "" if side == "left" else f'<w:jc w:val="{side}"/>'
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{indent}{jc}</w:pPr>'
            f"{_words(words, bold + size)}</w:p></w:tc>"
        )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _across(words: str, width: int, columns: int, size: str) -> str:
    return (
        f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{columns}"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>{_words(words, "<w:i/>" + size)}</w:p></w:tc></w:tr>'
    )


def _words(words: str, properties: str) -> str:
    if not words:
        return ""
    pieces = '</w:t><w:br/><w:t xml:space="preserve">'.join(map(escape, words.split("\n")))
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{pieces}</w:t></w:r>'
