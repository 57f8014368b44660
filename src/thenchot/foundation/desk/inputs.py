"""Form fields of the desk: exact numbers, plain dates, and records picked from those the reader may view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.access import policy
from thenchot.foundation.desk import days, numbers, search
from thenchot.foundation.desk.language import language
from thenchot.foundation.desk.resource import by_model
from thenchot.foundation.desk.shown import NOTHING
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import fold, tidy
from thenchot.foundation.ledger.fields import QuantityField

POSITIVE = (models.PositiveIntegerField, models.PositiveSmallIntegerField, models.PositiveBigIntegerField)
SOUGHT = 500  # Among so many a label is looked for whose words no search column holds.
FEW = 30  # Up to so many rows are offered as a plain list; beyond it, by typing.


class NumberField(forms.Field):
    """An exact decimal (or whole number, with `places=0`) written in the reader's language."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "input--number", "autocomplete": "off"})

    def __init__(self, *, places: int = 0, minimum: int | None = None, **options: Any) -> None:
        self.places, self.minimum = places, minimum
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return numbers.written(Decimal(value), language()) if isinstance(value, int | Decimal) else value

    def to_python(self, value: Any) -> Decimal | int | None:
        if value in self.empty_values:
            return None
        number = Decimal(value) if isinstance(value, int | Decimal) else self._read(str(value))
        if number.as_tuple().exponent < -self.places:  # type: ignore[operator]  # a parsed number is finite
            raise ValidationError(_("At most %(places)s digits after the decimal mark"), params={"places": self.places})
        if self.minimum is not None and number < self.minimum:
            raise ValidationError(_("At least %(minimum)s"), params={"minimum": self.minimum})
        return number if self.places else int(number)

    def _read(self, text: str) -> Decimal:
        try:
            return numbers.exact(text, language())
        except Refusal as refusal:
            raise ValidationError(refusal.said(gettext)) from refusal


class PlainDateField(forms.DateField):
    """A day typed as 25/11/2026 (or 2026-11-25): the order of day and month never depends on the browser."""

    widget = forms.DateInput(
        format="%d/%m/%Y", attrs={"inputmode": "numeric", "class": "input--date", "autocomplete": "off"}
    )
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": _("Write the day like 25/11/2026")}

    def __init__(self, *, hint: bool = False, **options: Any) -> None:
        options.setdefault("help_text", _("Day/month/year, such as 25/11/2026"))
        super().__init__(input_formats=list(days.FORMATS), **options)
        if hint:
            self.widget.attrs["placeholder"] = _("day/month/year")


class TidyField(forms.CharField):
    """Text in composed form (NFC) with stray blanks removed, so that names that look equal are equal."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return tidy(text) if isinstance(text, str) and "\n" not in text else text


class LinesField(forms.CharField):
    """A list of texts, one on each line."""

    widget = forms.Textarea(attrs={"rows": 8, "class": "code", "spellcheck": "false"})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return [line for text in lines if (line := tidy(str(text)))]


@dataclass(frozen=True, slots=True)
class Typed:
    """What came back from a picker: the key chosen, and the text in the box."""

    key: str
    text: str


class Picker(forms.Widget):
    """A list of a few rows, or a box to type in; with JavaScript the box offers rows while one types."""

    template_name = "desk/widgets/picker.html"

    def __init__(self, field: RecordField) -> None:
        self.field = field
        super().__init__()

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> Typed | None:
        key, text, choice = (str(data.get(part) or "").strip() for part in (name, f"{name}__text", f"{name}__choice"))
        if choice:
            return Typed(choice, "")
        return Typed(key, text) if key or text else None

    def value_omitted_from_data(self, data: Any, _files: Any, name: str) -> bool:
        return name not in data and f"{name}__text" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, None, attrs)
        few = self.field.few
        key, text = self._chosen(value)
        found = (
            () if few is not None or not isinstance(value, Typed) or value.key else self.field.candidates(value.text)
        )
        context["widget"]["picker"] = {"few": few, "key": key, "text": text, "url": self.field.url, "found": found}
        return context

    def _chosen(self, value: Any) -> tuple[str, str]:
        if isinstance(value, Typed):
            return value.key, value.text
        record = self.field.by_key(value) if value else None
        return (str(record.pk), label(record)) if record else ("", "")


class RecordField(forms.Field):
    """One record of a table, from those the user may view."""

    def __init__(self, *, model: type[models.Model], user: policy.Who, **options: Any) -> None:
        self.model, self.user = model, user
        options["widget"] = Picker(self)
        super().__init__(**options)

    def __deepcopy__(self, memo: dict[int, Any]) -> RecordField:
        copied: RecordField = super().__deepcopy__(memo)
        copied.__dict__.pop("few", None)
        copied.widget.field = copied
        return copied

    @property
    def rows(self) -> models.QuerySet[Any]:
        """The rows that may be picked."""
        resource = by_model(self.model)
        everything = resource.queryset() if resource else self.model._default_manager.all()
        through = getattr(self.model, "named_through", ())
        return policy.rows(self.user, "view", everything).select_related(*through)

    @cached_property
    def few(self) -> list[tuple[str, str]] | None:
        """All rows when they are few: key and label."""
        rows = list(self.rows[: FEW + 1])
        return None if len(rows) > FEW else [(str(row.pk), label(row)) for row in rows]

    @property
    def url(self) -> str:
        resource = by_model(self.model)
        return reverse("desk:pick", args=[resource.slug]) if resource else ""

    def by_key(self, key: Any) -> Any:
        """The row with this key, if it may be picked."""
        try:
            return self.rows.filter(pk=key.pk if isinstance(key, models.Model) else key).first()
        except (ValidationError, ValueError):
            return None

    def candidates(self, text: str) -> list[tuple[str, str]]:
        """Up to ten rows that the typed text may mean."""
        return [(str(row.pk), label(row)) for row in found_by(self.model, self.rows, text)[:10]]

    def clean(self, value: Any) -> Any:
        if isinstance(value, UUID):
            value = Typed(str(value), "")
        typed: Typed | None = value
        if typed is None:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        record = self.by_key(typed.key) if typed.key else None
        if record is not None and typed.text in {"", label(record)}:
            return record
        if not typed.text:
            raise ValidationError(_("Choose one that you can see"))
        return self._named(typed.text)

    def _named(self, text: str) -> Any:
        found = list(found_by(self.model, self.rows, text)[:50])
        for same in (lambda name: name == text, lambda name: fold(name) == fold(text), lambda _name: True):
            meant = [row for row in found if any(same(name) for name in _names(row))]
            if len(meant) == 1:
                return meant[0]
        if not found and (known := [row for row in self.rows[:SOUGHT] if label(row) == text]):
            return known[0]
        if not found:
            raise ValidationError(_("Nothing you can see is called “%(text)s”"), params={"text": text})
        raise ValidationError(_("Several are called so; choose one below"))


def _names(record: Any) -> tuple[str, ...]:
    """What people may call the record."""
    return label(record), str(record), str(getattr(record, "code", ""))


def label(record: Any) -> str:
    """How a picker names a record: its code before its name."""
    code = getattr(record, "code", "")
    return f"{code} · {record}" if code and str(code) not in str(record) else str(record)


def found_by(model: type[models.Model], rows: models.QuerySet[Any], text: str) -> models.QuerySet[Any]:
    """Rows found by the text, the likeliest first."""
    resource = by_model(model)
    if resource is None or not search.is_searchable(resource):
        return rows.none() if text else rows
    wanted = text.replace(" · ", " ")
    if not wanted.strip():
        return rows
    return search.ranked(resource, search.matching(resource, rows, wanted), wanted).order_by(
        search.RANK, *resource.order
    )


def for_column(field: Any, user: policy.Who) -> forms.Field:
    """The form field of a model's column."""
    options: dict[str, Any] = {
        "label": capfirst(field.verbose_name),
        "required": not field.blank and not isinstance(field, models.BooleanField),
        "help_text": field.help_text,
    }
    if field.has_default():
        options["initial"] = field.get_default()
    if field.choices:
        return choices(field.flatchoices, int if isinstance(field, models.IntegerField) else str, **options)
    if isinstance(field, models.ForeignKey):
        return RecordField(model=field.related_model, user=user, **options)
    if isinstance(field, models.IntegerField):
        return _for_number(field, options)
    return _for_other(field, options)


