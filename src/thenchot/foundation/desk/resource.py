"""The declaration of what an app shows: frozen data that the desk turns into pages, export and API."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import Model, QuerySet
from django.http import HttpResponseBase
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

Text = str | Promise
Tone = Literal["good", "warn", "bad", "info", "muted"]
Section = Literal[
    "equipment", "depots", "supply", "upkeep", "people", "directives", "oversight", "organisation", "system"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a list, an export and the API. `path` follows foreign keys ("unit__name") and also says what to sort by.

    `value` computes from a loaded record what no single column holds; such a column cannot be sorted by, and `needs` names the
    paths it reads so that they are joined once for the whole list. `tones` shows a value as a badge. `name` is what the API
    and the export call the column; the path unless given.
    """

    path: str
    label: Text = ""
    value: Callable[[Any], object] | None = None
    needs: tuple[str, ...] = ()
    tones: Mapping[Any, Tone] = field(default_factory=dict)
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A verb on a record. `run` takes the record (or nothing when `on="none"`) and, as keywords, what its form asks for.

    Each keyword's type makes its form field (date, Decimal, int, bool, str, a choices class, a model: picked from the rows the
    user may view). A keyword named `by` gets the user and is not asked for. The desk does lock, access, act, save and history.
    With `may_leave_reach` the record may be out of the reader's reach afterwards; otherwise that undoes the action.
    """

    name: str
    run: Callable[..., object]
    label: Text
    on: Literal["row", "none"] = "row"
    confirm: Text = ""
    labels: Mapping[str, Text] = field(default_factory=dict)
    hints: Mapping[str, Text] = field(default_factory=dict)
    needs_reason: bool = False
    icon: str = ""
    danger: bool = False
    may_leave_reach: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A block on a record's page: a template and the function that gives its context, or None to leave the block out."""

    title: Text
    template: str
    context: Callable[[Any, Any], Mapping[str, object] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A list of other records on a record's page: those of the named resource whose `path` leads to this record."""

    title: Text
    resource: str
    path: str
    limit: int = 20


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Resource:
    """What the desk needs to know about a model. See docs/guide for an example; a misspelt name is a TypeError.

    `fields` make the edit form (none: rows change only through actions); with `adds=False` the form does not make new rows.
    With `files` a record takes attachments; `check_file` raises Refusal for a record that may not have one. `story` names reverse
    relations whose records' history belongs to this record's.
    `pages` replaces a page ("detail") by a function of request, resource and record.
    """

    slug: str
    model: type[Model]
    columns: tuple[str | Column, ...]
    section: Section
    icon: str = "file"
    search: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    ordering: tuple[str, ...] = ()
    details: tuple[str | Column, ...] = ()
    actions: tuple[Action, ...] = ()
    panels: tuple[Panel, ...] = ()
    related: tuple[Related, ...] = ()
    pages: Mapping[str, Callable[..., HttpResponseBase]] = field(default_factory=dict)
    rows: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    story: tuple[str, ...] = ()
    adds: bool = True
    files: bool = False
    check_file: Callable[[Any], None] | None = None
    in_menu: bool = True

    @property
    def title(self) -> Text:
        """The plural name, as the menu shows it."""
        return self.model._meta.verbose_name_plural or self.slug

    def queryset(self) -> QuerySet[Any]:
        """All rows, before access; an app may annotate or narrow them with `rows`."""
        everything: QuerySet[Any] = self.model._default_manager.all()
        return self.rows(everything) if self.rows else everything

    @property
    def order(self) -> tuple[str, ...]:
        """What its rows are ordered by when nothing else is asked."""
        return self.ordering or tuple(map(str, self.model._meta.ordering or ()))

    def action(self, name: str) -> Action | None:
        """The action of this name."""
        return next((a for a in self.actions if a.name == name), None)

    @property
    def app(self) -> str:
        """The label of the app that owns the model: the first half of its acts' verbs."""
        return self.model._meta.app_label

    def verb(self, name: str) -> str:
        """What the ledger calls a verb of this resource: "materiel.regrade", "materiel.change_equipment"."""
        model = self.model._meta.model_name
        return f"{self.app}.{name}_{model}" if name in {"add", "change", "attach"} else f"{self.app}.{name}"


_resources: dict[str, Resource] = {}
_by_model: dict[type[Model], Resource] = {}
_verbs: dict[str, Text] = {}


def register(resource: Resource) -> Resource:
    """Add a resource to the house; a slug or a model declared twice is refused at start."""
    if resource.slug in _resources or resource.model in _by_model:
        raise ValueError(f"resource {resource.slug!r} is registered twice")
    _resources[resource.slug] = resource
    _by_model[resource.model] = resource
    name = resource.model._meta.verbose_name or resource.slug
    _verbs.setdefault(resource.verb("add"), format_lazy("{verb}: {what}", verb=_("new"), what=name))
    _verbs.setdefault(resource.verb("change"), format_lazy("{verb}: {what}", verb=_("changed"), what=name))
    _verbs.setdefault(resource.verb("attach"), format_lazy("{verb}: {what}", verb=_("added a file"), what=name))
    for action in resource.actions:
        _verbs.setdefault(resource.verb(action.name), action.label)
    return resource


def name_verb(verb: str, label: Text) -> None:
    """Words for an act's verb, for acts that no resource's action writes (an import, a job)."""
    _verbs[verb] = label


def verb_name(verb: str) -> Text:
    """The verb in words; the bare verb where nobody named it."""
    return _verbs.get(verb, verb)


def resources() -> tuple[Resource, ...]:
    """Every resource, in the order of registration."""
    return tuple(_resources.values())


def by_slug(slug: str) -> Resource | None:
    """The resource at this address."""
    return _resources.get(slug)


def by_model(model: type[Any]) -> Resource | None:
    """The resource that shows this model."""
    return _by_model.get(model)
