"""What comes next in a symbol: an atom (letters and digits) and the mark that parts it from the one before."""

import re
from dataclasses import dataclass

from thenchot.domain.directives.numbers.tokens import LETTER, Text

# Bounded, so that a text of one endless word is still read in linear time.
_ATOM = rf"[0-9{LETTER}]{{1,40}}(?:&[0-9{LETTER}]{{1,20}}){{0,3}}"
_SPELLED_OUT = rf"(?:[A-ZĐƯ]\.){{1,3}}[A-ZĐƯ](?![0-9{LETTER}])"
_STEP = re.compile(
    r"(?P<mark>[ ]{0,3}[-/_]{1,2}[ ]{0,3}(?:\n[ ]{0,8})?|[ ]{0,3}\n[-/_](?! )|\.|[ ]{1,2}|[ ]?\n[ ]{0,8}|)"
    rf"(?P<atom>{_SPELLED_OUT}|{_ATOM})"
)


@dataclass(frozen=True, slots=True)
class Atom:
    """`mark` is one of - / _ . or a space, or empty inside a run of letters and digits.

    `gap` tells the space round the mark: empty, «before» (with or without space after), «after», or «break» for a
    mark at the end of a line.
    """

    mark: str
    gap: str
    text: str
    start: int
    end: int

    @property
    def is_upper(self) -> bool:
        """Whether no letter is in lower case."""
        return self.text == self.text.upper()

    @property
    def is_number(self) -> bool:
        """Whether it is digits only."""
        return self.text.isascii() and self.text.isdigit()


def atom_at(text: Text, position: int) -> Atom | None:
    """The atom that follows a position, at most one mark away."""
    match = _STEP.match(text.norm, position)
    if match is None:
        return None
    mark, atom = match["mark"], match["atom"]
    return Atom(
        mark=_sign(mark),
        gap=_gap(mark),
        text=atom.replace(".", ""),
        start=match.start("atom"),
        end=match.end("atom"),
    )


def atoms_at(text: Text, position: int, limit: int) -> list[Atom]:
    """Up to `limit` atoms in a row."""
    found: list[Atom] = []
    while len(found) < limit and (atom := atom_at(text, position)):
        found.append(atom)
        position = atom.end
    return found


def _sign(mark: str) -> str:
    stripped = mark.strip()
    return stripped[0] if stripped else mark[:1].replace("\n", " ")


def _gap(mark: str) -> str:
    if mark[:1].isspace():
        return "before"
    if "\n" in mark:
        return "break"
    return "after" if mark[-1:].isspace() else ""
