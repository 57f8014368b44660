"""May every letter of a document be printed? The fonts come with the program, so the answer is the same on every machine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from typst import TypstError

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.papers import printing
from thenchot.foundation.papers.document import (
    Appendix,
    Block,
    Chart,
    Document,
    Heading,
    Items,
    Paragraph,
    Row,
    Run,
    Signer,
    Table,
    Value,
)

# What the fonts have for certain (a test holds them to it): Latin letters with all marks of Vietnamese, and common signs.
SURE = frozenset(
    "".join(map(chr, range(0x20, 0x7F)))
    + "\n\u00a0\u2013\u2014\u2212\u2026\u201c\u201d\u2018\u2019\u00ab\u00bb\u2265\u2264\u2248\u00d7\u00f7\u00b1\u00b0\u00a7"
    + unicodedata.normalize(
        "NFC",
        "".join(
            v + m + t
            for v in "AEIOUYaeiouy"
            for m in ("", "\u0302", "\u0306", "\u031b")
            for t in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
        ),
    )
    + "Đđ"
) - {"\u0302", "\u0306", "\u031b", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_LINES = ("upper_body", "issuer", "symbol", "place", "kind", "abstract")
_LISTS = ("addressees", "recipients", "foot")
_SIGNER = ("post", "name", "rank", "body", "deputy_post")
_BLANKS = re.compile(r"[\t\r\f\v\x85\u2028\u2029]+")


class Place(NamedTuple):
    """Where a text stands; put in words only when something is wrong with it."""

    template: Any  # a translatable sentence
    title: str = ""
    row: int = 0
    column: int = 0

    def said(self) -> Promise:
        """In the words of whoever reads the refusal."""
        return format_lazy(self.template, title=_shortly(self.title), row=self.row, column=self.column)


def tidied(document: Document) -> Document:
    """The document with its letters composed and odd blanks made plain ones; line breaks stay within paragraphs only.

    Raises Refusal for a letter that the fonts cannot print, a control character, or a row that does not fit its table.
    """
    _check(places(document))
    lines: dict[str, Any] = {name: _line(getattr(document, name)) for name in _LINES}
    lists: dict[str, Any] = {name: tuple(map(_line, getattr(document, name))) for name in _LISTS}
    return replace(
        document,
        **lines,
        **lists,
        blocks=tuple(map(_block, document.blocks)),
        signer=_signer(document.signer) if document.signer else None,
        co_signers=tuple(map(_signer, document.co_signers)),
    )


def _check(texts: Iterable[tuple[Place, str]]) -> None:
    found: dict[str, tuple[Place, str]] = {}
    for where, text in texts:
        for letter in set(unicodedata.normalize("NFC", _BLANKS.sub(" ", text))) - SURE:
            found.setdefault(letter, (where, text))
    for letter, (where, text) in found.items():
        if unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"}:
            raise Refusal(
                "{where}: the character {code} cannot stand in a paper, in “{text}”; take it out",
                where=where.said(),
                code=named(letter),
                text=_shortly(text),
            )
    missing = unprintable(frozenset(found))
    for letter, (where, text) in found.items():
        if letter in missing:
            raise Refusal(
                "{where}: the fonts have no letter {code}, in “{text}”; write it another way",
                where=where.said(),
                code=named(letter),
                text=_shortly(text),
            )


def named(letter: str) -> str:
    r"""The character's number and name.

    >>> named("\u2603"), named("\x07")
    ('U+2603 SNOWMAN', 'U+0007')
    """
    return f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".strip()


def _shortly(text: str) -> str:
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
    return shown if len(shown) <= 60 else f"{shown[:60]}…"


def unprintable(letters: frozenset[str]) -> frozenset[str]:
    """Those of the letters that the fonts lack."""
    return frozenset(letter for letter in letters - SURE if not _printable(letter))


@cache
def _printable(letter: str) -> bool:
    try:
        printing.pdf(_TRIAL, {"letter": letter})
    except TypstError as error:
        if "could not be displayed" in error.message:
            return False
        raise
    return True


_TRIAL = (
    b'#let data = json(bytes(sys.inputs.data))\n#set document(title: "x", date: datetime(year: 2000, month: 1, day: 1))\n'
    b'#set text(font: ("Libertinus Serif", "New Computer Modern", "New Computer Modern Math", "DejaVu Sans Mono"))\n'
    b"#data.letter"
)


def places(document: Document) -> Iterator[tuple[Place, str]]:
    """Every text of the document with the place where it stands."""
    for name in _LINES:
        yield Place(_("the heading")), getattr(document, name)
    for name in _LISTS:
        for text in getattr(document, name):
            yield Place(_("the addressees, the recipients or the foot")), text
    for signer in (*document.co_signers, *([document.signer] if document.signer else [])):
        for name in _SIGNER:
            yield Place(_("the signature")), getattr(signer, name)
    yield from _of_blocks(document.blocks)


def _of_blocks(blocks: Iterable[Block]) -> Iterator[tuple[Place, str]]:
    for block in blocks:
        match block:
            case Heading():
                yield Place(_("heading “{title}”"), block.text), f"{block.number} {block.text}"
            case Paragraph():
                text = "".join(run.text for run in block.runs)
                yield Place(_("paragraph “{title}”"), text), text
            case Items():
                for runs in block.items:
                    text = "".join(run.text for run in runs)
                    yield Place(_("list “{title}”"), text), text
            case Table():
                yield from _of_table(block)
            case Chart():
                texts = (block.title, block.unit, *block.places, *(one.name for one in block.series))
                yield from ((Place(_("chart “{title}”"), block.title), text) for text in texts)
            case Appendix():
                yield Place(_("appendix “{title}”"), block.title), block.title
                yield from _of_blocks(block.blocks)


def _of_table(table: Table) -> Iterator[tuple[Place, str]]:
    name = Place(_("table “{title}”"), table.title)
    for text in (table.title, table.note, *(part for column in table.columns for part in (column.title, column.group))):
        yield name, text
    for line, row in enumerate(table.rows, start=1):
        if len(row.cells) != len(table.columns):
            place = Place(_("table “{title}”, row {row}"), table.title, line)
            raise Refusal(
                "{where}: {found} cells for {expected} columns",
                where=place.said(),
                found=len(row.cells),
                expected=len(table.columns),
            )
        for column, value in enumerate(row.cells, start=1):
            if isinstance(value, str) and value:
                yield Place(_("table “{title}”, row {row}, column {column}"), table.title, line, column), value


def _line(text: str) -> str:
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", text).replace("\n", " "))


def _text(text: str) -> str:
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", text))


def _runs(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return tuple(replace(run, text=_text(run.text)) for run in runs)


def _signer(signer: Signer) -> Signer:
    lines: dict[str, Any] = {name: _line(getattr(signer, name)) for name in _SIGNER}
    return replace(signer, **lines)


def _block(block: Block) -> Block:
    match block:
        case Heading():
            return replace(block, text=_line(block.text), number=_line(block.number))
        case Paragraph():
            return replace(block, runs=_runs(block.runs))
        case Items():
            return replace(block, items=tuple(map(_runs, block.items)))
        case Table():
            columns = tuple(replace(c, title=_line(c.title), group=_line(c.group)) for c in block.columns)
            return replace(
                block,
                title=_line(block.title),
                note=_text(block.note),
                columns=columns,
                rows=tuple(map(_row, block.rows)),
            )
        case Chart():
            series = tuple(replace(one, name=_line(one.name)) for one in block.series)
            named_places = tuple(map(_line, block.places))
            return replace(block, title=_line(block.title), unit=_line(block.unit), places=named_places, series=series)
        case Appendix():
            return replace(block, title=_line(block.title), blocks=tuple(map(_block, block.blocks)))


def _row(row: Row) -> Row:
    if not any(isinstance(value, str) for value in row.cells):
        return row
    cells: tuple[Value, ...] = tuple(_text(value) if isinstance(value, str) else value for value in row.cells)
    return replace(row, cells=cells)
