"""Are the texts of a workbook written for old Vietnamese fonts?

A workbook keeps Unicode, but a sheet typed in .VnTime or a VNI font keeps the Western characters that those fonts show as
Vietnamese. Texts are judged as in a text file, and changed only when that is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from thenchot.edges.intake.reading.cells import Cell, Row
from thenchot.edges.intake.reading.faults import Place, ReadingFault, phrase
from thenchot.edges.intake.reading.letters.detect import ENCODINGS, TextCandidate, rank, sample_of
from thenchot.edges.intake.reading.letters.legacy import TCVN3, UNDEFINED, VNI

FONTS = (TCVN3, VNI)
SURE = 0.8


def old_font(texts: Sequence[str]) -> TextCandidate | None:
    """Return the old font encoding the texts seem to be written for, None if they read well as they are."""
    lines = [line for text in texts if not text.isascii() and (line := _western(text)) is not None]
    if not lines:
        return None
    best = rank(lines)[0]
    return best if best.encoding in FONTS and best.confidence >= SURE else None


def _western(text: str) -> bytes | None:
    for codec in ("cp1252", "iso8859-1"):
        try:
            return text.encode(codec)
        except UnicodeEncodeError:
            continue
    return None


def converted(row: Row, encoding: str, place: Place) -> Row:
    """Return a row with its texts turned from an old font encoding into Unicode; what has no letter is a fault."""
    finish = ENCODINGS[encoding].finish
    if finish is None:
        return row
    cells: list[Cell] = list(row.cells)
    faults = list(row.faults)
    originals: list[tuple[int, str]] = list(row.originals)
    for position, cell in enumerate(row.cells):
        if not isinstance(cell, str) or cell.isascii():
            continue
        text = finish(cell)
        if UNDEFINED in text:
            at = Place(place.file, place.sheet, row.number, position)
            expected = phrase("letters of the old font encoding {encoding}", encoding=encoding)
            faults.append(ReadingFault("lossy-decode", at, sample_of(text), expected))
        if text != cell:
            cells[position] = text
            originals.append((position, cell))
    return Row(row.number, tuple(cells), tuple(faults), tuple(originals))
