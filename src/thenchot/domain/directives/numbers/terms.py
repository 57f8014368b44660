"""Which term of office (khóa) does a day belong to? Party terms run from congress to congress."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from thenchot.domain.directives.numbers.tables import Period, rows

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the Party («party») or of the National Assembly («assembly»)."""

    body: str
    number: int
    period: Period
    source: str

    @property
    def roman(self) -> str:
        """The number as it is printed: XIII."""
        return roman(self.number)


@cache
def terms() -> tuple[Term, ...]:
    """All terms, oldest first."""
    return tuple(Term(row["body"], int(row["number"]), Period.of(row), row["source"]) for row in rows("terms.tsv"))


def term_on(body: str, day: date) -> Term | None:
    """The term of `body` that the day belongs to."""
    return next((term for term in terms() if term.body == body and day in term.period), None)


def term_numbered(body: str, number: int) -> Term | None:
    """The term of `body` with that number."""
    return next((term for term in terms() if term.body == body and term.number == number), None)


def roman(number: int) -> str:
    """Roman numeral of a small number."""
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out += letters
            number -= value
    return out


def from_roman(text: str) -> int | None:
    """Number of a Roman numeral up to 39; None if the letters are no such numeral."""
    return next((n for n in range(1, 40) if roman(n) == text.upper()), None)
