"""A text, docx or pdf brought to intake: which documents does it cite, and what would the register do with each?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from thenchot.domain.directives.numbers import UnreadableFileError
from thenchot.domain.directives.numbers.citations import find_citations
from thenchot.domain.directives.numbers.extract import text_of
from thenchot.domain.directives.numbers.model import Citation, Review
from thenchot.edges.intake.reading import FileRefused, open_book

TEXTS = {".txt", ".html", ".htm"}
LOOKED_AT = 200


class Register(Protocol):
    """The register of documents, as far as intake asks it. It takes its seat in `look_at`."""

    def holds(self, canonical: str) -> bool:
        """Whether a document with this number is entered."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A document cited, with the places it is cited at; `review` says why its number needs a person to look at it."""

    canonical: str
    kind: str
    dated: str
    times: int
    page: int
    context: str
    review: str
    known: bool | None

    @property
    def would(self) -> str:
        """What would be done."""
        if self.review:
            return f"to be looked at: {self.review}"
        if self.known is None:
            return "would be entered once there is a register of documents"
        return "already in the register: linked" if self.known else "would be entered as cited"

    def row(self) -> tuple[str, str, str, str]:
        """For a table: number, kind, date, what would be done."""
        return self.canonical, self.kind, self.dated, self.would


@dataclass(frozen=True, slots=True)
class Document:
    """What was found in one file."""

    name: str
    format: str
    pages: int
    notes: tuple[str, ...]
    cited: tuple[Cited, ...]

    def as_plain(self) -> dict[str, object]:
        """For JSON; nothing of it was written."""
        cited = [
            {name: getattr(one, name) for name in (*Cited.__slots__, "would") if name != "known"} | {"known": one.known}
            for one in self.cited
        ]
        return {
            "file": self.name,
            "format": self.format,
            "n_pages": self.pages,
            "notes": list(self.notes),
            "cited": cited,
        }


def is_document(path: Path) -> bool:
    """Whether the file is a text to be read rather than a table: a pdf, a docx, or a text that is no table."""
    with path.open("rb") as file:
        head = file.read(1024)
    if b"%PDF-" in head:
        return True
    if head.startswith(b"PK\x03\x04"):
        return path.suffix.lower() == ".docx"
    return path.suffix.lower() in TEXTS and not _is_table(path)


def _is_table(path: Path) -> bool:
    """Whether nearly every line of the text has as many cells as the others, and more than one."""
    try:
        with open_book(path) as book:
            if book.text is None or book.text.width < 2:
                return book.text is None
            rows = [len(row.cells) for row in islice(book.rows(), LOOKED_AT)]
            return rows.count(book.text.width) * 10 >= len(rows) * 9 and not find_citations(
                _head(path, book.text.encoding)
            )
    except FileRefused:
        return False


def _head(path: Path, encoding: str) -> str:
    """The first line, as its encoding has it: headings cite nothing."""
    with path.open(encoding=encoding, errors="replace") as file:
        return file.readline()


def look_at(path: Path, register: Register | None = None) -> Document:
    """Every document the file cites, each once, in the order of the first citation.

    Raises FileRefused's equal of the numbers library (`UnreadableFileError`) when the text cannot be had.
    """
    found = text_of(path)
    by_number: dict[str, list[Citation]] = {}
    for citation in find_citations(found.text):
        by_number.setdefault(_number(citation), []).append(citation)
    cited = tuple(
        _cited(name, citations, found.page_at(citations[0].start), register) for name, citations in by_number.items()
    )
    return Document(found.name, found.format, len(found.pages), tuple(found.notes), cited)


def _number(citation: Citation) -> str:
    return citation.raw if isinstance(citation.result, Review) else citation.result.canonical


def _cited(number: str, citations: list[Citation], page: int, register: Register | None) -> Cited:
    first = citations[0]
    read = None if isinstance(first.result, Review) else first.result
    return Cited(
        canonical=number,
        kind=(read.type_vi or "") if read else "",
        dated=(read.date or "") if read else "",
        times=len(citations),
        page=page,
        context=first.context,
        review="" if read else str(getattr(first.result, "message", "")),
        known=register.holds(number) if register is not None and read else None,
    )


__all__ = ["Cited", "Document", "Register", "UnreadableFileError", "is_document", "look_at"]
