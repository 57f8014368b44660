"""Draws the codes of a label as SVG: a QR code of the item's own key, a Code 128 bar code of its serial number."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from barcode import Code128  # type: ignore[import-untyped]  # the library ships no types

QUIET = 10  # Modules left blank on either side of a bar code (ISO/IEC 15417).


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar code as SVG rectangles: where each bar starts and how wide it is, in modules."""

    width: int
    bars: tuple[tuple[int, int], ...]
    text: str


def qr(text: str) -> str:
    """The QR code as an inline SVG without styles; error correction M, so a scratched label still reads."""
    return segno.make(text, error="m", micro=False).svg_inline(scale=1, border=4, omitsize=True)


def code128(text: str) -> Bars | None:
    """The bars of the text; None for text that Code 128 cannot carry (letters beyond ASCII, or nothing)."""
    if not text or not text.isascii() or not text.isprintable():
        return None
    modules: str = Code128(text).build()[0]
    bars: list[tuple[int, int]] = []
    place = QUIET
    for run in modules.replace("10", "1 0").replace("01", "0 1").split():
        if run[0] == "1":
            bars.append((place, len(run)))
        place += len(run)
    return Bars(place + QUIET, tuple(bars), text)
