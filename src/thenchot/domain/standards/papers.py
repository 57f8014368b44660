"""The record of an assessment, to be signed by the assessor and by whoever answers for what was assessed."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thenchot.domain.standards import panels, queries
from thenchot.domain.standards.models import Assessment
from thenchot.domain.standards.queries import Line, Standing
from thenchot.foundation.access import policy
from thenchot.foundation.desk.language import language
from thenchot.foundation.papers.document import (
    Block,
    Column,
    Document,
    Heading,
    Row,
    Share,
    Signer,
    Table,
    dashes,
    paragraph,
)
from thenchot.foundation.papers.issued import issued_by
from thenchot.foundation.papers.numbers import said
from thenchot.foundation.papers.registry import Paper, register


def record(assessment: Assessment, _reader: policy.Who) -> Document:
    """The record as the assessment stood on its day."""
    found = queries.standing_of(assessment, assessment.assessed_on)
    day = assessment.assessed_on
    return Document(
        **issued_by(assessment.unit, day, "BB", number=assessment.minutes),
        kind=gettext("Minutes"),
        abstract=gettext("Assessment of %(subject)s by the standard “%(standard)s”")
        % {"subject": _subject(assessment), "standard": found.standard},
        blocks=tuple(_blocks(assessment, found)),
        co_signers=(Signer(gettext("For the unit assessed"), ""),),
        signer=Signer(gettext("Assessor"), assessment.assessor),
    )


def _subject(assessment: Assessment) -> str:
    return assessment.subject_name or str(assessment.unit)


def _blocks(assessment: Assessment, found: Standing) -> Iterator[Block]:
    version = assessment.standard_version
    yield Heading(1, gettext("Particulars of the assessment"), "I")
    facts = [
        (gettext("What was assessed"), _subject(assessment)),
        (gettext("Unit"), str(assessment.unit)),
        (gettext("Standard"), f"{version}{f', {version.source}' if version.source else ''}"),
        (gettext("Assessed on"), said(assessment.assessed_on, language())),
        (gettext("Assessed by"), assessment.assessor),
        (gettext("Holds until"), said(assessment.valid_until, language())),
    ]
    yield dashes(f"{name}: {value}" for name, value in facts if value)
    yield Heading(1, gettext("Criterion by criterion"), "II")
    yield Table(gettext("Answers to the criteria"), _columns(), tuple(map(_row, found.lines)))
    yield Heading(1, gettext("Conclusion"), "III")
    yield from _conclusion(found)
    if failing := found.failing:
        yield Table(gettext("Shortcomings and their remedies"), _remedies(), tuple(_remedy(line) for line in failing))


def _conclusion(found: Standing) -> Iterator[Block]:
    outcome = found.outcome
    words = str(panels.STATES[outcome.state][1])
    yield paragraph(gettext("On the day of the assessment it %(state)s.") % {"state": words})
    if outcome.weight_asked:
        share = Share(outcome.weight_met, outcome.weight_asked)
        mark = found.assessment.standard_version.pass_mark if found.assessment else 0
        yield paragraph(
            gettext("Weight met: %(met)s of %(asked)s, that is %(share)s; the pass mark is %(mark)s %%.")
            % {"met": outcome.weight_met, "asked": outcome.weight_asked, "share": said(share, language()), "mark": mark}
        )


def _columns() -> tuple[Column, ...]:
    return (
        Column(gettext("Code"), width=2),
        Column(gettext("Criterion"), width=8),
        Column(gettext("Limit"), width=4),
        Column(gettext("Weight"), "whole", width=2),
        Column(gettext("Result"), width=3),
        Column(gettext("Measured"), width=3),
        Column(gettext("Note"), width=4),
    )


def _remedies() -> tuple[Column, ...]:
    return (
        Column(gettext("Code"), width=2),
        Column(gettext("Criterion"), width=7),
        Column(gettext("Remedy"), width=5),
        Column(gettext("Estimated cost (đồng)"), "whole", total=True, width=3),
        Column(gettext("Estimated days"), "whole", width=2),
    )


def _row(line: Line) -> Row:
    criterion, answer = line.criterion, line.answer
    limit = " · ".join(filter(None, (criterion.limit, gettext("must pass") if criterion.is_must_pass else "")))
    result = (
        str(panels.REASONS[line.shortfall.why][1]) if line.shortfall else answer.get_result_display() if answer else ""
    )
    measured = answer.value if answer else ""
    return Row(
        (criterion.code, criterion.text, limit, criterion.weight, result, measured, answer.note if answer else "")
    )


def _remedy(line: Line) -> Row:
    answer = line.answer
    cost = answer.fix_cost if answer else None
    return Row(
        (
            line.criterion.code,
            line.criterion.text,
            answer.fix_key if answer else "",
            cost,
            answer.fix_days if answer else None,
        )
    )


register(Paper(name="assessment-record", resource="assessments", title=_("record of the assessment"), build=record))
