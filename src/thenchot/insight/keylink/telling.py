"""An answer made ready for the page: lines, splits, comparisons and links in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thenchot.foundation.indicators.registry import by_name
from thenchot.insight.keylink import wording
from thenchot.insight.keylink.asked import Asked
from thenchot.insight.keylink.seen import Named, Names

Plain = Mapping[str, Any]
MOST_BARS = 12
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A fix of the plan in words. A hidden one is out of the reader's reach and has no links."""

    key: str
    label: str
    detail: str
    unit: str
    resource: str
    cost: str
    days: str
    due: str
    wins: tuple[Named, ...]
    more: int
    if_struck: str
    strike: str
    leave: str
    must: str
    is_must: bool


@dataclass(frozen=True, slots=True)
class Other:
    """A plan or a fix that is not in the plan: words and links."""

    label: str
    unit: str
    cost: str
    days: str
    serves: str
    leave: str = ""
    must: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the gap: what falls short there, its part of what is short of the target, and the length of its bar."""

    label: str
    failing: str
    short: str
    share: int


@dataclass(frozen=True, slots=True)
class Split:
    """The gap by one thing, largest part first; the parts add up."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One figure before and after the plan."""

    name: str
    before: str
    after: str
    target: str
    gap: str
    met_after: bool | None
    missing: str
    by_unit: Split | None
    by_cause: Split | None
    single: str
    away: tuple[Named, ...]
    n_away: int
    unexplained: tuple[Named, ...]
    n_unexplained: int
    url: str


def lines(answer: Plain, asked: Asked, names: Names, struck: Sequence[str]) -> list[Line]:
    """The plan's fixes in the order in which they are due."""
    plan = answer["plan"]
    return [_line(line, plan, asked, names, struck) for line in plan["fixes"]] if plan else []


def _line(line: Plain, plan: Plain, asked: Asked, names: Names, struck: Sequence[str]) -> Line:
    key, wins = line["key"], [names.records[record] for record in line["records"] if record in names.records]
    hidden = bool(line.get("is_hidden"))
    label, _dot, detail = wording.label(line).partition(wording.DOT)
    cause = wording.cause(line["indicator"], line["cause"]) if line["cause"] and line["label"] else ""
    return Line(
        key=key,
        label=_("A fix that is not yours to open") if hidden else label,
        detail="" if hidden else ". ".join(part for part in (detail or cause, line["resource"]) if part),
        unit=_unit(line["unit"], names),
        resource=line["resource"],
        cost=wording.money(line["cost"]),
        days=wording.days(line["days"]),
        due=wording.day(line["due_on"]),
        wins=tuple(wins[:MOST_NAMED]),
        more=max(0, len(line["records"]) - MOST_NAMED),
        if_struck=_if_struck(line["struck"], plan),
        strike=""
        if hidden or line["struck"] is None
        else _at(asked, *[("strike", one) for one in struck], ("strike", key)),
        leave="" if hidden else _at(asked, ("leave", key)),
        must="" if hidden or key in asked.must else _at(asked, ("must", key)),
        is_must=key in asked.must,
    )


def _at(asked: Asked, *more: tuple[str, str], without: Sequence[str] = ()) -> str:
    return reverse("keylink") + asked.query(*more, without=without)


def _if_struck(struck: Plain | None, plan: Plain) -> str:
    """What is lost and saved when the line is struck alone."""
    if struck is None:
        return _("to be done in any case")
    said = [_("saves %(much)s") % {"much": _saved(struck["cost_saved"], plan)}]
    for standing in struck["standings"][:2]:
        after = wording.percent(standing["after"], standing["total"], by_name(standing["indicator"]))
        said.append(_("leaves %(after)s") % {"after": after})
    if struck["idle"]:
        n = len(struck["idle"])
        said.append(
            ngettext("%(n)s other line then serves nothing", "%(n)s other lines then serve nothing", n) % {"n": n}
        )
    return "; ".join(said)


def _saved(much: int | str, plan: Plain) -> str:
    return wording.money(much) if plan["measure"] == "money" else wording.fixes(int(much))


def _unit(key: str, names: Names) -> str:
    return names.units[key].name if key in names.units else "\N{EN DASH}"


def others(answer: Plain, asked: Asked, names: Names) -> list[Other]:
    """Every obstacle known, with the links that ask for it or rule it out."""
    planned = {line["key"] for line in answer["plan"]["fixes"]} if answer["plan"] else set()
    return [
        Other(
            label=wording.label(line),
            unit=_unit(line["unit"], names),
            cost=wording.money(line["cost"]),
            days=wording.days(line["days"]),
            serves=wording.number(line["serves"]),
            leave="" if line["key"] in asked.leave else _at(asked, ("leave", line["key"])),
            must="" if line["key"] in asked.must else _at(asked, ("must", line["key"])),
            state=_("in the plan") if line["key"] in planned else "",
        )
        for line in answer.get("all_fixes", ())
        if not line.get("is_hidden")
    ]


def wishes(asked: Asked, answer: Plain) -> list[tuple[str, str]]:
    """The planner's must and must-not, each with the address without it."""
    labels = {line["key"]: wording.label(line) for line in answer.get("all_fixes", ())}
    kept = [("must", key) for key in asked.must] + [("leave", key) for key in asked.leave]
    found = []
    for name, key in kept:
        rest = [pair for pair in kept if pair != (name, key)]
        said = _("In any case: %(fix)s") if name == "must" else _("Left out: %(fix)s")
        found.append((said % {"fix": labels.get(key, key)}, _at(asked, *rest, without=("must", "leave"))))
    return found


