"""A report on the screen: its parts with figures that lead to the records behind them, and what changed since it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from thenchot.foundation.papers.files import FORMATS
from thenchot.insight.board import words as board
from thenchot.insight.reports import current
from thenchot.insight.reports.composing import ITEM, Composition
from thenchot.insight.reports.current import Beneath
from thenchot.insight.reports.facts import Facts, Line, differences
from thenchot.insight.reports.figure_words import name_of, percent, target_text
from thenchot.insight.reports.models import Report, State, Wording
from thenchot.insight.reports.reading import reread

_PIECES = re.compile(r"(\{[^{}]*\})")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, or a figure with the address of its records."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or an item of a list."""

    is_item: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One part on the screen. `edit` is the address where its words are changed, empty where they are not."""

    key: str
    level: int
    title: str
    blocks: tuple[Block, ...]
    edit: str = ""
    by: str = ""
    beneath: tuple[Beneath, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of the report, and what it is now where that differs."""

    name: str
    value: str
    counted: str
    target: str
    before: str
    standing: str
    tone: str
    url: str
    now: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """All of a report for its page."""

    parts: tuple[Shown, ...]
    rows: tuple[Row, ...]
    n_changed: int
    files: tuple[tuple[str, str], ...]
    hidden: tuple[str, ...] = field(default=())


def page(report: Report, *, may_edit: bool) -> Page:
    """The report as its reader sees it."""
    facts = report.read_facts()
    made = current.composition(report, facts)
    now = None if report.state in {State.ISSUED, State.WITHDRAWN} else reread(facts)
    rows = tuple(_rows(facts, now, made))
    return Page(
        parts=tuple(_parts(report, facts, made, may_edit=may_edit)),
        rows=rows,
        n_changed=0 if now is None else len(differences(facts, now)),
        files=tuple((kind, reverse("report-file", args=[report.pk, kind])) for kind in FORMATS),
        hidden=facts.hidden,
    )


def _parts(report: Report, facts: Facts, made: Composition, *, may_edit: bool) -> Iterator[Shown]:
    written = {wording.part: wording for wording in Wording.objects.filter(report=report)}
    urls = {line.key: drill(facts, line) for line in facts.lines}
    editable = may_edit and report.state == State.DRAFT
    for part in made.parts:
        wording = written.get(part.key)
        text = wording.text if wording else part.text
        yield Shown(
            key=part.key,
            level=part.level,
            title=f"{part.number}. {part.title}",
            blocks=tuple(_blocks(text, made, urls)),
            edit=reverse("report-words", args=[report.pk]) + "?" + urlencode({"part": part.key}) if editable else "",
            by=wording.written_by if wording else "",
            beneath=tuple(current.changed_beneath(wording, made)) if wording else (),
        )


def drill(facts: Facts, line: Line) -> str:
    """The address of the records behind a figure."""
    query = {"unit": facts.unit_code, "on": facts.on.isoformat(), "slice": line.slice}
    return reverse("figure", args=[line.indicator]) + "?" + urlencode({k: v for k, v in query.items() if v})


def _blocks(text: str, made: Composition, urls: dict[str, str]) -> Iterator[Block]:
    for line in text.splitlines():
        if line.strip():
            is_item = line.startswith(ITEM)
            yield Block(is_item, tuple(_pieces(line.removeprefix(ITEM), made, urls)))


def _pieces(line: str, made: Composition, urls: dict[str, str]) -> Iterator[Piece]:
    for piece in _PIECES.split(line):
        if not piece.startswith("{"):
            if piece:
                yield Piece(piece)
            continue
        slot = piece[1:-1].strip()
        key, _dot, name = slot.rpartition(".")
        text = made.slots.get(slot)
        if text is None:
            yield Piece(made.phrases.plain("slot_lost", slot=slot))
        elif text:
            yield Piece(text, urls.get(key, "") if name in {"value", "counted"} else "")


def _rows(facts: Facts, now: Facts | None, made: Composition) -> Iterator[Row]:
    later = {line.key: line.now for line in now.lines} if now else {}
    for line in facts.lines:
        figure, language = line.figure(facts), made.phrases.language
        changed = now is not None and later.get(line.key) != line.now
        after = later.get(line.key)
        yield Row(
            name=name_of(line, language),
            value=figure.text(language),
            counted=board.out_of_short(figure),
            target=target_text(line, language),
            before=percent(line.before, line, language) if line.before else "",
            standing=board.standing(figure),
            tone=board.tone(figure),
            url=drill(facts, line),
            now=f"{percent(after, line, language)} ({after.numerator}/{after.denominator})"
            if changed and after
            else "",
        )
