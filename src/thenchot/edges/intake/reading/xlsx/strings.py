"""Which texts do the cells share? (ECMA-376 part 1, 18.4)."""

from __future__ import annotations

import re

from thenchot.edges.intake.reading.archive import Archive
from thenchot.edges.intake.reading.faults import phrase, refused
from thenchot.edges.intake.reading.markup import Attributes, Listener

_escaped = re.compile(r"_x([0-9A-Fa-f]{4})_")


def plain(text: str) -> str:
    """Resolve the `_x000D_` escapes that stand for characters XML cannot hold."""
    if "_x" not in text:
        return text
    return _escaped.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)


class SharedTexts(Listener):
    """Collects the text of every item: its runs joined, phonetic hints left out."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._left = archive.limits.shared_characters
        self._pieces: list[str] = []
        self._taking = False
        self._phonetic = False
        self.texts: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        del attributes
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._taking = not self._phonetic

    def text(self, text: str) -> None:
        if self._taking:
            self._left -= len(text)
            if self._left < 0:
                most = phrase("at most {limit} characters of shared text", limit=self._archive.limits.shared_characters)
                raise refused("texts-too-large", self._archive.place, "more", most)
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name == "t":
            self._taking = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self.texts.append(plain("".join(self._pieces)))


def read_shared_texts(archive: Archive, part: str | None) -> list[str]:
    """Return the shared texts by index; empty where the workbook has none."""
    if part is None:
        return []
    listener = SharedTexts(archive)
    archive.hear(part, listener)
    return listener.texts
