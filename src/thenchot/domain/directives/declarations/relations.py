"""The declaration of how documents stand to one another."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.directives.relations import actions
from thenchot.domain.directives.relations.models import Relation
from thenchot.foundation.desk.resource import Action, Resource, register

RELATIONS = register(
    Resource(
        slug="document-relations",
        model=Relation,
        section="directives",
        icon="link",
        columns=("source", "kind", "symbol", "cited_date", "target", "from_on", "doubt"),
        details=("context",),
        filters=("source__unit", "kind", "source", "target", "from_on", "doubt"),
        ordering=("kind", "symbol", "id"),
        actions=(
            Action(
                name="settle",
                run=actions.settle,
                label=_("say which document is meant"),
                icon="check",
                labels={"target": _("Other document"), "kind": _("Relation")},
            ),
        ),
    )
)
