"""The declaration of what an app shows: frozen data that the desk turns into pages, export and API."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils.functional import Promise

from thenchot.foundation.ledger.records import Record

Text = str | Promise
Section = Literal[
    "equipment", "depots", "supply", "upkeep", "people", "directives", "oversight", "organisation", "system"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a list, an export and the API. `path` follows foreign keys ("unit__name") and also says what to sort by.

    `value` computes from a loaded record what no single column holds; such a column cannot be sorted by, and `needs` names the
    paths it reads so that they are joined once for the whole list.
    """

    path: str
    label: Text = ""
    value: Callable[[Any], object] | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A verb on a record. `run` takes the record (or nothing when `on="none"`) and, as keywords, what its form asks for.

    Each keyword's type makes its form field (date, Decimal, int, bool, str, a choices class, a model: picked from the rows the
    user may view). A keyword named `by` gets the user and is not asked for. The desk does lock, access, act, save and history.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """What the desk needs to know about a model. See docs/guide for an example; a misspelt name is a TypeError."""

    slug: str
    model: type[Record]
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
    in_menu: bool = True

    @property
    def title(self) -> Text:
        """The plural name, as the menu shows it."""
        return self.model._meta.verbose_name_plural or self.slug

    def queryset(self) -> QuerySet[Any]:
        """All rows, before access; an app may annotate or narrow them with `rows`."""
        everything: QuerySet[Any] = self.model._default_manager.all()
        return self.rows(everything) if self.rows else everything

    def action(self, name: str) -> Action | None:
        """The action of this name."""
        return next((a for a in self.actions if a.name == name), None)


_resources: dict[str, Resource] = {}
_by_model: dict[type[Record], Resource] = {}


def register(resource: Resource) -> Resource:
    """Add a resource to the house; a slug or a model declared twice is refused at start."""
    if resource.slug in _resources or resource.model in _by_model:
        raise ValueError(f"resource {resource.slug!r} is registered twice")
    _resources[resource.slug] = resource
    _by_model[resource.model] = resource
    return resource


def resources() -> tuple[Resource, ...]:
    """Every resource, in the order of registration."""
    return tuple(_resources.values())


def by_slug(slug: str) -> Resource | None:
    """The resource at this address."""
    return _resources.get(slug)


def by_model(model: type[Any]) -> Resource | None:
    """The resource that shows this model."""
    return _by_model.get(model)
