"""Does a subject meet a standard on a day? Pure functions on plain values.

"Meets the standard" is never stored: it is worked out for a day from the answers given, so it lapses by itself when the
assessment, a certificate or a must-pass answer runs out. All comparisons are on integers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from uuid import UUID

from thenchot.foundation.kernel.months import add_months
from thenchot.foundation.kernel.refusal import Refusal

Key = UUID | str


class State(Enum):
    """How a subject stands against a standard on a day. Only MEETS counts as meeting it."""

    MEETS = "meets"
    FAILS = "fails"
    LAPSED = "lapsed"
    UNANSWERED = "unanswered"
    NOT_ASSESSED = "not_assessed"


class Why(Enum):
    """Why a criterion does not count as met."""

    NOT_MET = "not_met"
    EXPIRED = "expired"
    UNANSWERED = "unanswered"
    MUST_APPLY = "must_apply"


class Given(Enum):
    """What was answered."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a version of a standard asks for: the least share of weight in percent, and how long an assessment holds."""

    pass_mark: int
    validity_months: int


@dataclass(frozen=True, slots=True)
class Question:
    """A criterion of the version."""

    key: Key
    code: str
    weight: int = 1
    is_must_pass: bool = False
    may_not_apply: bool = False
    validity_months: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a question. `valid_until` is the first day it no longer holds; None: as long as the assessment."""

    given: Given
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Assessed:
    """When an assessment was made and the first day it no longer holds."""

    assessed_on: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A question that does not count as met, and why; `since` is the day its answer ran out."""

    question: Question
    why: Why
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the subject stands.

    `shortfalls` are all questions not met, also those the pass mark forgives. `weight_met` of `weight_asked` is the share.
    `lapses_on` is the first later day on which it no longer meets, if nothing is done; None unless it meets now.
    """

    state: State
    shortfalls: tuple[Shortfall, ...] = ()
    weight_met: int = 0
    weight_asked: int = 0
    lapsed_on: date | None = None
    lapses_on: date | None = None

    @property
    def meets(self) -> bool:
        """True for MEETS alone."""
        return self.state is State.MEETS

    @property
    def deciding(self) -> tuple[Shortfall, ...]:
        """The shortfalls that decide: the must-pass ones, or all of them where only the share falls short."""
        hard = tuple(s for s in self.shortfalls if s.question.is_must_pass or s.why is Why.UNANSWERED)
        return hard or (() if self.meets else self.shortfalls)


def valid_until(assessed_on: date, months: int) -> date:
    """The first day on which what was found on `assessed_on` no longer holds; 31 January + 1 month is 28 (29) February."""
    return add_months(assessed_on, months)


def reply_until(question: Question, assessed: Assessed, given: Given, certificate_until: date | None = None) -> date:
    """The first day an answer no longer holds: the certificate's, else the criterion's validity, never past the assessment.

    An answer that the criterion does not apply holds as long as the assessment.
    """
    if given is Given.NOT_APPLICABLE:
        return assessed.valid_until
    if certificate_until is not None:
        return min(certificate_until, assessed.valid_until)
    if question.validity_months is None:
        return assessed.valid_until
    return min(valid_until(assessed.assessed_on, question.validity_months), assessed.valid_until)


def outcome(
    terms: Terms, questions: Sequence[Question], replies: Mapping[Key, Reply], assessed: Assessed | None, on: date
) -> Outcome:
    """How a subject stands on a day, by its latest assessment of that day (None when there is none).

    A criterion that does not apply leaves both sides of the share, where its terms allow that; elsewhere it counts as not met.
    A met answer that ran out counts as not met. The assessment's own end comes first, then missing answers, then what was found
    wanting, then what has run out.
    """
    if assessed is None or on < assessed.assessed_on:
        return Outcome(State.NOT_ASSESSED)
    shortfalls = tuple(_shortfalls(questions, replies, on))
    asked = [q for q in questions if not _leaves(q, replies.get(q.key))]
    weight_asked = sum(q.weight for q in asked)
    weight_met = weight_asked - sum(s.question.weight for s in shortfalls)
    found = Outcome(State.MEETS, shortfalls, weight_met, weight_asked)
    if on >= assessed.valid_until:
        return replace(found, state=State.LAPSED, lapsed_on=assessed.valid_until)
    if not asked or any(s.why is Why.UNANSWERED for s in shortfalls):
        return replace(found, state=State.UNANSWERED)
    if not passes(terms, asked, [s for s in shortfalls if s.why is not Why.EXPIRED]):
        return replace(found, state=State.FAILS)
    ends = _lapse(terms, asked, replies, assessed)
    if not passes(terms, asked, shortfalls):
        return replace(found, state=State.LAPSED, lapsed_on=ends)
    return replace(found, lapses_on=ends)


def passes(terms: Terms, asked: Iterable[Question], shortfalls: Iterable[Shortfall]) -> bool:
    """No must-pass question fell short, and the weight met is at least the pass mark's share of the weight asked.

    >>> two = [Question("a", "A", weight=4), Question("b", "B", weight=1)]
    >>> passes(Terms(80, 12), two, [Shortfall(two[1], Why.NOT_MET)])
    True
    """
    fell_short = list(shortfalls)
    if any(s.question.is_must_pass for s in fell_short):
        return False
    weight_asked = sum(q.weight for q in asked)
    weight_met = weight_asked - sum(s.question.weight for s in fell_short)
    return 100 * weight_met >= terms.pass_mark * weight_asked


def _leaves(question: Question, reply: Reply | None) -> bool:
    return reply is not None and reply.given is Given.NOT_APPLICABLE and question.may_not_apply


def _shortfalls(questions: Iterable[Question], replies: Mapping[Key, Reply], on: date) -> Iterator[Shortfall]:
    for question in questions:
        reply = replies.get(question.key)
        if reply is None:
            yield Shortfall(question, Why.UNANSWERED)
        elif reply.given is Given.NOT_MET:
            yield Shortfall(question, Why.NOT_MET)
        elif reply.given is Given.NOT_APPLICABLE:
            if not question.may_not_apply:
                yield Shortfall(question, Why.MUST_APPLY)
        elif reply.valid_until is not None and reply.valid_until <= on:
            yield Shortfall(question, Why.EXPIRED, since=reply.valid_until)


def _lapse(terms: Terms, asked: Sequence[Question], replies: Mapping[Key, Reply], assessed: Assessed) -> date:
    """The first day on which the answers as given stop passing, or the assessment's own end."""
    ends = sorted({r.valid_until for q in asked if (r := replies[q.key]).given is Given.MET and r.valid_until})
    for day in ends:
        if day < assessed.valid_until and not passes(terms, asked, list(_shortfalls(asked, replies, day))):
            return day
    return assessed.valid_until


