"""What can be done with standards and assessments. Each is called inside an act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from thenchot.domain.standards import queries, rules
from thenchot.domain.standards.models import Answer, Assessment, Criterion, Result, Standard, StandardVersion
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.ledger.attachments import attach
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer as the assessor gives it. `certificate_until` is the first day its certificate no longer holds.

    The `fix_…` are estimates for one not met: `fix_key` is the same text where one remedy serves several criteria.
    """

    result: str
    value: str = ""
    measured: Decimal | None = None
    certificate_until: date | None = None
    note: str = ""
    fix_key: str = ""
    fix_cost: Decimal | None = None
    fix_days: int | None = None
    fix_resource: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A photograph or scan of what was seen: its content is kept under its digest, with the instant it was captured."""

    name: str
    media_type: str
    pieces: Callable[[], Iterable[bytes]]
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A criterion as a new version words it; the fields are the columns of Criterion."""

    code: str
    text: str
    limit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit_of_measure: str = ""
    applies_to: str = ""
    weight: int = 1
    is_must_pass: bool = False
    may_not_apply: bool = False
    validity_months: int | None = None
    source: str = ""

    def criterion(self, version: StandardVersion, position: int) -> Criterion:
        """The row, not yet saved."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return Criterion(standard_version=version, position=position, **values)


def new_standard(*, code: str, name: str, applies_to: str) -> Standard:
    """A standard by which records of one model ("depots.depot") are assessed; it has no version yet."""
    standard = Standard(code=tidy(code), name=tidy(name), applies_to=applies_to.strip().lower())
    standard.save()
    return standard


def new_version(
    standard: Standard,
    *,
    valid_from: date,
    pass_mark: int,
    validity_months: int,
    criteria: Sequence[Asked],
    source: str = "",
    is_example: bool = False,
) -> StandardVersion:
    """Put a new version in force; the one before ends that day and stays, with the assessments made by it."""
    last = StandardVersion.objects.filter(standard=standard).order_by("-number").first()
    if last is not None and valid_from <= last.valid_from:
        raise Refusal(
            "Version {number} is in force from {day}; a new one must start later",
            field="valid_from",
            number=last.number,
            day=last.valid_from.isoformat(),
        )
    version = StandardVersion(
        standard=standard,
        number=last.number + 1 if last else 1,
        valid_from=valid_from,
        pass_mark=pass_mark,
        validity_months=validity_months,
        source=tidy(source),
        is_example=is_example,
    )
    rows = [asked.criterion(version, position) for position, asked in enumerate(criteria, start=1)]
    rules.check_version(rules.Terms(pass_mark, validity_months), queries.questions(rows))
    if last is not None and (last.valid_until is None or last.valid_until > valid_from):
        last.valid_until = valid_from
        last.save()
    version.save()
    for row in rows:
        row.save()
    return version


def copy_version(
    standard: Standard, *, valid_from: date, pass_mark: int, validity_months: int, source: str
) -> StandardVersion:
    """A new version with the criteria of the one before, under a new pass mark and validity; reword them afterwards."""
    last = StandardVersion.objects.filter(standard=standard).order_by("-number").first()
    if last is None:
        raise Refusal("{standard} has no version to start from", standard=str(standard))
    asked = [Asked(**{name: getattr(c, name) for name in Asked.__slots__}) for c in queries.criteria(last)]
    return new_version(
        standard,
        valid_from=valid_from,
        pass_mark=pass_mark,
        validity_months=validity_months,
        criteria=asked,
        source=source,
    )


def reword(  # noqa: PLR0913  # its keywords are the form
    version: StandardVersion,
    *,
    code: str,
    text: str,
    limit: str = "",
    weight: int = 1,
    is_must_pass: bool = False,
    may_not_apply: bool = False,
    validity_months: int | None = None,
    source: str = "",
) -> Criterion:
    """Change a criterion of a version, or add one, while nothing has been assessed by the version yet.

    Once it has been, its questions stand as they were asked; make a new version instead.
    """
    if Assessment.objects.filter(standard_version=version).exists():
        raise Refusal("{version} has been assessed by already; make a new version", version=str(version))
    if not tidy(code) or not tidy(text):
        raise Refusal("A criterion needs a code and a text", field="code" if not tidy(code) else "text")
    asked = queries.criteria(version)
    row = next((c for c in asked if c.code == tidy(code)), None)
    if row is None:
        row = Criterion(standard_version=version, code=tidy(code), position=len(asked) + 1)
    row.text, row.limit, row.weight, row.source = tidy(text), tidy(limit), weight, tidy(source)
    row.is_must_pass, row.may_not_apply, row.validity_months = is_must_pass, may_not_apply, validity_months
    row.save()
    return row


def assess(
    version: StandardVersion,
    subject: Record,
    *,
    unit: Unit,
    on: date,
    answers: Mapping[UUID, Answered],
    assessor: str,
    minutes: str = "",
    evidence: Mapping[UUID, Sequence[Evidence]] | None = None,
) -> Assessment:
    """Record an assessment of the subject: every criterion of the version (by its key) answered at once.

    The version must be in force on the day and be for records of the subject's model. What was found holds for the version's
    validity; an answer for its criterion's, or until its certificate ends, never longer than the assessment. `evidence` is
    attached to the answers, by the criterion's key.
    """
    if on > today():
        raise Refusal(
            "{on} has not come yet; today is {today}", field="on", on=on.isoformat(), today=today().isoformat()
        )
    if version.standard.applies_to != subject._meta.label_lower:
        raise Refusal("{standard} is not for {subject}", standard=str(version.standard), subject=str(subject))
    if version not in queries.version_in_force(version.standard, on).found:
        raise Refusal("{version} is not in force on {on}", field="on", version=str(version), on=on)
    if not assessor.strip():
        raise Refusal("Name who assessed", field="assessor")
    _check_no_other(version, subject.pk, on)
    asked = queries.criteria(version)
    assessed = rules.Assessed(on, rules.valid_until(on, version.validity_months))
    rows = [_answer(criterion, answers[criterion.pk], assessed) for criterion in asked if criterion.pk in answers]
    rules.check_answers(queries.questions(asked), _replies(rows, answers))
    assessment = Assessment(
        standard_version=version,
        subject_model=subject._meta.label_lower,
        subject=subject.pk,
        subject_name=str(subject)[:200],
        unit=unit,
        assessed_on=on,
        valid_until=assessed.valid_until,
        assessor=tidy(assessor),
        minutes=tidy(minutes),
    )
    _store(assessment, rows)
    for row in rows:
        for one in (evidence or {}).get(row.criterion_id, ()):
            attach(row, tidy(one.name), one.pieces(), media_type=one.media_type, taken_at=one.taken_at)
    return assessment


def correct(
    assessment: Assessment, *, criterion: Criterion, on: date, answered: Answered, assessor: str, minutes: str = ""
) -> Assessment:
    """Put one answer right by a new assessment that carries the other answers over, with the days they hold until.

    Days before `on` keep the answer as it was. The new assessment holds no longer than the one it corrects.
    """
    newest = queries.latest(assessment.standard_version.standard, assessment.subject, today())
    if newest is not None and newest.pk != assessment.pk:
        raise Refusal("A later assessment, of {day}, is there; correct that one", day=newest.assessed_on)
    if on > today():
        raise Refusal(
            "{on} has not come yet; today is {today}", field="on", on=on.isoformat(), today=today().isoformat()
        )
    if not assessment.assessed_on < on < assessment.valid_until:
        raise Refusal(
            "A correction is dated after {assessed} and before {until}, while the assessment holds",
            field="on",
            assessed=assessment.assessed_on.isoformat(),
            until=assessment.valid_until.isoformat(),
        )
    before = {a.criterion_id: a for a in Answer.objects.filter(assessment=assessment).select_related("criterion")}
    if criterion.standard_version_id != assessment.standard_version_id:
        raise Refusal("{criterion} is of another version", field="criterion", criterion=criterion.code)
    new = _answer(criterion, answered, rules.Assessed(on, assessment.valid_until))
    rules.check_answers(
        queries.questions(queries.criteria(assessment.standard_version)),
        _replies([*(a for key, a in before.items() if key != criterion.pk), new], {}),
    )
    rows = [new if key == criterion.pk else _carried(answer) for key, answer in before.items()]
    corrected = Assessment(
        standard_version=assessment.standard_version,
        subject_model=assessment.subject_model,
        subject=assessment.subject,
        subject_name=assessment.subject_name,
        unit=assessment.unit,
        assessed_on=on,
        valid_until=assessment.valid_until,
        assessor=tidy(assessor),
        minutes=tidy(minutes),
        corrects=assessment,
    )
    return _store(corrected, rows if criterion.pk in before else [*rows, new])


def _check_no_other(version: StandardVersion, subject: UUID, on: date) -> None:
    if Assessment.objects.filter(standard_version=version, subject=subject, assessed_on=on).exists():
        raise Refusal("It was assessed on {on} already; correct that assessment", field="on", on=on)


def _answer(criterion: Criterion, answered: Answered, assessed: rules.Assessed) -> Answer:
    if answered.result not in Result.values:
        raise Refusal("{code}: answer met, not met or not applicable", field="answers", code=criterion.code)
    given = rules.Given(answered.result)
    rules.check_measured(criterion.code, given, answered.measured, criterion.minimum, criterion.maximum)
    question = queries.questions([criterion])[0]
    value = answered.value or ("" if answered.measured is None else str(answered.measured))
    return Answer(
        criterion=criterion,
        result=Result(answered.result),
        value=tidy(value),
        measured=answered.measured,
        valid_until=rules.reply_until(question, assessed, given, answered.certificate_until),
        note=tidy(answered.note),
        fix_key=tidy(answered.fix_key),
        fix_cost=answered.fix_cost,
        fix_days=answered.fix_days,
        fix_resource=tidy(answered.fix_resource),
    )


def _carried(answer: Answer) -> Answer:
    columns = [f.attname for f in Answer._meta.concrete_fields if f.name not in {"id", "version", "assessment"}]
    return Answer(**{name: getattr(answer, name) for name in columns})


def _replies(rows: Sequence[Answer], answers: Mapping[UUID, object]) -> dict[rules.Key, rules.Reply]:
    """The answers as the rules take them; keys the version does not know are kept, so that they are refused."""
    replies: dict[rules.Key, rules.Reply] = {key: rules.Reply(rules.Given.MET) for key in answers}
    replies.update((row.criterion_id, rules.Reply(rules.Given(row.result), row.valid_until)) for row in rows)
    return replies


def _store(assessment: Assessment, rows: Sequence[Answer]) -> Assessment:
    assessment.save()
    for row in rows:
        row.assessment = assessment
        row.save()
    return assessment
