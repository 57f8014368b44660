"""A report as it stands: its definition, its words with the writer's own in their place, and what changed since it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from thenchot.foundation.indicators.rules import Language
from thenchot.foundation.kernel.shares import language_named
from thenchot.foundation.papers.document import Document, Signer
from thenchot.insight.reports import building
from thenchot.insight.reports.building import Paper
from thenchot.insight.reports.composing import Composition, compose
from thenchot.insight.reports.definition import Definition
from thenchot.insight.reports.facts import Difference, Facts, differences
from thenchot.insight.reports.models import Report, Wording
from thenchot.insight.reports.phrases import slots_in
from thenchot.insight.reports.reading import reread
from thenchot.insight.reports.registry import by_name
from thenchot.insight.reports.symbols import symbol

SignsAs = Literal["", "on_behalf", "for", "by_order", "by_authority"]
PREFIXES: tuple[SignsAs, ...] = get_args(SignsAs)


def definition_of(report: Report) -> Definition:
    """The definition it is made by."""
    return by_name(report.definition)


def language_of(report: Report) -> Language:
    """The language it is written in."""
    return language_named(report.language)


def composition(report: Report, facts: Facts | None = None) -> Composition:
    """Its own words, before any that the writer changed."""
    found = facts or report.read_facts()
    return compose(definition_of(report), found, report.span, language_of(report), report.upper_body)


def edits(report: Report) -> dict[str, str]:
    """The writer's words by part."""
    return dict(Wording.objects.filter(report=report).values_list("part", "text"))


def document(report: Report) -> Document:
    """The document as it stands; with its number and day once these are given."""
    return building.make(
        definition_of(report),
        report.read_facts(),
        report.span,
        language_of(report),
        paper=paper(report),
        edits=edits(report),
    )


def paper(report: Report) -> Paper:
    """What stands around the body."""
    return Paper(
        symbol=symbol(definition_of(report), report.issuer_code),
        place=report.place,
        upper_body=report.upper_body,
        abstract=report.abstract,
        day=report.issued_on,
        number=report.number,
        addressees=_listed(report.addressees),
        recipients=_listed(report.recipients),
        signer=_signer(report),
        key=report.pk.hex,
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _signer(report: Report) -> Signer | None:
    if not (report.signer or report.signer_post):
        return None
    prefix = next((each for each in PREFIXES if each == report.signer_prefix), PREFIXES[0])
    return Signer(
        post=report.signer_post,
        name=report.signer,
        rank=report.signer_rank,
        prefix=prefix,
        body=report.signer_body,
        deputy_post=report.deputy_post,
    )


def changed(report: Report) -> list[Difference]:
    """The figures that the records give otherwise now than when the report read them."""
    then = report.read_facts()
    return differences(then, reread(then))


@dataclass(frozen=True, slots=True)
class Beneath:
    """A figure that changed under a text which the writer wrote."""

    slot: str
    then: str
    now: str


def changed_beneath(wording: Wording, made: Composition) -> list[Beneath]:
    """The figures of a part that are something else than when its words were written."""
    return [
        Beneath(slot, then, made.slots.get(slot, ""))
        for slot, then in wording.beneath.items()
        if made.slots.get(slot, "") != then
    ]


def slots_of(part: str, made: Composition) -> Mapping[str, str]:
    """The figures that a part's own text holds."""
    text = next((each.text for each in made.parts if each.key == part), "")
    return {slot: made.slots[slot] for slot in dict.fromkeys(slots_in(text))}