def _for_number(field: Any, options: dict[str, Any]) -> forms.Field:
    if isinstance(field, QuantityField):
        return NumberField(places=field.places, **options)
    return NumberField(minimum=0 if isinstance(field, POSITIVE) else None, **options)


def _for_other(field: Any, options: dict[str, Any]) -> forms.Field:
    match field:
        case models.BooleanField():
            return forms.BooleanField(**options)
        case models.DateField() if not isinstance(field, models.DateTimeField):
            if not options["help_text"]:
                options.pop("help_text")
            return PlainDateField(**options)
        case models.JSONField():
            return LinesField(**{**options, "help_text": options["help_text"] or _("One on each line")})
        case models.TextField():
            return TidyField(widget=forms.Textarea(attrs={"rows": 4}), **options)
        case models.CharField():
            return TidyField(max_length=field.max_length, **options)
    made: Any = field.formfield(**options)
    return cast("forms.Field", made)


def choices(pairs: Iterable[tuple[Any, Any]], coerce: Any, **options: Any) -> forms.Field:
    """One of a few values: buttons up to four, a list beyond."""
    offered = list(pairs)
    if not options.get("required", True):
        options.setdefault("empty_value", None if coerce is int else "")
        offered = [("", NOTHING), *offered]
    widget = forms.RadioSelect() if len(offered) <= 4 else forms.Select()
    return forms.TypedChoiceField(choices=offered, coerce=coerce, widget=widget, **options)


def offered(field: Any) -> list[tuple[Any, Any]]:
    """The values a choice field offers, each with its words; without the empty one."""
    return [pair for pair in field.choices if pair[0] != ""]


def for_hint(name: str, hint: Any, user: policy.Who, **options: Any) -> forms.Field:  # noqa: PLR0911  # one line a kind
    """The form field of an action's keyword, from its type."""
    if isinstance(hint, type):
        if issubclass(hint, models.IntegerChoices):
            return choices(hint.choices, lambda text: hint(int(text)), **options)
        if issubclass(hint, models.Choices):
            return choices(hint.choices, hint, **options)
        if issubclass(hint, models.Model):
            return RecordField(model=hint, user=user, **options)
        if issubclass(hint, bool):
            return forms.BooleanField(**{**options, "required": False})
        if issubclass(hint, date):
            return PlainDateField(**options)
        if issubclass(hint, int):
            return NumberField(**options)
        if issubclass(hint, Decimal):
            return NumberField(places=3, **options)
        if issubclass(hint, str):
            return TidyField(max_length=500 if name in {"note", "grounds", "text"} else 200, **options)
    raise TypeError(f"the desk has no form field for {name}: {hint!r}")
