"""The declarations of succession planning and of its rules."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.people.succession import actions
from thenchot.domain.people.succession.models import SuccessionPlan, SuccessionRule
from thenchot.foundation.desk.resource import Action, Resource, Text, register

LABELS: dict[str, Text] = {
    "unit": _("Unit"),
    "post": _("Post"),
    "person": _("Person"),
    "on": _("On"),
    "document": _("By document"),
}
PLANS = register(
    Resource(
        slug="succession",
        model=SuccessionPlan,
        section="people",
        icon="list-start",
        columns=("unit", "post", "person", "from_on", "until_on", "document"),
        filters=("unit", "post", "person", "from_on", "until_on"),
        actions=(
            Action(
                name="nominate",
                run=actions.nominate,
                label=_("plan a person for a post"),
                on="none",
                icon="plus",
                labels=LABELS,
            ),
            Action(name="withdraw", run=actions.withdraw, label=_("take off the plan"), icon="undo-2", labels=LABELS),
        ),
    )
)
RULES = register(
    Resource(
        slug="succession-rules",
        model=SuccessionRule,
        section="system",
        icon="ruler",
        columns=(
            "valid_from",
            "valid_until",
            "most_per_post",
            "most_per_person",
            "young_percent",
            "women_percent",
            "is_example",
        ),
        details=("band_years", "bands", "young_below", "source"),
        filters=("is_example",),
        in_menu=False,
    )
)
