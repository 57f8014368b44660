"""Numbers that are exact: decimals in Python, scaled integers at rest, so that every engine sums alike."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class QuantityField(models.BigIntegerField):  # type: ignore[type-arg]
    """A decimal with at most `places` digits after the point, kept as an integer of that unit (12.5 -> 12500 at 3 places).

    More digits than `places` are refused, never rounded away.
    """

    description = _("exact decimal")
    # What django-stubs takes and gives for a column of this kind.
    _pyi_private_set_type: Decimal | int | str  # type: ignore[assignment]
    _pyi_private_get_type: Decimal  # type: ignore[assignment]

    def __init__(self, *args: Any, places: int = 3, **kwargs: Any) -> None:
        self.places = places
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "places": self.places}

    def to_python(self, value: Any) -> Decimal | None:
        """A Decimal from text, int or Decimal; binary floats go through their shortest text."""
        if value is None or value == "":
            return None
        try:
            number = value if isinstance(value, Decimal) else Decimal(str(value))
        except InvalidOperation as error:
            raise ValidationError(_("“%(value)s” is not a number."), params={"value": value}) from error
        scaled = number.scaleb(self.places) if number.is_finite() else None
        if scaled is None or scaled != scaled.to_integral_value():
            raise ValidationError(
                _("“%(value)s” has more than %(places)s decimal places."),
                params={"value": value, "places": self.places},
            )
        return plain(number)

    def get_prep_value(self, value: Any) -> int | None:
        number = self.to_python(value)
        return None if number is None else int(number.scaleb(self.places))

    def from_db_value(self, value: int | None, *_args: object) -> Decimal | None:
        return None if value is None else plain(Decimal(value).scaleb(-self.places))

    def formfield(self, **kwargs: Any) -> Any:
        return forms.DecimalField(
            **{
                "required": not self.blank,
                "label": self.verbose_name,
                "help_text": self.help_text,
                "decimal_places": self.places,
                "localize": True,
                **{k: v for k, v in kwargs.items() if k in {"required", "label", "initial", "help_text"}},
            }
        )


class MoneyField(QuantityField):
    """Money, exact to a hundredth of its currency's unit."""

    def __init__(self, *args: Any, places: int = 2, **kwargs: Any) -> None:
        super().__init__(*args, places=places, **kwargs)


def plain(number: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent: 1E+1 becomes 10, 2.500 becomes 2.5."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
