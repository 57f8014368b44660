"""The tools that the other tests and the Makefile trust."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import links, messages, shape


@pytest.fixture
def app(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    folder = tmp_path / "app"
    (folder / "templates").mkdir(parents=True)
    (folder / "rules.py").write_text(
        'raise Refusal("{unit} is closed", field="unit", unit=unit)\n'
        'class Late(Refusal):\n    def __init__(self):\n        super().__init__("Too late: {day}", day=1)\n'
        '_("in two " "pieces")\n'
        'pgettext_lazy("of the tree", "unit")\n'
        'ngettext("%(n)s item", "%(n)s items", n)\n'
        "Refusal(computed)\n"
    )
    (folder / "templates" / "page.html").write_text(
        '  {% trans "From here" %}\n{% blocktrans trimmed %}\n  {{ n }} of\n  many\n{% endblocktrans %}'
        "{% include x with label=_('A label') %}\n(unbalanced ' quote"
    )
    return folder


def test_every_kind_of_sentence_is_found(app):
    assert set(messages.sentences(app)) == {
        (None, "{unit} is closed"),
        (None, "Too late: {day}"),
        (None, "in two pieces"),
        ("of the tree", "unit"),
        (None, "%(n)s item"),
        (None, "From here"),
        (None, "%(n)s of many"),
        (None, "A label"),
    }


def test_a_catalogue_keeps_old_words_and_drops_what_is_gone(app):
    path = messages.catalogue_path(app)
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid "From here"\nmsgstr "Từ đây"\n\nmsgid "gone"\nmsgstr "mất"\n\n'
        '#, fuzzy\nmsgid "A label"\nmsgstr "Đoán"\n\nmsgid "%(n)s item"\nmsgid_plural "%(n)s items"\nmsgstr[0] "%(n)s món"\n'
    )
    assert messages.update(app)
    known = messages.catalogue(app)
    assert messages.translation(known, (None, "From here")) == "Từ đây"
    assert messages.translation(known, (None, "%(n)s item")) == "%(n)s món"
    assert known.get("gone") is None
    lacking = {sentence.key[1] for sentence in messages.missing(app)}
    assert lacking == {"{unit} is closed", "Too late: {day}", "in two pieces", "unit", "%(n)s of many", "A label"}
    assert not messages.update(app), "a second run changes nothing"


def test_links_are_followed_within_the_repository(tmp_path, monkeypatch):
    monkeypatch.setattr(links, "ROOT", tmp_path)
    (tmp_path / "there.md").write_text("# A Heading\n")
    document = tmp_path / "here.md"
    for target, fault in {
        "there.md": "",
        "there.md#a-heading": "",
        "there.md#another": "heading",
        "gone.md": "no such file",
        "../elsewhere.md": "leads out",
        "https://example.org/x": "",
    }.items():
        assert fault in links._wrong(document, target), target
        assert bool(links._wrong(document, target)) == bool(fault), target


def test_our_row_can_be_read():
    assert len(shape.row(shape.measured())) == len(shape.HEADERS)
