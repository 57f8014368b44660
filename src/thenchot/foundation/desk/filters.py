"""Filters of a list: one form from the declared paths, and the condition and the words that its answers come to.

Names and values in the address do not depend on the reader's language (days as 2026-11-25 or 25/11/2026, numbers with a
point), so that a link means the same to everyone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.access.policy import Who
from thenchot.foundation.access.reach import today
from thenchot.foundation.desk.columns import Bound, bind, columns_of
from thenchot.foundation.desk.inputs import PlainDateField, RecordField, label
from thenchot.foundation.desk.resource import Column, Resource, Text
from thenchot.foundation.desk.shown import shown
from thenchot.foundation.ledger.fields import QuantityField
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import Unit

IDS_AT_MOST = 500


@dataclass(frozen=True, slots=True)
class Filter:
    """One declared filter, bound to its column."""

    bound: Bound

    @property
    def name(self) -> str:
        return self.bound.path

    @property
    def label(self) -> Text:
        return self.bound.label

    @property
    def is_unit(self) -> bool:
        return self.bound.target is Unit

    @property
    def names(self) -> tuple[str, ...]:
        """The names this filter answers to in an address."""
        match self.bound.kind:
            case "date" | "instant":
                own: tuple[str, ...] = (f"{self.name}__from", f"{self.name}__until")
            case "number":
                own = (self.name, f"{self.name}__min", f"{self.name}__max")
            case "record" if self.is_unit:
                own = (self.name, f"{self.name}__only")
            case _:
                own = (self.name,)
        return (*own, f"{self.name}__empty") if self._may_be_empty else own

    @property
    def sent(self) -> tuple[str, ...]:
        """The names a form may send for it: a picker of records has a box for words and a choice beside it."""
        return tuple(whole for name in self.names for whole in (name, f"{name}__text", f"{name}__choice"))

    @property
    def _may_be_empty(self) -> bool:
        return bool(self.bound.field.null)


@cache
def filters_of(resource: Resource) -> tuple[Filter, ...]:
    """The resource's filters; labels follow the list's columns."""
    shown_as = {bound.path: bound for bound in columns_of(resource)}
    return tuple(
        Filter(_tree(resource, path) or shown_as.get(path) or bind(resource.model, path)) for path in resource.filters
    )


def _tree(resource: Resource, path: str) -> Bound | None:
    """In the list of units themselves, "pk" filters by the tree: a unit and those below it."""
    if resource.model is not Unit or path != "pk":
        return None
    key = bind(Unit, Column(path="pk", label=_("Stands under")))
    return replace(key, kind="record", target=Unit)


def names_of(resource: Resource) -> set[str]:
    """Every name in an address that a filter of this resource answers to."""
    return {"ids"} | {name for one in filters_of(resource) for name in one.names}


class FilterForm(forms.Form):
    """The filters as a form; a wrong answer is an error beside its field, never ignored.

    At first it holds the fields of the filters that were asked for; `count` brings the others, before the form is shown.
    """

    use_required_attribute = False
    ids = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, resource: Resource, user: Who, data: Mapping[str, Any]) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.resource, self.user = resource, user
        for one in filters_of(resource):
            if any(name in data for name in one.sent):
                self.fields.update(_fields(one, user))

    def clean_ids(self) -> list[Any]:
        texts = [text for text in self.cleaned_data["ids"].split(",") if text]
        if len(texts) > IDS_AT_MOST:
            raise ValidationError(_("At most %(n)s keys"), params={"n": IDS_AT_MOST})
        return [self.resource.model._meta.pk.to_python(text) for text in texts]

    def apply(self, rows: QuerySet[Any], *, but: str = "") -> QuerySet[Any]:
        """The rows that meet every answer (but one filter's, for its counts)."""
        if self.cleaned_data.get("ids"):
            rows = rows.filter(pk__in=self.cleaned_data["ids"])
        for one in filters_of(self.resource):
            if one.name != but and (condition := _condition(one, self.cleaned_data)) is not None:
                rows = rows.filter(condition)
        return rows

    def groups(self) -> Iterator[tuple[Text, list[Any]]]:
        """The fields by filter, each group under the filter's name."""
        for one in filters_of(self.resource):
            fields = [self[name] for name in one.names if name in self.fields and not self[name].is_hidden]
            for field in fields:
                field.label = field.label or capfirst(str(one.label))
            yield capfirst(str(one.label)), fields

    def words(self) -> Iterator[tuple[Text, str, tuple[str, ...]]]:
        """The answers in words: label, value and the names in the address that make it."""
        if ids := self.cleaned_data.get("ids"):
            yield _("Chosen records"), str(len(ids)), ("ids",)
        for one in filters_of(self.resource):
            if text := _in_words(one, self.cleaned_data):
                yield one.label, text, one.names

    def count(self, rows: QuerySet[Any]) -> None:
        """Bring every filter's fields, and add to each choice how many rows it would give."""
        for one in filters_of(self.resource):
            if one.names[0] not in self.fields:
                self.fields.update(_fields(one, self.user))
            if one.bound.kind not in {"choice", "flag"}:
                continue
            found = self.apply(rows, but=one.name).order_by().values_list(one.bound.path).annotate(n=Count("pk"))
            counts = {str(value): n for value, n in found}
            field: Any = self.fields[one.name]
            field.choices = [(key, f"{text} ({counts.get(str(key), 0)})") for key, text in field.choices]


def _fields(one: Filter, user: Who) -> dict[str, forms.Field]:
    """The filter's fields; the group they stand in carries the filter's own name."""
    name, made = one.name, dict[str, forms.Field]()
    match one.bound.kind:
        case "choice" | "flag":
            made[name] = _choices(one)
        case "date" | "instant":
            for end, words in (("from", _("from")), ("until", _("until"))):
                made[f"{name}__{end}"] = PlainDateField(label=words, required=False, help_text="", hint=True)
        case "number":
            ends: dict[str, Any] = {"": "", "__min": _("at least"), "__max": _("at most")}
            for end, words in ends.items():
                made[name + end] = _number(one.bound.field, words, hidden=not end)
        case "record":
            assert one.bound.target is not None
            made[name] = RecordField(model=one.bound.target, user=user, label="", required=False)
            if one.is_unit:
                made[f"{name}__only"] = forms.BooleanField(label=_("without the units below"), required=False)
        case _:
            made[name] = forms.CharField(label="", required=False, max_length=200)
    if f"{name}__empty" in one.names:
        made[f"{name}__empty"] = forms.BooleanField(label=_("not given"), required=False)
    return made


def _choices(one: Filter) -> forms.Field:
    if one.bound.kind == "flag":
        offered: list[tuple[Any, Any]] = [("True", _("yes")), ("False", _("no"))]
    else:
        offered = [(str(key), words) for key, words in one.bound.field.flatchoices]
    return forms.MultipleChoiceField(
        choices=offered, label="", required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"})
    )


def _number(field: Any, text: Any, *, hidden: bool) -> forms.Field:
    places = field.places if isinstance(field, QuantityField) else 0
    widget = forms.HiddenInput() if hidden else forms.NumberInput(attrs={"step": "any" if places else "1"})
    return forms.DecimalField(label=text, required=False, decimal_places=places, max_digits=18, widget=widget)


def _condition(one: Filter, given: Mapping[str, Any]) -> Q | None:
    path, name = one.bound.path, one.name
    found = [Q(**{f"{path}__isnull": True})] if given.get(f"{name}__empty") else []
    match one.bound.kind:
        case "date":
            found += _range(path, given.get(f"{name}__from"), given.get(f"{name}__until"))
        case "instant":
            found += _days(path, given.get(f"{name}__from"), given.get(f"{name}__until"))
        case "number":
            found += _range(path, given.get(f"{name}__min"), given.get(f"{name}__max"))
    if given.get(name) not in (None, "", []):
        found.append(_equal(one, given))
    return Q(*found) if found else None


def _equal(one: Filter, given: Mapping[str, Any]) -> Q:
    path, own = one.bound.path, given[one.name]
    match one.bound.kind:
        case "choice" | "flag":
            return Q(**{f"{path}__in": [one.bound.field.to_python(value) for value in own]})
        case "number":
            return Q(**{path: own})
        case "record" if one.is_unit and not given.get(f"{one.name}__only"):
            return Q(**{f"{path}__in": queries.under([own.pk], today())})
        case "record":
            return Q(**{path: own.pk})
    return Q(**{f"{path}__icontains": own})


def _range(path: str, least: Any, most: Any) -> list[Q]:
    ends = {f"{path}__gte": least, f"{path}__lte": most}
    return [Q(**{lookup: value}) for lookup, value in ends.items() if value is not None]


def _days(path: str, first: date | None, last: date | None) -> list[Q]:
    """Moments on these days of the organisation's zone, as bounds that an index serves."""
    found = [] if first is None else [Q(**{f"{path}__gte": _midnight(first)})]
    return found if last is None else [*found, Q(**{f"{path}__lt": _midnight(last + timedelta(days=1))})]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _in_words(one: Filter, given: Mapping[str, Any]) -> str:
    name, own = one.name, given.get(one.name)
    said: list[str] = []
    if given.get(f"{name}__empty"):
        said.append(gettext("not given"))
    match one.bound.kind:
        case "choice":
            said += [shown(one.bound.field.to_python(value), one.bound.field) for value in own or ()]
        case "flag":
            said += [shown(value == "True") for value in own or ()]
        case "record":
            if own:
                wide = gettext("%s and below") if one.is_unit and not given.get(f"{name}__only") else "%s"
                said.append(wide % label(own))
        case "date" | "instant" | "number":
            least, most = (given.get(f"{name}__from"), given.get(f"{name}__until"))
            if one.bound.kind == "number":
                least, most = given.get(f"{name}__min"), given.get(f"{name}__max")
                said += [shown(own, one.bound.field)] if own is not None else []
            said += [gettext("from %s") % shown(least)] if least is not None else []
            said += [gettext("until %s") % shown(most)] if most is not None else []
        case _:
            said += [own] if own else []
    return ", ".join(said)
