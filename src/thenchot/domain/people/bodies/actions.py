"""What can be done with bodies and memberships. Each is called inside an act."""

from __future__ import annotations

from datetime import date

from thenchot.domain.people.bodies import rules
from thenchot.domain.people.bodies.models import Body, BodyKind, BodyLink, BodyMembership, Membership
from thenchot.domain.people.persons.models import Person
from thenchot.domain.people.persons.rules import check_come, check_document
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.organisation.models import Unit


def found(
    *, code: str, name: str, kind: BodyKind, unit: Unit, on: date, document: str, parent: Body | None = None
) -> Body:
    """A body comes into being beside a unit, under another body or as the highest."""
    check_come(on, today())
    check_document(document)
    if not tidy(name):
        raise Refusal("Write the name", field="name")
    rules.check_place(kind, tidy(code), parent.kind if parent else None, parent.code if parent else None)
    if Body.objects.filter(code=tidy(code)).exists():
        raise Refusal("A body with code {code} exists already", field="code", code=tidy(code))
    if parent is not None and (on < parent.founded_on or (parent.closed_on and on >= parent.closed_on)):
        raise Refusal("The body above is not there on {on}", field="parent", on=on)
    made = Body(code=tidy(code), name=tidy(name), kind=kind, unit=unit, founded_on=on)
    made.save()
    BodyLink(body=made, parent=parent, from_on=on).save()
    return made


def rename(body: Body, *, name: str) -> None:
    """A new name; history keeps the old one."""
    if not tidy(name):
        raise Refusal("Write the name", field="name")
    body.name = tidy(name)
    body.save()


def move(body: Body, *, parent: Body, code: str, on: date, document: str) -> None:
    """From `on` the body stands under another, with the code of its new place."""
    check_come(on, today())
    check_document(document)
    if body.links_below.filter(until_on__isnull=True).exists():
        raise Refusal("Bodies stand under it; move those first", field="parent")
    rules.check_place(body.kind, tidy(code), parent.kind, parent.code)
    last = body.links.order_by("-from_on").first()
    if last is not None:
        if on <= last.from_on:
            raise Refusal(
                "The last one began on {last}; one on {on} would not come after it",
                field="on",
                last=last.from_on,
                on=on,
            )
        last.until_on = on
        last.save()
    BodyLink(body=body, parent=parent, from_on=on).save()
    if tidy(code) != body.code and Body.objects.filter(code=tidy(code)).exists():
        raise Refusal("A body with code {code} exists already", field="code", code=tidy(code))
    body.code = tidy(code)
    body.save()


def dissolve(body: Body, *, on: date, document: str) -> None:
    """The body is no longer there from `on`; its records stay. It may have no members and no bodies left."""
    check_come(on, today())
    check_document(document)
    if body.closed_on is not None:
        raise Refusal("It is so already; nothing would change")
    if on <= body.founded_on:
        raise Refusal("The body is not there on {on}", field="on", on=on)
    if body.memberships.filter(until_on__isnull=True).exists():
        raise Refusal("The body still has members", field="on")
    if body.links_below.filter(until_on__isnull=True).exists():
        raise Refusal("Bodies stand under it; move those first", field="on")
    for link in body.links.filter(until_on__isnull=True):
        link.until_on = on
        link.save()
    body.closed_on = on
    body.save()


def admit(
    body: Body, *, person: Person, on: date, document: str, standing: Membership = Membership.OFFICIAL
) -> BodyMembership:
    """The person belongs to the body from `on`; a membership of another body of the kind ends that day."""
    check_come(on, today())
    check_document(document)
    if person.left_on is not None and on >= person.left_on:
        raise Refusal("The person left the service on {left}", field="on", left=person.left_on)
    family = rules.PARTY_KINDS if body.kind in rules.PARTY_KINDS else (body.kind,)
    rows = list(BodyMembership.objects.filter(person=person, body__kind__in=family).order_by("from_on"))
    last = rows[-1] if rows else None
    if last is not None and last.until_on is None and last.from_on < on and last.body_id != body.pk:
        last.until_on = on
        last.save()
    known = [Interval.between(row.from_on, row.until_on) for row in rows]
    rules.check_membership(known, Interval(on), founded_on=body.founded_on, closed_on=body.closed_on)
    made = BodyMembership(body=body, person=person, standing=standing, from_on=on, document=tidy(document))
    made.save()
    return made


def end(membership: BodyMembership, *, on: date, document: str) -> None:
    """The person no longer belongs to the body from `on`."""
    check_come(on, today())
    check_document(document)
    if membership.until_on is not None:
        raise Refusal("It is so already; nothing would change")
    if on <= membership.from_on:
        raise Refusal(
            "It would end on {until}, before it begins on {start}",
            field="on",
            until=on,
            start=membership.from_on,
        )
    membership.until_on = on
    membership.save()
