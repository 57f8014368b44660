"""The documents tell the truth: they name what is there, their links lead somewhere, and no machine of ours shows through."""

from __future__ import annotations

import ast
import csv
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import translation

from tools.house import PACKAGE, ROOT, app_folders, our_files
from tools.links import broken

SHARED = ROOT.parent / "shared"
TEXTS = (
    ".py",
    ".md",
    ".toml",
    ".html",
    ".css",
    ".js",
    ".sql",
    ".po",
    ".txt",
    ".cfg",
    ".yml",
    ".yaml",
    ".json",
    ".svg",
    "",
)
# A place on somebody's machine, or the host a package came from.
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home)/\w|(?:pypi|pythonhosted)\.org|--(?:extra-)?index-url")
# Where a word of the glossary is used in its other sense.
OTHER_SENSE = {
    "materiel.Grading.grounds": "the technical grounds of a grade, not a legal basis",
    "depots.Spacing.first": "the first of two store buildings",
    "indicators.ClosedFigure.indicator": "the indicator that was measured, not the value it has to reach",
}
ADR_PARTS = ("## Context", "## Options", "## Outcome", "## What would change our mind")


def test_links_lead_somewhere():
    assert not list(broken())


def test_architecture_names_every_app():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    lacking = [folder.name for folder in app_folders() if f"`{folder.name}`" not in text]
    assert not lacking, f"ARCHITECTURE.md does not name {lacking}"


def test_architecture_says_what_is_not_built_yet():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    found = re.search(r"^Not built yet: (.*?)\.$", text, re.MULTILINE | re.DOTALL)
    said = set(re.findall(r"`(\w+)`", found[1])) if found else set()
    built = {folder.name for folder in app_folders()}
    planned = {app for floor in settings.FLOORS.values() for app in floor}
    assert said == planned - built, f"ARCHITECTURE.md, line 'Not built yet': expected {sorted(planned - built)}"


@pytest.mark.parametrize("folder", app_folders()[1:], ids=lambda folder: folder.name)
def test_every_app_says_what_it_is_for(folder):
    docstring = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    assert docstring, (
        f"{folder.relative_to(PACKAGE)}/__init__.py: say what the app is for, its nouns, verbs and imports"
    )


def test_decisions_are_numbered_and_whole():
    paths = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert [int(path.name[:4]) for path in paths] == list(range(1, len(paths) + 1))
    for path in paths:
        text = path.read_text(encoding="utf-8")
        lacking = [part for part in ADR_PARTS if part not in text]
        assert not lacking, f"{path.name} lacks {lacking}"


def test_no_machine_shows_through():
    found = []
    for path in our_files(*TEXTS):
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="ignore").splitlines(), start=1):
            if match := MACHINE.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {match[0]}")
    assert not found, "\n".join(found)


def test_names_are_the_terms_of_the_field():
    """A model or a column whose Vietnamese name is a term of the glossary is called by that term's words in the code."""
    if not (SHARED / "glossary.tsv").exists():
        pytest.skip("the founders' glossary is not beside this repository (../shared/glossary.tsv)")
    with (SHARED / "glossary.tsv").open(encoding="utf-8", newline="") as file:
        terms = {row["vi"].partition("(")[0].strip(): row["code_name"] for row in csv.DictReader(file, delimiter="\t")}
    wrong = []
    with translation.override("vi"):
        for model in apps.get_models():
            if model.__module__.startswith("thenchot."):
                named = [(model._meta.label, model.__name__, model._meta.verbose_name)]
                named += [
                    (f"{model._meta.label}.{f.name}", f.name, f.verbose_name) for f in model._meta.concrete_fields
                ]
                wrong += [
                    f"{label}: “{title}” is {terms[str(title)]} in the glossary"
                    for label, code, title in named
                    if str(title) in terms and label not in OTHER_SENSE and not same_words(code, terms[str(title)])
                ]
    assert not wrong, "\n".join(wrong)


def same_words(code: str, term: str) -> bool:
    """One name's words are among the other's: grade and quality_grade, Unit and org_unit."""
    ours = set(re.sub(r"(?<!^)(?=[A-Z])", "_", code).lower().split("_"))
    theirs = set(term.split("_"))
    return ours <= theirs or theirs <= ours
