"""The words of a report: each part's text with slots for its figures, and what the slots hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import override

from thenchot.foundation.indicators import rules as shares
from thenchot.foundation.indicators.figures import NOTHING, Figure
from thenchot.foundation.indicators.kept import Sums
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.indicators.rules import Language
from thenchot.foundation.kernel.roman import roman
from thenchot.insight.keylink import wording
from thenchot.insight.reports import rules
from thenchot.insight.reports.definition import Definition, Field, Paragraphs, Part
from thenchot.insight.reports.facts import Facts, Gap, Line, Plan, Step
from thenchot.insight.reports.figure_words import (
    change_of,
    counted,
    day,
    most_first,
    name_of,
    out_of,
    percent,
    period_name,
    said,
    tally,
    target_text,
    trimmed,
    worst_units,
)
from thenchot.insight.reports.phrases import Phrases, Slots, is_said
from thenchot.insight.reports.registry import phrases_of
from thenchot.insight.reports.spans import Span

_MOST_UNITS = 3
_MOST_NAMED = 6
ITEM = "- "


@dataclass(frozen=True, slots=True)
class Composed:
    """One part or field: its heading and its own text with slots. `slots` are those of its own text."""

    key: str
    level: int
    number: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Composition:
    """All parts in order, and the figures of all slots."""

    parts: tuple[Composed, ...]
    slots: Mapping[str, str]
    phrases: Phrases
    span: Span


def compose(definition: Definition, facts: Facts, span: Span, language: Language, upper: str = "") -> Composition:
    """The report's own words in this language; `upper` is the body it is addressed to, where that is not the unit above."""
    phrases = phrases_of(definition, language)
    writer = _Writer(facts, span, phrases, Slots(phrases), upper or facts.upper_name)
    with override(language):
        parts = tuple(writer.parts(definition))
    return Composition(parts, writer.slots.texts, phrases, span)


