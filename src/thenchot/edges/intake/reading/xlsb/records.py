"""How is a part of an xlsb workbook cut into records, and what do their fields say? ([MS-XLSB] 2.1.4, 2.5)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO

from thenchot.edges.intake.reading.faults import Place, refused
from thenchot.edges.intake.reading.markup import WHOLE

LONGEST_RECORD = 8 * 1024 * 1024
LONGEST_PREFIX = 6
BLOCK = 262_144


def records(stream: IO[bytes], place: Place) -> Iterator[tuple[int, bytes]]:
    """Yield record type and content. Type and size are numbers of seven bits a byte, least first, 2 and 4 bytes at most."""
    buffer, at = b"", 0
    while True:
        if len(buffer) - at < LONGEST_PREFIX:
            buffer, at = buffer[at:] + stream.read(BLOCK), 0
            if not buffer:
                return
        kind, at = _compact(buffer, at, 2)
        size, at = _compact(buffer, at, 4)
        if size > LONGEST_RECORD:
            raise refused("damaged-file", place, f"a record of {size} bytes", WHOLE)
        if len(buffer) - at < size:
            buffer, at = buffer[at:] + stream.read(max(BLOCK, size)), 0
        if len(buffer) - at < size:
            raise refused("damaged-file", place, "a record cut short", WHOLE)
        yield kind, buffer[at : at + size]
        at += size


def _compact(buffer: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for index in range(most):
        byte = buffer[at]
        at += 1
        value |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            break
    return value, at


def wide_text(content: bytes, at: int) -> tuple[str, int]:
    """Return a text kept as its length and UTF-16 letters, and the place after it; a missing text is empty."""
    (length,) = struct.unpack_from("<I", content, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    if end > len(content):
        raise ValueError("a text longer than its record")
    return content[at + 4 : end].decode("utf-16-le"), end


def short_number(content: bytes, at: int) -> float:
    """Return a number in the short form: the upper 30 bits of a float or a whole number, perhaps in hundredths."""
    (raw,) = struct.unpack_from("<i", content, at)
    if raw & 2:
        value = float(raw >> 2)
    else:
        (value,) = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<i", raw & ~3))
    return value / 100 if raw & 1 else value
