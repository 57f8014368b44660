"""The document as a pdf: tagged (PDF/UA-1), for archives (PDF/A-2a), fonts embedded, bookmarks from its headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from functools import cache
from importlib.resources import files

from thenchot.foundation.papers import printing
from thenchot.foundation.papers.document import Run
from thenchot.foundation.papers.setting import (
    LONGEST,
    Line,
    Pages,
    SetBlock,
    SetChart,
    SetHeading,
    SetTable,
    SetText,
    Setting,
)

_LONG_CELL = 600  # letters: a row with more may have to run over a page
_UNDATED = date(2000, 1, 1)  # the form's day is blank; the file needs one that does not depend on a clock


def written(setting: Setting) -> bytes:
    """The file. Its bytes depend on the document alone."""
    return printing.pdf(_form(), _data(setting))


@cache
def _form() -> bytes:
    return files("thenchot.foundation.papers").joinpath("paper.typ").read_bytes()


def _data(setting: Setting) -> dict[str, object]:
    document, layout = setting.document, setting.layout
    day = document.day or _UNDATED
    measures = {name: value for name, value in asdict(layout).items() if isinstance(value, int | float)}
    return {
        "language": document.language,
        "name": setting.name or document.issuer,
        "issuer": document.issuer,
        "day": [day.year, day.month, day.day],
        "layout": measures,
        "left_lines": list(map(_line, setting.left)),
        "right_lines": list(map(_line, setting.right)),
        "marks": setting.marks,
        "title": list(map(_line, setting.title)),
        "to_word": setting.words.to,
        "to": setting.to,
        "across": setting.lies_across,
        "body": list(map(_pages, setting.body)),
        "appendices": list(map(_pages, setting.appendices)),
        "signatures": [{"posts": one.posts, "name": one.name} for one in setting.signatures],
        "recipients_word": setting.words.recipients,
        "recipients": setting.recipients,
        "foot": document.foot,
    }


def _line(line: Line) -> dict[str, object]:
    return asdict(line)


def _pages(pages: Pages) -> dict[str, object]:
    return {
        "wide": pages.is_wide,
        "heading": list(map(_line, pages.heading)),
        "blocks": [part for block in pages.blocks for part in _block(block)],
    }


def _block(block: SetBlock) -> Iterator[dict[str, object]]:
    match block:
        case SetHeading():
            yield {"is": "heading", "text": block.text, "level": block.level, "outline": block.outline}
        case SetText():
            yield {
                "is": "text",
                "runs": list(map(_run, block.runs)),
                "mark": block.mark,
                "basis": block.basis,
                "last": block.is_last,
            }
        case SetTable():
            yield _table(block)
        case SetChart():
            caption = f"{block.label}. {block.caption}"
            for number, drawing in enumerate(block.drawings):
                yield {"is": "chart", "caption": caption if number == 0 else "", "svg": drawing, "words": block.words}


def _run(run: Run) -> dict[str, object]:
    return {"text": run.text, "bold": run.bold, "italic": run.italic}


def _table(table: SetTable) -> dict[str, object]:
    return {
        "is": "table",
        "caption": f"{table.label}. {table.caption}" if table.label else "",
        "header": [[{"text": h.text, "across": h.across, "down": h.down} for h in row] for row in table.header],
        "rows": [
            {"cells": list(map(_breakable, row.cells)), "level": row.level, "strong": row.strong} for row in table.rows
        ],
        "sides": table.sides,
        "shares": table.shares,
        "size": table.size,
        "note": table.note,
        "breaks": any(len(cell) > _LONG_CELL for row in table.rows for cell in row.cells),
    }


def _breakable(text: str) -> str:
    """A word that no cell could hold may break every few letters."""
    if len(text) <= LONGEST or all(len(word) <= LONGEST for word in text.split(" ")):
        return text
    return " ".join(_broken(word) if len(word) > LONGEST else word for word in text.split(" "))


def _broken(word: str) -> str:
    return "\N{ZERO WIDTH SPACE}".join(word[place : place + 8] for place in range(0, len(word), 8))
