"""A value in the reader's language: dates, numbers, yes and no, choices; the same words in list, page and history."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.translation import gettext as _

NOTHING = "\u2013"  # an en dash


def shown(value: object, field: Any = None) -> str:  # noqa: PLR0911  # one line a kind
    """The value as a reader sees it; `field` tells choices and numbers that are names (a year) from amounts."""
    if value is None or value == "":
        return NOTHING
    if field is not None and getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    match value:
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            return str(formats.date_format(timezone.localtime(value) if value.tzinfo else value, "DATETIME_FORMAT"))
        case date():
            return str(formats.date_format(value, "DATE_FORMAT"))
        case int() if isinstance(field, models.PositiveSmallIntegerField | models.SmallIntegerField):
            return str(value)
        case int() | Decimal():
            return number(value)
        case list() | tuple():
            return ", ".join(shown(part) for part in value)
    return str(value)


def in_sentence(value: object) -> str:
    """The value inside a refusal's sentence: days, exact numbers and choices in words; whole ones may be years."""
    if isinstance(value, models.Choices):
        return str(value.label)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else shown(value) if value != "" else ""


def number(value: int | Decimal, places: int | None = None) -> str:
    """A number with the language's separators; `places` rounds half up, None keeps every digit there is."""
    exact = Decimal(value)
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return str(formats.number_format(format(exact, "f"), use_l10n=True, force_grouping=True))


def share(numerator: int | Decimal, denominator: int | Decimal, places: int = 1) -> str:
    """A share in percent, rounded half up; a dash where there is nothing to divide by."""
    if not denominator:
        return NOTHING
    return f"{number(Decimal(numerator) * 100 / Decimal(denominator), places)} %"