def told(answer: Plain, asked: Asked, names: Names) -> list[Told]:
    """Each figure asked about."""
    return [_told(figure, answer, asked, names) for figure in answer["figures"]]


def _told(figure: Plain, answer: Plain, asked: Asked, names: Names) -> Told:
    definition, gap = by_name(figure["indicator"]), figure["gap"]
    standing = next(
        (
            s
            for s in (answer["plan"] or {}).get("standings", ())
            if (s["indicator"], s["slice"]) == (figure["indicator"], figure["slice"])
        ),
        None,
    )
    query = asked.query(without=("figure",)).partition("&figure")[0]
    away, unexplained = (gap["one_fix_away"], gap["unexplained"]) if gap else ([], [])
    return Told(
        name=wording.name(figure["indicator"], figure["slice"]),
        before=wording.percent(figure["numerator"], figure["denominator"], definition),
        after=wording.percent(standing["after"], standing["total"], definition) if standing else "",
        target="" if figure["target"] is None else _target(figure),
        gap=_gap(figure, gap),
        met_after=_met_after(standing),
        missing="" if not Decimal(figure["missing"]) else wording.things(figure["missing"], definition),
        by_unit=_by_unit(gap, names) if gap else None,
        by_cause=_by_cause(figure, gap, answer) if gap else None,
        single=_single(figure, gap, names) if gap else "",
        away=tuple(names.records[key] for key in away if key in names.records)[:12],
        n_away=gap["n_one_fix_away"] if gap else 0,
        unexplained=tuple(names.records[key] for key in unexplained if key in names.records)[:12],
        n_unexplained=gap["n_unexplained"] if gap else 0,
        url=reverse("figure", args=[figure["indicator"]]) + query + f"&slice={figure['slice']}&show=short",
    )


def _met_after(standing: Plain | None) -> bool | None:
    return None if standing is None else bool(standing["met"])


def _target(figure: Plain) -> str:
    signs = {">=": "≥", "<=": "≤"}
    comparator = figure["comparator"] or ">="
    return f"{signs.get(comparator, comparator)} {wording.number(str(figure['target']))} %"


def _gap(figure: Plain, gap: Plain | None) -> str:
    if not gap:
        return ""
    if gap["short"] is None:
        return _("No figure could meet this target")
    if not Decimal(gap["short"]):
        return _("Target met")
    return _("%(much)s short of the target") % {"much": wording.things(gap["short"], by_name(figure["indicator"]))}


def _by_unit(gap: Plain, names: Names) -> Split:
    parts = [
        (names.units[part["name"]].name if part["name"] in names.units else _("Not placed"), part)
        for part in gap["by_unit"]
    ]
    return _split(_("Where it falls short"), parts)


def _by_cause(figure: Plain, gap: Plain, answer: Plain) -> Split:
    labels = {line["label"].partition(" ")[0]: line["label"] for line in answer.get("all_fixes", ()) if line["label"]}
    parts = []
    for part in gap["by_cause"]:
        code, said = part["name"], wording.cause(figure["indicator"], part["name"])
        parts.append(
            (f"{code} {labels[code].rpartition(wording.DOT)[2].removeprefix(code)}" if code in labels else said, part)
        )
    return _split(_("Why it falls short"), parts)


def _split(title: str, parts: Sequence[tuple[str, Plain]]) -> Split:
    """Each part's failing records with a bar and its part of the gap. Small parts beyond MOST_BARS stand as one."""
    shown, rest = list(parts[:MOST_BARS]), parts[MOST_BARS:]
    if rest:
        together = {
            name: sum((Decimal(part[name]) for _said, part in rest), Decimal(0)) for name in ("failing", "short")
        }
        shown.append((_("All others"), together))
    most = max((Decimal(part["failing"]) for _said, part in shown), default=Decimal(1)) or Decimal(1)
    return Split(
        title,
        tuple(
            Part(
                said,
                wording.number(p["failing"]),
                wording.number(p["short"]),
                round(Decimal(p["failing"]) * 100 / most),
            )
            for said, p in shown
        ),
    )


def _single(figure: Plain, gap: Plain, names: Names) -> str:
    single = gap["best_single"]
    if single is None or single.get("is_hidden"):
        return ""
    return _("%(fix)s (%(unit)s): wins %(much)s for %(cost)s") % {
        "fix": wording.label(single),
        "unit": _unit(single["unit"], names),
        "much": wording.things(single["gained"], by_name(figure["indicator"])),
        "cost": wording.money(single["cost"]),
    }


def beside(part: Plain | None) -> str:
    """Another plan in one line: what it takes and what it brings."""
    if part is None:
        return ""
    price = wording.money(part["cost"]) if part["measure"] == "money" else wording.fixes(int(part["cost"]))
    said = [wording.fixes(part["count"])] + ([price] if part["measure"] == "money" else [])
    said.append(wording.days(part["elapsed"]))
    for standing in part["standings"]:
        after = wording.percent(standing["after"], standing["total"], by_name(standing["indicator"]))
        said.append(_("brings %(after)s") % {"after": after})
    return ", ".join(said)


def next_percent(step: Plain | None) -> str:
    """What the next percent costs beyond the plan."""
    if step is None:
        return ""
    if not step["within_reach"]:
        return _("No more can be had with what is known.")
    much = wording.money(step["extra_cost"]) if step["measure"] == "money" else wording.fixes(int(step["extra_cost"]))
    return _("%(much)s more: %(plan)s") % {"much": much, "plan": beside(step)}


def written(day: date) -> str:
    """A day in the reader's way."""
    return str(date_format(day, "SHORT_DATE_FORMAT"))
