"""The declarations of the register: documents, issuing bodies, books and their lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives import panels
from thenchot.domain.directives.cascade import programmes
from thenchot.domain.directives.dissemination import actions as dissemination
from thenchot.domain.directives.register import actions, rules
from thenchot.domain.directives.register.models import Book, BookEntry, Document, Issuer
from thenchot.domain.directives.relations import actions as relations
from thenchot.foundation.desk.resource import Action, Panel, Related, Resource, Text, register

LABELS: dict[str, Text] = {
    "unit": _("Unit"),
    "symbol": _("Number and symbol"),
    "issued_on": _("Issued on"),
    "abstract": _("Abstract"),
    "system": _("System"),
    "classification": _("Classification"),
    "urgency": _("Urgency"),
    "signer": _("Signed by"),
    "effective_from": _("In force from"),
    "effective_until": _("In force until"),
    "book": _("Register book"),
    "on": _("On"),
    "recipients": _("Recipients"),
    "copy_kept_by": _("Copy kept by"),
    "copies": _("Copies"),
    "note": _("Note"),
    "kind": _("Relation"),
    "target": _("Other document"),
    "from_on": _("From"),
    "context": _("Where it says so"),
    "code": _("Clause"),
    "text": _("What it asks for"),
    "name": _("Name"),
    "until_on": _("Until"),
    "by_day": _("Must know it by"),
    "speaker": _("Speaker"),
    "place": _("Place"),
    "received_by": _("Received by"),
    "why": _("Reason"),
}


def check_file(document: Document) -> None:
    """Classified documents are registered without their content."""
    rules.check_no_file(document.classification)


DOCUMENTS = register(
    Resource(
        slug="documents",
        model=Document,
        section="directives",
        icon="file-text",
        files=True,
        check_file=check_file,
        columns=("symbol", "issued_on", "kind_name", "issuer", "abstract", "urgency", "classification", "unit"),
        details=("system", "term", "signer", "effective_from", "effective_until"),
        search=("symbol", "abstract"),
        filters=("unit", "system", "kind_code", "issuer", "issued_on", "urgency", "classification"),
        story=("clauses", "relations"),
        panels=(
            Panel(title=_("In force"), template="directives/force.html", context=panels.force),
            Panel(title=_("From the clauses to the evidence"), template="directives/walk.html", context=panels.walk),
            Panel(title=_("Who knows it"), template="directives/known.html", context=panels.known),
        ),
        related=(
            Related(title=_("Relations"), resource="document-relations", path="source"),
            Related(title=_("Documents that speak of it"), resource="document-relations", path="target"),
            Related(title=_("Clauses"), resource="clauses", path="document", limit=100),
            Related(title=_("Programmes"), resource="programmes", path="document"),
            Related(title=_("In the books"), resource="book-entries", path="document"),
            Related(title=_("Briefing sessions"), resource="briefing-sessions", path="document"),
        ),
        actions=(
            Action(
                name="register",
                run=actions.register,
                label=_("register a document"),
                on="none",
                icon="plus",
                labels=LABELS,
                hints={
                    "symbol": _("Such as 12-NQ/ĐU or 05/QĐ-BQP; kind and issuing body are read from it"),
                    "abstract": _("Left blank for a top secret document"),
                    "system": _("Needed only where the symbol does not tell"),
                },
            ),
            Action(name="correct", run=actions.correct, label=_("correct"), icon="pen-line", labels=LABELS),
            Action(
                name="classify",
                run=actions.classify,
                label=_("change the classification"),
                icon="shield",
                labels=LABELS,
                needs_reason=True,
                may_leave_reach=True,
            ),
            Action(name="enter", run=actions.enter, label=_("enter in a book"), icon="book-open", labels=LABELS),
            Action(name="relate", run=relations.relate, label=_("relate to a document"), icon="link", labels=LABELS),
            Action(
                name="add_clause", run=programmes.add_clause, label=_("add a clause"), icon="list-plus", labels=LABELS
            ),
            Action(
                name="open_programme",
                run=programmes.open_programme,
                label=_("open a programme"),
                icon="folder-plus",
                labels=LABELS,
            ),
            Action(
                name="spread",
                run=dissemination.spread,
                label=_("say who must know it"),
                icon="megaphone",
                labels=LABELS,
            ),
            Action(
                name="hold", run=dissemination.hold, label=_("write down a session"), icon="presentation", labels=LABELS
            ),
        ),
    )
)
ISSUERS = register(
    Resource(
        slug="issuers",
        model=Issuer,
        section="directives",
        icon="landmark",
        columns=("code", "name", "system", "aliases", "from_on", "until_on", "successor"),
        search=("code", "name"),
        filters=("system", "from_on", "until_on"),
        fields=("system", "code", "name", "aliases", "from_on", "until_on", "successor"),
        related=(Related(title=_("Documents"), resource="documents", path="issuer"),),
        in_menu=False,
    )
)
BOOKS = register(
    Resource(
        slug="register-books",
        model=Book,
        section="directives",
        icon="book",
        columns=("name", "direction", "system", "period", "unit", "is_secret"),
        filters=("unit", "direction", "system", "period"),
        fields=("unit", "direction", "system", "period", "name", "is_secret"),
        panels=(Panel(title=_("Ten columns"), template="directives/book_link.html", context=panels.book),),
        related=(Related(title=_("Lines"), resource="book-entries", path="book", limit=100),),
    )
)
ENTRIES = register(
    Resource(
        slug="book-entries",
        model=BookEntry,
        section="directives",
        icon="rows-3",
        columns=("book", "number", "entered_on", "document", "recipients", "passed_on", "received_by", "voided_on"),
        details=("copies", "copy_kept_by", "note", "void_reason"),
        filters=("book__unit", "book", "entered_on", "voided_on"),
        ordering=("-entered_on", "-number", "id"),
        actions=(
            Action(name="pass_on", run=actions.pass_on, label=_("passed on"), icon="send", labels=LABELS),
            Action(name="void", run=actions.void, label=_("make void"), icon="ban", labels=LABELS, danger=True),
        ),
        in_menu=False,
    )
)
