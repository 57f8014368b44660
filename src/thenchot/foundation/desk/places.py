"""Which unit and days a page of figures is about: a form in the address, offering only what the reader may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from thenchot.foundation.access import policy
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import reach_of, today
from thenchot.foundation.desk.inputs import PlainDateField, RecordField
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import Unit


class PlaceForm(forms.Form):
    """A unit and a day; `place_form` makes it for a reader."""

    use_required_attribute = False

    @property
    def unit(self) -> Unit | None:
        """The unit asked for, else the topmost one the reader may see."""
        asked: Unit | None = self.cleaned_data.get("unit")
        return asked or self.fields["unit"].topmost  # type: ignore[attr-defined]  # our own field

    def day(self, name: str = "on") -> Any:
        """The day asked for, today unless asked."""
        return self.cleaned_data.get(name) or today()


class _UnitField(RecordField):
    """A unit below which the reader may see the rows of every one of `models`, so that a figure is of the whole of it."""

    def __init__(self, *, models: Sequence[type[Model]], **options: Any) -> None:
        self.models = tuple(models)
        super().__init__(model=Unit, **options)

    @property
    def rows(self) -> QuerySet[Any]:
        """The units that may be picked."""
        found = super().rows
        for model in self.models:
            found = found.filter(pk__in=below_reach(self.user, model))
        return found

    @property
    def topmost(self) -> Unit | None:
        """The first root within reach, else the first unit by code."""
        first: Unit | None = self.rows.filter(pk__in=queries.roots(today()).values("pk")).first() or self.rows.first()
        return first


def below_reach(user: policy.Who, model: type[Model]) -> QuerySet[Any]:
    """The keys of the units at which the reader may see rows of the model today."""
    return units_of(user, model, "view")


def units_of(user: policy.Who, model: type[Model], verb: str) -> QuerySet[Any]:
    """The keys of the units at which the user may do this with rows of the model today."""
    if not isinstance(user, User):
        return Unit.objects.none().values("pk")
    reach = reach_of(user)
    return reach.below(reach.units(policy.permission(model, verb), sensitive=policy.policy_of(model).sensitive))


def place_form(
    request: HttpRequest,
    *,
    days: Mapping[str, Any],
    models: Sequence[type[Model]],
    more: Mapping[str, forms.Field] | None = None,
) -> PlaceForm:
    """The form bound to the address; `days` names the day fields with their labels, `models` whose rows the page tells of."""
    fields: dict[str, forms.Field] = {
        "unit": _UnitField(models=models, user=request.user, label=_("Unit and all below it"), required=False),
        **(more or {}),
    }
    fields.update({name: PlainDateField(label=label, required=False, help_text="") for name, label in days.items()})
    made: PlaceForm = type("ThisPlaceForm", (PlaceForm,), fields)(request.GET)
    return made
