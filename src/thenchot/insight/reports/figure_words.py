"""How a report says a figure: its name, its share, what it counts, its target, how it moved, and where it falls short."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from thenchot.foundation.indicators import rules as shares
from thenchot.foundation.indicators.definition import Definition as Indicator
from thenchot.foundation.indicators.figures import NOTHING, Figure, amount
from thenchot.foundation.indicators.kept import Sums
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.indicators.rules import NBSP, Language
from thenchot.foundation.papers.document import Share
from thenchot.foundation.papers.numbers import share_said
from thenchot.insight.reports import rules
from thenchot.insight.reports.facts import Facts, Line
from thenchot.insight.reports.phrases import Phrases
from thenchot.insight.reports.spans import Span


def period_name(span: Span, phrases: Phrases) -> str:
    """The period in words."""
    if span.length == "review":
        return phrases.plain("period_review", first=day(span.first), last=day(span.last))
    month = f"{date(2000, span.number, 1):%B}" if span.length == "month" else ""
    name = f"period_half_{span.number}" if span.length == "half" else f"period_{span.length}"
    number = ("I", "II", "III", "IV")[span.number - 1] if span.length == "quarter" else span.number
    return phrases.plain(name, year=span.year, number=number, month=month)


def day(on: date) -> str:
    """A day as documents write it."""
    return f"{on:%d/%m/%Y}"


def name_of(line: Line, language: Language) -> str:
    """The indicator and, where it has parts, the part."""
    title = line.definition.title.in_(language)
    part = line.definition.slice_of(line.slice).label.in_(language)
    return f"{title} ({part[:1].lower()}{part[1:]})" if line.slice else title


def exact_share(sums: Sums, of: Indicator) -> Share | None:
    """The share as the board prints it; None where nothing was measured."""
    if not sums.denominator:
        return None
    shown = shares.percent(sums.numerator, sums.denominator, of.decimals, of.rounding)
    return Share(sums.numerator, sums.denominator, of.decimals, shown=shown)


def share_as_said(figure: Figure) -> Share | None:
    """The figure's share as leadership says it; where a word would not be true of it, exactly."""
    found = rules.saying(figure.numerator, figure.denominator, figure.target)
    if not found.word:
        return exact_share(figure.sums, figure.definition)
    return Share(figure.numerator, figure.denominator, figure.definition.decimals, found.word, found.number)


def said(figure: Figure, language: Language) -> str:
    """The figure's share as leadership says it; where a word would not be true of it, as the board prints it."""
    found = share_as_said(figure)
    if found is None:
        return NOTHING
    return share_said(found, language) if found.comparator else figure.text(language)


def counted(integer: int, line: Line, phrases: Phrases) -> str:
    """A number with the thing it counts: "2 kho", "1 depot"."""
    exact = amount(integer, line.definition.scale)
    thing = line.definition.thing.in_(phrases.language, 1 if exact == 1 else 2)
    count = shares.number_text(exact, phrases.language)
    return phrases.plain("count_and_thing", count=count, thing=thing).replace(" ", NBSP, 1)


def out_of(sums: Sums, line: Line, phrases: Phrases) -> str:
    """The numerator and the denominator with the thing: "17/20 kho"."""
    top = shares.number_text(amount(sums.numerator, line.definition.scale), phrases.language)
    return f"{top}/{counted(sums.denominator, line, phrases)}"


def percent(sums: Sums, line: Line, language: Language) -> str:
    """A share without a target, as it is printed."""
    if not sums.denominator:
        return NOTHING
    of = line.definition
    return shares.percent_text(sums.numerator, sums.denominator, language, decimals=of.decimals, rounding=of.rounding)


def target_text(line: Line, language: Language) -> str:
    """The target in words; nothing without one."""
    return shares.target_text(line.target.comparator, line.target.percent, language) if line.target else ""


def trimmed(number: Decimal) -> Decimal:
    """Without the noughts at its end: 10.0 is 10."""
    return Decimal(int(number)) if number == number.to_integral_value() else number.normalize()


def change_of(line: Line) -> rules.Change:
    """How the figure moved since the day it is compared with."""
    before = None if line.before is None else (line.before.numerator, line.before.denominator)
    of = line.definition
    return rules.change((line.now.numerator, line.now.denominator), before, of.decimals, of.rounding)


def worst_units(facts: Facts, line: Line) -> list[tuple[str, int]]:
    """Units directly below by how much of the figure fails there, most first; those without a failing record left out."""
    lower = line.definition.direction == "lower"
    return most_first(
        (unit.name, sums.numerator if lower else sums.denominator - sums.numerator)
        for unit in facts.below
        if (sums := unit.sums.get(line.key)) is not None
    )


def most_first(found: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Names with their counts, the largest first, those of one count by name; without those that have none."""
    return sorted(((name, count) for name, count in found if count), key=lambda each: (-each[1], each[0]))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many figures there are, and how they stand."""

    all: int
    met: int
    missed: int
    no_target: int
    nothing: int


def tally(facts: Facts) -> Tally:
    """The figures counted by how they stand; one without anything to measure is neither met nor missed."""
    figures = [line.figure(facts) for line in facts.lines]
    measured = [figure for figure in figures if figure.is_applicable]
    return Tally(
        all=len(figures),
        met=sum(figure.met is True for figure in measured),
        missed=sum(figure.met is False for figure in measured),
        no_target=sum(figure.target is None for figure in measured),
        nothing=len(figures) - len(measured),
    )


def thing_of(name: str, language: Language) -> str:
    """What an indicator counts, in the plural."""
    return by_name(name).thing.in_(language, 2)
