"""An answer in the reader's words: amounts, counts, figures, verdicts, and the one sentence that stands on the board."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thenchot.foundation.desk.language import language
from thenchot.foundation.indicators import rules
from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.indicators.registry import by_name

_MILLION = 1_000_000
_BILLION = 1_000_000_000
# Between what was found and the criterion's own text in an obstacle's label.
DOT = " · "


def money(amount: int | str | Decimal | None) -> str:
    """An amount in đồng: whole millions or thousand millions where that is exact enough to read (three decimals)."""
    if amount is None:
        return _("cost not known")
    exact = Decimal(amount)
    for size, template in ((_BILLION, _("%(amount)s billion đồng")), (_MILLION, _("%(amount)s million đồng"))):
        if abs(exact) >= size:
            short = (exact / size).quantize(Decimal("0.001"), ROUND_HALF_UP).normalize()
            return template % {"amount": rules.number_text(short + 0, language())}
    return _("%(amount)s đồng") % {"amount": rules.number_text(exact, language())}


def days(count: int) -> str:
    """A number of days; none means that no record tells how long it takes, and is not said as a zero."""
    if not count:
        return _("time not known")
    return ngettext("%(n)s day", "%(n)s days", count) % {"n": rules.number_text(count, language())}


def fixes(count: int) -> str:
    """A number of fixes."""
    return ngettext("%(n)s fix", "%(n)s fixes", count) % {"n": rules.number_text(count, language())}


def obstacles(count: int) -> str:
    """A number of obstacles."""
    return ngettext("%(n)s obstacle", "%(n)s obstacles", count) % {"n": rules.number_text(count, language())}


def day(text: str) -> str:
    """A day of an answer as it is written here."""
    return str(date_format(date.fromisoformat(text), "SHORT_DATE_FORMAT"))


def things(number: int | str, definition: Definition) -> str:
    """A number with the thing it counts."""
    exact = Decimal(number)
    plural = 1 if exact == 1 else 2
    return f"{rules.number_text(exact, language())}{rules.NBSP}{definition.thing.in_(language(), plural)}"


def number(value: int | str) -> str:
    """A number with the language's separators."""
    return rules.number_text(Decimal(value), language())


def percent(top: int | str, bottom: int | str, definition: Definition) -> str:
    """A share as it is printed."""
    above, below = Decimal(top), Decimal(bottom)
    if not below:
        return "\N{EN DASH}"
    scale = definition.scale
    return rules.percent_text(
        int(above * scale), int(below * scale), language(), decimals=definition.decimals, rounding=definition.rounding
    )


def name(indicator: str, part: str) -> str:
    """The indicator and, where it has parts, the part."""
    definition = by_name(indicator)
    title = definition.title.in_(language())
    return f"{title}: {part_name(definition, part)}" if part else title


def part_name(definition: Definition, part: str) -> str:
    """The slice in words."""
    return definition.slice_of(part).label.in_(language())


def called(figure: Mapping[str, Any]) -> str:
    """What the sentence calls the figure: its part where there is one, else the indicator."""
    definition = by_name(figure["indicator"])
    text = part_name(definition, figure["slice"]) if figure["slice"] else definition.title.in_(language())
    return text[:1].lower() + text[1:]


def cause(indicator: str, code: str) -> str:
    """A cause in words; a code without words stands for itself."""
    return by_name(indicator).cause(code, language()) if code else _("Not named")


def label(line: Mapping[str, Any]) -> str:
    """A fix in words: its own label, else its cause, else its key."""
    return str(line["label"] or (cause(line["indicator"], line["cause"]) if line["cause"] else line.get("key", "")))


def price(part: Mapping[str, Any]) -> str:
    """What a plan costs: money, or how much of it is known where a cost is missing."""
    if part.get("cost") is not None and part["measure"] == "money":
        return money(part["cost"])
    if part.get("uncosted") and part.get("known_cost"):
        return ngettext(
            "%(known)s known, %(n)s fix without a cost", "%(known)s known, %(n)s fixes without a cost", part["uncosted"]
        ) % {"known": money(part["known_cost"]), "n": part["uncosted"]}
    return _("cost not known")


def certainty(plan: Mapping[str, Any]) -> str:
    """Proved optimal, or how far off at most."""
    if plan["proved"]:
        return _("proved to be the best")
    gap = rules.number_text(Decimal(str(plan["gap"])).scaleb(2).quantize(Decimal("0.01"), ROUND_HALF_UP), language())
    return _("best found in the time allowed; at most %(gap)s %% from the best") % {"gap": gap}


def sentence(answer: Mapping[str, Any]) -> str:
    """The key link of one figure in one sentence; nothing where there is nothing to say."""
    figure, plan = answer["figures"][0], answer["plan"]
    definition = by_name(figure["indicator"])
    if answer["state"] in {"empty", "no_target"} or not figure["records"]:
        return ""
    held = {
        "obstacles": obstacles(figure["obstacles"]),
        "things": things(figure["gap"]["failing"], definition) if figure["gap"] else number(figure["records"]),
        "figure": called(figure),
        "value": percent(figure["numerator"], figure["denominator"], definition),
    }
    if answer["state"] == "unexplained" or plan is None:
        return _("%(things)s hold %(figure)s at %(value)s; no obstacle is on record, so no plan can be made.") % held
    if not plan["fixes"]:
        return _("%(obstacles)s at %(things)s hold %(figure)s at %(value)s; nothing on record can raise it.") % held
    done = held | {
        "fixes": fixes(plan["count"]),
        "price": price(plan),
        "days": days(plan["elapsed"]),
        "after": _after(plan, definition),
    }
    if plan["verdict"] == "most_possible":
        most = _(
            "%(obstacles)s at %(things)s hold %(figure)s at %(value)s; the target cannot be reached: "
            "%(fixes)s, %(price)s, %(days)s, bring %(after)s at most."
        )
        return most % done
    return (
        _("%(obstacles)s at %(things)s hold %(figure)s at %(value)s; %(fixes)s, %(price)s, %(days)s, bring %(after)s.")
        % done
    )


def _after(plan: Mapping[str, Any], definition: Definition) -> str:
    standing = plan["standings"][0]
    return percent(standing["after"], standing["total"], definition)


def without_plan(answer: Mapping[str, Any]) -> str:
    """Why there is no plan."""
    return {
        "empty": _("There is nothing here to measure, so there is no gap and no plan."),
        "no_target": _("No target is set for this figure on this day; ask for one."),
        "unexplained": _("No obstacle is on record, so no plan can be made."),
    }.get(answer["state"], _("The target is met and nothing falls short."))


def before(figure: Mapping[str, Any]) -> str:
    """What a figure of an answer stands at."""
    return percent(figure["numerator"], figure["denominator"], by_name(figure["indicator"]))


def after(standing: Mapping[str, Any]) -> str:
    """What it comes to after the plan."""
    return percent(standing["after"], standing["total"], by_name(standing["indicator"]))


def share_of(top: Decimal, bottom: Decimal, indicator: str) -> str:
    """A share that a plan keeps, as it is printed."""
    return percent(str(top), str(bottom), by_name(indicator))


def verdict(answer: Mapping[str, Any]) -> str:
    """What the plan is, in a heading."""
    plan = answer["plan"]
    if answer["state"] == "met" and plan["verdict"] == "reaches":
        return _("The target is met; the least that brings one percent more")
    return {
        "met_already": _("The target is met; nothing need be done"),
        "reaches": _("The least that reaches the target"),
        "most_possible": _("The target cannot be reached: this is the most"),
        "best_use": _("The best use of what there is"),
    }[plan["verdict"]]
