"""What a bay bears, what may lie together, how far apart buildings must stand. Pure functions; unknown is never zero."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from thenchot.foundation.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Load:
    """Something that lies in a bay: how many, the mass of one and the explosive in one (kg; None: not written down)."""

    name: str
    quantity: Decimal
    mass: Decimal | None = None
    explosive: Decimal | None = None
    group: str = ""


def total_mass(loads: Iterable[Load]) -> tuple[Decimal, tuple[str, ...]]:
    """The mass known, in kg, and the names of what has none written down."""
    found = list(loads)
    known = sum((load.quantity * load.mass for load in found if load.mass is not None), Decimal(0))
    return known, tuple(dict.fromkeys(load.name for load in found if load.mass is None))


def total_explosive(loads: Iterable[Load]) -> Decimal:
    """The charge in kg of TNT equivalent; what has none written down is inert."""
    return sum((load.quantity * load.explosive for load in loads if load.explosive is not None), Decimal(0))


def check_load(limit: Decimal | None, loads: Iterable[Load]) -> None:
    """A bay with a limit bears no more than it, and nothing whose mass is not known."""
    if limit is None:
        return
    mass, unknown = total_mass(loads)
    if unknown:
        raise Refusal("Write the mass of one first, to check the load limit: {names}", names=", ".join(unknown))
    if mass > limit:
        raise Refusal("The bay would bear {mass} kg; its limit is {limit} kg", mass=f"{mass:f}", limit=f"{limit:f}")


def check_explosive(limit: Decimal | None, loads: Iterable[Load]) -> None:
    """A building with a limit holds no greater charge than it."""
    charge = total_explosive(loads)
    if limit is not None and charge > limit:
        raise Refusal(
            "The building would hold {charge} kg of explosive; its limit is {limit} kg",
            charge=f"{charge:f}",
            limit=f"{limit:f}",
        )


def check_together(loads: Iterable[Load], allowed: Collection[frozenset[str]]) -> None:
    """Groups that share a building are the same or named together; what has no group lies with anything."""
    first_of = {load.group: load.name for load in reversed(list(loads)) if load.group}
    groups = sorted(first_of)
    for place, one in enumerate(groups):
        for other in groups[place + 1 :]:
            if frozenset((one, other)) not in allowed:
                raise Refusal(
                    "{first} (group {one}) and {second} (group {other}) may not lie in one building",
                    first=first_of[one],
                    one=one,
                    second=first_of[other],
                    other=other,
                )


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a distance table: up to this charge, metres by the number of bunded buildings; None where not printed."""

    charge: Decimal
    none: Decimal | None
    one: Decimal | None
    both: Decimal | None


def distance(rows: Sequence[Row], charge: Decimal, bunded: int) -> Decimal | None:
    """The metres the table asks for a charge, with 0, 1 or 2 of the two buildings bunded; None beyond its last line.

    The first line that reaches the charge and prints a figure in the column; never between lines, never by a formula.
    No charge asks for no distance.
    """
    if charge <= 0:
        return Decimal(0)
    for row in sorted(rows, key=lambda row: row.charge):
        metres = (row.none, row.one, row.both)[bunded]
        if row.charge >= charge and metres is not None:
            return metres
    return None


class Apart(Enum):
    """How a measured distance stands against the one asked for."""

    ENOUGH = "enough"
    TOO_NEAR = "too_near"
    NOT_MEASURED = "not_measured"
    NO_RULE = "no_rule"


def apart(required: Decimal | None, measured: Decimal | None) -> Apart:
    """The standing of a pair of buildings."""
    if required is None:
        return Apart.NO_RULE
    if required == 0:
        return Apart.ENOUGH
    if measured is None:
        return Apart.NOT_MEASURED
    return Apart.ENOUGH if measured >= required else Apart.TOO_NEAR
