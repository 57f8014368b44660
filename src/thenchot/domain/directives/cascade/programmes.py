"""Clauses and the programmes that answer them. Each is called inside an act."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from thenchot.domain.directives.cascade.models import ActionProgramme, Clause, ProgrammeClause
from thenchot.domain.directives.register.models import Document
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.organisation.models import Unit


def add_clause(document: Document, *, code: str, text: str) -> Clause:
    """A clause that asks for something."""
    code = tidy(code)
    if not code or not tidy(text):
        raise Refusal("A clause needs its mark and what it asks for", field="code" if not code else "text")
    if Clause.objects.filter(document=document, code=code).exists():
        raise Refusal("The document has the clause {code} already", field="code", code=code)
    clause = Clause(document=document, code=code, text=tidy(text)[:1000], position=document.clauses.count() + 1)
    clause.save()
    return clause


def follow(clause: Clause, *, by_clause: Clause, on: date) -> None:
    """From a day on another clause takes this one's place; old tasks keep it, new ones are given under the other."""
    if clause.pk == by_clause.pk or clause.pk in _line(by_clause):
        raise Refusal("A clause cannot be followed by itself", field="by_clause")
    clause.followed_by, clause.followed_on = by_clause, on
    clause.save()


def _line(clause: Clause) -> list[UUID]:
    """The clauses that follow this one."""
    found: list[UUID] = []
    while clause.followed_by is not None and clause.followed_by_id not in found:
        clause = clause.followed_by
        found.append(clause.pk)
    return found


def open_programme(
    document: Document, *, unit: Unit, name: str, from_on: date, until_on: date | None = None
) -> ActionProgramme:
    """A unit's programme for a document, which answers all clauses the document has now."""
    if until_on is not None and until_on <= from_on:
        raise Refusal("It would end ({end}) before it begins ({start})", field="until_on", end=until_on, start=from_on)
    made = ActionProgramme(
        unit=unit,
        document=document,
        name=tidy(name),
        from_on=from_on,
        until_on=until_on,
        classification=document.classification,
    )
    made.save()
    for clause in document.clauses.order_by("position"):
        ProgrammeClause(programme=made, clause=clause, from_on=from_on).save()
    return made


def answer(programme: ActionProgramme, *, clause: Clause, on: date) -> ProgrammeClause:
    """The programme answers one more clause."""
    if programme.answers.filter(clause=clause).exists():
        raise Refusal("The programme answers this clause already", field="clause")
    made = ProgrammeClause(programme=programme, clause=clause, from_on=on)
    made.save()
    return made


def in_force(clause: Clause, day: date) -> Clause:
    """The clause that holds on the day in this one's place."""
    while clause.followed_by is not None and clause.followed_on is not None and clause.followed_on <= day:
        clause = clause.followed_by
    return clause
