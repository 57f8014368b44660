"""How are the parts of a zip container read without trusting what it says about itself?"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import ZipFile, ZipInfo

from thenchot.edges.intake.reading.faults import Place, phrase, refused
from thenchot.edges.intake.reading.limits import Limits
from thenchot.edges.intake.reading.markup import WHOLE, Listener, damage_refused, listen

_END = b"PK\x05\x06"
_END_LENGTH = 22
_LONGEST_COMMENT = 65_535
_DIRECTORY_BYTES_PER_PART = 1_000
RATIO_FROM = 64 * 1024 * 1024


class Archive:
    """An open zip container whose directory has been checked against the limits."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.place = Place(path.name)
        self.limits = limits
        _check_directory(path, limits, self.place)
        with damage_refused(self.place):
            self._zip = ZipFile(path)
        try:
            _check_members(self._zip.infolist(), path.stat().st_size, limits, self.place)
        except BaseException:
            self._zip.close()
            raise

    @property
    def names(self) -> list[str]:
        """Names of the parts as the container's directory gives them."""
        return self._zip.namelist()

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Open a part; a part that is not there or does not unpack is a refusal."""
        with damage_refused(self.place), self._zip.open(name) as stream:
            yield stream

    def read(self, name: str, most: int) -> bytes:
        """Return a small part whole, refusing one of more than `most` bytes."""
        with self.open(name) as stream:
            content = stream.read(most + 1)
        if len(content) > most:
            raise refused("part-too-large", self.place, f"{name}, over {most} bytes", WHOLE)
        return content

    def hear(self, name: str, listener: Listener) -> None:
        """Feed a whole XML part to a listener."""
        with self.open(name) as stream:
            for _ in listen(stream, listener, self.place):
                pass

    def close(self) -> None:
        """Close the container."""
        self._zip.close()


def _check_directory(path: Path, limits: Limits, place: Place) -> None:
    """Refuse a directory longer than the parts allowed could need, before zipfile turns it into objects."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(0, size - _END_LENGTH - _LONGEST_COMMENT))
        tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_LENGTH:
        raise refused("damaged-file", place, "a container without its directory (cut short?)", WHOLE)
    parts, directory_bytes = struct.unpack("<HI", tail[at + 10 : at + 16])
    large = size - limits.zip_members * _DIRECTORY_BYTES_PER_PART > 0 and directory_bytes == 0xFFFFFFFF
    if (
        large
        or parts > limits.zip_members
        or 0xFFFFFFFF > directory_bytes > limits.zip_members * _DIRECTORY_BYTES_PER_PART
    ):
        raise refused(
            "too-many-parts", place, f"{parts} parts", phrase("at most {limit} parts", limit=limits.zip_members)
        )


def _check_members(members: list[ZipInfo], size: int, limits: Limits, place: Place) -> None:
    for member in members:
        _check_member(member, place)
    unpacked = sum(member.file_size for member in members)
    ratio = unpacked / max(1, size)
    if unpacked > limits.unpacked_bytes or (unpacked > RATIO_FROM and ratio > limits.unpacked_ratio):
        most = phrase(
            "at most {limit} bytes unpacked and {ratio} times the file",
            limit=limits.unpacked_bytes,
            ratio=limits.unpacked_ratio,
        )
        raise refused("unpacks-too-large", place, f"{unpacked} bytes unpacked, {ratio:.0f} times the file", most)


def _check_member(member: ZipInfo, place: Place) -> None:
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or ".." in PurePosixPath(name).parts or ":" in name.split("/")[0]:
        raise refused("path-in-container", place, member.filename, phrase("parts inside the workbook only"))
    if member.flag_bits & 0x1:
        raise refused("password", place, "a part locked by a password", phrase("a workbook without a password"))
