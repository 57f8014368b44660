"""Issues a report: the next number of a book without a gap, its line in the register, and its files, kept by their content."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from thenchot.domain.directives.models import Book, BookEntry, Direction, System
from thenchot.domain.directives.register import actions as register
from thenchot.domain.directives.register import rules as numbering
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import attachments
from thenchot.foundation.ledger.models import Attachment
from thenchot.foundation.papers.files import FORMATS, MEDIA_TYPES, write
from thenchot.insight.reports import current
from thenchot.insight.reports.models import Report, State
from thenchot.insight.reports.symbols import numbered


def issue(report: Report, book: Book, on: date) -> None:
    """Number, register and keep. Raises Refusal for a book that is not the unit's book of outgoing documents of that system."""
    definition = current.definition_of(report)
    held = Book.objects.select_for_update().get(pk=book.pk)
    if held.unit_id != report.unit_id or held.direction != Direction.OUTGOING or held.system != definition.system.value:
        raise Refusal(
            "{book} is not the book of outgoing documents of {unit} for this kind of report",
            field="book",
            book=str(held),
            unit=str(report.unit),
        )
    last = BookEntry.objects.filter(book=held).order_by("-number").first()
    number = numbering.next_number(last.number if last else None)
    report.symbol, report.number, report.issued_on = numbered(definition, report.issuer_code, number), number, on
    document = register.register(
        unit=report.unit,
        symbol=report.symbol,
        issued_on=on,
        system=System(definition.system.value),
        abstract=report.abstract,
        signer=report.signer,
        issuer_name=report.unit.name,
    )
    entry = register.enter(document, book=held, on=on, recipients=report.recipients)
    if entry.number != number:
        raise Refusal("The book has gone on in the meantime; try again", field="book")
    report.symbol, report.document, report.state = document.symbol, document, State.ISSUED
    report.save()
    for kind, content in files(report):
        attachments.attach(report, f"{file_name(report)}.{kind}", [content], media_type=MEDIA_TYPES[kind])


def files(report: Report) -> Iterator[tuple[str, bytes]]:
    """The report in each format."""
    made = current.document(report)
    for kind in FORMATS:
        yield kind, write(made, kind)


def file_name(report: Report) -> str:
    """What its files are called, without their ending."""
    symbol = report.symbol.replace("/", "-") or report.unit.code
    return f"{symbol} {report.span.text.replace('/', '-')}"


def kept(report: Report, kind: str) -> Attachment | None:
    """The file it was issued as."""
    return next((each for each in attachments.of(report.pk) if each.name.endswith(f".{kind}")), None)


def content(report: Report, kind: str) -> bytes:
    """The file as it was issued, or for one not issued yet as it stands."""
    found = kept(report, kind) if report.state == State.ISSUED else None
    if found is not None:
        return b"".join(attachments.read(found.sha256))
    return write(current.document(report), kind)
