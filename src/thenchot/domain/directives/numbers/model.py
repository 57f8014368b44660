"""What is a document number, once read? Values only."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from thenchot.domain.directives.numbers.reasons import REASONS


class Style(StrEnum):
    """How the parts of a symbol are laid out; the value is the layout itself."""

    PARTY = "{number}-{type_code}/{issuer_code}"
    YEAR_TYPE = "{number}/{year}/{type_code}-{issuer_code}"
    YEAR_TYPE_SLASH = "{number}/{year}/{type_code}/{issuer_code}"
    TYPE = "{number}/{type_code}-{issuer_code}"
    TYPE_SLASH = "{number}/{type_code}/{issuer_code}"
    YEAR_ISSUER = "{number}/{year}/{issuer_code}"
    ISSUER = "{number}/{issuer_code}"
    DASH_ISSUER = "{number}-{issuer_code}"
    ISSUER_TYPE = "{number}/{issuer_code}-{type_code}"
    TYPE_ALONE = "{number}/{type_code}"
    DASH_TYPE_ALONE = "{number}-{type_code}"
    STANDARD = "{type_code} {number}:{year}/{issuer_code}"
    STANDARD_ALONE = "{type_code} {number}:{year}"

    @property
    def has_year(self) -> bool:
        """Whether the year is part of the symbol."""
        return "{year}" in self.value

    @property
    def has_type(self) -> bool:
        """Whether the kind's abbreviation is part of the symbol."""
        return "{type_code}" in self.value

    @property
    def has_issuer(self) -> bool:
        """Whether the issuer's code is part of the symbol."""
        return "{issuer_code}" in self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """Exactly what stands in a symbol («số, ký hiệu»): `year` only where the symbol has it."""

    system: str
    type_code: str
    number: str
    issuer_code: str
    style: Style
    year: int | None = None

    @property
    def canonical(self) -> str:
        """The one written form."""
        return self.style.value.format(
            number=self.number, year=self.year, type_code=self.type_code, issuer_code=self.issuer_code
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Symbol and surrounding words disagree: `about` is «kind», «issuer» or «year»; the symbol is believed."""

    about: str
    symbol: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A number that was read.

    `number` is text as written (06 keeps its zero). `year` comes from the symbol, else from the date or from «năm
    2022». `date` is ISO 8601. `type_vi` is None when the abbreviation has two meanings and nothing decides between
    them (`type_options` names both); `issuer_vi` is None when the code alone does not name one body (TW, an unlisted
    code). `term` is the Party term, in Roman numerals, which with symbol and issuer makes the key when the date is
    unknown. `notes` tells what was supplied or mended: issuer-from-words, issuer-from-kind, year-from-date,
    order-mended, letters-mended, digits-mended.
    """

    system: str
    type_code: str
    type_vi: str | None
    number: str
    year: int | None
    issuer_code: str
    issuer_vi: str | None
    date: str | None
    canonical: str
    style: Style
    type_options: tuple[str, ...] = ()
    term: str | None = None
    notes: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def symbol(self) -> Symbol:
        """The parts that stand in the canonical form."""
        return Symbol(
            system=self.system,
            type_code=self.type_code if self.style.has_type else "",
            number=self.number,
            issuer_code=self.issuer_code if self.style.has_issuer else "",
            style=self.style,
            year=self.year if self.style.has_year else None,
        )

    @property
    def key(self) -> tuple[str, str, str]:
        """Identity for a register: symbol with the number unpadded, issuer, date or else term or year.

        Party numbers start again each term, so the symbol alone is no key (domain rule: 262-QĐ/TW of 2014 and 2025).
        """
        plain = self.canonical.replace(self.number, self.number.lstrip("0") or "0", 1)
        return plain, self.issuer_vi or self.issuer_code, self.date or self.term or str(self.year or "")

    @property
    def day(self) -> dt.date | None:
        """The date as a date."""
        return dt.date.fromisoformat(self.date) if self.date else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A spelling that a person must decide: a short reason code, what it is about, and the readings possible."""

    reason: str
    found: str = ""
    candidates: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """The reason as an English sentence; `REASONS` holds the templates for translation."""
        return REASONS[self.reason].format(found=self.found)

    def said(self, translate: Callable[[str], str]) -> str:
        """The reason in the reader's language."""
        return translate(REASONS[self.reason]).format(found=self.found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A number found in a text: `raw` is `text[start:end]`, `context` its sentence."""

    start: int
    end: int
    raw: str
    result: Parsed | Review
    date: str | None
    context: str
    conflicts: tuple[Conflict, ...] = ()
