"""How does the reading of one symbol end? In a reading, or in a doubt that a person must settle."""

from dataclasses import dataclass

from thenchot.domain.directives.numbers.kinds import Kind
from thenchot.domain.directives.numbers.model import Symbol


class Doubt(Exception):
    """Ends the reading of one symbol: a person must decide."""

    def __init__(self, reason: str, *candidates: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.candidates = candidates


@dataclass(frozen=True, slots=True)
class Reading:
    """A symbol and how its kind was found, before the surroundings are checked against it."""

    symbol: Symbol
    kinds: tuple[Kind, ...]
    notes: tuple[str, ...] = ()
