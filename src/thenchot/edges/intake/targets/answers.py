"""Assessment answers as a target: a row for each depot, a column for each criterion, read and recorded as on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from thenchot.domain.depots import actions
from thenchot.domain.depots.models import Depot
from thenchot.domain.standards import queries
from thenchot.domain.standards.actions import Answered
from thenchot.domain.standards.models import Criterion, Result, Standard, StandardVersion
from thenchot.edges.intake.reading import phrase
from thenchot.edges.intake.targets.contract import Field, Opening, RowRefused, Session, kind_of
from thenchot.edges.intake.targets.desk.matching import Matcher, Unmatched
from thenchot.edges.intake.targets.desk.trying import reasons, undone
from thenchot.edges.intake.targets.styles import plain_number, plain_text
from thenchot.foundation.access import policy
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import fold
from thenchot.foundation.ledger.acts import Deed

if TYPE_CHECKING:
    from thenchot.edges.intake.lines import Line

CRITERION = "criterion."
SAID = {
    Result.MET: {"met", "dat", "co", "yes", "y", "x", "✓", "✔", "true", "1"},
    Result.NOT_MET: {"not met", "khong dat", "khong", "no", "n", "false", "0", "chua dat"},
    Result.NOT_APPLICABLE: {"not applicable", "n/a", "na", "khong ap dung", "kad", "-"},
}
EXPECTED = phrase("met, not met, not applicable, or the value measured where the criterion has a limit")


class AssessmentAnswers:
    """Depots by criteria of the depot standard in force."""

    name = "assessment_answers"
    title = _("Assessment answers (depots by criteria)")
    creatable = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The depot, the day, who assessed, and the criteria in force today."""
        named = (
            Field("depot", required=True, most=200, label=_("depot (code or name)")),
            Field("assessed_on", "date", label=_("assessed on"), is_needed=True),
            Field("assessor", most=200, label=_("assessor"), is_needed=True),
            Field("minutes", most=200, label=_("minutes")),
        )
        return (*named, *(_field(criterion) for criterion in criteria_in_force()))

    def open_to(self, user: User) -> bool:
        """Whoever may assess a depot anywhere."""
        return policy.may_anywhere(user, "assess", Depot)

    def open(self, opening: Opening) -> AnswersSession:
        """Load the depots; criteria are asked for by the day of each row."""
        return AnswersSession(opening)


def _field(criterion: Criterion) -> Field:
    label = format_lazy("{code}: {text}", code=criterion.code, text=criterion.text[:80])
    return Field(f"{CRITERION}{criterion.code}", "cell", label=label)


def criteria_in_force() -> list[Criterion]:
    """The criteria of the depot standards in force today, each code once."""
    found: dict[str, Criterion] = {}
    for standard in queries.for_model(Depot._meta.label_lower):
        for version in queries.version_in_force(standard, today()).found:
            for criterion in queries.criteria(version):
                found.setdefault(criterion.code, criterion)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Assessing:
    """One row's assessment, ready to be recorded."""

    depot: Depot
    version: StandardVersion
    on: date
    answers: Mapping[Any, Answered]
    assessor: str
    minutes: str

    def record(self) -> Any:
        """Record it, inside an act."""
        return actions.assess(
            self.depot,
            version=self.version,
            on=self.on,
            answers=self.answers,
            assessor=self.assessor,
            minutes=self.minutes,
        )


