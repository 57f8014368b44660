"""The declarations of store buildings, bays, what lies in them, and the rules of keeping."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.domain.depots.buildings import actions, panels
from thenchot.domain.depots.buildings.models import (
    Bay,
    Compatibility,
    DistanceRow,
    DistanceTable,
    Placement,
    Spacing,
    StoreBuilding,
)
from thenchot.foundation.desk.resource import Action, Panel, Related, Resource, register

BUILDINGS = register(
    Resource(
        slug="store-buildings",
        model=StoreBuilding,
        section="depots",
        icon="building-2",
        columns=("depot", "code", "name", "is_closed", "bund", "explosive_limit", "climate_class"),
        search=("code", "name", "depot__search_key"),
        filters=("depot__unit", "depot", "is_closed", "bund"),
        fields=("depot", "code", "name", "is_closed", "bund", "explosive_limit", "climate_class"),
        panels=(Panel(title=_("What lies here"), template="depots/contents.html", context=panels.contents),),
        related=(
            Related(title=_("Bays"), resource="bays", path="building"),
            Related(title=_("Placements"), resource="placements", path="bay__building"),
        ),
        story=("bays",),
        actions=(
            Action(
                name="measure",
                run=actions.measure,
                label=_("write down a distance"),
                icon="ruler",
                labels={
                    "second": _("Other building"),
                    "metres": _("Distance (m)"),
                    "on": _("Measured on"),
                    "document": _("By document"),
                },
            ),
        ),
    )
)
BAYS = register(
    Resource(
        slug="bays",
        model=Bay,
        section="depots",
        icon="grid-2x2",
        columns=("building", "code", "load_limit"),
        filters=("building__depot", "building"),
        fields=("building", "code", "load_limit"),
        related=(Related(title=_("Placements"), resource="placements", path="bay"),),
        actions=(
            Action(
                name="place",
                run=actions.place,
                label=_("place an item here"),
                icon="package-plus",
                labels={"equipment": _("Equipment"), "on": _("On"), "document": _("By document")},
            ),
        ),
        in_menu=False,
    )
)
PLACEMENTS = register(
    Resource(
        slug="placements",
        model=Placement,
        section="depots",
        icon="map-pin",
        columns=("equipment", "equipment__lot_number", "equipment__quantity", "bay", "from_on", "until_on", "document"),
        filters=("bay__building__depot", "bay__building", "bay", "from_on", "until_on"),
        ordering=("-from_on", "id"),
        actions=(
            Action(
                name="take_out",
                run=actions.take_out,
                label=_("take away"),
                icon="package-minus",
                labels={"on": _("On")},
            ),
        ),
        in_menu=False,
    )
)
SPACINGS = register(
    Resource(
        slug="spacings",
        model=Spacing,
        section="depots",
        icon="ruler",
        columns=("first", "second", "metres", "measured_on", "document"),
        filters=("first__depot", "measured_on"),
        ordering=("-measured_on", "id"),
        in_menu=False,
    )
)
COMPATIBILITY = register(
    Resource(
        slug="compatibility",
        model=Compatibility,
        section="system",
        icon="combine",
        columns=("first", "second", "valid_from", "valid_until", "is_example", "source"),
        filters=("first", "second", "is_example"),
        in_menu=False,
    )
)
DISTANCE_TABLES = register(
    Resource(
        slug="distance-tables",
        model=DistanceTable,
        section="system",
        icon="ruler",
        columns=("code", "name", "valid_from", "valid_until", "is_example", "source"),
        search=("code", "name"),
        related=(Related(title=_("Lines"), resource="distance-rows", path="table", limit=100),),
        story=("rows",),
        in_menu=False,
    )
)
DISTANCE_ROWS = register(
    Resource(
        slug="distance-rows",
        model=DistanceRow,
        section="system",
        icon="ruler",
        columns=("table", "charge", "both_bunded", "one_bunded", "none_bunded"),
        filters=("table",),
        in_menu=False,
    )
)
