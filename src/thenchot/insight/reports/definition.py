"""A report as its TOML file defines it: whose form, which period, which parts, which figures in which field."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal, get_args

from pydantic import ConfigDict

from thenchot.foundation.indicators.rules import Language
from thenchot.foundation.organisation.models import UnitKind
from thenchot.foundation.papers.document import System

Length = Literal["month", "quarter", "half", "year", "review"]
PartKind = Literal["text", "fields", "shortcomings", "tasks"]
TableName = Literal["figures", "below", "missing", "formulas", "received", "restated", "chart"]
LENGTHS: tuple[Length, ...] = get_args(Length)
STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    vi: str
    en: str
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    def in_(self, language: Language) -> str:
        """The text in this language."""
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Templates of paragraphs in both languages; a line that begins with "- " is an item of a list."""

    vi: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    def in_(self, language: Language) -> tuple[str, ...]:
        """The templates in this language."""
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Field:
    """A field of work: its title, and the indicators whose figures tell of it."""

    key: str
    title: Words
    indicators: tuple[str, ...]
    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered part of the body: `text`, then what its kind says (results by field, what falls short, tasks), then `after`."""

    key: str
    kind: PartKind
    title: Words
    text: Paragraphs = Paragraphs()
    fields: tuple[Field, ...] = ()
    after: Paragraphs = Paragraphs()
    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True)
class Period:
    """How long its period is and which calendar cuts it, by its code; without one, months. A review runs from day to day."""

    length: Length
    calendar: str = ""
    __pydantic_config__: ClassVar[ConfigDict] = STRICT


@dataclass(frozen=True, slots=True)
class Definition:
    """One kind of report. `code` is the kind's abbreviation in the number, `due_days` how long after its period it is due.

    `issuer` is what the heading calls the unit, `issuer_code` stands for its own code in the symbol.
    `reporting` are the kinds of units directly below whose reports it waits for; `words` replace sentences of the wording files.
    """

    name: str
    title: Words
    system: System
    kind: Words
    code: str
    abstract: Words
    period: Period
    parts: tuple[Part, ...]
    tables: tuple[TableName, ...]
    place: Words
    recipients: Words
    due_days: int = 5
    reporting: tuple[UnitKind, ...] = ()
    upper_body: Words = Words("", "")
    issuer: Words = Words("{unit}", "{unit}")
    issuer_code: str = ""
    words: dict[Language, dict[str, str]] = field(default_factory=dict)
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of all its parts."""
        return tuple(each for part in self.parts for each in part.fields)

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators it speaks of, each once, in its order."""
        return tuple(dict.fromkeys(name for each in self.fields for name in each.indicators))

    def is_late(self, last_day: date, issued_on: date) -> bool:
        """Was a report of the period that ended then issued after the day it was due?"""
        return (issued_on - last_day).days > self.due_days
