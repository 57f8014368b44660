"""How subjects stand against standards on a day, with the names of what falls short and of what lapses soon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from thenchot.domain.standards import rules
from thenchot.domain.standards.models import Answer, Assessment, Criterion, Standard, StandardVersion
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.rule_sets import LookUp, look_up

_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion with its answer, and why it does not count as met (None when it does, or leaves the share)."""

    criterion: Criterion
    answer: Answer | None
    shortfall: rules.Shortfall | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How one subject stands against one standard on a day: by which assessment, and criterion by criterion."""

    standard: Standard
    day: date
    assessment: Assessment | None
    outcome: rules.Outcome
    lines: tuple[Line, ...] = ()

    @property
    def failing(self) -> tuple[Line, ...]:
        """The criteria that do not count as met, must-pass ones first."""
        short = [line for line in self.lines if line.shortfall]
        return tuple(sorted(short, key=lambda line: not line.criterion.is_must_pass))


@dataclass(frozen=True, slots=True)
class Ending:
    """An answer, or an assessment as a whole (`answer` None), that runs out on a day to come."""

    assessment: Assessment
    answer: Answer | None
    ends_on: date
    warning: rules.Warning


def for_model(label: str) -> QuerySet[Standard]:
    """The standards by which records of this model are assessed."""
    found: QuerySet[Standard] = Standard.objects.filter(applies_to=label.lower()).order_by("code")
    return found


def version_in_force(standard: Standard, day: date) -> LookUp[StandardVersion]:
    """The version of the standard in force on that day."""
    versions = StandardVersion.objects.filter(standard=standard).select_related("standard").order_by("number")
    return look_up(((Interval.between(v.valid_from, v.valid_until), v) for v in versions), day)


def criteria(version: StandardVersion) -> list[Criterion]:
    """The version's criteria in their order."""
    return list(Criterion.objects.filter(standard_version=version).order_by("position", "code"))


def latest(standard: Standard, subject: UUID, day: date) -> Assessment | None:
    """The subject's latest assessment by the standard on or before that day."""
    found: Assessment | None = _latest_first(standard, day).filter(subject=subject).first()
    return found


def standing(standard: Standard, subject: UUID, day: date) -> Standing:
    """How the subject stands against the standard on that day."""
    return next(standings(standard, [subject], day))[1]


def standings(standard: Standard, subjects: Iterable[UUID], day: date) -> Iterator[tuple[UUID, Standing]]:
    """How each of the subjects stands against the standard on that day, in the order given."""
    asked = list(subjects)
    for start in range(0, len(asked), _CHUNK):
        part = asked[start : start + _CHUNK]
        newest: dict[UUID, Assessment] = {}
        for assessment in _latest_first(standard, day).filter(subject__in=part):
            newest.setdefault(assessment.subject, assessment)
        answers, asked_of = _answers(newest.values()), _criteria_of(newest.values())
        for subject in part:
            if (found := newest.get(subject)) is None:
                yield subject, Standing(standard, day, None, rules.Outcome(rules.State.NOT_ASSESSED))
            else:
                yield subject, _standing(found, asked_of[found.standard_version_id], answers[found.pk], day)


def standing_of(assessment: Assessment, day: date) -> Standing:
    """How this assessment's answers stand on that day, whatever came after it: an old one opens with its old questions."""
    asked_of = _criteria_of([assessment])
    return _standing(assessment, asked_of[assessment.standard_version_id], _answers([assessment])[assessment.pk], day)


def endings(standings: Iterable[Standing], within: int = 90) -> list[Ending]:
    """What runs out within so many days after the standings' day, soonest first: met answers, and assessments themselves."""
    found: list[Ending] = []
    for each in standings:
        if each.assessment is None:
            continue
        end = each.assessment.valid_until
        ends: list[tuple[date, Answer | None]] = [(end, None)]
        ends += [(a.valid_until, a) for line in each.lines if (a := line.answer) and a.result == rules.Given.MET.value]
        for ends_on, answer in ends:
            level = rules.warning(ends_on, each.day)
            on_its_own = answer is None or ends_on < end
            if level is not None and on_its_own and ends_on <= each.day + timedelta(days=within):
                found.append(Ending(each.assessment, answer, ends_on, level))
    return sorted(found, key=lambda e: (e.ends_on, e.assessment.pk, e.answer is not None))


def questions(found: Iterable[Criterion]) -> list[rules.Question]:
    """Criteria as the rules take them."""
    return [rules.Question(c.pk, c.code, c.weight, c.is_must_pass, c.may_not_apply, c.validity_months) for c in found]


def _latest_first(standard: Standard, day: date) -> QuerySet[Assessment]:
    rows: QuerySet[Assessment] = Assessment.objects.filter(standard_version__standard=standard, assessed_on__lte=day)
    return rows.select_related("standard_version__standard", "unit").order_by(
        "-assessed_on", "-standard_version__number", "-id"
    )


def _answers(assessments: Iterable[Assessment]) -> dict[UUID, dict[UUID, Answer]]:
    found: dict[UUID, dict[UUID, Answer]] = defaultdict(dict)
    for answer in Answer.objects.filter(assessment__in=[a.pk for a in assessments]).select_related("criterion"):
        found[answer.assessment_id][answer.criterion_id] = answer
    return found


def _criteria_of(assessments: Iterable[Assessment]) -> dict[UUID, list[Criterion]]:
    found: dict[UUID, list[Criterion]] = defaultdict(list)
    versions = {a.standard_version_id for a in assessments}
    for criterion in Criterion.objects.filter(standard_version__in=versions).order_by("position", "code"):
        found[criterion.standard_version_id].append(criterion)
    return found


def _standing(assessment: Assessment, asked: list[Criterion], answers: dict[UUID, Answer], day: date) -> Standing:
    version = assessment.standard_version
    found = rules.outcome(
        rules.Terms(version.pass_mark, version.validity_months),
        questions(asked),
        {key: rules.Reply(rules.Given(answer.result), answer.valid_until) for key, answer in answers.items()},
        rules.Assessed(assessment.assessed_on, assessment.valid_until),
        day,
    )
    short = {s.question.key: s for s in found.shortfalls}
    lines = tuple(Line(c, answers.get(c.pk), short.get(c.pk)) for c in asked)
    return Standing(version.standard, day, assessment, found, lines)
