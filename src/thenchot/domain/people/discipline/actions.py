"""What can be done with discipline. Each is called inside an act."""

from __future__ import annotations

from datetime import date

from thenchot.domain.people.bodies.models import Body, BodyMembership
from thenchot.domain.people.bodies.rules import PARTY_KINDS
from thenchot.domain.people.discipline import rules
from thenchot.domain.people.discipline.models import Discipline, DisciplineForm, DisciplineTerm
from thenchot.domain.people.persons.models import Person
from thenchot.domain.people.persons.rules import check_come, check_document
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.rule_sets import look_up
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.organisation.queries import during


def discipline_member(
    *,
    person: Person,
    form: DisciplineForm,
    decided_on: date,
    document: str,
    decided_by: str = "",
    from_on: date | None = None,
    until_on: date | None = None,
) -> Discipline:
    """Write down a decision of discipline of a member of a Party body."""
    membership = _membership(person, decided_on)
    rules.check_form(membership.standing, form)
    made = Discipline(person=person, unit_id=membership.body.unit_id)
    dates = {"from_on": from_on, "until_on": until_on}
    return _decided(made, form, decided_on, document=document, decided_by=decided_by, **dates)


def discipline_body(
    *, body: Body, form: DisciplineForm, decided_on: date, document: str, decided_by: str = ""
) -> Discipline:
    """Write down a decision of discipline of a body."""
    if decided_on < body.founded_on or (body.closed_on is not None and decided_on > body.closed_on):
        raise Refusal("The body is not there on {on}", field="decided_on", on=decided_on)
    rules.check_form("body", form)
    made = Discipline(body=body, unit_id=body.unit_id)
    return _decided(made, form, decided_on, document=document, decided_by=decided_by)


def annul(discipline: Discipline, *, on: date, document: str) -> None:
    """A later decision annuls this one from `on`; it stays written down and no longer counts."""
    check_come(on, today())
    check_document(document)
    if discipline.annulled_on is not None:
        raise Refusal("It is so already; nothing would change")
    if on < discipline.decided_on:
        raise Refusal("It would be annulled before it was decided", field="on")
    discipline.annulled_on, discipline.annulled_by = on, tidy(document)
    discipline.save()


def _membership(person: Person, day: date) -> BodyMembership:
    rows = BodyMembership.objects.filter(during(day), person=person, body__kind__in=PARTY_KINDS).select_related("body")
    found: BodyMembership | None = rows.first()
    if found is None:
        raise Refusal("On {on} the person was no member of a Party body", field="decided_on", on=day)
    return found


def _decided(
    made: Discipline,
    form: DisciplineForm,
    decided_on: date,
    *,
    document: str,
    decided_by: str,
    from_on: date | None = None,
    until_on: date | None = None,
) -> Discipline:
    check_document(document)
    rules.check_days(decided_on=decided_on, from_on=from_on or decided_on, until_on=until_on, today=today())
    terms = DisciplineTerm.objects.filter(form=form).order_by("valid_from")
    term = look_up(((Interval.between(one.valid_from, one.valid_until), one) for one in terms), decided_on)
    months = term.rule(str(form.label), field="form").months
    made.form, made.decided_on, made.document = form, decided_on, tidy(document)
    made.from_on, made.until_on, made.decided_by = from_on or decided_on, until_on, tidy(decided_by)
    made.limitation_until = rules.counts_until(decided_on, months)
    made.save()
    return made
