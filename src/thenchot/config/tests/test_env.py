from __future__ import annotations

import stat

import pytest
from django.utils import formats, translation

from thenchot.config import env


@pytest.mark.parametrize(
    ("told", "expected"), [("1", True), ("TRUE", True), (" yes ", True), ("0", False), ("", False)]
)
def test_a_flag_is_true_only_when_it_says_so(monkeypatch, told, expected):
    monkeypatch.setenv("THENCHOT_X", told)
    assert env.flag("THENCHOT_X", default=True) is expected


def test_an_unset_flag_is_its_default(monkeypatch):
    monkeypatch.delenv("THENCHOT_X", raising=False)
    assert env.flag("THENCHOT_X", default=True)


def test_an_empty_text_is_the_default(monkeypatch):
    monkeypatch.setenv("THENCHOT_X", "")
    assert env.text("THENCHOT_X", "else") == "else"


def test_a_folder_is_made(monkeypatch, tmp_path):
    monkeypatch.setenv("THENCHOT_X", str(tmp_path / "a" / "b"))
    assert env.folder("THENCHOT_X", "unused").is_dir()


def test_a_secret_is_made_once_and_only_its_owner_reads_it(monkeypatch, tmp_path):
    monkeypatch.delenv("THENCHOT_X", raising=False)
    file = tmp_path / "secret"
    first = env.secret("THENCHOT_X", keep_in=file)
    assert len(first) > 40
    assert env.secret("THENCHOT_X", keep_in=file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    monkeypatch.setenv("THENCHOT_X", "told")
    assert env.secret("THENCHOT_X", keep_in=file) == "told"


@pytest.mark.parametrize(("language", "number"), [("vi", "1.234,5"), ("en", "1,234.5")])
def test_numbers_are_written_as_the_language_does(language, number):
    with translation.override(language):
        assert formats.number_format(1234.5, decimal_pos=1, use_l10n=True, force_grouping=True) == number
