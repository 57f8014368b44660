"""The sentences of a report: templates in both languages with named places, checked when read, filled in when it is made.

A place is a figure or a plain word. Figures become slots ({depots_at_standard.strategic.value}) that stay in the text, also in
one that the writer has edited, and are filled in last: so the words can be changed, the figures cannot.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter

from thenchot.foundation.indicators.rules import Language
from thenchot.foundation.kernel.refusal import Refusal

_FIGURE = frozenset({"value", "counted", "before", "points", "target", "gap", "missing"})
_GAP = frozenset({"short", "causes", "units"})
_PLAN = frozenset({"fixes", "price", "due", "after", "days"})
_STEP = frozenset({"step", "at", "price", "due"})
# The places that each sentence may have; those of a paragraph of a definition are PARAGRAPH.
KNOWN: Mapping[str, frozenset[str]] = {
    "figure": frozenset({"name", "value", "counted"}),
    "figure_nothing": frozenset({"name", "thing"}),
    "figure_unreported": frozenset({"name", "missing"}),
    "met": frozenset({"target"}),
    "missed": frozenset({"target", "gap"}),
    "missed_over": frozenset({"target", "gap"}),
    "missed_unreachable": frozenset({"target"}),
    "no_target": frozenset(),
    "rising": frozenset({"points", "before"}),
    "falling": frozenset({"points", "before"}),
    "unchanged": frozenset({"before"}),
    "no_before": frozenset(),
    "rising_review": frozenset({"points", "before"}),
    "falling_review": frozenset({"points", "before"}),
    "unchanged_review": frozenset({"before"}),
    "no_before_review": frozenset(),
    "missing": frozenset({"missing"}),
    "field_hidden": frozenset(),
    "field_empty": frozenset(),
    "gap": frozenset({"name", "value", "target", "gap", "short"}),
    "gap_about": frozenset({"name", "value", "target", "gap"}),
    "causes": frozenset({"causes"}),
    "where": frozenset({"units"}),
    "unreported": frozenset({"name", "missing", "units"}),
    "no_gap": frozenset(),
    "plan": frozenset({"name", "target", "fixes", "price", "due", "after"}),
    "plan_most": frozenset({"name", "fixes", "price", "due", "after"}),
    "plan_none": frozenset({"name", "target"}),
    "step": _STEP,
    "step_many": frozenset({"step", "count"}),
    "steps_more": frozenset({"more"}),
    "units_more": frozenset({"units", "more"}),
    "many_units": frozenset({"count"}),
    "as_above": frozenset(),
    "unit_itself": frozenset(),
    "keep": frozenset({"kept"}),
    "money_known": frozenset({"price", "uncosted"}),
    "money_unknown": frozenset(),
    "count_and_thing": frozenset({"count", "thing"}),
    "cause": frozenset({"cause", "count"}),
    "unit": frozenset({"unit", "count"}),
    "fixes": frozenset({"count"}),
    "received": frozenset({"received", "expected"}),
    "received_late": frozenset({"units"}),
    "received_missing": frozenset({"units"}),
    "restated": frozenset({"symbol", "day", "name", "then", "now"}),
    "period_year": frozenset({"year"}),
    "period_month": frozenset({"number", "year", "month"}),
    "period_quarter": frozenset({"number", "year"}),
    "period_half_1": frozenset({"year"}),
    "period_half_2": frozenset({"year"}),
    "period_review": frozenset({"first", "last"}),
    "foot_day": frozenset({"day", "head"}),
    "foot_mark": frozenset({"key", "digest"}),
    "column_name": frozenset(), "column_value": frozenset(), "column_target": frozenset(), "column_before": frozenset(),
    "column_before_review": frozenset(), "column_change": frozenset(), "column_standing": frozenset(),
    "column_numerator": frozenset(), "column_denominator": frozenset(), "column_missing": frozenset(),
    "column_share": frozenset(), "column_unit": frozenset(), "column_thing": frozenset(), "column_formula": frozenset(),
    "column_counts": frozenset(), "column_source": frozenset(), "column_report": frozenset(), "column_day": frozenset(),
    "column_then": frozenset(), "column_now": frozenset(), "column_number": frozenset(), "column_records": frozenset(),
    "standing_met": frozenset(), "standing_missed": frozenset(), "standing_no_target": frozenset(),
    "standing_nothing": frozenset(), "standing_unreported": frozenset(),
    "report_received": frozenset(), "report_late": frozenset(), "report_missing": frozenset(),
    "table_results": frozenset({"period"}), "table_figures": frozenset({"day"}), "table_below": frozenset({"name", "day"}),
    "table_missing": frozenset({"day"}), "table_formulas": frozenset(), "table_received": frozenset(),
    "table_restated": frozenset(), "note_figures": frozenset(), "note_missing": frozenset(),
    "chart_title": frozenset(), "chart_now": frozenset({"year"}), "chart_before": frozenset({"year"}),
    "chart_now_review": frozenset(), "chart_before_review": frozenset(),
    "appendix_tables": frozenset(), "appendix_formulas": frozenset(), "slot_lost": frozenset({"slot"}),
}  # fmt: skip
PARAGRAPH = frozenset({
    "unit", "upper", "period", "first", "last", "on", "year", "next_year",
    "n_figures", "n_met", "n_missed", "n_no_target", "n_nothing",
    "n_expected", "n_received", "n_late", "n_not_received", "price", "fixes", "n_plans",
})  # fmt: skip
# A paragraph with one of these is left out when there is none of it.
_ONLY_IF_ANY = frozenset({"n_plans", "n_expected", "upper"})
# Places that are figures: they stay slots until the document is made.
FIGURES = (
    _FIGURE
    | _GAP
    | _PLAN
    | frozenset({"received", "expected", "kept", "more", "then", "now"})
    | frozenset(name for name in PARAGRAPH if name.startswith("n_"))
)
_SLOT = re.compile(r"\{([^{}]*)\}")
_PERCENT = re.compile(r"\d[\d.,]*\s*%")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The sentences in one language."""

    language: Language
    templates: Mapping[str, str]

    def plain(self, name: str, /, **values: object) -> str:
        """A sentence without slots, filled in at once."""
        return self.templates[name].format(**values)


