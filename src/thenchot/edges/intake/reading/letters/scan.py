"""How is a text file encoded, all of it?

The whole file is looked at once, in blocks, since one wrong byte in the last row is as wrong as one in the first.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from pathlib import Path

from thenchot.edges.intake.reading.letters.detect import TextCandidate, rank, sample_of

BLOCK = 1024 * 1024
LINES_KEPT = 400
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
NUL_SHARE = 0.3
REPLACED = "\ufffd".encode()


@dataclass(slots=True)
class Scan:
    """What the bytes show: encoding by mark or NUL pattern, lines that are and are not UTF-8, whether it is text at all."""

    marked: str | None = None
    binary: bool = False
    valid: int = 0
    invalid: int = 0
    replaced: bool = False
    valid_lines: list[bytes] = field(default_factory=list)
    invalid_lines: list[bytes] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether the whole file is UTF-8 and shows no sign of an earlier loss, so that lines need no second look."""
        return not (self.invalid or self.binary or self.replaced)

    @property
    def mixed(self) -> bool:
        """Whether some lines are UTF-8 beyond ASCII and others cannot be."""
        return self.valid > 0 and self.invalid > 0

    def candidates(self) -> tuple[TextCandidate, ...]:
        """Return the ways to read the file, best first; at least one."""
        if self.marked:
            return (TextCandidate(self.marked, 1.0, ""),)
        if not self.invalid:
            sample = sample_of(self.valid_lines[0].decode(errors="replace")) if self.valid_lines else ""
            return (TextCandidate("utf-8", 1.0 if not self.valid else 1 - 0.5 ** (self.valid + 1), sample),)
        ranked = rank(self.invalid_lines)
        if not self.valid:
            return ranked
        share = self.valid / (self.valid + self.invalid)
        unicode = TextCandidate("utf-8", round(share, 3), sample_of(self.valid_lines[0].decode(errors="replace")))
        return (unicode, *ranked) if share >= 0.5 else (ranked[0], unicode, *ranked[1:])


def scan(path: Path) -> Scan:
    """Look at the whole file."""
    with path.open("rb") as stream:
        head = stream.read(65_536)
        found = Scan(marked=_marked(head))
        if found.marked not in (None, "utf-8-sig"):
            return found
        stream.seek(0)
        rest = b""
        while block := stream.read(BLOCK):
            found.binary = found.binary or b"\0" in block
            found.replaced = found.replaced or REPLACED in block
            if block.isascii() and rest.isascii():
                rest = b""
                continue
            lines, _, rest = (rest + block).rpartition(b"\n")
            _look(found, lines)
            if len(rest) > 16 * BLOCK:
                _look(found, rest)
                rest = b""
        _look(found, rest)
    if found.invalid:
        found.marked = None
    return found


def _marked(head: bytes) -> str | None:
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    if head.count(b"\0") < NUL_SHARE * len(head):
        return None
    return "utf-16-le" if head[1::2].count(b"\0") > head[::2].count(b"\0") else "utf-16-be"


def _look(found: Scan, text: bytes) -> None:
    for line in text.split(b"\n"):
        if line.isascii():
            continue
        try:
            line.decode()
        except UnicodeDecodeError:
            found.invalid += 1
            if len(found.invalid_lines) < LINES_KEPT:
                found.invalid_lines.append(line[:2000])
        else:
            found.valid += 1
            if len(found.valid_lines) < LINES_KEPT:
                found.valid_lines.append(line[:2000])
