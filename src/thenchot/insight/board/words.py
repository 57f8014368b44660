"""A figure in the reader's words: its name, its target, whether it is met, how much is short and how much is not known."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thenchot.foundation.desk.language import language
from thenchot.foundation.indicators import rules
from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.indicators.figures import Figure, amount
from thenchot.foundation.indicators.kept import Sums

Tone = Literal["good", "bad", "muted", "warn"]


def name(figure: Figure) -> str:
    """The indicator and, where it has parts, the part."""
    title = figure.definition.title.in_(language())
    return f"{title}: {part(figure)}" if figure.slice else title


def part(figure: Figure) -> str:
    """The slice in words."""
    return figure.part.label.in_(language())


def value(figure: Figure) -> str:
    """The share, or a dash."""
    return figure.text(language())


def target(figure: Figure) -> str:
    """The target in words: "từ 85 % trở lên"; nothing without one."""
    if figure.target is None:
        return ""
    return rules.target_text(figure.target.comparator, figure.target.percent, language())


def tone(figure: Figure) -> Tone:
    """Met is good, not met is bad; without a target or without anything to measure it is neither."""
    if figure.met is None:
        return "muted"
    return "good" if figure.met else "bad"


def standing(figure: Figure) -> str:
    """The state in a word or two."""
    if not figure.is_applicable:
        return _("Nothing reported") if figure.missing else _("Nothing to measure")
    if figure.target is None:
        return _("No target set")
    return _("Target met") if figure.met else _("Target not met")


def number(integer: int, definition: Definition) -> str:
    """One of the figure's integers in its things."""
    return rules.number_text(amount(integer, definition.scale), language())


def exact(integer: int, definition: Definition) -> Decimal:
    """One of the figure's integers in its things, as a number."""
    return amount(integer, definition.scale)


def counted(integer: int, definition: Definition) -> str:
    """A number with the thing it counts: "2 kho", "1 depot"."""
    exact = amount(integer, definition.scale)
    plural = 1 if exact == 1 else 2
    return f"{rules.number_text(exact, language())}{rules.NBSP}{definition.thing.in_(language(), plural)}"


def out_of(figure: Figure) -> str:
    """The numerator and the denominator with the thing: "17 / 20 kho"."""
    top = number(figure.numerator, figure.definition)
    return f"{top}{rules.NBSP}/{rules.NBSP}{counted(figure.denominator, figure.definition)}"


def out_of_short(figure: Figure) -> str:
    """The numerator and the denominator alone: "17 / 20"."""
    top, bottom = number(figure.numerator, figure.definition), number(figure.denominator, figure.definition)
    return f"{top}{rules.NBSP}/{rules.NBSP}{bottom}"


def gap(figure: Figure) -> str:
    """How far the target is, in records; nothing when it is met or cannot be said."""
    if figure.met is not False:
        return ""
    if figure.gap is None:
        return _("The target cannot be reached with what is counted here")
    much = counted(figure.gap, figure.definition)
    if figure.target is not None and figure.target.comparator in {"<", "<="}:
        return _("%(much)s too many") % {"much": much}
    return _("%(much)s short") % {"much": much}


def missing(figure: Figure) -> str:
    """What was expected and not reported; nothing when all was."""
    if not figure.missing:
        return ""
    return _("%(much)s not reported") % {"much": counted(figure.missing, figure.definition)}


def missing_short(figure: Figure) -> str:
    """The same without the thing, for a cell of a table."""
    if not figure.missing:
        return ""
    return _("%(much)s not reported") % {"much": number(figure.missing, figure.definition)}


def with_sums(figure: Figure, sums: Sums) -> Figure:
    """The same figure with other sums, to be written in the same way."""
    return replace(figure, sums=sums)


def share(figure: Figure) -> Decimal | None:
    """The share for drawing, 0 to 100; None when there is nothing to measure."""
    if not figure.is_applicable:
        return None
    return rules.percent(figure.numerator, figure.denominator, 2)


def records(count: int) -> str:
    """How many records."""
    text = rules.number_text(count, language())
    return ngettext("%(text)s record", "%(text)s records", count) % {"text": text}


def money(hundredths: int) -> str:
    """An amount of money kept in hundredths, in đồng."""
    return _("%(amount)s đồng") % {"amount": rules.number_text(amount(hundredths, 100), language())}


def headings() -> tuple[str, ...]:
    """Heads of the columns in which `line` shows a figure."""
    return (_("Indicator"), _("Share"), _("Counted"), _("Not reported"), _("Target"), _("Standing"), _("Gap"))


def line(figure: Figure) -> tuple[str, ...]:
    """The figure in a row of a plain table."""
    return (
        name(figure),
        value(figure),
        out_of(figure),
        number(figure.missing, figure.definition),
        target(figure),
        standing(figure),
        gap(figure),
    )
