"""How much of a file are we willing to take, and is it safe to open?

Everything here is checked before a parser sees the bytes, so that memory and time stay bounded.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from thenchot.edges.intake.reading.faults import Place, phrase, refused

MEGABYTE = 1024 * 1024
BLOCK = MEGABYTE


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes past which a file is refused; bytes, characters or counts. The defaults hold a full Excel sheet of rows."""

    file_bytes: int = 512 * MEGABYTE
    unpacked_bytes: int = 2048 * MEGABYTE
    unpacked_ratio: int = 400
    zip_members: int = 10_000
    shared_characters: int = 256 * MEGABYTE
    merged_ranges: int = 200_000
    rows: int = 1_048_576
    text_rows: int = 5_000_000
    columns: int = 2_000
    cell_characters: int = 4_000_000
    record_lines: int = 1_000
    broken_rows: int = 10_000


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The bytes of a file at one moment: SHA-256 of the content, size, and the system's time of change."""

    digest: str
    size: int
    changed: int


def fingerprint(path: Path) -> Fingerprint:
    """Read the file once, in blocks, and return its fingerprint."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as stream:
        changed = os.fstat(stream.fileno()).st_mtime_ns
        while block := stream.read(BLOCK):
            digest.update(block)
            size += len(block)
    return Fingerprint(digest.hexdigest(), size, changed)


def check_size(path: Path, limits: Limits) -> None:
    """Refuse what is not a plain file, is empty, or is larger than the limit."""
    place = Place(path.name)
    if not path.is_file():
        raise refused("not-a-file", place, "nothing to read", phrase("a file"))
    size = path.stat().st_size
    if size == 0:
        raise refused("empty-file", place, "0 bytes", phrase("a file with rows"))
    if size > limits.file_bytes:
        raise refused(
            "file-too-large", place, f"{size} bytes", phrase("at most {limit} bytes", limit=limits.file_bytes)
        )
