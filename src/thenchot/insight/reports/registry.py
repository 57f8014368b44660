"""Every definition of a report: those of the house and those an administrator adds, read from TOML and checked whole."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from pydantic import TypeAdapter, ValidationError

from thenchot.foundation.indicators.registry import indicators
from thenchot.foundation.indicators.rules import Language
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.insight.reports import phrases
from thenchot.insight.reports.definition import Definition, Words

HOUSE = Path(__file__).with_name("definitions")
LANGUAGES: tuple[Language, ...] = ("vi", "en")
_READ = TypeAdapter(Definition)


@cache
def definitions() -> tuple[Definition, ...]:
    """All definitions, the house's first; a faulty file stops it with a Refusal that names place, found and expected."""
    found: dict[str, Definition] = {}
    for file in _files():
        if file.stem in found:
            raise Refusal("{file}: there is a report {name} already", file=file.name, name=file.stem)
        found[file.stem] = load(file)
    return tuple(found.values())


def by_name(name: str) -> Definition:
    """The definition of this name; refuses an unknown one."""
    for each in definitions():
        if each.name == name:
            return each
    known = ", ".join(each.name for each in definitions())
    raise Refusal("There is no report named {name}; there are {known}", field="definition", name=name, known=known)


def _files() -> Iterator[Path]:
    for folder in (HOUSE, *map(Path, settings.REPORT_FOLDERS)):
        yield from sorted(folder.glob("*.toml"))


def load(file: Path) -> Definition:
    """One definition from its file; `extends` names another beside it or in the house, whose keys it replaces."""
    try:
        found = _READ.validate_python({**_told(file, ()), "name": file.stem})
    except ValidationError as error:
        first = error.errors()[0]
        raise Refusal(
            "{file}: {place}: found {found}, {expected}",
            file=file.name,
            place=".".join(map(str, first["loc"])) or file.name,
            found=repr(first["input"])[:80],
            expected=first["msg"],
        ) from error
    _check(found, file.name)
    return found


def _told(file: Path, seen: tuple[str, ...]) -> dict[str, Any]:
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refusal("{file} is no TOML: {reason}", file=file.name, reason=str(error)) from error
    base = told.pop("extends", None)
    if base is None:
        return told
    if base in seen or base == file.stem:
        raise Refusal("{file} extends itself", file=file.name)
    for folder in (file.parent, HOUSE):
        if (other := folder / f"{base}.toml").exists():
            return {**_told(other, (*seen, file.stem)), **told}
    raise Refusal("{file} extends {base}, which is not there", file=file.name, base=str(base))


def _check(found: Definition, file: str) -> None:
    known = {each.name for each in indicators()}
    for field in found.fields:
        for name in field.indicators:
            if name not in known:
                raise Refusal(
                    "{file}: field {field_key} names an indicator {found}; known are {known}",
                    file=file,
                    field_key=field.key,
                    found=name,
                    known=", ".join(sorted(known)),
                )
    keys = [part.key for part in found.parts] + [f"{p.key}.{f.key}" for p in found.parts for f in p.fields]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise Refusal("{file}: two parts are called {key}", file=file, key=twice)
    for language in LANGUAGES:
        for part in found.parts:
            for text in (*part.text.in_(language), *part.after.in_(language)):
                phrases.checked(f"{file}/{part.key}/{language}", text, phrases.PARAGRAPH)
        phrases.overriding(found.words.get(language, {}), file)
        _check_heading(found.abstract, f"{file}/abstract", language)
        phrases.checked(f"{file}/issuer/{language}", found.issuer.in_(language), frozenset({"unit"}))


def _check_heading(words: Words, template: str, language: Language) -> None:
    phrases.checked(f"{template}/{language}", words.in_(language), frozenset({"period", "year", "unit"}))


def phrases_of(definition: Definition, language: Language) -> phrases.Phrases:
    """The sentences of this report."""
    own: Mapping[str, str] = definition.words.get(language, {})
    return phrases.merged(language, own)
