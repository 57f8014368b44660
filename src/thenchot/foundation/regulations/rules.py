"""Which clause of an approval matrix fits a case? Pure functions on plain values."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

Who = TypeVar("Who", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Clause(Generic[Who]):
    """Who decides for things of a kind, of a unit at a level ("": any), of a value below a bound (None: any)."""

    who: Who
    kind: str = ""
    level: str = ""
    value_below: Decimal | None = None


def fitting(clauses: Iterable[Clause[Who]], kind: str, level: str, value: Decimal | None) -> tuple[Who, ...]:
    """Whom the narrowest fitting clauses name: the kind before any kind, the level before any level, the lower bound before none.

    Nobody where no clause fits; several where clauses of one narrowness name different people. A value not known is under no
    bound.

    >>> fitting([Clause("commander"), Clause("minister", kind="special")], "special", "", None)
    ('minister',)
    """
    found = [clause for clause in clauses if _fits(clause, kind, level, value)]
    narrowest = min(map(_width, found), default=None)
    return tuple(dict.fromkeys(clause.who for clause in found if _width(clause) == narrowest))


def _fits(clause: Clause[Who], kind: str, level: str, value: Decimal | None) -> bool:
    under = clause.value_below is None or (value is not None and value < clause.value_below)
    return clause.kind in ("", kind) and clause.level in ("", level) and under


def _width(clause: Clause[Who]) -> tuple[bool, bool, Decimal]:
    return not clause.kind, not clause.level, clause.value_below if clause.value_below is not None else Decimal("Inf")
