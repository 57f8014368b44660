"""Depots with their assessments of three years, every half-year, made so that each depot's story comes true by the pure rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from thenchot.domain.depots.models import Depot, DepotService, Tier
from thenchot.domain.standards import queries, rules
from thenchot.domain.standards.models import Answer, Assessment, Criterion, Result, StandardVersion
from thenchot.edges.cli.demo import names, stories
from thenchot.edges.cli.demo.chance import days_before, stream
from thenchot.foundation.kernel.months import add_months

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.edges.cli.demo.plan import Plan
    from thenchot.edges.cli.demo.stories import Fault, Story
    from thenchot.edges.cli.demo.units import Units
    from thenchot.foundation.ledger.records import Record

_MILLION = 1_000_000
_FORGIVEN = 6
# A strategic or campaign-level depot that passes now still does so many days later, unless somebody assesses it again: its
# half-yearly answers may run out (their weight, and what is forgiven besides, stays below the pass mark's allowance).
_LASTS, _LEFT = 190, 2
_CERTIFICATES = ("FIR-01", "LTN-01")


@dataclass(frozen=True, slots=True)
class _Visit:
    """One assessment of a depot: when, and what is wrong."""

    assessed: rules.Assessed
    faults: tuple[Fault, ...]
    is_latest: bool
    must_last: bool


class Assessments:
    """Makes the depots and their assessments by a version of the standard."""

    def __init__(self, version: StandardVersion, *, keys: Keys, seed: int, on: date) -> None:
        self.version, self.keys, self.on = version, keys, on
        self.terms = rules.Terms(version.pass_mark, version.validity_months)
        self.criteria = queries.criteria(version)
        self._questions = {q.code: q for q in queries.questions(self.criteria)}
        self._chance = stream(seed, "assessments")
        self._estimates: dict[tuple[str, str], tuple[Decimal, int]] = {}
        self._minutes = 0
        self.depots: list[tuple[Depot, str]] = []

    def records(self, plan: Plan, units: Units) -> Iterator[Record]:
        """Depots with their service, then for each its assessments with the answers, oldest first."""
        promoted = plan.of_duty("campaign")[-1].code
        for story in stories.of_depots(plan, self._chance):
            depot, services = self._depot(story, units, since=plan.founding, was_tactical=story.depot.code == promoted)
            self.depots.append((depot, story.pattern))
            yield depot
            yield from services
            yield from self._assessed(story, depot)

    def _depot(
        self, story: Story, units: Units, *, since: date, was_tactical: bool
    ) -> tuple[Depot, list[DepotService]]:
        """The depot; one of them served on a lower tier until twenty months ago."""
        planned = story.depot
        opened_on = days_before(self.on, 70) if story.pattern == stories.NEVER else since
        unit, tier = units.by_code[planned.code], Tier(planned.duty)
        depot = Depot(id=self.keys(), unit=unit, code=planned.code, name=planned.name, tier=tier, opened_on=opened_on)
        raised_on = add_months(self.on.replace(day=1), -20) if was_tactical else opened_on
        service = DepotService(id=self.keys(), depot=depot, unit=unit, tier=tier, from_on=raised_on)
        if not was_tactical:
            return depot, [service]
        service.document = f"Quyết định nâng cấp kho {raised_on.year} (giả định)"
        before = DepotService(
            id=self.keys(), depot=depot, unit=unit, tier=Tier.TACTICAL, from_on=opened_on, until_on=raised_on
        )
        return depot, [before, service]

    def _assessed(self, story: Story, depot: Depot) -> Iterator[Record]:
        chance = self._chance
        applies = self._applicable(story)
        usual = [f for f in stories.lesser() if f.criterion in applies and chance.random() < 0.3]
        for visit in self._visits(story, usual):
            yield from self._visit(visit, depot, story.depot.site, applies)

    def _applicable(self, story: Story) -> set[str]:
        """Codes of the criteria that apply to the depot: always the same ones, and those its faults are about."""
        faulty = {fault.criterion for fault in stories.pattern(story.pattern)} if _has_faults(story) else set()
        explosives = self._chance.random() < 0.45
        applies = set()
        for question in self._questions.values():
            likely = explosives if question.code in {"DST-01", "CAP-01"} else self._chance.random() < 0.85
            if not question.may_not_apply or question.code in faulty or likely:
                applies.add(question.code)
        return applies

    def _visits(self, story: Story, usual: list[Fault]) -> Iterator[_Visit]:
        """The assessments, oldest first. They come within six months of one another, as some answers hold no longer."""
        if story.pattern == stories.NEVER:
            return
        chance, day = self._chance, days_before(self.on, self._chance.randint(12, 150))
        days = [day]
        for _earlier in range(stories.HALF_YEARS - 1):
            days.append(days_before(days[-1], chance.randint(164, 179)))
        latest = 3 if story.pattern == stories.LAPSED else 0
        for back in range(stories.HALF_YEARS - 1, latest - 1, -1):
            if days[back] < self.version.valid_from:
                continue
            assessed = rules.Assessed(days[back], rules.valid_until(days[back], self.version.validity_months))
            faults = self._forgivable(usual, back, most=_LEFT if _must_last(story) and back == 0 else _FORGIVEN)
            if _has_faults(story) and back >= story.passed:
                faults = _by_criterion([*stories.pattern(story.pattern), *faults])
            yield _Visit(assessed, tuple(faults), is_latest=back == 0, must_last=_must_last(story) and back == 0)

    def _forgivable(self, usual: list[Fault], back: int, *, most: int) -> list[Fault]:
        """Lesser faults the pass mark forgives; there were more of them in earlier years."""
        kept, weight = [], 0
        for fault in usual:
            if self._chance.random() < 0.5 + 0.07 * back:
                weight += self._questions[fault.criterion].weight
                if weight <= most:
                    kept.append(fault)
        return kept

    def _visit(self, visit: _Visit, depot: Depot, site: str, applies: set[str]) -> Iterator[Record]:
        self._minutes += 1
        day = visit.assessed.assessed_on
        assessment = Assessment(
            id=self.keys(),
            standard_version=self.version,
            subject_model=Depot._meta.label_lower,
            subject=depot.pk,
            subject_name=depot.name,
            unit=depot.unit,
            assessed_on=day,
            valid_until=visit.assessed.valid_until,
            assessor=f"Đoàn kiểm tra: {names.person(self._chance)}",
            minutes=f"{self._minutes:03d}/BB-KTK {day.year}",
        )
        yield assessment
        wrong = {fault.criterion: fault for fault in visit.faults}
        for criterion in self.criteria:
            answer = Answer(id=self.keys(), assessment=assessment, criterion=criterion)
            self._answer(answer, wrong.get(criterion.code), visit, depot, site, applies)
            yield answer

    def _answer(
        self, answer: Answer, fault: Fault | None, visit: _Visit, depot: Depot, site: str, applies: set[str]
    ) -> None:
        criterion = answer.criterion
        question, until = self._questions[criterion.code], None
        given = rules.Given.MET if criterion.code in applies else rules.Given.NOT_APPLICABLE
        if fault is not None:
            runs_out = fault.expires and visit.is_latest
            given = rules.Given.MET if runs_out else rules.Given.NOT_MET
            until = self._ran_out(visit) if runs_out else None
            self._estimate(answer, fault, site)
        elif criterion.code in _CERTIFICATES:
            until = self._certificate(visit, depot.tier)
        answer.result = Result(given.value)
        answer.valid_until = rules.reply_until(question, visit.assessed, given, until)
        if given is not rules.Given.NOT_APPLICABLE and (criterion.minimum is not None or criterion.maximum is not None):
            answer.measured = self._measured(criterion, within=given is rules.Given.MET)
            answer.value = f"{answer.measured} {criterion.unit_of_measure}".replace(".", ",")

    def _ran_out(self, visit: _Visit) -> date:
        """A day after the assessment and before today."""
        held = (self.on - visit.assessed.assessed_on).days
        return days_before(self.on, self._chance.randint(1, held - 5))

    def _certificate(self, visit: _Visit, tier: str) -> date:
        """When a certificate in force ends; some end within three months, none that the shares of today rest on."""
        if visit.is_latest and not visit.must_last and self._chance.random() < 0.25:
            return self.on + timedelta(days=self._chance.randint(12 if tier == Tier.TACTICAL else 55, 88))
        held = visit.assessed.assessed_on + timedelta(days=self._chance.randint(200, 420))
        return max(held, self.on + timedelta(days=_LASTS)) if visit.must_last else held

    def _estimate(self, answer: Answer, fault: Fault, site: str) -> None:
        """What the remedy takes. A shared one has one key and one estimate for all depots of its site."""
        answer.note = fault.note
        answer.fix_resource = fault.resource
        key = f"{fault.shared}: {site}" if fault.shared else ""
        estimate = self._estimates.get((fault.name, key)) if key else None
        if estimate is None:
            cost = Decimal(self._chance.randint(*fault.cost) * _MILLION)
            estimate = cost, self._chance.randint(*fault.days)
            self._estimates[fault.name, key] = estimate
        answer.fix_key = key
        answer.fix_cost, answer.fix_days = estimate

    def _measured(self, criterion: Criterion, *, within: bool) -> Decimal:
        """A reading inside the limits, or a little outside."""
        low, high = criterion.minimum, criterion.maximum
        if within:
            low = high * Decimal("0.6") if low is None else low
            high = low * Decimal("1.5") if high is None else high
            return _between(low, high, self._chance)
        if high is None or high == low:
            return _between(low * Decimal("0.85"), low * Decimal("0.98"), self._chance)
        return _between(high * Decimal("1.02"), high * Decimal("1.12"), self._chance)


def _must_last(story: Story) -> bool:
    return story.passed > 0 and story.depot.duty in {"strategic", "campaign"}


def _has_faults(story: Story) -> bool:
    return story.pattern not in {"", stories.NEVER, stories.LAPSED}


def _by_criterion(faults: list[Fault]) -> list[Fault]:
    """One fault a criterion, the first that is named."""
    found: dict[str, Fault] = {}
    for fault in faults:
        found.setdefault(fault.criterion, fault)
    return list(found.values())


def _between(low: Decimal, high: Decimal, chance: Random) -> Decimal:
    tenths = chance.randint(int(low * 10), int(high * 10))
    return Decimal(tenths) / 10
