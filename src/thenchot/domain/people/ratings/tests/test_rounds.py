"""A round from its opening to its correction, as three people bring it about; and what each step refuses."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import gettext, override

from tests.people import SETUP, person
from thenchot.domain.people import profile
from thenchot.domain.people.bodies import actions as bodies
from thenchot.domain.people.models import Rating, RatingLevel, Step
from thenchot.domain.people.persons import actions as persons
from thenchot.domain.people.ratings import actions, queries
from thenchot.domain.people.tests import factories
from thenchot.foundation.access import policy
from thenchot.foundation.access.signing import signed_for
from thenchot.foundation.indicators.entries import every_entry
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act

pytestmark = pytest.mark.django_db
GOOD, EXCELLENT, SATISFACTORY = RatingLevel.GOOD, RatingLevel.EXCELLENT, RatingLevel.SATISFACTORY
SCORES = {GOOD: 80, EXCELLENT: 95, SATISFACTORY: 60}


class Season:
    """Seven members in a cell of A1, a body above it at A; a proposer at A1 and a decider at A."""

    def __init__(self, tree):
        self.tree = tree
        with act("tests.found", by=SETUP):
            above = factories.highest(tree.a)
            self.cell = factories.body(tree.a1, 1, parent=above)
            self.proposer, self.decider = person("proposer", tree.a1, "*:view"), person("decider", tree.a, "*:view")
            self.people = [factories.person(tree.a1, number) for number in range(7)]
            for each in self.people:
                bodies.admit(self.cell, person=each, on=factories.SINCE, document="1/QĐ")
            self.round = actions.open_round(
                scheme=profile.load()["MEMBER-YEAR"],
                unit=tree.r,
                period_start=date(2025, 1, 1),
                rule_on=factories.RULE_ON,
            )

    def rating(self, place: int) -> Rating:
        return Rating.objects.select_related("round__scheme", "person", "proposed_by").get(
            round=self.round, person=self.people[place]
        )

    def do(self, work, place: int, by, level, **more) -> None:
        with act("tests.rate", by=SETUP):
            work(self.rating(place), by=by, score=SCORES[level], level=level, **more)

    def until_proposed(self, levels) -> None:
        for place, level in enumerate(levels):
            self.do(actions.rate_oneself, place, self.proposer, level)
            self.do(actions.propose, place, self.proposer, level)

    def decide(self, place: int, level, by=None) -> None:
        self.do(actions.decide, place, by or self.decider, level, document="5/QĐ")


@pytest.fixture
def season(tree) -> Season:
    return Season(tree)


def refused(work) -> str:
    with pytest.raises(Refusal) as caught:
        work()
    with override("vi"):
        return caught.value.said(gettext)


def figure(tree, unit=None, on=None):
    on = on or actions.today()
    unit = unit or tree.r
    (found,) = figures_of([unit.pk], on, [by_name("members_good_or_excellent")])[unit.pk]
    return found.numerator, found.denominator, found.missing


def test_a_round_waits_for_each_member_once_in_the_unit_of_the_rule_date(tree, season):
    assert season.round.ratings.count() == 7
    assert {row.unit for row in season.round.ratings.all()} == {tree.a1}
    assert {row.step for row in season.round.ratings.all()} == {Step.WAITING}


def test_a_round_is_opened_decided_closed_and_counted(tree, season):
    season.until_proposed([GOOD] * 5 + [EXCELLENT, SATISFACTORY])
    assert figure(tree) == (0, 0, 0)
    for place, level in enumerate([GOOD] * 5 + [EXCELLENT, SATISFACTORY]):
        season.decide(place, level)
    with act("tests.close", by=SETUP):
        actions.close_round(season.round)
    assert figure(tree) == (6, 7, 0)
    assert figure(tree, tree.b) == (0, 0, 0)
    causes = [e.cause for e in every_entry(by_name("members_good_or_excellent"), tree.r.pk, actions.today(), "")]
    assert sorted(filter(None, causes)) == ["satisfactory"]


def test_the_cap_exceeded_by_one_is_refused_at_the_decision(season):
    season.until_proposed([GOOD] * 5 + [EXCELLENT] * 2)
    season.decide(5, EXCELLENT)
    said = refused(lambda: season.decide(6, EXCELLENT))
    assert said == "Nhóm này sẽ có 2 xuất sắc, chỉ được phép 1: 20 % của 5"
    season.decide(6, GOOD)


def test_who_proposed_does_not_decide_and_nor_does_the_same_level(tree, season):
    season.until_proposed([GOOD])
    for by in (season.proposer, signed_for(season.decider, season.proposer)):
        assert refused(lambda by=by: season.decide(0, GOOD, by)) == "Người lập không được tự phê duyệt"
    with act("tests.person", by=SETUP):
        beside, elsewhere = person("beside", tree.a1), person("elsewhere", tree.b)
    for by in (beside, elsewhere):
        assert refused(lambda by=by: season.decide(0, GOOD, by)) == "Quyết định thuộc cấp trên của cấp đề nghị"


def test_a_self_rating_is_the_person_s_own(season, users):
    with act("tests.link", by=SETUP):
        persons.link_user(season.people[0], user=users.stranger)
    assert refused(lambda: season.do(actions.rate_oneself, 0, season.proposer, GOOD)).startswith("Tự xếp loại phải do")
    season.do(actions.rate_oneself, 0, users.stranger, GOOD)
    for by in (users.stranger, signed_for(season.proposer, users.stranger)):
        assert refused(lambda by=by: season.do(actions.propose, 0, by, GOOD)).startswith("Không ai tự thẩm định")
    season.do(actions.propose, 0, season.proposer, GOOD)
    for by in (users.stranger, signed_for(season.decider, users.stranger)):
        assert refused(lambda by=by: season.decide(0, GOOD, by)).startswith("Không ai tự quyết định")


def test_a_person_sees_their_own_rating_and_no_other(season, users):
    with act("tests.link", by=SETUP):
        persons.link_user(season.people[0], user=users.stranger)
    assert policy.rows(users.stranger, "view", Rating.objects.all()).get().person == season.people[0]
    assert policy.may(users.stranger, "rate_oneself", season.rating(0))
    assert not policy.may(users.stranger, "decide", season.rating(0))
    for reader in (users.member, users.chief):
        assert not policy.rows(reader, "view", Rating.objects.all()).exists()


def test_rating_twice_in_one_round_is_refused(tree, season):
    with pytest.raises(Refusal), act("tests.twice", by=SETUP):
        Rating(round=season.round, person=season.people[0], unit=tree.a1, group=season.cell).save()
    season.until_proposed([GOOD])
    assert refused(lambda: season.do(actions.rate_oneself, 0, season.proposer, GOOD)).startswith("Kết quả này đã qua")
    assert season.round.ratings.count() == 7


def test_a_round_with_someone_undecided_is_not_closed_and_who_is_left_out_is_listed(tree, season):
    season.until_proposed([GOOD] * 6)
    for place in range(6):
        season.decide(place, GOOD)

    def close():
        with act("tests.close", by=SETUP):
            actions.close_round(season.round)

    assert refused(close) == "Còn 1 đối tượng chưa quyết định và chưa đưa ra khỏi đợt"
    with act("tests.leave_out", by=SETUP):
        actions.leave_out(season.rating(6), why="Đi học tập trung")
    close()
    assert figure(tree) == (6, 6, 0)
    entries = list(every_entry(by_name("members_good_or_excellent"), tree.r.pk, actions.today(), ""))
    assert [e.denominator for e in entries if e.cause == "not_rated"] == [0]


def test_a_closed_round_changes_only_by_a_new_version_with_its_reason(tree, season):
    season.until_proposed([GOOD] * 7)
    for place in range(7):
        season.decide(place, GOOD)
    with act("tests.close", by=SETUP):
        actions.close_round(season.round)
    assert refused(lambda: season.decide(0, SATISFACTORY)).startswith("Đợt đã chốt; chỉ sửa bằng phiên bản mới")
    first = season.round
    with act("tests.correct", by=SETUP):
        season.round = actions.correct_round(first, why="Kết luận kiểm tra 3-KL")
    assert (season.round.number, season.round.ratings.count()) == (2, 7)
    season.decide(0, SATISFACTORY)
    assert figure(tree) == (7, 7, 0)
    with act("tests.close", by=SETUP):
        actions.close_round(season.round)
    assert figure(tree) == (6, 7, 0)
    assert first.ratings.filter(level=GOOD).count() == 7


def test_a_body_without_members_is_listed_as_not_rated(tree, season):
    with act("tests.bodies", by=SETUP):
        factories.body(tree.b, 77)
        of_bodies = actions.open_round(
            scheme=profile.load()["BODY-YEAR"],
            unit=tree.r,
            period_start=date(2025, 1, 1),
            rule_on=factories.RULE_ON,
        )
    steps = dict(of_bodies.ratings.values_list("rated_body__code", "step"))
    assert steps == {
        "90" + "000" * 4: Step.WAITING,
        "90001" + "000" * 3: Step.WAITING,
        "77" + "000" * 4: Step.NOT_RATED,
    }


def test_a_round_where_nobody_is_to_be_rated_is_refused(tree):
    with act("tests.profile", by=SETUP):
        scheme = profile.load()["MEMBER-YEAR"]

    def open_round():
        with act("tests.open", by=SETUP):
            actions.open_round(scheme=scheme, unit=tree.b, period_start=date(2025, 1, 1), rule_on=factories.RULE_ON)

    assert refused(open_round).startswith("Không có ai để xếp loại thuộc")


def test_the_groups_are_shown_with_what_is_allowed_and_asked_for(season):
    season.until_proposed([GOOD] * 5 + [EXCELLENT] * 2)
    season.decide(5, EXCELLENT)
    (group,) = queries.standings(season.round, season.round.ratings.select_related("group"))
    assert (group.subjects, group.levels["excellent"], group.allowed, group.asked, group.excess) == (7, 1, 1, 1, 0)
