"""What the columns of a file can mean for a resource: fields of its form and of its action for adding, columns of its export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from thenchot.edges.intake.targets.contract import Field, Kind, Opening
from thenchot.edges.intake.targets.desk.session import DeskSession
from thenchot.foundation.access import policy
from thenchot.foundation.access.models import User
from thenchot.foundation.desk import export
from thenchot.foundation.desk.columns import Bound, details_of
from thenchot.foundation.desk.forms import OWN, action_form, arguments, change_form
from thenchot.foundation.desk.inputs import NumberField, RecordField, offered
from thenchot.foundation.desk.resource import Action, Resource, Text, by_slug, resources
from thenchot.foundation.kernel.vietnamese import tidy

KEY = "@key"
CODE = "@code"


@dataclass(frozen=True, eq=False)
class DeskTarget:
    """A resource of the desk."""

    resource: Resource

    @property
    def name(self) -> str:
        return f"desk:{self.resource.slug}"

    @property
    def title(self) -> Text:
        return self.resource.title

    @property
    def creatable(self) -> tuple[tuple[str, Text], ...]:
        return ()

    def open_to(self, user: User) -> bool:
        verbs = ("add", "change", self.adding.name if self.adding else "add")
        return any(policy.may_anywhere(user, verb, self.resource.model) for verb in verbs)

    @property
    def adding(self) -> Action | None:
        """The action by which the resource gets new rows: one that is on no row and asks for something."""
        return next((a for a in self.resource.actions if a.on == "none" and arguments(a)), None)

    @cached_property
    def change_fields(self) -> dict[str, forms.Field]:
        """The fields of the edit form; no row is offered in them, the matcher does that."""
        if not self.resource.fields:
            return {}
        return _own(change_form(self.resource, AnonymousUser(), self.resource.model()).fields)

    @cached_property
    def add_fields(self) -> dict[str, forms.Field]:
        """What has to be said of a new row: the edit form's fields, or the adding action's; nothing where rows are not added."""
        if (action := self.adding) is not None:
            return _own(action_form(self.resource, action, AnonymousUser(), None).fields)
        return self.change_fields if self.resource.adds else {}

    @cached_property
    def columns(self) -> dict[str, Bound]:
        """The columns that the export may have, by name."""
        return {bound.name: bound for bound in details_of(self.resource)}

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return tuple({field.name: field for field in self._fields()}.values())

    def _fields(self) -> Iterator[Field]:
        yield Field(KEY, "text", label=_("Key"), most=64)
        for name, field in {**self.change_fields, **self.add_fields}.items():
            yield from _of_form(name, field, self.add_fields)
        for name, bound in self.columns.items():
            if name not in self.change_fields and name not in self.add_fields:
                yield Field(name, "cell", label=bound.label)
            if export.has_code(bound):
                yield Field(name + CODE, "text", label=_code_of(bound.label))

    def headings(self) -> dict[str, list[str]]:
        """Which fields a heading of the resource's own export, in the present language, stands for: mostly one."""
        found: dict[str, list[str]] = {}
        for bound in self.columns.values():
            names = [bound.name, bound.name + CODE] if export.has_code(bound) else [bound.name]
            *titles, key = export.header([bound])
            for title, name in zip(titles, names, strict=True):
                found.setdefault(tidy(title), []).append(name)
            found[key] = [KEY]
        return found

    def open(self, opening: Opening) -> DeskSession:
        return DeskSession(self, opening)


def _own(fields: dict[str, forms.Field]) -> dict[str, forms.Field]:
    return {name: field for name, field in fields.items() if name not in OWN}


def _code_of(label: Text) -> str:
    return str(_("%(what)s (code)") % {"what": label})


def _of_form(name: str, field: forms.Field, adding: Mapping[str, forms.Field]) -> Iterator[Field]:
    choices = tuple(offered(field)) if isinstance(field, forms.TypedChoiceField) else ()
    label = field.label or name
    asked = adding.get(name)
    needed = (
        asked is not None and asked.required and asked.initial is None and not isinstance(asked, forms.BooleanField)
    )
    yield Field(name, kind_of(field), label=label, choices=choices, is_needed=needed)
    if isinstance(field, RecordField) and any(f.name == "code" for f in field.model._meta.concrete_fields):
        yield Field(name + CODE, "text", label=_code_of(label))


def kind_of(field: forms.Field) -> Kind:  # one line a kind
    """What kind of value a form field takes."""
    match field:
        case RecordField():
            return "record"
        case NumberField():
            return "decimal" if field.places else "integer"
        case forms.DateField():
            return "date"
        case forms.BooleanField():
            return "truth"
        case forms.TypedChoiceField():
            return "choice"
    return "text"


def desk_targets() -> dict[str, DeskTarget]:
    """A target for every resource of the house."""
    return {f"desk:{resource.slug}": DeskTarget(resource) for resource in resources()}


def desk_target(name: str) -> DeskTarget | None:
    """The target of this name ("desk:units")."""
    resource = by_slug(name.removeprefix("desk:")) if name.startswith("desk:") else None
    return DeskTarget(resource) if resource else None


def exported_by(header: list[str], key: str) -> list[DeskTarget]:
    """The resources whose own export has this header; where several have, those that hold the first row's key."""
    found = [target for target in desk_targets().values() if fields_of_export(target, header)]
    if len(found) > 1 and key:
        return [target for target in found if _holds(target.resource.model, key)] or found
    return found


def fields_of_export(target: DeskTarget, header: list[str]) -> list[str]:
    """The field of each heading of the resource's export, in Vietnamese or English; nothing when it is not its export."""
    for language in ("vi", "en"):
        with override(language):
            known = {heading: list(names) for heading, names in target.headings().items()}
        fields = [known[name].pop(0) if known.get(name) else "" for name in header]
        if all(fields) and KEY in fields and len(fields) > 1:
            return fields
    return []


def _holds(model: type[Model], key: str) -> bool:
    try:
        return bool(model._default_manager.filter(pk=model._meta.pk.to_python(key)).exists())
    except ValidationError:
        return False
