"""What can be done with authorised strength and delegations. Each is called inside an act."""

from __future__ import annotations

from datetime import date

from thenchot.domain.people.persons.models import Person, Post
from thenchot.domain.people.persons.rules import check_document
from thenchot.domain.people.strength.models import AuthorisedPost, Delegation
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.organisation.models import Unit


def authorise(*, unit: Unit, post: Post, number: int, on: date, document: str) -> AuthorisedPost:
    """From `on` the unit is authorised so many of the post; 0 ends it. Decided beforehand, so a day to come is taken."""
    check_document(document)
    if number < 0:
        raise Refusal("A number is not below zero", field="number")
    last = AuthorisedPost.objects.filter(unit=unit, post=post).order_by("-from_on").first()
    if last is not None and on <= last.from_on:
        raise Refusal(
            "The last one began on {last}; one on {on} would not come after it",
            field="on",
            last=last.from_on,
            on=on,
        )
    if last is not None and last.until_on is None:
        if last.number == number:
            raise Refusal("It is so already; nothing would change")
        last.until_on = on
        last.save()
    made = AuthorisedPost(unit=unit, post=post, number=number, from_on=on, document=tidy(document))
    made.save()
    return made


def delegate(person: Person, *, deputy: Person, duty: str, from_on: date, until_on: date, document: str) -> Delegation:
    """Another person stands in for this one from a day until a day."""
    check_document(document)
    if person.pk == deputy.pk:
        raise Refusal("Nobody stands in for themselves", field="deputy")
    if until_on <= from_on:
        raise Refusal(
            "It would end on {until}, before it begins on {start}",
            field="until_on",
            until=until_on,
            start=from_on,
        )
    for one in (person, deputy):
        if one.left_on is not None and until_on > one.left_on:
            raise Refusal("The person left the service on {left}", field="deputy", left=one.left_on)
    made = Delegation(
        person=person, deputy=deputy, duty=tidy(duty), from_on=from_on, until_on=until_on, document=tidy(document)
    )
    made.save()
    return made
