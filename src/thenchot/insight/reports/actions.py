"""What is done with reports, from the draft to the issue; each is called inside an act."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop

from thenchot.domain.directives.models import Book
from thenchot.foundation.access.duties import check_other_hands
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.indicators.rules import Language
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.ledger.acts import Program
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.reports import building, current, issuing
from thenchot.insight.reports.definition import Definition
from thenchot.insight.reports.facts import Facts, plain
from thenchot.insight.reports.models import Prefix, Report, State, Wording
from thenchot.insight.reports.phrases import check_words
from thenchot.insight.reports.reading import SECONDS, Reader, read
from thenchot.insight.reports.spans import Span
from thenchot.insight.reports.symbols import recipients

_STATES = {
    State.DRAFT: gettext_noop("It is a draft still"),
    State.SUBMITTED: gettext_noop("It was submitted"),
    State.APPROVED: gettext_noop("It is approved"),
    State.ISSUED: gettext_noop("It was issued and stays as it is"),
    State.WITHDRAWN: gettext_noop("It was withdrawn"),
}


def write(
    definition: Definition,
    unit: Unit,
    period: Span,
    language: Language = "vi",
    *,
    by: User | Program,
    reader: Reader = None,
    seconds: float = SECONDS,
) -> Report:
    """A draft of the unit's report, with the figures that its writer may see; the period must be over."""
    check_is_over(period)
    standing = Report.objects.filter(
        unit=unit, definition=definition.name, first_day=period.first, last_day=period.last
    ).exclude(state=State.WITHDRAWN)
    if standing.exists():
        raise Refusal("{unit} has this report for {period} already", field="period", unit=unit, period=period)
    facts = read(definition, unit, period, reader, seconds=seconds)
    made = drafted(definition, unit, period, language, facts)
    made.written_by, made.written_by_key = by.display_name, by.pk
    made.save()
    return made


def check_is_over(period: Span) -> None:
    """Refuse a period that is not over: its figures are of its last day."""
    if period.last >= today():
        raise Refusal("{period} is not over before {day}", field="period", period=period, day=period.last)


def drafted(definition: Definition, unit: Unit, period: Span, language: Language, facts: Facts) -> Report:
    """A draft of these facts, not saved yet."""
    return Report(
        unit=unit,
        definition=definition.name,
        language=language,
        length=period.length,
        year=period.year,
        number_in_year=period.number,
        first_day=period.first,
        last_day=period.last,
        compared_on=period.compared_on,
        abstract=building.abstract(definition, facts, period, language)[:500],
        facts=plain(facts),
        head=facts.head,
        upper_body=definition.upper_body.in_(language) or facts.upper_name,
        place=definition.place.in_(language),
        issuer_code=definition.issuer_code or unit.code,
        addressees=facts.upper_name,
        recipients="; ".join(recipients(definition, language, addressed=bool(facts.upper_name))),
    )


def refresh(report: Report, *, by: User | Program) -> None:
    """Read the figures anew; the writer's words stay. On its way to approval it is a draft again."""
    check_state(report, State.DRAFT, State.SUBMITTED, State.APPROVED)
    definition, reader = current.definition_of(report), by if isinstance(by, User) else None
    facts = read(definition, report.unit, report.span, reader)
    report.facts, report.head = plain(facts), facts.head
    _back_to_draft(report)
    report.save()


def reword(report: Report, *, part: str, text: str, by: User | Program) -> Wording | None:
    """Put the writer's words in the place of a part's own; without any text the part's own words come back.

    Figures are named by their slots in braces, so that they stay the record's.
    """
    check_state(report, State.DRAFT)
    made = current.composition(report)
    if part not in {each.key for each in made.parts}:
        raise Refusal("This report has no part {part}", field="part", part=part)
    slots = current.slots_of(part, made)
    found = Wording.objects.filter(report=report, part=part).first()
    written = "\n".join(tidy(line) for line in text.strip().splitlines())
    if not written:
        if found is not None:
            found.delete()
        return None
    check_words(written, slots)
    wording = found or Wording(report=report, part=part)
    wording.text, wording.beneath, wording.written_by = written, dict(slots), by.display_name
    wording.save()
    return wording


def sign_as(  # noqa: PLR0913  # a paper's head and foot have as many parts
    report: Report,
    *,
    addressees: str = "",
    recipients: str = "",
    upper_body: str = "",
    place: str = "",
    issuer_code: str = "",
    signer: str = "",
    signer_post: str = "",
    signer_rank: str = "",
    signer_prefix: Prefix = Prefix.NONE,
    signer_body: str = "",
    deputy_post: str = "",
) -> None:
    """Say who it goes to, who signs it and how; lists are parted by semicolons."""
    check_state(report, State.DRAFT)
    report.addressees, report.recipients = tidy(addressees), tidy(recipients)
    report.upper_body, report.place = tidy(upper_body), tidy(place)
    report.issuer_code = tidy(issuer_code) or report.unit.code
    report.signer, report.signer_post, report.signer_rank = tidy(signer), tidy(signer_post), tidy(signer_rank)
    report.signer_prefix, report.signer_body, report.deputy_post = signer_prefix, tidy(signer_body), tidy(deputy_post)
    report.save()


def submit(report: Report, *, by: User | Program) -> None:
    """Hand the draft in for approval; its figures must be those of the records."""
    check_state(report, State.DRAFT)
    check_is_current(report)
    report.state, report.submitted_on, report.submitted_by_key, report.remark = State.SUBMITTED, today(), by.pk, ""
    report.save()


def give_back(report: Report, *, why: str) -> None:
    """Give it back to its writer, with the reason."""
    check_state(report, State.SUBMITTED, State.APPROVED)
    if not tidy(why):
        raise Refusal("Say why it goes back", field="why")
    _back_to_draft(report)
    report.remark = tidy(why)
    report.save()


def approve(report: Report, *, by: User | Program) -> None:
    """Approve it; whoever wrote or submitted it does not. Figures restated since then ask for a refresh first."""
    check_state(report, State.SUBMITTED)
    check_other_hands(by, report.written_by_key, report.submitted_by_key)
    check_is_current(report)
    report.state, report.approved_on = State.APPROVED, today()
    report.approved_by, report.approved_by_key = by.display_name, by.pk
    report.save()


def issue(report: Report, *, book: Book, on: date, by: User | Program) -> None:  # noqa: ARG001  # the act names who
    """Give it the next number of the book of outgoing documents, register it, and keep its files as they are from now on."""
    check_state(report, State.APPROVED)
    check_is_current(report)
    if on < report.last_day:
        raise Refusal("{on} is before the period ends, on {day}", field="on", on=on, day=report.last_day)
    issuing.issue(report, book, on)


def withdraw(report: Report) -> None:
    """Take a report that was not issued out of the way, so that the period can be reported anew."""
    check_state(report, State.DRAFT, State.SUBMITTED, State.APPROVED)
    report.state = State.WITHDRAWN
    report.save()


def check_state(report: Report, *allowed: State) -> None:
    """Refuse what is not done in the state the report is in."""
    state = State(report.state)
    if state not in allowed:
        raise Refusal(_STATES[state])


def check_is_current(report: Report) -> None:
    """Refuse while the records give other figures than the report."""
    found = current.changed(report)
    if found:
        raise Refusal(
            "{count} figures have been restated since the report was read, among them {what}; refresh it first",
            count=len(found),
            what=found[0].what,
        )


def _back_to_draft(report: Report) -> None:
    report.state, report.submitted_on, report.submitted_by_key = State.DRAFT, None, None
    report.approved_on, report.approved_by, report.approved_by_key = None, "", None
