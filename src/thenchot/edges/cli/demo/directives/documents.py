"""Issuing bodies, documents of both number systems, how they stand to each other, and the books they are entered in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from thenchot.domain.directives.models import (
    Book,
    BookEntry,
    Clause,
    Direction,
    Document,
    Issuer,
    Kind,
    Relation,
    System,
)
from thenchot.domain.directives.register import rules
from thenchot.edges.cli.demo import names
from thenchot.edges.cli.demo.chance import days_before, stream
from thenchot.edges.cli.demo.directives import texts
from thenchot.foundation.access.models import Clearance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.edges.cli.demo.directives.texts import Asks, Paper
    from thenchot.foundation.ledger.records import Record
    from thenchot.foundation.organisation.models import Unit

ISSUERS: dict[str, tuple[System, str]] = {
    "ĐU": (System.PARTY, "Đảng ủy Cục Kỹ thuật Vân Hà (giả định)"),
    "ĐUBKT": (System.PARTY, "Đảng ủy Ban Kỹ thuật (giả định)"),
    "CKTVH": (System.STATE, "Cục Kỹ thuật Vân Hà (giả định)"),
    "BKT": (System.STATE, "Ban Kỹ thuật cấp trên (giả định)"),
}
OWN = frozenset({"ĐU", "CKTVH"})
_MONTHS = 24
_BOOKS = {Direction.INCOMING: "Sổ văn bản đến", Direction.OUTGOING: "Sổ văn bản đi"}


@dataclass(slots=True)
class Documents:
    """Makes the records; `by_name` and `clauses` know those that programmes, briefings and tasks are about."""

    unit: Unit
    keys: Keys
    seed: int
    on: date
    by_name: dict[str, Document] = field(default_factory=dict)
    clauses: dict[tuple[str, str], Clause] = field(default_factory=dict)
    _numbers: dict[tuple[str, str, str], int] = field(default_factory=lambda: defaultdict(int))
    _every: list[Document] = field(default_factory=list)
    _issuers: dict[str, Issuer] = field(default_factory=dict)

    def groups(self) -> Iterator[tuple[str, list[Record]]]:
        """Acts in their order: each a verb with its records."""
        for code, (system, name) in ISSUERS.items():
            self._issuers[code] = Issuer(id=self.keys(), system=system, code=code, name=name)
        yield "directives.add_issuer", list(self._issuers.values())
        yield "directives.register", list(self._registered())
        yield "directives.add_clause", list(self._clauses())
        yield "directives.relate", list(self._relations())
        yield "directives.enter", list(self._entered())

    def _registered(self) -> Iterator[Document]:
        """By day, so that numbers rise with the days."""
        chance = stream(self.seed, "documents")
        wanted: list[tuple[date, str, str, str, int, str]] = [
            (days_before(self.on, paper.ago), paper.issuer, paper.kind, paper.abstract, 0, paper.name)
            for paper in texts.DIRECTIVES
        ]
        for month in range(_MONTHS):
            for issuer, kind, abstract in texts.EVERYDAY:
                if chance.random() < 0.55:
                    day = days_before(self.on, 30 * month + chance.randint(1, 28))
                    wanted.append((day, issuer, kind, abstract, 0, ""))
        for number, (issuer, kind, abstract, level) in enumerate(texts.CLASSIFIED):
            wanted.append((days_before(self.on, 40 + 60 * number), issuer, kind, abstract, level, ""))
        for day, issuer, kind, abstract, level, name in sorted(wanted):
            made = self._document(day, issuer, kind, abstract, Clearance(level), names.person(chance))
            self._every.append(made)
            if name:
                self.by_name[name] = made
            yield made

    def _document(  # a document has as many sides
        self, day: date, issuer: str, kind: str, abstract: str, level: Clearance, signer: str
    ) -> Document:
        system = ISSUERS[issuer][0]
        period = rules.period_of(system, day)
        self._numbers[issuer, kind, period] += 1
        number = self._numbers[issuer, kind, period]
        symbol = f"{number}-{kind}/{issuer}" if system == System.PARTY else f"{number}/{kind}-{issuer}"
        read = rules.read_symbol(symbol, day, system=system)
        return Document(
            id=self.keys(),
            unit=self.unit,
            issuer=self._issuers[issuer],
            system=system,
            kind_code=read.type_code,
            kind_name=read.type_vi or read.type_code,
            number=read.number,
            symbol=read.canonical,
            issued_on=day,
            term=rules.term_of(system, day),
            abstract=rules.abstract_kept(abstract, level),
            classification=level,
            signer=signer,
            effective_from=day,
        )

    def _clauses(self) -> Iterator[Clause]:
        for paper in texts.DIRECTIVES:
            for position, asks in enumerate(paper.asks, start=1):
                made = Clause(
                    id=self.keys(),
                    document=self.by_name[paper.name],
                    code=asks.code,
                    text=asks.text,
                    position=position,
                )
                self.clauses[paper.name, asks.code] = made
                yield made
        # The resolution of the year takes the place of last year's, clause by clause.
        old, new = self.clauses["last_year", "1"], self.clauses["year", "1"]
        old.followed_by, old.followed_on = new, self.by_name["year"].issued_on

    def _relations(self) -> Iterator[Relation]:
        for paper in texts.DIRECTIVES:
            for kind, name in ((Kind.IMPLEMENTS, paper.implements), (Kind.REPLACES, paper.replaces)):
                if name:
                    yield self._relation(kind, self.by_name[paper.name], self.by_name[name])
        for document in self._every:
            if document.kind_code in {"BC", "KL"} and document.issued_on > self.by_name["year"].issued_on:
                yield self._relation(Kind.CITES, document, self.by_name["year"])

    def _relation(self, kind: Kind, source: Document, target: Document) -> Relation:
        return Relation(
            id=self.keys(),
            source=source,
            target=target,
            kind=kind,
            symbol=target.symbol,
            cited_date=target.issued_on,
            from_on=source.issued_on,
            context=f"… {target.kind_name} số {target.symbol} ngày {target.issued_on:%d/%m/%Y} …",
        )

    def _entered(self) -> Iterator[Record]:
        """Each document in the book of its direction, system, period and secrecy; every fortieth line was a slip and is void."""
        chance = stream(self.seed, "books")
        books: dict[tuple[str, str, str, bool], Book] = {}
        lines: dict[Book, int] = defaultdict(int)
        days: dict[Book, date] = {}
        made: list[Record] = []
        for document in self._every:
            direction = Direction.OUTGOING if document.issuer.code in OWN else Direction.INCOMING
            day = document.issued_on + timedelta(days=0 if direction == Direction.OUTGOING else chance.randint(0, 3))
            secret = document.classification > 0
            period = rules.period_of(document.system, day)
            key = direction, document.system, period, secret
            if key not in books:
                name = _BOOKS[direction] + (" mật" if secret else "")
                books[key] = Book(
                    id=self.keys(),
                    unit=self.unit,
                    direction=direction,
                    system=document.system,
                    period=period,
                    name=name,
                    is_secret=secret,
                )
                made.append(books[key])
            book = books[key]
            # A book goes forward only, and no line is of a day to come.
            days[book] = day = min(max(day, days.get(book, day)), self.on)
            if lines[book] % 40 == 17:
                lines[book] += 1
                made.append(self._line(book, lines[book], None, day))
            lines[book] += 1
            made.append(self._line(book, lines[book], document, day))
        yield from made

    def _line(self, book: Book, number: int, document: Document | None, day: date) -> BookEntry:
        entry = BookEntry(id=self.keys(), book=book, number=number, document=document, entered_on=day)
        if document is None:
            entry.voided_on, entry.void_reason = day, texts.VOID
        else:
            entry.recipients = "Các đơn vị trực thuộc" if book.direction == Direction.OUTGOING else "Ban chỉ huy"
            entry.copy_kept_by, entry.copies = "Văn thư", 1
        return entry


def asked(paper: Paper) -> tuple[Asks, ...]:
    """The clauses of a paper that the organisation makes tasks of."""
    return tuple(asks for asks in paper.asks if asks.task)
