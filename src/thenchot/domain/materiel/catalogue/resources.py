"""The catalogue's declarations: grades, fields, branches, groups, types, models and their other names."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel.catalogue import actions
from thenchot.domain.materiel.catalogue.models import (
    Branch,
    DomainField,
    Grade,
    Group,
    Type,
    TypeAlias,
    Variant,
)
from thenchot.foundation.desk.resource import Action, Related, Resource, register

GRADES = register(
    Resource(
        slug="grades",
        model=Grade,
        section="system",
        icon="list-ordered",
        columns=("scheme", "code", "label", "is_good", "is_available", "is_disposal_candidate"),
        filters=("scheme", "is_good", "is_available", "is_disposal_candidate"),
        in_menu=False,
    )
)
CATALOGUE_FIELDS = register(
    Resource(
        slug="catalogue-fields",
        model=DomainField,
        section="equipment",
        icon="folder-tree",
        columns=("code", "name"),
        search=("code", "name"),
        fields=("code", "name"),
        related=(Related(title=_("Equipment groups"), resource="groups", path="domain_field"),),
        in_menu=False,
    )
)
BRANCHES = register(
    Resource(
        slug="branches",
        model=Branch,
        section="equipment",
        icon="network",
        columns=("code", "name"),
        search=("code", "name"),
        fields=("code", "name"),
        related=(Related(title=_("Equipment groups"), resource="groups", path="branch"),),
        in_menu=False,
    )
)
GROUPS = register(
    Resource(
        slug="groups",
        model=Group,
        section="equipment",
        icon="folder",
        columns=("code", "name", "branch", "domain_field"),
        search=("code", "name"),
        filters=("branch", "domain_field"),
        fields=("code", "name", "branch", "domain_field"),
        related=(Related(title=_("Equipment types"), resource="types", path="group"),),
        in_menu=False,
    )
)
TYPES = register(
    Resource(
        slug="types",
        model=Type,
        section="equipment",
        icon="book-open",
        columns=("code", "name", "group", "group__branch", "stock_number", "tracked_by", "unit_of_measure"),
        search=("code", "name", "stock_number", "aliases__search_key"),
        filters=("group__branch", "group", "tracked_by", "grade_scheme"),
        fields=(
            "group",
            "code",
            "name",
            "stock_number",
            "unit_of_measure",
            "tracked_by",
            "grade_scheme",
            "service_life_months",
            "storage_life_months",
            "mass",
            "explosive_mass",
            "compatibility_group",
        ),
        details=(
            "grade_scheme",
            "service_life_months",
            "storage_life_months",
            "mass",
            "explosive_mass",
            "compatibility_group",
        ),
        story=("aliases", "variants"),
        related=(
            Related(title=_("Other names"), resource="type-aliases", path="type"),
            Related(title=_("Models"), resource="variants", path="type"),
            Related(title=_("Items in the register"), resource="equipment", path="type"),
        ),
        actions=(
            Action(
                name="rename",
                run=actions.rename_type,
                label=_("rename"),
                hints={"name": _("The old name stays findable as another name")},
                icon="pen-line",
            ),
            Action(
                name="add_name",
                run=actions.also_called,
                label=_("add another name"),
                labels={
                    "text": _("Name, code or stock number"),
                    "kind": _("Kind of name"),
                },
                icon="tags",
            ),
        ),
    )
)
VARIANTS = register(
    Resource(
        slug="variants",
        model=Variant,
        section="equipment",
        icon="shapes",
        columns=("type", "code", "name"),
        search=("code", "name", "type__search_key"),
        filters=("type",),
        fields=("type", "code", "name"),
        in_menu=False,
    )
)
TYPE_ALIASES = register(
    Resource(
        slug="type-aliases",
        model=TypeAlias,
        section="equipment",
        icon="tags",
        columns=("text", "kind", "type"),
        filters=("kind", "type"),
        in_menu=False,
    )
)
