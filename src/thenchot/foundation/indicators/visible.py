"""Whose figures and whose records may a reader see?

A figure is a count of records, so a unit's figure is shown to whoever may view records of that kind throughout that unit, the
unit itself, and every sensitive table the figure is made of. Names are another matter: they come from `policy.rows`, which may
hide single records (by secrecy); those are then counted as out of reach, never named.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from thenchot.foundation.access.models import User
from thenchot.foundation.access.policy import Shared, Who, permission, policy_of
from thenchot.foundation.access.reach import reach_of
from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.indicators.figures import Figure, figures_of
from thenchot.foundation.indicators.registry import indicators_on
from thenchot.foundation.organisation.models import Unit, UnitSpan
from thenchot.foundation.organisation.queries import during


def units_open_to(user: Who, model: type[Model], units: Collection[UUID]) -> frozenset[UUID]:
    """Those of the units throughout which the user may view records of this kind."""
    if not isinstance(user, User) or not user.is_active or not units:
        return frozenset()
    policy, reach = policy_of(model), reach_of(user)
    if any(isinstance(scope, Shared) for scope in policy.scopes) and not policy.sensitive:
        return frozenset(units) if reach.grants else frozenset()
    held = reach.units(permission(model, "view"), sensitive=policy.sensitive)
    if reach.everywhere(held):
        return frozenset(units)
    if not held:
        return frozenset()
    below = UnitSpan.objects.filter(during(reach.day), ancestor__in=held, unit__in=units)
    return frozenset(below.values_list("unit", flat=True))


def open_indicators(user: Who, unit: UUID, on: date) -> list[Definition]:
    """The indicators whose figures the user may see at this unit."""
    if not units_open_to(user, Unit, [unit]):
        return []
    chosen = indicators_on(on)
    seen = {
        label: bool(units_open_to(user, _model(label), [unit])) for label in {t for d in chosen for t in revealed(d)}
    }
    return [each for each in chosen if all(seen[label] for label in revealed(each))]


def revealed(definition: Definition) -> frozenset[str]:
    """The tables a figure tells of: its records', and each sensitive one it reads, whose rows its drill would give away."""
    secret = (label for label in definition.reads if policy_of(_model(label)).sensitive)
    return frozenset({definition.record, *secret})


def figures_for(user: Who, units: Collection[UUID], on: date) -> dict[UUID, list[Figure]]:
    """The figures of those of the units that the user may see; a unit without any that may be seen is left out.

    What there is nothing to measure of comes last.
    """
    chosen = indicators_on(on)
    seen_units = units_open_to(user, Unit, units)
    tables = {label for each in chosen for label in revealed(each)}
    open_tables = {label: seen_units & units_open_to(user, _model(label), units) for label in tables}
    seen = {each.name: seen_units.intersection(*(open_tables[label] for label in revealed(each))) for each in chosen}
    wanted = [each for each in chosen if seen[each.name]]
    open_units = [unit for unit in units if any(unit in some for some in seen.values())]
    found = figures_of(open_units, on, wanted) if open_units else {}
    return {
        unit: sorted((f for f in figures if unit in seen[f.definition.name]), key=_has_nothing)
        for unit, figures in found.items()
    }


def _has_nothing(figure: Figure) -> bool:
    return not figure.is_applicable and not figure.missing


def _model(label: str) -> type[Model]:
    model: type[Model] = apps.get_model(label)
    return model
