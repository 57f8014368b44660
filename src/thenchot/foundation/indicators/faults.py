"""What is wrong with an indicator's files: said at load, with the place, what was found and what was expected."""

from __future__ import annotations

from thenchot.foundation.kernel.refusal import Refusal


class Misdefined(Refusal):
    """An indicator's files cannot be used. `place` is the file, with the line or the key where one is known."""

    def __init__(self, place: str, found: object, expected: str) -> None:
        super().__init__("{place}: found {found}, expected {expected}", place=place, found=found, expected=expected)
        self.place = place
