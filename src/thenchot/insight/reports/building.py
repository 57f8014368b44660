"""Makes the document of a report from its facts, its definition and the words its writer changed; reads nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from thenchot.foundation.indicators.rules import Language
from thenchot.foundation.papers.document import (
    Appendix,
    Block,
    Document,
    Heading,
    Items,
    Paragraph,
    Run,
    Signer,
    words,
)
from thenchot.insight.reports import tables
from thenchot.insight.reports.composing import ITEM, Composition, compose
from thenchot.insight.reports.definition import Definition
from thenchot.insight.reports.facts import Facts
from thenchot.insight.reports.figure_words import day, period_name
from thenchot.insight.reports.registry import phrases_of
from thenchot.insight.reports.spans import Span

_SLOT = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands around the body: heading, number, signature, recipients. Without a number it is a draft.

    `key` is the report's own, printed at the foot, by which a file is traced back to it.
    """

    symbol: str
    place: str = ""
    upper_body: str = ""
    abstract: str = ""
    day: date | None = None
    number: int | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: Signer | None = None
    key: str = ""


def make(
    definition: Definition,
    facts: Facts,
    span: Span,
    language: Language,
    *,
    paper: Paper,
    edits: Mapping[str, str] | None = None,
) -> Document:
    """The document: parts and fields with their words, the table of results, appendices, and the foot that names day and head.

    `edits` are the writer's own words by part key; their slots are filled from the facts like those of the report's own words.
    """
    made = compose(definition, facts, span, language, paper.upper_body)
    return Document(
        system=definition.system,
        language=language,
        upper_body=paper.upper_body or definition.upper_body.in_(language) or facts.upper_name,
        issuer=definition.issuer.in_(language).format(unit=facts.unit_name),
        symbol=paper.symbol,
        place=paper.place or definition.place.in_(language),
        day=paper.day,
        kind=definition.kind.in_(language),
        abstract=paper.abstract or abstract(definition, facts, span, language),
        blocks=tuple(_blocks(definition, facts, made, edits or {})),
        number=paper.number,
        addressees=paper.addressees,
        recipients=paper.recipients,
        signer=paper.signer,
        foot=tuple(_foot(facts, made, paper)),
        is_draft=paper.number is None,
    )


def abstract(definition: Definition, facts: Facts, span: Span, language: Language) -> str:
    """What the report is about, in a line."""
    period = period_name(span, phrases_of(definition, language))
    return definition.abstract.in_(language).format(period=period, year=span.last.year, unit=facts.unit_name)


def _blocks(definition: Definition, facts: Facts, made: Composition, edits: Mapping[str, str]) -> Iterator[Block]:
    # The table of results ends each part that has fields.
    ends = {
        f"{part.key}.{part.fields[-1].key}" if part.fields else part.key
        for part in definition.parts
        if part.kind == "fields"
    }
    for part in made.parts:
        yield Heading(part.level, part.title, part.number)
        yield from paragraphs(filled(edits.get(part.key, part.text), made))
        if part.key in ends and facts.lines:
            yield tables.results(facts, made)
    appended = tables.appended(definition, facts, made)
    if appended:
        yield Appendix(made.phrases.plain("appendix_tables"), appended)
    if "formulas" in definition.tables and facts.lines:
        yield Appendix(made.phrases.plain("appendix_formulas"), (tables.formulas(facts, made),))


def filled(text: str, made: Composition) -> str:
    """The text with its slots filled; a figure that is no longer there is named, never left out in silence."""

    def put(found: re.Match[str]) -> str:
        slot = found[1].strip()
        return made.slots.get(slot) or ("" if slot in made.slots else made.phrases.plain("slot_lost", slot=slot))

    return _SLOT.sub(put, text)


def paragraphs(text: str) -> Iterator[Block]:
    """Lines as paragraphs; neighbouring lines that begin with "- " as one list."""
    items: list[tuple[Run, ...]] = []
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith(ITEM):
            items.append(words(line.removeprefix(ITEM)))
            continue
        if items:
            yield Items(tuple(items))
            items = []
        if line:
            yield Paragraph(words(line))
    if items:
        yield Items(tuple(items))


def _foot(facts: Facts, made: Composition, paper: Paper) -> Sequence[str]:
    lines = [made.phrases.plain("foot_day", day=day(facts.on), head=facts.head)]
    if paper.key:
        lines.append(made.phrases.plain("foot_mark", key=paper.key, digest=facts.digest))
    return lines
