"""Papers of the registry: a register book in its ten prescribed columns, and the minutes of a meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives.meetings.models import Meeting, MeetingDecision
from thenchot.domain.directives.meetings.rules import has_quorum
from thenchot.domain.directives.register.models import Book, BookEntry, Direction
from thenchot.domain.directives.register.models import System as Register
from thenchot.domain.directives.register.rules import gaps
from thenchot.foundation.access import policy
from thenchot.foundation.desk.language import language
from thenchot.foundation.papers.document import (
    Block,
    Column,
    Document,
    Heading,
    Items,
    Row,
    Secrecy,
    Signer,
    System,
    Table,
    dashes,
    paragraph,
    words,
)
from thenchot.foundation.papers.issued import issued_by
from thenchot.foundation.papers.numbers import said
from thenchot.foundation.papers.registry import Paper, register

_SECRECY = (Secrecy.NONE, Secrecy.CONFIDENTIAL, Secrecy.SECRET, Secrecy.TOP_SECRET)


def book(of: Book, reader: policy.Who) -> Document:
    """The book as far as the reader is cleared for its documents; it bears the highest mark of secrecy of what it lists."""
    seen = policy.rows(reader, "view", BookEntry.objects.filter(book=of))
    rows = list(seen.select_related("document__issuer").order_by("number"))
    numbers = list(of.entries.values_list("number", flat=True))
    system = System.PARTY if of.system == Register.PARTY else System.STATE
    last = max((row.entered_on for row in rows), default=None)
    levels = [row.document.classification for row in rows if row.document]
    return Document(
        **issued_by(of.unit, last or date(2000, 1, 1), "S", system=system) | {"day": last},
        kind=gettext("Register book"),
        abstract=f"{of.name}, {of.get_direction_display()}, {of.period}",
        secrecy=_SECRECY[max(levels, default=0)],
        blocks=(
            Table(
                str(of.name),
                _incoming() if of.direction == Direction.INCOMING else _outgoing(),
                tuple(map(_entry, rows)),
            ),
            *_remarks(len(numbers) - len(rows), gaps(numbers)),
        ),
    )


def _remarks(hidden: int, missing: list[int]) -> Iterator[Block]:
    if hidden:
        words_of = ngettext(
            "%(n)s line is of a document the maker of this copy is not cleared for.",
            "%(n)s lines are of documents the maker of this copy is not cleared for.",
            hidden,
        )
        yield paragraph(words_of % {"n": hidden})
    if missing:
        yield paragraph(
            gettext("Numbers missing in this book: %(numbers)s.") % {"numbers": ", ".join(map(str, missing))}
        )


def _incoming() -> tuple[Column, ...]:
    return (
        Column(gettext("Arrived on"), "day", width=4),
        Column(gettext("Arrival number"), width=3),
        Column(gettext("Author"), width=6),
        Column(gettext("Number and symbol"), width=5),
        Column(gettext("Date of the document"), "day", width=4),
        Column(gettext("Kind and abstract"), width=12),
        Column(gettext("Unit or person receiving"), width=6),
        Column(gettext("Passed on"), "day", width=4),
        Column(gettext("Signature"), width=4),
        Column(gettext("Note"), width=5),
    )


def _outgoing() -> tuple[Column, ...]:
    return (
        Column(gettext("Number and symbol"), width=5),
        Column(gettext("Date of the document"), "day", width=4),
        Column(gettext("Kind and abstract"), width=12),
        Column(gettext("Signed by"), width=5),
        Column(gettext("Recipients"), width=6),
        Column(gettext("Copy kept by"), width=5),
        Column(gettext("Copies"), "whole", width=3),
        Column(gettext("Passed on"), "day", width=4),
        Column(gettext("Signature"), width=4),
        Column(gettext("Note"), width=5),
    )


def _entry(row: BookEntry) -> Row:
    document = row.document
    what = f"{document.kind_name} {document.abstract}".strip() if document else ""
    symbol = document.symbol if document else str(row.number)
    issued = document.issued_on if document else None
    passed = row.passed_on or ""
    if row.book.direction == Direction.INCOMING:
        author = document.issuer.name if document else ""
        begin = (row.entered_on, str(row.number), author, symbol, issued, what, row.recipients)
        return Row((*begin, passed, row.received_by, _note(row)))
    signer = document.signer if document else ""
    rest = (row.recipients, row.copy_kept_by, row.copies, passed, row.received_by, _note(row))
    return Row((symbol, issued, what, signer, *rest))


def _note(row: BookEntry) -> str:
    if not row.voided_on:
        return row.note
    void = gettext("Void since %(day)s: %(why)s") % {"day": said(row.voided_on, language()), "why": row.void_reason}
    return " ".join(filter(None, (row.note, void)))


def minutes(meeting: Meeting, reader: policy.Who) -> Document:
    """The minutes: who was there, what was on the agenda, what was said and decided, signed by secretary and chair."""
    return Document(
        **issued_by(meeting.unit, meeting.held_on, "BB"),
        kind=gettext("Minutes"),
        abstract=meeting.name,
        blocks=tuple(_minutes(meeting, reader)),
        recipients=(gettext("Members of the meeting"), gettext("Kept: registry")),
        co_signers=(Signer(gettext("Secretary of the meeting"), meeting.secretary),),
        signer=Signer(gettext("Chair"), meeting.chair),
    )


def _minutes(meeting: Meeting, reader: policy.Who) -> Iterator[Block]:
    attendance = list(policy.rows(reader, "view", meeting.attendance.order_by("name")))
    present = [one.name for one in attendance if one.is_present]
    away = [f"{one.name}{f' ({one.reason})' if one.reason else ''}" for one in attendance if not one.is_present]
    yield Heading(1, gettext("Time, place, who was present"), "I")
    enough = has_quorum(len(present), meeting.members, meeting.quorum_percent)
    lacking = "" if enough else f" ({gettext('no quorum')})"
    facts = [
        (gettext("Held on"), said(meeting.held_on, language())),
        (gettext("Held at"), meeting.place),
        (gettext("Chaired by"), meeting.chair),
        (gettext("Minutes taken by"), meeting.secretary),
        (gettext("Present"), f"{len(present)}/{meeting.members}{lacking}"),
        (gettext("Members present"), ", ".join(present)),
        (gettext("Away"), ", ".join(away)),
    ]
    yield dashes(f"{name}: {value}" for name, value in facts if value)
    yield Heading(1, gettext("Agenda"), "II")
    yield Items(tuple(words(point.text) for point in meeting.agenda.order_by("position")), "number")
    if meeting.minutes:
        yield Heading(1, gettext("What was said"), "III")
        yield from (paragraph(line) for line in meeting.minutes.splitlines() if line.strip())
    decisions = list(meeting.decisions.select_related("person").order_by("position"))
    yield Heading(1, gettext("Decisions"), "IV" if meeting.minutes else "III")
    yield Table(gettext("What was decided"), _decided(), tuple(map(_decision, decisions)))
    yield paragraph(gettext("The minutes were read to the meeting, which agreed to them."))


def _decided() -> tuple[Column, ...]:
    votes = gettext("Votes")
    return (
        Column(gettext("No."), "whole", width=2),
        Column(gettext("Decided"), width=10),
        Column(gettext("Votes for"), "whole", group=votes, width=2),
        Column(gettext("Against"), "whole", group=votes, width=2),
        Column(gettext("Abstained"), "whole", group=votes, width=2),
        Column(gettext("Result"), width=4),
        Column(gettext("Person answering"), width=5),
        Column(gettext("Due on"), "day", width=4),
    )


def _decision(one: MeetingDecision) -> Row:
    result = gettext("carried") if one.is_carried else gettext("not carried")
    votes = (one.votes_for, one.votes_against, one.abstained)
    return Row((one.position, one.text, *votes, result, str(one.person), one.due_on))


register(Paper(name="register-book", resource="register-books", title=_("register book"), build=book))
register(Paper(name="meeting-minutes", resource="meetings", title=_("minutes of the meeting"), build=minutes))
