"""Imports and foreign keys point downwards only, by one list: the contracts in pyproject.toml, the settings, DESIGN."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import ForeignKey, ManyToManyField, OneToOneField

from tools.house import ROOT

FLOORS = ("config", "edges", "insight", "domain", "foundation")


def contracts() -> dict[str, dict]:
    written = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {contract["id"]: contract for contract in written["tool"]["importlinter"]["contracts"]}


def layers(contract: str) -> list[str]:
    """The apps of a floor from the top down; brackets mean that an app is not built yet."""
    return [layer.strip("()") for layer in contracts()[contract]["layers"]]


def test_every_import_points_downwards():
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[done.stdout.find("Contracts") :] + done.stderr


def test_the_settings_and_the_import_contracts_are_one_list():
    assert layers("floors") == list(FLOORS)
    for floor, floor_apps in settings.FLOORS.items():
        below = ["kernel"] if floor == "foundation" else []  # The kernel is no Django app.
        assert layers(floor) == [*floor_apps, *below], f"pyproject.toml and settings.FLOORS differ on {floor}"


def rank(module: str) -> int:
    """How high an app stands, 0 the highest; Django's own tables are the ground."""
    order = [f"thenchot.{floor}.{app}" for floor in FLOORS[1:] for app in layers(floor)]
    found = [number for number, app in enumerate(order) if module == app or module.startswith(app + ".")]
    return found[0] if found else len(order)


def test_every_foreign_key_points_downwards():
    upwards = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | OneToOneField | ManyToManyField)
        and model.__module__.startswith("thenchot.")
        and rank(field.related_model.__module__) < rank(model.__module__)
    ]
    assert not upwards, "these keys point to an app above:\n" + "\n".join(upwards)
