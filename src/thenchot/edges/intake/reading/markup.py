"""How is XML from strangers read with bounded memory and no reach outside the file?

Document type declarations are refused, so there are no entities to expand or fetch; a part is fed in blocks, and a single
tag or attribute longer than `LONGEST_PIECE` is refused before the parser has to hold more of it.
"""

from __future__ import annotations

import lzma
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, LargeZipFile

from thenchot.edges.intake.reading.faults import Phrase, Place, phrase, refused

BLOCK = 65_536
LONGEST_PIECE = 4 * 1024 * 1024
DEEPEST = 200
WHOLE = phrase("a whole, undamaged file")
SAVE_AGAIN = phrase("Open it in the program that made it, save it again and send that copy.")
NO_DECLARATIONS = phrase("a workbook without document type declarations")

Attributes = dict[str, str]


class LocalNames(dict[str, str]):
    """Element names without their namespace prefix, remembered."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition(":")[2]
        if len(self) < 1000:
            self[name] = local
        return local


class Listener:
    """Hears the elements of a part by local name; subclasses override what they need."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """A piece of text; long texts come in several pieces."""


class SafeParser:
    """Feeds a listener block by block."""

    def __init__(self, listener: Listener, place: Place) -> None:
        self._place = place
        self._parser = _parser(listener, place)
        self._fed = 0

    def feed(self, block: bytes) -> None:
        """Parse the next block."""
        self._parser.Parse(block, False)
        self._fed += len(block)
        if self._fed - self._parser.CurrentByteIndex > LONGEST_PIECE:
            raise refused("endless-piece", self._place, f"one piece of over {LONGEST_PIECE} bytes", WHOLE)

    def finish(self) -> None:
        """Say that the part has ended."""
        self._parser.Parse(b"", True)


def listen(stream: IO[bytes], listener: Listener, place: Place) -> Iterator[None]:
    """Feed a part to a listener; yields after each block so that the caller can pass on what was heard."""
    parser = SafeParser(listener, place)
    while block := stream.read(BLOCK):
        parser.feed(block)
        yield
    parser.finish()
    yield


def _parser(listener: Listener, place: Place) -> expat.XMLParserType:
    names = LocalNames()
    start, end = listener.start, listener.end
    depth = 0

    def on_start(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise refused("nested-too-deep", place, f"over {DEEPEST} levels", WHOLE)
        start(names[name], attributes)

    def on_end(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(names[name])

    def on_doctype(*_: object) -> None:
        raise refused("document-type", place, "a document type declaration", NO_DECLARATIONS)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = on_doctype
    return parser


@contextmanager
def damage_refused(place: Place, expected: Phrase = WHOLE) -> Iterator[None]:
    """Turn what the standard library raises for damaged containers and XML into one refusal."""
    try:
        yield
    except (BadZipFile, LargeZipFile, zlib.error, EOFError, OSError, expat.ExpatError) as error:
        raise refused("damaged-file", place, error, expected, SAVE_AGAIN) from error
    except (
        struct.error,
        lzma.LZMAError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        LookupError,
        OverflowError,
    ) as error:
        raise refused("damaged-file", place, error, expected, SAVE_AGAIN) from error


def attribute(attributes: Attributes, local: str, default: str = "") -> str:
    """Return an attribute by its name without prefix."""
    if local in attributes:
        return attributes[local]
    for name, value in attributes.items():
        if name.rpartition(":")[2] == local:
            return value
    return default
