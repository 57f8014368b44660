"""Every sentence for people has its Vietnamese, with the same values in it, and one Vietnamese in the whole house."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from tools.house import app_folders
from tools.messages import catalogue, missing, sentences, translation

VALUES = re.compile(r"%\(\w+\)[sd]|(?<!\{)\{\w*(?:[!:.\[][^{}]*)?\}(?!\})")


def name(folder: Path) -> str:
    return folder.name


@pytest.mark.parametrize("folder", app_folders(), ids=name)
def test_every_sentence_has_its_vietnamese(folder):
    lacking = [f"{sentence.place}: {sentence.key[1]!r}" for sentence in missing(folder)]
    assert not lacking, (
        f"{len(lacking)} sentences of {folder.name} have no Vietnamese; `make messages` puts them into its django.po:\n"
        + "\n".join(lacking)
    )


@pytest.mark.parametrize("folder", app_folders(), ids=name)
def test_translations_keep_the_values(folder):
    known = catalogue(folder)
    for key, sentence in sentences(folder).items():
        text = translation(known, key)
        wanted = sentence.text if isinstance(sentence.text, str) else sentence.text[1]
        if text:
            assert set(VALUES.findall(text)) == set(VALUES.findall(wanted)), f"{sentence.place}: {wanted!r} / {text!r}"


def test_one_english_sentence_has_one_vietnamese():
    said: dict[tuple[str | None, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for folder in app_folders():
        known = catalogue(folder)
        for key in sentences(folder):
            if text := translation(known, key):
                said[key][text].append(folder.name)
    several = [
        f"{key[1]!r}: " + "; ".join(f"{t!r} in {a}" for t, a in by.items()) for key, by in said.items() if len(by) > 1
    ]
    assert not several, (
        "Django merges the catalogues, so one of these is shown everywhere; agree, or tell them apart as "
        'pgettext("unit of the tree", "unit") does:\n' + "\n".join(several)
    )
