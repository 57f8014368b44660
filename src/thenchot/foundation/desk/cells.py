"""A value as a cell of a page: words, kind, badge tone, and the address of the record it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from thenchot.foundation.desk.columns import Bound
from thenchot.foundation.desk.reading import Ref
from thenchot.foundation.desk.resource import Text, Tone
from thenchot.foundation.desk.shown import shown


@dataclass(frozen=True, slots=True)
class Cell:
    """What a page shows of one value."""

    label: Text
    text: str
    is_number: bool
    tone: Tone | None
    url: str = ""


def cell(bound: Bound, value: Any) -> Cell:
    """The value of a column as a page shows it."""
    url = value.name.url if isinstance(value, Ref) and value.name else ""
    is_number = bound.is_number or (bound.kind == "other" and isinstance(value, int) and not isinstance(value, bool))
    tone = bound.column.tones.get(value) if bound.column.tones else None
    return Cell(bound.label, shown(value, bound.field), is_number, tone, url)