class AnswersSession(Session):
    """One run over a matrix of answers. `options`: standard (its code), needed where depots have more than one."""

    chunk = 50

    def __init__(self, opening: Opening) -> None:
        self.opening, self.by = opening, opening.by
        self.matcher = Matcher(Depot, opening.by)
        self.versions: dict[date, StandardVersion | Refusal] = {}
        self.asked: dict[Any, list[Criterion]] = {}
        self.count = 0

    @cached_property
    def standard(self) -> Standard:
        """The standard the answers are of."""
        known = queries.for_model(Depot._meta.label_lower)
        wanted = self.opening.options.get("standard")
        found = [standard for standard in known if wanted in {None, standard.code}]
        if len(found) != 1:
            raise Refusal(
                "Say which standard the answers are of: {known}", known=", ".join(s.code for s in known) or "-"
            )
        return found[0]

    def check(self, line: Line) -> None:
        """Match the depot, read every answer, and try the assessment on the real tables, undone again."""
        on = line.values.get("assessed_on", today())
        depot = self._depot(line)
        version = self._version(line, on)
        if depot is None or version is None:
            return
        answers = {c.pk: answer for c in self._criteria(version) if (answer := _answer(line, c)) is not None}
        if line.faults:
            return
        said = (line.values.get("assessor", ""), line.values.get("minutes", ""))
        line.values["@work"] = work = Assessing(depot, version, on, answers, *said)
        try:
            with undone():
                work.record()
        except Refusal as refused:
            for name, words in reasons(refused, None):
                line.refuse({"on": "assessed_on"}.get(name, name or "depot"), "refused", str(depot), words)
        self.count += not line.faults

    def _depot(self, line: Line) -> Depot | None:
        try:
            depot: Depot = self.matcher.match(line.values["depot"])
        except Unmatched as unmatched:
            offered = "; ".join(name for _key, name in unmatched.offered)
            advice = phrase("perhaps: {offered}", offered=offered) if offered else phrase("")
            line.refuse("depot", "unknown-record", line.values["depot"], phrase("a depot that you can see"), advice)
            return None
        if isinstance(self.by, User) and not policy.may(self.by, "assess", depot):
            line.refuse("depot", "not-yours", str(depot), phrase("a depot that you may assess"))
            return None
        return depot

    def _version(self, line: Line, on: date) -> StandardVersion | None:
        if on not in self.versions:
            try:
                self.versions[on] = queries.version_in_force(self.standard, on).rule(f"standard {self.standard.code}")
            except Refusal as refused:
                self.versions[on] = refused
        found = self.versions[on]
        if isinstance(found, Refusal):
            line.refuse(
                "assessed_on", "no-version", on, phrase("a day on which one version of the standard is in force")
            )
            return None
        return found

    def _criteria(self, version: StandardVersion) -> list[Criterion]:
        if version.pk not in self.asked:
            self.asked[version.pk] = queries.criteria(version)
        return self.asked[version.pk]

    def candidates(self, name: str, found: str) -> list[tuple[str, str]]:
        """Depots that a name may mean."""
        return self.matcher.candidates(found) if name == "depot" else []

    def will_create(self) -> Mapping[str, int]:
        """An assessment for each row."""
        return {"assessment": self.count} if self.count else {}

    def write(self, deed: Deed, lines: Sequence[Line]) -> Counter[str]:
        """Record the assessments."""
        for line in lines:
            try:
                line.values["@work"].record()
            except Refusal as refused:
                raise RowRefused(line, refused) from refused
        return Counter(kind_of(change.record) for change in deed.journal.changes.values())


def _answer(line: Line, criterion: Criterion) -> Answered | None:
    """The answer in the criterion's cell; None where it is blank, a fault where it cannot be read."""
    name = f"{CRITERION}{criterion.code}"
    cell = line.values.get(name)
    if cell is None:
        return None
    text = fold(plain_text(cell))
    measured = plain_number(cell)
    bound = criterion.minimum is not None or criterion.maximum is not None
    if bound and measured is not None:
        return Answered(result=_within(measured, criterion), measured=measured)
    for result, words in SAID.items():
        if text in words or (
            isinstance(cell, bool) and cell is (result == Result.MET) and result != Result.NOT_APPLICABLE
        ):
            return Answered(result=result)
    line.refuse(name, "not-answer", plain_text(cell), EXPECTED)
    return None


def _within(measured: Decimal, criterion: Criterion) -> str:
    least, most = criterion.minimum, criterion.maximum
    fits = (least is None or measured >= least) and (most is None or measured <= most)
    return Result.MET if fits else Result.NOT_MET
