"""Spreading a document. Each is called inside an act."""

from __future__ import annotations

from datetime import date

from thenchot.domain.directives.dissemination.models import BriefingDuty, DirectiveBriefing
from thenchot.domain.directives.register.models import Document
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.ledger import journal
from thenchot.foundation.ledger.acts import Deed
from thenchot.foundation.organisation import queries as organisation
from thenchot.foundation.organisation.models import Unit


def spread(document: Document, *, unit: Unit, by_day: date) -> int:
    """Everybody with an account in the unit and below must know it by a day; those asked already stay as they are.

    Who is not cleared for the document's level is not asked.
    """
    if by_day < document.issued_on:
        raise Refusal("The document is of {day}", field="by_day", day=document.issued_on)
    have = set(document.duties.values_list("person_id", flat=True))
    people = User.objects.filter(
        unit__in=organisation.under([unit.pk], today()), is_active=True, clearance__gte=document.classification
    ).order_by("pk")
    made = [
        BriefingDuty(document=document, unit_id=person.unit_id, person=person, given_on=today(), due_on=by_day)
        for person in people
        if person.pk not in have
    ]
    if not made and not have:
        raise Refusal("{unit} has nobody with an account who may read this document", field="unit", unit=str(unit))
    return Deed(journal.current()).add_many(made)


def hold(document: Document, *, unit: Unit, on: date, speaker: str = "", place: str = "") -> DirectiveBriefing:
    """A session was held: who of the unit was asked and has not known it yet counts as present until marked absent."""
    if on > today():
        raise Refusal("{day} has not come yet", field="on", day=on)
    if on < document.issued_on:
        raise Refusal("The document is of {day}", field="on", day=document.issued_on)
    briefing = DirectiveBriefing(document=document, unit=unit, held_on=on, speaker=tidy(speaker), place=tidy(place))
    briefing.save()
    for duty in document.duties.filter(unit=unit, known_on__isnull=True).order_by("pk"):
        duty.briefing, duty.known_on = briefing, on
        duty.save()
    return briefing


def absent(duty: BriefingDuty) -> None:
    """The person was not at the session."""
    if duty.briefing is None:
        raise Refusal("No session is written down for this person")
    duty.briefing, duty.known_on = None, None
    duty.save()


def acknowledge(duty: BriefingDuty, *, by: User) -> None:
    """I have read it. Nobody says so for another."""
    if duty.person_id != by.pk:
        raise Refusal("Only {person} can say that they have read it", person=str(duty.person))
    if duty.known_on is None:
        duty.known_on = today()
        duty.save()
