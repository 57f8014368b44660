"""Names in an answer, as far as the reader may open them: records, units and the fixes that serve them; the rest is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.urls import reverse

from thenchot.foundation.access.policy import Who, rows
from thenchot.foundation.desk.resource import by_model
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit

Plain = dict[str, Any]
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Named:
    """A record the reader may open."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Names:
    """What the reader may see by name."""

    records: Mapping[str, Named]
    units: Mapping[str, Unit]


def names_for(user: Who, answer: Mapping[str, Any]) -> Names:
    """The names of the records and units of an answer that this reader may open."""
    records: dict[str, Named] = {}
    for label, keys in _records_of(answer).items():
        records |= _named(user, label, sorted(keys))
    units = rows(user, "view", Unit.objects.filter(pk__in=[UUID(key) for key in _units_of(answer)]))
    return Names(records, {str(unit.pk): unit for unit in units})


def filtered(user: Who, answer: Mapping[str, Any]) -> Plain:
    """The answer without labels and keys that would name what the reader may not open; the figures stay whole."""
    names = names_for(user, answer)

    def line(each: Any) -> Any:
        if each is None or not each.get("of") or any(key in names.records for key in each["of"]):
            return each
        return {**each, "label": "", "key": "", "of": [], "records": [], "is_hidden": True}

    def part(each: Any) -> Any:
        if each is None:
            return None
        lists = {name: [line(one) for one in each[name]] for name in ("fixes", "more", "less") if name in each}
        if "records" in each:
            lists["records"] = [record for record in each["records"] if record["key"] in names.records]
        return {**each, **lists}

    def figure(each: Any) -> Any:
        if not each["gap"]:
            return each
        keys = {
            name: [key for key in each["gap"][name] if key in names.records] for name in ("one_fix_away", "unexplained")
        }
        return {**each, "gap": {**each["gap"], **keys, "best_single": line(each["gap"]["best_single"])}}

    changed = {name: part(answer[name]) for name in ("plan", "second_best", "next_percent") if name in answer}
    if "all_fixes" in answer:
        changed["all_fixes"] = [line(each) for each in answer["all_fixes"]]
    return {**answer, "figures": [figure(each) for each in answer["figures"]], **changed}


def _lines_of(answer: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for name in ("plan", "second_best", "next_percent"):
        part = answer.get(name) or {}
        for lines in ("fixes", "more", "less"):
            yield from part.get(lines, ())
    yield from answer.get("all_fixes", ())
    for figure in answer["figures"]:
        if figure["gap"] and figure["gap"]["best_single"]:
            yield figure["gap"]["best_single"]


def _records_of(answer: Mapping[str, Any]) -> dict[str, set[str]]:
    """The keys of the records named, by the label of their table."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in _lines_of(answer):
        found[by_name(line["indicator"]).record].update(line["of"])
    for record in (answer.get("plan") or {}).get("records", ()):
        found[by_name(record["indicator"]).record].add(record["key"])
    for figure in answer["figures"]:
        if figure["gap"]:
            label = by_name(figure["indicator"]).record
            found[label].update(figure["gap"]["one_fix_away"], figure["gap"]["unexplained"])
    return found


def _units_of(answer: Mapping[str, Any]) -> set[str]:
    keys = {line["unit"] for line in _lines_of(answer)}
    keys |= {part["name"] for figure in answer["figures"] if figure["gap"] for part in figure["gap"]["by_unit"]}
    return {key for key in keys if key}


def _named(user: Who, label: str, keys: Collection[str]) -> dict[str, Named]:
    model: type[Record] = apps.get_model(label)
    resource, found, waiting = by_model(model), {}, iter(keys)
    while chunk := list(islice(waiting, _AT_ONCE)):
        query = model._default_manager.filter(pk__in=chunk).select_related(*model.named_through)
        for record in rows(user, "view", query):
            url = reverse("desk:detail", args=[resource.slug, record.pk]) if resource else ""
            found[str(record.pk)] = Named(_called(record), url)
    return found


def _called(record: Record) -> str:
    """The record's name, with its code where it has one of its own."""
    code = getattr(record, "code", "")
    return f"{code} {record}" if code and not str(record).startswith(str(code)) else str(record)
