"""Serial numbers in the styles plates really carry; every type counts on, so no two of its items share one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from thenchot.edges.cli.demo.catalogue import Kind

# Without I, L and O: read from a plate they pass for figures.
_LETTERS = "ABCDEGHKMNPRSTUVXY"


class Serials:
    """The next serial number of each type. Small gaps are left, as deliveries leave them."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._last: dict[str, int] = defaultdict(self._start)

    def _start(self) -> int:
        return self._chance.randint(11, 8000)

    def next(self, kind: Kind, year: int) -> str:
        """A serial number (or, for a type tracked by lot, a lot number)."""
        code = kind.record.code
        number = self._last[code] + (1 if self._chance.random() < 0.93 else self._chance.randint(2, 40))
        self._last[code] = number
        return _STYLES[kind.serial_style](kind, number, year)


def _lettered(_kind: Kind, number: int, _year: int) -> str:
    series, rest = divmod(number, 10_000)
    return f"{_LETTERS[series // len(_LETTERS) % len(_LETTERS)]}{_LETTERS[series % len(_LETTERS)]} {rest:04d}"


_STYLES: dict[str, Callable[[Kind, int, int], str]] = {
    "letters": _lettered,
    "plain": lambda _kind, number, _year: str(100_000 + number),
    "number": lambda _kind, number, _year: f"№ {number:06d}",
    "year": lambda _kind, number, year: f"{year % 100:02d}-{number:05d}",
    "model": lambda kind, number, _year: f"{kind.letters}/{number:05d}",
    "frame": lambda kind, number, year: f"VH{kind.letters:0<6}{_LETTERS[year % len(_LETTERS)]}{number:08d}",
    "lot": lambda kind, number, year: f"{number % 90 + 1:02d}-{year}-{kind.letters}.{number}",
}
