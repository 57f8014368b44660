"""How the columns of one kind of file feed a target: data kept in TOML, recognised by its header names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import fold

FOLDER = Path(__file__).parent / "profiles"


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """Where a column goes. `label` is put before the value when several columns feed one text."""

    header: str
    to: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A way to read one kind of file. `creates` names what may be made when it is not known yet; the rest is a fault."""

    name: str
    title: Mapping[str, str]
    target: str
    recognise: tuple[str, ...]
    columns: tuple[ColumnRule, ...]
    creates: frozenset[str] = frozenset()
    options: Mapping[str, Any] = field(default_factory=dict)

    def fits(self, headers: Iterable[str]) -> bool:
        """True when every header the profile is recognised by is among these."""
        known = {fold(header) for header in headers}
        return bool(self.recognise) and all(fold(header) in known for header in self.recognise)


def load(path: Path) -> Profile:
    """Read a profile; the file's stem is its name."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    columns = tuple(_rule(header, rule) for header, rule in data["columns"].items())
    return Profile(
        name=path.stem,
        title=data["title"],
        target=data["target"],
        recognise=tuple(data.get("recognise", ())),
        columns=columns,
        creates=frozenset(data.get("creates", ())),
        options=data.get("options", {}),
    )


def _rule(header: str, rule: str | Mapping[str, str]) -> ColumnRule:
    return ColumnRule(header, rule) if isinstance(rule, str) else ColumnRule(header, rule["to"], rule.get("label", ""))


@cache
def all_profiles() -> dict[str, Profile]:
    """The profiles kept in the project, by name."""
    return {path.stem: load(path) for path in sorted(FOLDER.glob("*.toml"))}


def named(name: str) -> Profile:
    """The profile of this name."""
    if (found := all_profiles().get(name)) is None:
        raise Refusal("No profile is called {name}; there are: {known}", name=name, known=", ".join(all_profiles()))
    return found


def recognised(headers: Iterable[str]) -> Profile:
    """The one profile that fits these headers."""
    headers = list(headers)
    fitting = [profile for profile in all_profiles().values() if profile.fits(headers)]
    if not fitting:
        raise Refusal("No profile fits the columns {columns}; name one with --profile", columns=", ".join(headers))
    best = max(len(profile.recognise) for profile in fitting)
    fitting = [profile for profile in fitting if len(profile.recognise) == best]
    if len(fitting) > 1:
        raise Refusal("Several profiles fit: {names}; name one", names=", ".join(p.name for p in fitting))
    return fitting[0]
