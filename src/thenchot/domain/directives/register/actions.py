"""What can be done with the register. Each is called inside an act."""

from __future__ import annotations

from datetime import date

from thenchot.domain.directives.numbers import Parsed
from thenchot.domain.directives.register import rules
from thenchot.domain.directives.register.models import Book, BookEntry, Document, Issuer, System, Urgency
from thenchot.foundation.access.models import Clearance
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.ledger import attachments
from thenchot.foundation.organisation.models import Unit


def register(  # noqa: PLR0913  # a document has as many sides
    *,
    unit: Unit,
    symbol: str,
    issued_on: date,
    abstract: str = "",
    system: System | None = None,
    classification: Clearance = Clearance.NONE,
    urgency: Urgency = Urgency.NORMAL,
    signer: str = "",
    effective_from: date | None = None,
    effective_until: date | None = None,
    issuer_name: str = "",
) -> Document:
    """Put a document into the register; kind, issuer and term are read from its symbol and date.

    `issuer_name` names an issuer that the register meets for the first time and whose symbol tells only a code.
    """
    rules.check_dates(issued_on, effective_from, effective_until, today())
    read = rules.read_symbol(tidy(symbol), issued_on, system=system)
    issuer = issuer_of(read, tidy(issuer_name))
    same = Document.objects.filter(symbol=read.canonical, issuer__code=issuer.code, unit=unit)
    rules.check_not_twice([rules.Known(d.symbol, d.issued_on, d.system) for d in same], issued_on)
    document = Document(
        unit=unit,
        issuer=issuer,
        system=read.system,
        kind_code=read.type_code,
        kind_name=read.type_vi or " / ".join(read.type_options) or read.type_code,
        number=read.number,
        symbol=read.canonical,
        issued_on=issued_on,
        term=rules.term_of(read.system, issued_on),
        abstract=rules.abstract_kept(tidy(abstract), classification),
        classification=classification,
        urgency=urgency,
        signer=tidy(signer),
        effective_from=effective_from,
        effective_until=effective_until,
    )
    document.save()
    return document


def issuer_of(read: Parsed, name_if_new: str = "") -> Issuer:
    """The issuing body behind a symbol, by code or other name; made when the register meets it first."""
    name = read.issuer_vi or read.issuer_code
    known: list[Issuer] = list(Issuer.objects.filter(system=read.system, code=read.issuer_code).order_by("name"))
    for issuer in known:
        if name in {issuer.name, *issuer.aliases} or read.issuer_vi is None:
            return issuer
    made = Issuer(system=read.system, code=read.issuer_code, name=read.issuer_vi or name_if_new or name)
    made.save()
    return made


def classify(document: Document, *, classification: Clearance) -> None:
    """Another level of secrecy; becoming top secret blanks the abstract."""
    if classification and next(attachments.of(document.pk), None) is not None:
        rules.check_no_file(classification)
    document.classification = classification
    document.abstract = rules.abstract_kept(document.abstract, classification)
    document.save()


def correct(document: Document, *, abstract: str, signer: str = "", urgency: Urgency = Urgency.NORMAL) -> None:
    """Put the abstract, the signer or the urgency right."""
    document.abstract = rules.abstract_kept(tidy(abstract), document.classification)
    document.signer, document.urgency = tidy(signer), urgency
    document.save()


def enter(
    document: Document,
    *,
    book: Book,
    on: date,
    recipients: str = "",
    copy_kept_by: str = "",
    copies: int | None = None,
    note: str = "",
) -> BookEntry:
    """The next line of a book for the document."""
    held = Book.objects.select_for_update().get(pk=book.pk)
    if held.system != document.system:
        raise Refusal("The book and the document are of two systems", field="book")
    if document.classification and not held.is_secret:
        raise Refusal("A classified document is entered in a book for classified documents", field="book")
    if BookEntry.objects.filter(book=held, document=document, voided_on__isnull=True).exists():
        raise Refusal("{document} stands in this book already", field="book", document=str(document))
    entry = _line(held, on)
    entry.document, entry.recipients, entry.copies = document, tidy(recipients), copies
    entry.copy_kept_by, entry.note = tidy(copy_kept_by), tidy(note)
    entry.save()
    return entry


def _line(book: Book, on: date) -> BookEntry:
    if on > today():
        raise Refusal("{day} has not come yet", field="on", day=on)
    rules.check_period(book.system, book.period, on)
    last = BookEntry.objects.filter(book=book).order_by("-number").first()
    if last is not None and on < last.entered_on:
        raise Refusal("The last line is of {day}; a book goes forward only", field="on", day=last.entered_on)
    return BookEntry(book=book, number=rules.next_number(last.number if last else None), entered_on=on)


def pass_on(entry: BookEntry, *, on: date, received_by: str) -> None:
    """Handed to whom it is for, against a signature."""
    if entry.voided_on is not None:
        raise Refusal("This line is void since {day}", day=entry.voided_on)
    if on < entry.entered_on:
        raise Refusal("It was entered on {day}", field="on", day=entry.entered_on)
    entry.passed_on, entry.received_by = on, tidy(received_by)
    entry.save()


def void(entry: BookEntry, *, why: str) -> None:
    """The line counts no longer; its number stays taken and says why."""
    if entry.voided_on is not None:
        raise Refusal("This line is void since {day}", day=entry.voided_on)
    if not tidy(why):
        raise Refusal("Say why the number is void", field="why")
    entry.voided_on, entry.void_reason = today(), tidy(why)
    entry.save()
