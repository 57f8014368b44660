"""Whether a cell of a file says the same as a value that the record has already."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils import timezone

from thenchot.edges.intake.targets.styles import both_languages, plain_date, plain_number, plain_text
from thenchot.foundation.desk.neutral import restore
from thenchot.foundation.desk.shown import shown
from thenchot.foundation.kernel.vietnamese import tidy


def text_of(value: Any) -> str:
    """A value as plain text, the same for a number however many noughts its fraction ends with."""
    match value:
        case None:
            return ""
        case Model():
            return str(value.pk)
        case bool():
            return str(value)
        case Decimal() | int():
            return format(Decimal(value).normalize(), "f")
        case list() | tuple():
            return ", ".join(map(text_of, value))
    return tidy(plain_text(value))


def same(cell: Any, now: Any, field: Any = None) -> bool:
    """Does the cell say what the export writes for the record now? `field` is the model's, for the words of its choices."""
    if now is None or now == "":
        return cell is None or text_of(cell) == ""
    if field is not None and getattr(field, "choices", None):
        return _same_choice(cell, now, field)
    match now:
        case datetime():
            return _same_instant(cell, now)
        case date():
            return plain_date(cell) == now
        case int() | Decimal() if not isinstance(now, bool):
            number = plain_number(cell)
            return number == now if number is not None else text_of(cell) == text_of(now)
    return _same_text(cell, str(now))


def _same_text(cell: Any, now: str) -> bool:
    if isinstance(cell, bool):
        return now in both_languages(_Said(cell))
    if text_of(cell) == tidy(now) or tidy(restore(str(cell))) == tidy(now):
        return True
    return any(now in pair and text_of(cell) in pair for pair in (_yes_and_no(True), _yes_and_no(False)))


def _yes_and_no(value: bool) -> tuple[str, str]:  # the value itself
    return both_languages(_Said(value))


class _Said:
    """A value that is put into words when it is asked for them, in the language of that moment."""

    def __init__(self, value: Any, field: Any = None) -> None:
        self.value, self.field = value, field

    def __str__(self) -> str:
        return shown(self.value, self.field)


def _same_choice(cell: Any, now: Any, field: Any) -> bool:
    for value, label in field.flatchoices:
        words = {text_of(value), *map(tidy, both_languages(label))}
        if tidy(str(now)) in words:
            return text_of(cell) in words
    return text_of(cell) == text_of(now)


def _same_instant(cell: Any, now: datetime) -> bool:
    """To the second: a workbook keeps no finer one, in the house's own zone."""
    found = cell
    if isinstance(cell, str):
        try:
            found = datetime.fromisoformat(cell.strip())
        except ValueError:
            return False
    if not isinstance(found, datetime):
        return False
    here = timezone.localtime(found) if found.tzinfo else timezone.make_aware(found)
    return abs(here - now) < timedelta(seconds=1)