@dataclass(slots=True)
class _Writer:
    """Writes the parts one after another, gathering the slots."""

    facts: Facts
    span: Span
    phrases: Phrases
    slots: Slots
    upper: str

    @property
    def language(self) -> Language:
        return self.phrases.language

    def parts(self, definition: Definition) -> Iterator[Composed]:
        for number, part in enumerate(definition.parts, start=1):
            text = "\n".join([*self._paragraphs(part.text), *self._own(part), *self._paragraphs(part.after)])
            yield Composed(part.key, 1, roman(number), part.title.in_(self.language), text)
            for place, each in enumerate(part.fields, start=1):
                key = f"{part.key}.{each.key}"
                title = each.title.in_(self.language)
                yield Composed(key, 2, str(place), title, "\n".join(self._field(each)))

    def _own(self, part: Part) -> Iterator[str]:
        if part.kind == "shortcomings":
            yield from self._shortcomings()
        elif part.kind == "tasks":
            yield from self._tasks()

    def _paragraphs(self, of: Paragraphs) -> Iterator[str]:
        values = self._values()
        for template in of.in_(self.language):
            if is_said(template, values):
                yield self.slots.fill(template, "", values)

    def _values(self) -> dict[str, str]:
        """What a paragraph of a definition may speak of."""
        facts, count = self.facts, tally(self.facts)
        plans = [gap.plan for gap in facts.gaps if gap.plan is not None]
        received = [receipt for receipt in facts.receipts if receipt.standing != "missing"]
        numbers = {
            "n_figures": count.all,
            "n_met": count.met,
            "n_missed": count.missed,
            "n_no_target": count.no_target,
            "n_nothing": count.nothing,
            "n_expected": len(facts.receipts),
            "n_received": len(received),
            "n_late": sum(receipt.standing == "late" for receipt in received),
            "n_not_received": len(facts.receipts) - len(received),
            "n_plans": len(plans),
        }
        return {
            "unit": facts.unit_name,
            "upper": self.upper,
            "period": period_name(self.span, self.phrases),
            "first": day(self.span.first),
            "last": day(self.span.last),
            "on": day(facts.on),
            "year": str(self.span.last.year),
            "next_year": str(self.span.last.year + 1),
            "price": self._price(plans) if plans else "",
            "fixes": self._fixes(sum(plan.count for plan in plans)),
            **{name: shares.number_text(number, self.language) for name, number in numbers.items()},
        }

    def _field(self, of: Field) -> Iterator[str]:
        lines = [line for name in of.indicators for line in self.facts.lines if line.indicator == name]
        if not lines:
            hidden = set(of.indicators) & set(self.facts.hidden)
            yield self.slots.say("field_hidden" if hidden else "field_empty", "")
        elif all(not line.now.denominator and not line.now.missing for line in lines):
            yield self.slots.say("field_empty", "")
        else:
            yield from (ITEM + self._line(line) for line in lines)

    def _line(self, line: Line) -> str:
        """The sentence of one figure: what it is, whether that is enough, how it moved, what is not in it."""
        figure, name = line.figure(self.facts), name_of(line, self.language)
        missing = counted(line.now.missing, line, self.phrases)
        if not figure.is_applicable:
            if line.now.missing:
                return self.slots.say("figure_unreported", line.key, name=name, missing=missing)
            thing = line.definition.thing.in_(self.language, 2)
            return self.slots.say("figure_nothing", line.key, name=name, thing=thing)
        value, amounts = said(figure, self.language), out_of(line.now, line, self.phrases)
        sentence = self.slots.say("figure", line.key, name=name, value=value, counted=amounts)
        sentence += self._verdict(line, figure) + self._change(line)
        if line.now.missing:
            sentence += self.slots.say("missing", line.key, missing=missing)
        return sentence + "."

    def _verdict(self, line: Line, figure: Figure) -> str:
        gap = figure.gap or 0
        found = rules.verdict(figure.met, line.target, figure.gap, line.definition.direction)
        values = {"target": target_text(line, self.language), "gap": counted(gap, line, self.phrases)}
        return self.slots.say(found, line.key, **values)

    def _change(self, line: Line) -> str:
        found = change_of(line)
        name = f"{found.direction}_review" if self.span.length == "review" else found.direction
        before = percent(line.before, line, self.language) if line.before else NOTHING
        points = shares.number_text(trimmed(found.points), self.language)
        return self.slots.say(name, line.key, points=points, before=before)

    def _shortcomings(self) -> Iterator[str]:
        by_key = {line.key: line for line in self.facts.lines}
        for gap in self.facts.gaps:
            yield ITEM + self._gap(by_key[gap.line], gap)
        if not self.facts.gaps:
            yield self.slots.say("no_gap", "")
        for line in self.facts.lines:
            if line.now.missing:
                name, missing = name_of(line, self.language), counted(line.now.missing, line, self.phrases)
                units = self._units(self._missing_units(line), line)
                yield ITEM + self.slots.say("unreported", line.key, name=name, missing=missing, units=units) + "."
        yield from (ITEM + text for text in self._receipts())
        yield from (ITEM + text for text in self._restated())

    def _gap(self, line: Line, gap: Gap) -> str:
        """What is short, why and where; of a target "about", which is no demand on each record, only how much is short."""
        figure = line.figure(self.facts)
        about = line.target is not None and line.target.comparator == "~"
        text = self.slots.say(
            "gap_about" if about else "gap",
            line.key,
            name=name_of(line, self.language),
            value=figure.text(self.language),
            target=target_text(line, self.language),
            gap=counted(figure.gap or 0, line, self.phrases),
            short=counted(gap.failing, line, self.phrases),
        )
        if about:
            return text + "."
        causes = [
            self.phrases.plain(
                "cause",
                cause=cause.words or line.definition.cause(cause.code, self.language),
                count=counted(cause.short, line, self.phrases),
            )
            for cause in gap.causes
            if cause.code
        ]
        if causes:
            text += self.slots.say("causes", line.key, causes="; ".join(causes))
        if worst := worst_units(self.facts, line):
            text += self.slots.say("where", line.key, units=self._units(worst, line))
        return text + "."

    def _missing_units(self, line: Line) -> list[tuple[str, int]]:
        return most_first((unit.name, sums.missing) for unit in self.facts.below if (sums := unit.sums.get(line.key)))

    def _units(self, found: Sequence[tuple[str, int]], line: Line) -> str:
        return "; ".join(
            self.phrases.plain("unit", unit=name, count=counted(count, line, self.phrases))
            for name, count in found[:_MOST_UNITS]
        )

    def _receipts(self) -> Iterator[str]:
        receipts = self.facts.receipts
        late = [receipt.name for receipt in receipts if receipt.standing == "late"]
        absent = [receipt.name for receipt in receipts if receipt.standing == "missing"]
        if not receipts or not (late or absent):
            return
        received = shares.number_text(len(receipts) - len(absent), self.language)
        text = self.slots.say(
            "received", "reports", received=received, expected=shares.number_text(len(receipts), self.language)
        )
        if late:
            text += self.slots.say("received_late", "reports.late", units=self._names(late))
        if absent:
            text += self.slots.say("received_missing", "reports.missing", units=self._names(absent))
        yield text + "."

    def _names(self, names: Sequence[str]) -> str:
        if len(names) <= _MOST_NAMED:
            return ", ".join(names)
        return self.phrases.plain("many_units", count=shares.number_text(len(names), self.language))

    def _restated(self) -> Iterator[str]:
        for each in self.facts.restated:
            line = Line(each.indicator, each.slice, each.now, None)
            yield self.slots.say(
                "restated",
                f"restated.{line.key}",
                symbol=each.symbol,
                day=day(each.issued_on),
                name=name_of(line, self.language),
                then=self._share_and_sums(each.then, line),
                now=self._share_and_sums(each.now, line),
            )

    def _share_and_sums(self, sums: Sums, line: Line) -> str:
        return f"{percent(sums, line, self.language)} ({out_of(sums, line, self.phrases)})"

    def _tasks(self) -> Iterator[str]:
        by_key = {line.key: line for line in self.facts.lines}
        for gap in self.facts.gaps:
            yield from self._plan(by_key[gap.line], gap.plan)
        if kept := tally(self.facts).met:
            yield self.slots.say("keep", "met", kept=shares.number_text(kept, self.language))

    def _plan(self, line: Line, plan: Plan | None) -> Iterator[str]:
        name, target = name_of(line, self.language), target_text(line, self.language)
        key = f"{line.key}.plan"
        if plan is None:
            yield self.slots.say("plan_none", key, name=name, target=target)
            return
        yield self.slots.say(
            "plan_most" if plan.verdict == "most_possible" else "plan",
            key,
            name=name,
            target=target,
            fixes=self._fixes(plan.count),
            price=self._price([plan]),
            due=day(plan.due),
            after=percent(Sums(plan.after, plan.total, 0, 0), line, self.language),
        )
        for number, step in enumerate(plan.steps, start=1):
            yield ITEM + self._step(step, f"{key}.{number}")
        if more := plan.count - sum(step.count for step in plan.steps):
            yield ITEM + self.slots.say("steps_more", key, more=shares.number_text(more, self.language))

    def _step(self, step: Step, key: str) -> str:
        cause = by_name(step.indicator).cause(step.cause, self.language)
        what = step.label or cause
        if step.label and step.cause and " " not in step.label:
            # A number or a code alone tells nobody what to do.
            what = f"{cause}: {step.label}"
        if step.count > 1:
            what = self.phrases.plain("step_many", step=what, count=shares.number_text(step.count, self.language))
        units = self._names(step.units)
        if more := step.n_units - len(step.units):
            units = self.phrases.plain("units_more", units=units, more=shares.number_text(more, self.language))
        price = self._money(Decimal(step.known_cost), step.uncosted)
        return self.slots.say("step", key, step=what, at=units, price=price, due=day(step.due))

    def _fixes(self, count: int) -> str:
        return self.phrases.plain("fixes", count=shares.number_text(count, self.language))

    def _price(self, plans: Sequence[Plan]) -> str:
        known = sum((Decimal(plan.known_cost) for plan in plans), Decimal(0))
        return self._money(known, sum(plan.uncosted for plan in plans))

    def _money(self, known: Decimal, uncosted: int) -> str:
        if not known and uncosted:
            return self.phrases.plain("money_unknown")
        if not uncosted:
            return wording.money(known)
        return self.phrases.plain("money_known", price=wording.money(known), uncosted=uncosted)
