"""Which term of office (khóa) does a day belong to? Party terms run from congress to congress."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from thenchot.domain.directives.numbers.tables import Period, rows
from thenchot.foundation.kernel.roman import roman


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