class Warning(Enum):  # noqa: A001  # the word of the field
    """How soon something lapses."""

    IN_30_DAYS = 30
    IN_60_DAYS = 60
    IN_90_DAYS = 90


def warning(lapses_on: date | None, on: date) -> Warning | None:
    """The nearest of 30, 60 and 90 days within which the day falls; None when it is further off, or past, or unknown."""
    if lapses_on is None or lapses_on <= on:
        return None
    return next((level for level in Warning if (lapses_on - on).days <= level.value), None)


def check_answers(questions: Sequence[Question], replies: Mapping[Key, Reply]) -> None:
    """All criteria are answered at once, none twice, none of another version, and "does not apply" only where allowed."""
    known = {question.key: question for question in questions}
    if strange := [key for key in replies if key not in known]:
        raise Refusal("{count} answers are to criteria of another version", count=len(strange))
    if missing := [q.code for q in questions if q.key not in replies]:
        raise Refusal("Not answered yet: {codes}", field="answers", codes=", ".join(missing))
    for key, reply in replies.items():
        if reply.given is Given.NOT_APPLICABLE and not known[key].may_not_apply:
            raise Refusal("{code} applies always; answer met or not met", field="answers", code=known[key].code)


def check_measured(
    code: str, given: Given, measured: Decimal | None, minimum: Decimal | None, maximum: Decimal | None
) -> None:
    """A measured value outside the criterion's limits cannot be answered "met"; the limits themselves are inside."""
    if given is not Given.MET or measured is None:
        return
    below = minimum is not None and measured < minimum
    if below or (maximum is not None and measured > maximum):
        raise Refusal(
            "{code}: {measured} is outside the limit ({minimum} to {maximum})",
            field="answers",
            code=code,
            measured=measured,
            minimum="…" if minimum is None else minimum,
            maximum="…" if maximum is None else maximum,
        )


def check_version(terms: Terms, questions: Sequence[Question]) -> None:
    """A version has a pass mark from 0 to 100, holds for a month at least, and its criteria's codes are all different."""
    if not 0 <= terms.pass_mark <= 100:
        raise Refusal("The pass mark is a percentage, from 0 to 100", field="pass_mark")
    if terms.validity_months < 1:
        raise Refusal("An assessment must hold for a month at least", field="validity_months")
    if not questions:
        raise Refusal("A version needs at least one criterion")
    codes = [question.code for question in questions]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise Refusal("Criteria with the same code: {codes}", codes=", ".join(twice))
