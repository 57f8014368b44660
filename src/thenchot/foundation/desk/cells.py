"""A value as a cell of a page: words, kind, badge tone, and the address of the record it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from django.utils.safestring import SafeString
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

from thenchot.foundation.desk.columns import Bound
from thenchot.foundation.desk.reading import Line, Ref
from thenchot.foundation.desk.resource import Tone
from thenchot.foundation.desk.shown import NOTHING, shown

SHORT = {"date", "instant", "flag", "choice"}
# Kinds of which two equal values are shown alike; what is computed may be 1 in one row and "yes" in another.
REPEATED = {"date", "flag", "choice", "record", "number"}
ICONS: dict[Tone, str] = {
    "good": "circle-check",
    "warn": "triangle-alert",
    "bad": "circle-x",
    "info": "info",
    "muted": "circle-dashed",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a page shows of one value. It draws itself: a list has hundreds of them, too many for templates of their own."""

    label: str
    text: str
    is_number: bool
    is_short: bool
    tone: Tone | None
    url: str = ""

    @property
    def html(self) -> SafeString:
        """The words, as a badge or a link where they are one."""
        words = SafeString(escape(self.text))
        if self.tone:
            words = SafeString(f'<span class="badge badge--{self.tone}">{drawn(ICONS[self.tone], 14)}{words}</span>')
        return SafeString(f'<a href="{self.url}">{words}</a>') if self.url else words

    @property
    def classes(self) -> str:
        """How the cell stands in a table."""
        names = (
            "num" if self.is_number else "",
            "nowrap" if self.is_short else "",
            "is-empty" if self.text == NOTHING else "",
        )
        return " ".join(filter(None, names))

    @property
    def in_table(self) -> str:
        """The cell as it stands in a row; a narrow page shows its label beside it."""
        return f'{_begun(self.label)} class="{self.classes}">{self.html}</td>'


@lru_cache(maxsize=512)
def drawn(name: str, size: int) -> SafeString:
    """An inline Lucide icon that readers skip; a plain square where the set has no such name."""
    options = {"class": "icon", "aria_hidden": "true", "focusable": "false"}
    try:
        return SafeString(lucide(name, size=size, **options))
    except IconDoesNotExist:
        return SafeString(lucide("square", size=size, **options))


def cells(columns: Sequence[Bound], values: Sequence[Any]) -> tuple[Cell, ...]:
    """One line's values as a page shows them."""
    return tuple(_cell(bound, str(bound.label), value) for bound, value in zip(columns, values, strict=True))


def rows_html(columns: Sequence[Bound], lines: Iterable[Line], here: str, *, choose: str = "") -> SafeString:
    """Lines as the rows of a table; the first cell leads to the record's page, `here` is the address of the list.

    With `choose`, the word for choosing a row, each begins with a box to tick. A page is drawn at once, not by templates, and
    a value that comes again (a type, a unit, a grade, a day) is drawn once: these are the most of a list's work.
    """
    first, *rest = columns
    begin, turns = str(first.label), [_turn(bound) for bound in rest]
    drawn_rows: list[str] = []
    for line in lines:
        values = iter(line.values)
        head = _cell(first, begin, next(values))
        name = escape(head.text)
        drawn_rows.append(
            f"<tr>{_box(line.key, choose, name) if choose else ''}"
            f'<th scope="row" class="{head.classes}"><a href="{here}{line.key}/">{name}</a></th>'
            f"{''.join([turn(value) for turn, value in zip(turns, values, strict=True)])}</tr>\n"
        )
    return SafeString("".join(drawn_rows))


def _box(key: object, choose: str, name: str) -> str:
    """The box that chooses a row for what is done with many at once."""
    return (
        f'<td class="choose no-print"><input type="checkbox" name="ids" value="{key}" form="bulk"'
        f' aria-label="{escape(choose)}: {name}"></td>'
    )


def _begun(label: str) -> str:
    return f'<td data-label="{escape(label)}"'


def _turn(bound: Bound) -> Callable[[Any], str]:
    """Draws the column's values, each of those that come again but once."""
    label = str(bound.label)
    begun = f'{_begun(label)} class="'
    if bound.kind == "text" and not bound.column.tones:
        return lambda value: f'{begun}">{escape(value)}</td>' if value else f'{begun}is-empty">{NOTHING}</td>'
    if bound.kind not in REPEATED:
        return lambda value: _cell(bound, label, value).in_table
    known: dict[Any, str] = {}

    def turn(value: Any) -> str:
        found = known.get(value)
        if found is None:
            found = known[value] = _cell(bound, label, value).in_table
        return found

    return turn


def _cell(bound: Bound, label: str, value: Any) -> Cell:
    url = value.name.url if isinstance(value, Ref) and value.name else ""
    is_number = bound.is_number or (bound.kind == "other" and isinstance(value, int) and not isinstance(value, bool))
    tone = bound.column.tones.get(value) if bound.column.tones else None
    return Cell(label, shown(value, bound.field), is_number, bound.kind in SHORT, tone, url)
