"""Every indicator of the house: walks the apps for `indicators/*.toml` and the folders an administrator adds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings

from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.indicators.faults import Misdefined
from thenchot.foundation.indicators.loading import load
from thenchot.foundation.kernel.refusal import Refusal


@cache
def indicators() -> tuple[Definition, ...]:
    """All indicators, in the order of the apps and of their names; the first faulty file stops it with Misdefined."""
    found: dict[str, Definition] = {}
    for folder, app in _folders():
        for file in sorted(folder.glob("*.sql")):
            if not (toml := file.with_name(file.name.partition(".")[0] + ".toml")).exists():
                raise Misdefined(f"{app}/{file.name}", f"no {toml.name}", "a toml beside the sql")
        for toml in sorted(folder.glob("*.toml")):
            if (other := found.get(toml.stem)) is not None:
                raise Misdefined(f"{app}/{toml.name}", f"an indicator {toml.stem} of {other.app} too", "a new name")
            found[toml.stem] = load(toml, app)
    return tuple(found.values())


def _folders() -> Iterator[tuple[Path, str]]:
    for config in apps.get_app_configs():
        folder = Path(config.path) / "indicators"
        # The engine's own package is called indicators too; only its tests lie below it.
        if folder.is_dir():
            yield folder, config.label
    for folder in getattr(settings, "INDICATOR_FOLDERS", ()):
        yield Path(folder), Path(folder).name


def indicators_on(day: date) -> tuple[Definition, ...]:
    """Those defined for this day."""
    return tuple(each for each in indicators() if day in each.during)


def by_name(name: str) -> Definition:
    """The indicator of this name; refuses an unknown one."""
    for each in indicators():
        if each.name == name:
            return each
    raise Refusal("There is no indicator named {name}", name=name)
