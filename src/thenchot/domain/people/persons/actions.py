"""What can be done with persons. Each is called inside an act."""

from __future__ import annotations

from datetime import date

from thenchot.domain.people.persons import rules
from thenchot.domain.people.persons.models import Person, Post, Posting, Rank, RankHeld, Sex
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.organisation.models import Unit


def new_person(number: str, name: str, *, born_on: date | None) -> Person:
    """A person not yet saved, texts tidied: for one, or for `deed.add_many`."""
    return Person(number=tidy(number), name=tidy(name), born_on=born_on)


def take_on(
    *,
    number: str,
    name: str,
    born_on: date,
    unit: Unit,
    post: Post,
    rank: Rank,
    on: date,
    document: str,
) -> Person:
    """A person comes into the service, in a rank, in a post of a unit."""
    rules.check_come(on, today())
    rules.check_document(document)
    rules.check_born(born_on, on)
    if not tidy(number) or not tidy(name):
        raise Refusal("A person needs a service number and a name", field="name" if tidy(number) else "number")
    if Person.objects.filter(number=tidy(number)).exists():
        raise Refusal("The service number {number} is another person's", field="number", number=tidy(number))
    person = new_person(number, name, born_on=born_on)
    person.save()
    Posting(person=person, unit=unit, post=post, from_on=on, document=tidy(document)).save()
    RankHeld(person=person, rank=rank, from_on=on, document=tidy(document)).save()
    return person


def correct(person: Person, *, name: str, born_on: date, sex: Sex | None = None) -> None:
    """Put right what was written down wrongly of who the person is."""
    if not tidy(name):
        raise Refusal("Write the name", field="name")
    if (first := person.postings.order_by("from_on").first()) is not None:
        rules.check_born(born_on, first.from_on)
    earliest = person.qualifications.order_by("awarded_on").first()
    if earliest is not None and earliest.awarded_on <= born_on:
        raise Refusal(
            "A qualification was awarded on {awarded}, before this birth",
            field="born_on",
            awarded=earliest.awarded_on,
        )
    person.name, person.born_on, person.sex = tidy(name), born_on, sex or ""
    person.save()


def post_to(person: Person, *, unit: Unit, post: Post, on: date, document: str) -> Posting:
    """From `on` the person serves in another post; the posting until then ends that day."""
    rules.check_document(document)
    rules.check_in_service(on, person.left_on)
    last = person.postings.order_by("-from_on").first()
    rules.check_next(on, last.from_on if last else None, today())
    if last is not None and last.until_on is None and (last.unit_id, last.post_id) == (unit.pk, post.pk):
        raise Refusal("It is so already; nothing would change")
    if last is not None and (last.until_on is None or last.until_on > on):
        last.until_on = on
        last.save()
    made = Posting(person=person, unit=unit, post=post, from_on=on, document=tidy(document))
    made.save()
    return made


def add_posting(person: Person, *, unit: Unit, post: Post, from_on: date, until_on: date, document: str) -> Posting:
    """Write down a posting of the past that is not in the record yet; it may not overlap another."""
    rules.check_document(document)
    rules.check_come(from_on, today(), field="from_on")
    if until_on <= from_on:
        raise Refusal(
            "It would end on {until}, before it begins on {start}",
            field="until_on",
            until=until_on,
            start=from_on,
        )
    known = [Interval.between(row.from_on, row.until_on) for row in person.postings.all()]
    rules.check_one_at_a_time([*known, Interval(from_on, until_on)])
    if person.born_on is not None:
        rules.check_born(person.born_on, from_on, field="from_on")
    made = Posting(person=person, unit=unit, post=post, from_on=from_on, until_on=until_on, document=tidy(document))
    made.save()
    return made


def promote(person: Person, *, rank: Rank, on: date, document: str) -> RankHeld:
    """From `on` the person holds this rank."""
    rules.check_document(document)
    rules.check_in_service(on, person.left_on)
    last = person.ranks.order_by("-from_on").first()
    rules.check_next(on, last.from_on if last else None, today())
    if last is not None and last.rank_id == rank.pk:
        raise Refusal("It is so already; nothing would change")
    made = RankHeld(person=person, rank=rank, from_on=on, document=tidy(document))
    made.save()
    return made


def leave(person: Person, *, on: date, document: str) -> None:
    """The person is out of the service from `on`; name and history stay."""
    rules.check_document(document)
    rules.check_in_service(on, person.left_on)
    last = person.postings.order_by("-from_on").first()
    rules.check_next(on, last.from_on if last else None, today())
    if last is not None and last.until_on is None:
        last.until_on = on
        last.save()
    person.left_on, person.left_document = on, tidy(document)
    person.save()


def link_user(person: Person, *, user: User) -> None:
    """Say which log-in is this person's, so that they see their own records."""
    if (other := Person.objects.filter(user=user).exclude(pk=person.pk).first()) is not None:
        raise Refusal("This log-in is {person}'s already", field="user", person=str(other))
    person.user = user
    person.save()


def pseudonymise(person: Person, *, document: str) -> None:
    """On request, take name, number, birth and log-in off the record of a person who has left; facts and dates stay.

    Acts of the past keep what they wrote (docs/adr/0009-pseudonyms.md): no page tells it any more, who reads the database can.
    """
    rules.check_document(document)
    if person.left_on is None:
        raise Refusal("The person is still in the service", field="document")
    if person.pseudonymised_on is not None:
        raise Refusal("It is so already; nothing would change")
    mark = person.pk.hex[-8:]
    person.number, person.name = f"#{mark}", f"#{mark}"
    person.born_on, person.sex, person.user = None, "", None
    person.pseudonymised_on = today()
    person.save()
