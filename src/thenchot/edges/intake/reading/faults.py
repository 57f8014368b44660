"""What is wrong with a file, and where?

A fault names the place, what was found there, what was expected and what to do. Whole-file trouble is raised as
`FileRefused`; trouble in one row is carried by the row, so that one pass lists everything.

Texts are phrases: an English template and named parameters. A caller with a language translates the template
(`gettext(str)`, extraction keyword `phrase`) and fills in the parameters.
"""

from __future__ import annotations

from dataclasses import dataclass

FOUND_AT_MOST = 120


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence or part of one: an English template with named places and the values that fill them."""

    template: str
    params: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.template.format(**dict(self.params))


def phrase(template: str, /, **params: object) -> Phrase:
    """Make a phrase; every parameter is turned into text."""
    return Phrase(template, tuple((name, str(value)) for name, value in params.items()))


NOTHING_TO_SUGGEST = Phrase("")


def column_letter(position: int) -> str:
    """Return the letters a spreadsheet shows for a 0-based column position: 0 is A, 26 is AA."""
    letters = ""
    number = position + 1
    while number:
        number, remainder = divmod(number - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: rows are counted from 1 as the user sees them, columns are 0-based positions."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [self.file]
        if self.sheet:
            parts.append(f"sheet {self.sheet!r}")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f"column {column_letter(self.column)}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class ReadingFault:
    """One thing wrong: a stable code, the place, what was found, what was expected, what to do about it."""

    code: str
    place: Place
    found: str
    expected: Phrase
    suggestion: Phrase = NOTHING_TO_SUGGEST

    def __str__(self) -> str:
        advice = f" {self.suggestion}" if self.suggestion.template else ""
        return f"{self.place}: found {self.found}; expected {self.expected}.{advice}"


class FileRefused(Exception):
    """The file cannot be read; `fault` says why. The only exception this package raises for a bad file."""

    def __init__(self, fault: ReadingFault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def refused(code: str, place: Place, found: object, expected: Phrase, suggestion: Phrase | None = None) -> FileRefused:
    """Build the exception for a file that cannot be read."""
    return FileRefused(ReadingFault(code, place, shortened(found), expected, suggestion or NOTHING_TO_SUGGEST))


def shortened(found: object) -> str:
    """Return what was found as one short line, so that a fault never carries a ten-megabyte cell."""
    text = str(found)
    if len(text) > FOUND_AT_MOST:
        text = f"{text[:FOUND_AT_MOST]}… ({len(text)} characters)"
    return " ".join(text.split())
