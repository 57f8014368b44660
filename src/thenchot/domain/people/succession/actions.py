"""What can be done with succession planning. Each is called inside an act."""

from __future__ import annotations

from datetime import date

from thenchot.domain.people.persons.models import Person, Post
from thenchot.domain.people.persons.rules import check_come, check_document
from thenchot.domain.people.succession import queries, rules
from thenchot.domain.people.succession.models import SuccessionPlan
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.organisation.queries import during


def nominate(*, unit: Unit, post: Post, person: Person, on: date, document: str) -> SuccessionPlan:
    """Plan a person for a post of a unit, within the limits of the rule in force on the day."""
    check_come(on, today())
    check_document(document)
    if person.left_on is not None and on >= person.left_on:
        raise Refusal("The person left the service on {left}", field="person", left=person.left_on)
    standing = SuccessionPlan.objects.filter(during(on))
    if standing.filter(unit=unit, post=post, person=person).exists():
        raise Refusal("It is so already; nothing would change", field="person")
    rules.check_nomination(
        queries.limits(on),
        for_post=standing.filter(unit=unit, post=post).count(),
        for_person=standing.filter(person=person).count(),
    )
    made = SuccessionPlan(unit=unit, post=post, person=person, from_on=on, document=tidy(document))
    made.save()
    return made


def withdraw(plan: SuccessionPlan, *, on: date, document: str) -> None:
    """The person is no longer planned for the post from `on`."""
    check_come(on, today())
    check_document(document)
    if plan.until_on is not None:
        raise Refusal("It is so already; nothing would change")
    if on <= plan.from_on:
        raise Refusal(
            "It would end on {until}, before it begins on {start}",
            field="on",
            until=on,
            start=plan.from_on,
        )
    plan.until_on = on
    plan.save()
