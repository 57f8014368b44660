"""How the columns of one kind of file feed a target: data kept in TOML, recognised by its header names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone

from thenchot.edges.intake.models import LearnedProfile
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import fold, tidy

FOLDER = Path(__file__).parent / "profiles"


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """Where a column goes ("-": nowhere). `label` is put before the value when several columns feed one text.

    `join` is put between them instead where the texts are parts of one (a stock number in two columns).
    `style` says how its numbers or dates are written (a name of `styles.STYLES`); empty: only what cannot be misread is taken.
    """

    header: str
    to: str
    label: str = ""
    style: str = ""
    join: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A way to read one kind of file. `creates` names what may be made when it is not known yet; the rest is a fault.

    `sheets` (none: all), `table` (the choices of `find_table`), `encoding` and `delimiter` say where the table is. `replace`
    holds, by field, what a value of the file means here ("PD Springfield" -> a unit's code).
    """

    name: str
    title: Mapping[str, str]
    target: str
    recognise: tuple[str, ...]
    columns: tuple[ColumnRule, ...]
    creates: frozenset[str] = frozenset()
    options: Mapping[str, Any] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    table: Mapping[str, Any] = field(default_factory=dict)
    encoding: str = ""
    delimiter: str = ""
    replace: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def fits(self, headers: Iterable[str]) -> bool:
        """True when every header the profile is recognised by is among these."""
        known = {fold(header) for header in headers}
        return bool(self.recognise) and all(fold(header) in known for header in self.recognise)

    def as_plain(self) -> dict[str, Any]:
        """The profile as values that JSON and TOML can hold; `from_plain` reads them back."""
        columns = {
            rule.header: {"to": rule.to, **{n: v for n in ("label", "style", "join") if (v := getattr(rule, n))}}
            for rule in self.columns
        }
        return {
            "title": dict(self.title),
            "target": self.target,
            "recognise": list(self.recognise),
            "columns": columns,
            "creates": sorted(self.creates),
            "options": dict(self.options),
            "sheets": list(self.sheets),
            "table": {name: list(v) if isinstance(v, tuple) else v for name, v in self.table.items()},
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "replace": {name: dict(values) for name, values in self.replace.items()},
        }


def from_plain(name: str, data: Mapping[str, Any]) -> Profile:
    """A profile from plain values."""
    return Profile(
        name=name,
        title=data.get("title", {}),
        target=data["target"],
        recognise=tuple(data.get("recognise", ())),
        columns=tuple(_rule(header, rule) for header, rule in data["columns"].items()),
        creates=frozenset(data.get("creates", ())),
        options=data.get("options", {}),
        sheets=tuple(data.get("sheets", ())),
        table={n: tuple(v) if isinstance(v, list) else v for n, v in data.get("table", {}).items()},
        encoding=data.get("encoding", ""),
        delimiter=data.get("delimiter", ""),
        replace=data.get("replace", {}),
    )


def load(path: Path) -> Profile:
    """Read a profile; the file's stem is its name."""
    return from_plain(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))


def _rule(header: str, rule: str | Mapping[str, str]) -> ColumnRule:
    if isinstance(rule, str):
        return ColumnRule(header, rule)
    return ColumnRule(header, rule["to"], rule.get("label", ""), rule.get("style", ""), rule.get("join", ""))


@cache
def kept() -> dict[str, Profile]:
    """The profiles kept in the project, by name."""
    return {path.stem: load(path) for path in sorted(FOLDER.glob("*.toml"))}


def all_profiles() -> dict[str, Profile]:
    """The profiles kept in the project and those learned here, by name."""
    learned = {row.name: from_plain(row.name, row.data) for row in LearnedProfile.objects.order_by("name")}
    return {**learned, **kept()}


def learn(profile: Profile, headers: Iterable[str], by_name: str) -> Profile:
    """Keep a mapping made by hand under its name, to be recognised by these headers; the same name again replaces it."""
    name = tidy(profile.name)
    if not name or name in kept():
        raise Refusal("Give the profile a name of its own", field="learn")
    found = replace(profile, name=name, recognise=tuple(headers), title={"vi": name, "en": name})
    LearnedProfile.objects.update_or_create(
        name=name, defaults={"data": found.as_plain(), "by_name": by_name, "learned_at": timezone.now()}
    )
    return found


def relearn(profile: Profile, by_name: str) -> None:
    """Keep what was said since of a profile learned here; one of the project's own, or without a name, stays as it is."""
    if profile.name and profile.name not in kept() and LearnedProfile.objects.filter(name=profile.name).exists():
        learn(profile, profile.recognise, by_name)


def named(name: str) -> Profile:
    """The profile of this name."""
    known = all_profiles()
    if (found := known.get(name)) is None:
        raise Refusal("No profile is called {name}; there are: {known}", name=name, known=", ".join(known))
    return found


def fitting(headers: Iterable[str]) -> list[Profile]:
    """The profiles that fit these headers best: none, one, or several that claim as many of them."""
    headers = list(headers)
    found = [profile for profile in all_profiles().values() if profile.fits(headers)]
    best = max((len(profile.recognise) for profile in found), default=0)
    return [profile for profile in found if len(profile.recognise) == best]


def recognised(headers: Iterable[str]) -> Profile:
    """The one profile that fits these headers."""
    headers = list(headers)
    found = fitting(headers)
    if not found:
        raise Refusal("No profile fits the columns {columns}; name one with --profile", columns=", ".join(headers))
    if len(found) > 1:
        raise Refusal("Several profiles fit: {names}; name one", names=", ".join(p.name for p in found))
    return found[0]
