"""What a building's page adds: what its bays bear, what lies there, and how it stands apart from its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from thenchot.domain.depots.buildings import queries, rules
from thenchot.domain.depots.buildings.models import Bay, StoreBuilding
from thenchot.domain.depots.buildings.rules import Apart
from thenchot.domain.depots.depot.models import Depot
from thenchot.foundation.access.reach import today
from thenchot.foundation.desk.resource import Text, Tone

STANDINGS: dict[Apart, tuple[Tone, Text]] = {
    Apart.ENOUGH: ("good", _("far enough")),
    Apart.TOO_NEAR: ("bad", _("too near")),
    Apart.NOT_MEASURED: ("warn", _("not measured")),
    Apart.NO_RULE: ("warn", _("the table says nothing")),
}


@dataclass(frozen=True, slots=True)
class BayShown:
    """A bay, what it bears and what of its load is not known."""

    bay: Bay
    mass: Decimal
    unknown: tuple[str, ...]

    @property
    def share(self) -> Decimal | None:
        """How full it is, in percent; None without a limit."""
        return 100 * self.mass / self.bay.load_limit if self.bay.load_limit else None


def contents(_request: HttpRequest, building: StoreBuilding) -> Mapping[str, object]:
    """The building's bays as they are loaded today, and its charge against its limit."""
    day = today()
    inside = list(queries.placements(day, bay__building=building))
    shown = []
    for bay in queries.bays(building):
        mass, unknown = rules.total_mass(queries.loads(p for p in inside if p.bay_id == bay.pk))
        shown.append(BayShown(bay, mass, unknown))
    return {"bays": shown, "charge": rules.total_explosive(queries.loads(inside)), "n": len(inside)}


@dataclass(frozen=True, slots=True)
class PairShown:
    """Two buildings and how they stand, in words."""

    pair: queries.Pair
    tone: Tone
    text: Text


def spacing(_request: HttpRequest, depot: Depot) -> Mapping[str, object] | None:
    """Every two buildings of the depot as they stand today; left out for a depot without two buildings."""
    pairs = queries.pairs(depot, today())
    if not pairs:
        return None
    table = queries.table_in_force(today()).found
    return {
        "pairs": [PairShown(pair, *STANDINGS[pair.standing]) for pair in pairs],
        "table": table[0] if table else None,
    }