@dataclass(slots=True)
class Slots:
    """The figures of a text by the names of their slots."""

    phrases: Phrases
    texts: dict[str, str] = field(default_factory=dict)

    def say(self, template: str, key: str, /, **values: str) -> str:
        """The sentence of this name with slots for its figures; `key` says whose figures they are."""
        return self.fill(self.phrases.templates[template], key, values)

    def fill(self, template: str, key: str, values: Mapping[str, str]) -> str:
        """A template with slots for its figures and its plain words filled in."""
        return _SLOT.sub(lambda found: self._put(found[1], key, values[found[1]]), template)

    def _put(self, name: str, key: str, text: str) -> str:
        if name not in FIGURES:
            return text.replace("{", "(").replace("}", ")")
        slot = f"{key}.{name}" if key else name
        self.texts[slot] = text
        return "{" + slot + "}"


def slots_in(text: str) -> list[str]:
    """The slots that a text names."""
    return [found[1].strip() for found in _SLOT.finditer(text)]


def check_words(text: str, slots: Iterable[str]) -> None:
    """Refuse an edited text that names a slot there is not, or that writes a percentage by hand."""
    known = set(slots)
    for name in slots_in(text):
        if name not in known:
            raise Refusal(
                "There is no figure {{{found}}} in this part; there are {known}",
                field="text",
                found=name,
                known=", ".join(f"{{{each}}}" for each in sorted(known)),
            )
    if found := _PERCENT.search(text):
        raise Refusal(
            "“{found}” is written by hand; a figure is written as its name in braces, so that it stays the record's",
            field="text",
            found=found[0],
        )


def is_said(template: str, values: Mapping[str, str]) -> bool:
    """Whether a paragraph is said at all: one about plans, reports or a body above is not where there is none."""
    names = set(slots_in(template)) & _ONLY_IF_ANY
    return all(values.get(name, "") not in {"", "0"} for name in names)


def checked(template: str, text: str, known: frozenset[str]) -> str:
    """The template, when every place in it is known."""
    try:
        places = [name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None]
    except ValueError as error:
        raise Refusal("Template {template}: {reason}", template=template, reason=str(error)) from error
    for place in places:
        if place not in known:
            raise Refusal(
                "Template {template}: unknown field {field_name}; known are {known}",
                template=template,
                field_name=f"{{{place}}}",
                known=", ".join(sorted(known)) or "none",
            )
    return text


@cache
def house_phrases(language: Language) -> Phrases:
    """The sentences of the house in this language."""
    file = Path(__file__).with_name("wording") / f"{language}.toml"
    return Phrases(language, templates_of(tomllib.loads(file.read_text(encoding="utf-8")), f"{language}.toml", KNOWN))


def templates_of(found: Mapping[str, object], file: str, all_of: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Templates by name, checked; refuses one of an unknown name, and those of `all_of` that are not there."""
    for name in all_of:
        if name not in found:
            raise Refusal("Template {template} is not in {file}", template=name, file=file)
    return overriding(found, file)


def overriding(found: Mapping[str, object], file: str) -> dict[str, str]:
    """Templates that replace others by name, checked."""
    for name in found:
        if name not in KNOWN:
            raise Refusal("{file} has a template {template} that no report uses", file=file, template=name)
    return {name: checked(f"{file}/{name}", str(text), KNOWN[name]) for name, text in found.items()}


def merged(language: Language, words: Mapping[str, str]) -> Phrases:
    """The house's sentences with those of a definition in their place."""
    return Phrases(language, {**house_phrases(language).templates, **words})
