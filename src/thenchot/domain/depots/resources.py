"""What depots show: the depots, their units and tiers over time, and how each stands against its standards."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.depots import actions, alerts, panels, profile
from thenchot.domain.depots.buildings import panels as building_panels
from thenchot.domain.depots.buildings import resources as buildings
from thenchot.domain.depots.climate import resources as climate
from thenchot.domain.depots.models import Depot, DepotService
from thenchot.foundation.access import policy
from thenchot.foundation.desk.menu import add_page
from thenchot.foundation.desk.resource import Action, Panel, Related, Resource, Text, name_verb, register
from thenchot.foundation.indicators.alerts import announce


def load_profile() -> None:
    """The desk's action: the example distance table, climate limit and compatibility of groups."""
    profile.load()


def sees_depots(user: policy.Who) -> bool:
    """Whether the reader may see depots anywhere: whom the depots' own pages are for."""
    return policy.may_anywhere(user, "view", Depot)


__all__ = ["DEPOTS", "DEPOT_SERVICES", "buildings", "climate"]

add_page("depots", _("How the depots stand"), "depots:standing", icon="shield-check", shown_to=sees_depots)

LABELS: dict[str, Text] = {
    "unit": _("Unit"),
    "tier": _("Tier"),
    "on": _("On"),
    "opened_on": _("Opened on"),
    "document": _("By document"),
}

DEPOTS = register(
    Resource(
        slug="depots",
        model=Depot,
        files=True,
        section="depots",
        icon="warehouse",
        columns=("code", "name", "tier", "unit", "opened_on", "closed_on"),
        search=("code", "name"),
        filters=("unit", "tier", "opened_on", "closed_on"),
        story=("services",),
        panels=(
            Panel(title=_("Depot standard"), template="depots/standing.html", context=panels.standing),
            Panel(
                title=_("Distances between buildings"),
                template="depots/spacing.html",
                context=building_panels.spacing,
            ),
        ),
        related=(
            Related(title=_("Store buildings"), resource="store-buildings", path="depot"),
            Related(title=_("Unit and tier over time"), resource="depot-services", path="depot"),
            Related(title=_("Assessments"), resource="assessments", path="subject"),
        ),
        actions=(
            Action(name="open", run=actions.open_depot, label=_("open a depot"), on="none", icon="plus", labels=LABELS),
            Action(
                name="load_profile",
                run=load_profile,
                label=_("load the example rules of stores"),
                on="none",
                icon="download",
                confirm=_("Rule sets that are known already stay as they are. The example is not official."),
            ),
            Action(name="rename", run=actions.rename, label=_("rename"), icon="pen-line"),
            Action(
                name="change_tier", run=actions.change_tier, label=_("change the tier"), icon="layers", labels=LABELS
            ),
            Action(
                name="hand_over",
                run=actions.hand_over,
                label=_("hand over to another unit"),
                icon="arrow-right-left",
                labels=LABELS,
                may_leave_reach=True,
            ),
            Action(name="close", run=actions.close, label=_("close"), icon="door-closed", labels=LABELS, danger=True),
        ),
    )
)
DEPOT_SERVICES = register(
    Resource(
        slug="depot-services",
        model=DepotService,
        section="depots",
        icon="layers",
        columns=("depot", "tier", "unit", "from_on", "until_on", "document"),
        filters=("unit", "tier", "depot", "from_on"),
        ordering=("-from_on", "id"),
        in_menu=False,
    )
)
announce("depots", alerts.find)
name_verb("depots.assess", _("assess"))
name_verb("depots.log_climate", _("write the climate log"))
