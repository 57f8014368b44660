"""What can be done with rating rounds and ratings. Each is called inside an act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from thenchot.domain.people.bodies import queries as bodies
from thenchot.domain.people.bodies.rules import PARTY_KINDS
from thenchot.domain.people.persons.rules import check_document
from thenchot.domain.people.ratings import queries, rules
from thenchot.domain.people.ratings.models import (
    RatedKind,
    Rating,
    RatingLevel,
    RatingRound,
    RatingScheme,
    Step,
)
from thenchot.foundation.access.duties import check_other_hands, hands
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy
from thenchot.foundation.ledger import journal
from thenchot.foundation.ledger.acts import Deed
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.organisation.queries import under


def open_round(*, scheme: RatingScheme, unit: Unit, period_start: date, rule_on: date) -> RatingRound:
    """Open a round at a unit: a rating waits for each subject below it on the rule date, once, where it stands that day."""
    period = rules.period_of(scheme.period, period_start)
    rules.check_rule_date(rule_on, period, today())
    queries.check_in_force(scheme, rule_on)
    if RatingRound.objects.filter(scheme=scheme, unit=unit, period_start=period_start).exists():
        raise Refusal("There is a round of this period at this unit already", field="period_start")
    made = RatingRound(
        scheme=scheme,
        unit=unit,
        period_start=period.start,
        period_end=period.end,
        rule_on=rule_on,
        opened_on=today(),
    )
    subjects = list(_members(made) if scheme.rates == RatedKind.MEMBER else _bodies(made))
    if not subjects:
        raise Refusal("Nobody is to be rated below {unit} on {day}", field="unit", unit=str(unit), day=rule_on)
    made.save()
    Deed(journal.current()).add_many(subjects)
    return made


def _members(of: RatingRound) -> Iterator[Rating]:
    seen = set()
    for row in bodies.members_on(of.rule_on, [of.unit_id]):
        if row.person_id not in seen:
            seen.add(row.person_id)
            yield Rating(round=of, person=row.person, group=row.body, unit_id=row.body.unit_id)


def _bodies(of: RatingRound) -> Iterator[Rating]:
    """Party bodies; one without members on the rule date is listed as not rated."""
    parents = bodies.parents_on(of.rule_on)
    peopled = queries.peopled(of.rule_on, parents)
    found = bodies.standing_on(of.rule_on).filter(kind__in=PARTY_KINDS, unit__in=under([of.unit_id], of.rule_on))
    for body in found:
        rating = Rating(round=of, rated_body=body, group_id=parents.get(body.pk), unit_id=body.unit_id)
        if body.pk not in peopled:
            rating.step, rating.reason = Step.NOT_RATED, "Không có đảng viên vào ngày tính"
        yield rating


def rate_oneself(rating: Rating, *, by: User, score: int, level: RatingLevel) -> None:
    """The subject's own rating: by a member themselves where they have a log-in, else written down from their paper."""
    rules.check_step(rating.step, (Step.WAITING, Step.SELF_RATED), closed=rating.round.closed_on is not None)
    if rating.person is not None and rating.person.user_id not in {None, by.pk}:
        raise Refusal("The self-rating is the person's own")
    rules.check_levels(score, level, queries.bands(rating.round.scheme))
    rating.self_score, rating.self_level, rating.step = score, level, Step.SELF_RATED
    rating.save()


def propose(rating: Rating, *, by: User, score: int, level: RatingLevel, task_group: str = "") -> None:
    """Appraise a self-rating and propose a score and level."""
    rules.check_step(rating.step, (Step.SELF_RATED, Step.PROPOSED), closed=rating.round.closed_on is not None)
    if _subject(rating) in hands(by):
        raise Refusal("Nobody appraises their own rating")
    rules.check_levels(score, level, queries.bands(rating.round.scheme))
    rating.proposed_score, rating.proposed_level, rating.proposed_by = score, level, by
    rating.task_group, rating.step = tidy(task_group) or rating.task_group, Step.PROPOSED
    rating.save()


def decide(rating: Rating, *, by: User, score: int, level: RatingLevel, document: str) -> None:
    """Another level decides, within the cap of the group."""
    rules.check_step(rating.step, (Step.PROPOSED, Step.DECIDED), closed=rating.round.closed_on is not None)
    check_document(document)
    if _subject(rating) in hands(by):
        raise Refusal("Nobody decides their own rating")
    check_other_hands(by, rating.proposed_by_id)
    above, at_root = queries.stands_above(by.unit_id, rating.proposed_by.unit_id if rating.proposed_by else None)
    rules.check_other_level(stands_above=above, proposed_at_root=at_root)
    rules.check_levels(score, level, queries.bands(rating.round.scheme))
    now = rules.Subject(rating.level, rating.proposed_level)
    rules.check_cap(queries.cap(rating.round.scheme), queries.others_of_group(rating), level, now)
    rating.score, rating.level, rating.decided_by, rating.decided_on = score, level, by, today()
    rating.document, rating.step = tidy(document), Step.DECIDED
    rating.save()


def _subject(rating: Rating) -> UUID | None:
    """The log-in of the person rated, where they have one."""
    return rating.person.user_id if rating.person is not None else None


def leave_out(rating: Rating, *, why: str) -> None:
    """The subject is not rated in this round, for a reason; it stays in the list of those not rated."""
    rules.check_step(
        rating.step, (Step.WAITING, Step.SELF_RATED, Step.PROPOSED), closed=rating.round.closed_on is not None
    )
    if not tidy(why):
        raise Refusal("Say why", field="why")
    rating.step, rating.reason = Step.NOT_RATED, tidy(why)
    rating.save()


def close_round(of: RatingRound) -> None:
    """Close a round in which every subject is decided or left out and every group is within the cap."""
    if of.closed_on is not None:
        raise Refusal("The round is closed; it is corrected by a new version with its reason")
    if waiting := of.ratings.exclude(step__in=(Step.DECIDED, Step.NOT_RATED)).count():
        raise Refusal("{waiting} subjects are neither decided nor left out", waiting=waiting)
    cap = queries.cap(of.scheme)
    for name, levels in queries.groups(of).items():
        if cap.excess(levels):
            raise Refusal(
                "Excellent are {excellent} in {group}, and {allowed} are allowed: {percent} % of {base}",
                excellent=levels[rules.EXCELLENT],
                group=name,
                allowed=cap.allowed(levels),
                percent=cap.percent,
                base=cap.base_of(levels),
            )
    of.closed_on = today()
    of.save()


def correct_round(of: RatingRound, *, why: str) -> RatingRound:
    """Open the next version of a closed round, with all its ratings as they were decided; the closed one stays as it is."""
    if of.closed_on is None:
        raise Refusal("The round is still open; it needs no new version")
    if not tidy(why):
        raise Refusal("Say why", field="why")
    if of.corrections.exists():
        raise Refusal("A new version of this round is there already")
    made = RatingRound(
        scheme=of.scheme,
        unit=of.unit,
        period_start=of.period_start,
        period_end=of.period_end,
        rule_on=of.rule_on,
        opened_on=today(),
        number=of.number + 1,
        corrects=of,
        reason=tidy(why),
    )
    made.save()
    Deed(journal.current()).add_many([_copied(rating, made) for rating in of.ratings.order_by("id")])
    return made


def _copied(rating: Rating, into: RatingRound) -> Rating:
    """A new record with the same subject, steps and decisions, in another round."""
    own = {"id", "version", "round"}
    kept = {f.attname: getattr(rating, f.attname) for f in Rating._meta.concrete_fields if f.name not in own}
    return Rating(round=into, **kept)
