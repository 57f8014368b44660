"""What a register accepts: numbers that read, dates that fit, no document twice, no gap in a book."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from thenchot.domain.directives.numbers import Parsed, Review, parse
from thenchot.domain.directives.numbers.issuers import issuers_of
from thenchot.domain.directives.numbers.kinds import kinds_in_force
from thenchot.domain.directives.numbers.reasons import REASONS
from thenchot.domain.directives.numbers.terms import term_on
from thenchot.foundation.kernel.refusal import Refusal

TOP_SECRET = 3
DECREE_30 = date(2020, 3, 5)  # Decree 30/2020/NĐ-CP, in force; the kinds that were before it are not on file.
ABSTRACT_LENGTH = 500  # Decree 30/2020/NĐ-CP, appendix VI: Subject.


@dataclass(frozen=True, slots=True)
class Known:
    """A document of the register that has the same symbol and issuer."""

    symbol: str
    issued_on: date
    system: str


def read_symbol(text: str, issued_on: date, *, system: str | None = None, issuer: str = "") -> Parsed:
    """The number and symbol read by the grammar of its system; refused, with the reason, where a person must decide."""
    issued = _parse(text, issued_on, system, issuer)
    if isinstance(issued, Parsed):
        if not issued.issuer_code:
            raise Refusal(
                "{symbol} names no issuing body; found {symbol}, expected such as 12-NQ/ĐU or 05/QĐ-BQP",
                field="symbol",
                symbol=issued.canonical,
            )
        _check_kind(issued, issued_on)
        return issued
    if issued.reason == "issuer_not_existing":
        began = [row.period.start for row in issuers_of(_code_of(text)) if row.period.start]
        raise Refusal(
            "{symbol}: the issuing body did not exist on {day}{since}; check the date and the symbol",
            field="issued_on",
            symbol=issued.found or text,
            day=issued_on,
            since=f" ({min(began):%d/%m/%Y})" if began else "",
        )
    if issued.reason in {"date_conflict", "year_conflict"}:
        raise Refusal("{symbol} and the day {day} are of two years", field="issued_on", symbol=text, day=issued_on)
    if issued.reason in {"issuer_missing", "issuer_unknown"}:
        raise Refusal(
            "{symbol} names no issuing body; found {symbol}, expected such as 12-NQ/ĐU or 05/QĐ-BQP",
            field="symbol",
            symbol=issued.found or text,
        )
    raise Refusal(REASONS[issued.reason], field="symbol", found=issued.found or text)


def _parse(text: str, issued_on: date, system: str | None, issuer: str) -> Parsed | Review:
    return parse(text, system=system or None, issuer=issuer or None, date=issued_on)


def _code_of(text: str) -> str:
    plain = parse(text)
    return plain.issuer_code if isinstance(plain, Parsed) else ""


def _check_kind(issued: Parsed, day: date) -> None:
    """A new State document of a kind that the rule set of the day does not have is a slip; older ones are let through."""
    if issued.system == "state" and day < DECREE_30:
        return
    known = {kind.code for kind in kinds_in_force(issued.system, day)}
    if known and issued.type_code and issued.type_code not in known:
        raise Refusal(
            "No kind of document had the abbreviation {code} on {day}", field="symbol", code=issued.type_code, day=day
        )


def check_dates(issued_on: date, effective_from: date | None, effective_until: date | None, today: date) -> None:
    """Raise Refusal for a day of issue to come, or an end in force that is not after the start."""
    if issued_on > today:
        raise Refusal("{day} has not come yet", field="issued_on", day=issued_on)
    start = effective_from or issued_on
    if effective_until is not None and effective_until <= start:
        raise Refusal(
            "It would end ({end}) before it begins ({start})", field="effective_until", end=effective_until, start=start
        )


def abstract_kept(abstract: str, classification: int) -> str:
    """The abstract as the register keeps it: blank for top secret (decree 63/2026/NĐ-CP)."""
    return "" if classification >= TOP_SECRET else abstract[:ABSTRACT_LENGTH]


def check_no_file(classification: int) -> None:
    """A classified document is registered without its content."""
    if classification > 0:
        raise Refusal("Of a classified document only what describes it is registered; its file is not kept here")


def check_not_twice(same: Iterable[Known], issued_on: date) -> None:
    """Duplicate alarm: one symbol stands once a day, and in the State's system once a year.

    A Party number starts again each term (the symbol 262-QĐ/TW is of 2014 and of 2025), so another term is another document.
    """
    for known in same:
        again = known.issued_on == issued_on
        if known.system == "party":
            before, now = term_on("party", known.issued_on), term_on("party", issued_on)
            again = again or (before is not None and before == now)
        else:
            again = again or known.issued_on.year == issued_on.year
        if again:
            raise Refusal(
                "{symbol} of {day} is in the register already; two documents cannot have one symbol in one year or term",
                field="symbol",
                symbol=known.symbol,
                day=known.issued_on,
            )


def term_of(system: str, day: date) -> str:
    """The Party's term of office on a day, in Roman numerals; blank in the State's system, which counts by year."""
    term = term_on("party", day) if system == "party" else None
    return term.roman if term else ""


def period_of(system: str, day: date) -> str:
    """What a book's numbers run within: the term for the Party, the year for the others."""
    return term_of(system, day) or str(day.year)


def check_period(system: str, period: str, day: date) -> None:
    """Raise Refusal when a line of this day belongs to another year's or term's book."""
    if period_of(system, day) != period:
        raise Refusal(
            "{day} belongs to the book of {expected}, not of {period}",
            field="on",
            day=day,
            expected=period_of(system, day),
            period=period,
        )


def next_number(last: int | None) -> int:
    """The number after the last one; voided lines keep theirs, so that there is no gap."""
    return (last or 0) + 1


def gaps(numbers: Sequence[int]) -> list[int]:
    """Numbers missing between 1 and the greatest."""
    return sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
