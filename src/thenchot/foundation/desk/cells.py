"""A value as a cell of a page: words, kind, badge tone, and the address of the record it names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from django.utils.safestring import SafeString
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

from thenchot.foundation.desk.columns import Bound
from thenchot.foundation.desk.reading import Ref
from thenchot.foundation.desk.resource import Tone
from thenchot.foundation.desk.shown import NOTHING, shown

SHORT = {"date", "instant", "flag", "choice"}
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


def row_html(url: str, cells: Sequence[Cell]) -> SafeString:
    """A row's cells; the first leads to the record's page."""
    first, rest = cells[0], cells[1:]
    head = f'<th scope="row" class="{first.classes}"><a href="{url}">{escape(first.text)}</a></th>'
    return SafeString(
        head + "".join(f'<td data-label="{escape(c.label)}" class="{c.classes}">{c.html}</td>' for c in rest)
    )


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
    return cells_by(columns)(values)


def cells_by(columns: Sequence[Bound]) -> Callable[[Sequence[Any]], tuple[Cell, ...]]:
    """Turns line after line of these columns into cells; the headings are put into the reader's language once."""
    known = [(bound, str(bound.label), bound.kind in SHORT) for bound in columns]

    def turn(values: Sequence[Any]) -> tuple[Cell, ...]:
        return tuple(_cell(*one, value) for one, value in zip(known, values, strict=True))

    return turn


def _cell(bound: Bound, label: str, is_short: bool, value: Any) -> Cell:
    url = value.name.url if isinstance(value, Ref) and value.name else ""
    is_number = bound.is_number or (bound.kind == "other" and isinstance(value, int) and not isinstance(value, bool))
    tone = bound.column.tones.get(value) if bound.column.tones else None
    return Cell(label, shown(value, bound.field), is_number, is_short, tone, url)
