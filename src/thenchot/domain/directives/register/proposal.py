"""What a document's own file says of it: number, date, kind, abstract and clauses, proposed for a person to check."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from thenchot.domain.directives.numbers import Citation, Parsed, find_citations, parse
from thenchot.domain.directives.numbers.kinds import kinds
from thenchot.foundation.kernel.vietnamese import fold, tidy

_HEAD_LINES = 60
_OWN_NUMBER = re.compile(r"(?:^|\s)so\s*[:.]?\s*(?=\d)")
_DATED = re.compile(r"ngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})")
_CLAUSE = re.compile(
    r"^\s*(?P<code>Điều\s+\d+|Mục\s+\d+|[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,2})\s*[.)\-:]\s+(?P<text>\S.{3,})$"
)
_BEFORE_ABSTRACT_ENDS = ("can cu", "kinh gui", "theo de nghi", "phan ", "i.", "1.", "dieu ")
MOST_CLAUSES = 500
LONGEST_CLAUSE = 1000


@dataclass(frozen=True, slots=True)
class FoundClause:
    """A clause as the text marks it."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was read; blank or None where the file does not say."""

    symbol: str
    read: Parsed | None
    issued_on: date | None
    abstract: str
    clauses: tuple[FoundClause, ...]
    citations: tuple[Citation, ...]


def propose(text: str) -> Proposal:
    """Read a document's text. The own number is the one after "Số" in the heading; everything else found is a citation."""
    lines = [tidy(line) for line in text.splitlines()]
    head = [line for line in lines if line][:_HEAD_LINES]
    issued_on = _day(head)
    symbol, read = _own(head, issued_on)
    own = read.canonical if read is not None else ""
    cited = tuple(c for c in find_citations(text) if not (isinstance(c.result, Parsed) and c.result.canonical == own))
    return Proposal(symbol, read, issued_on, _abstract(head), tuple(_clauses(lines)), cited)


def _day(head: list[str]) -> date | None:
    for line in head:
        if match := _DATED.search(fold(line)):
            day, month, year = (int(part) for part in match.groups())
            try:
                return date(year, month, day)
            except ValueError:
                return None
    return None


def _own(head: list[str], issued_on: date | None) -> tuple[str, Parsed | None]:
    for line in head:
        if match := _OWN_NUMBER.search(fold(line)):
            # The heading sets two columns side by side: the place and date follow the number on one line.
            written = line[match.end() :].partition("  ")[0]
            read = parse(written, date=issued_on)
            if isinstance(read, Parsed):
                return read.canonical, read
            return written.split(" ")[0][:80], None
    return "", None


def _abstract(head: list[str]) -> str:
    names = {fold(kind.name_vi) for kind in kinds()}
    for at, line in enumerate(head):
        if fold(line) in names:
            taken: list[str] = []
            for following in head[at + 1 : at + 5]:
                if fold(following).startswith(_BEFORE_ABSTRACT_ENDS) or set(following) <= set("-_\u2013\u2014* "):
                    break
                taken.append(following)
            return tidy(" ".join(taken))[:500]
        if fold(line).startswith("v/v "):
            return line[4:][:500]
    return ""


def _clauses(lines: list[str]) -> list[FoundClause]:
    found: dict[str, str] = {}
    part = ""
    for line in lines:
        if (match := _CLAUSE.match(line)) is None:
            continue
        mark = tidy(match["code"])
        if set(mark) <= set("IVX"):
            part = mark
        code = f"{part}.{mark}" if part and mark[0].isdigit() else mark
        if code not in found and len(found) < MOST_CLAUSES:
            found[code] = match["text"][:LONGEST_CLAUSE]
    return [FoundClause(code, text) for code, text in found.items()]
