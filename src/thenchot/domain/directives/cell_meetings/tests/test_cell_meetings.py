from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.translation import gettext, override
from hypothesis import given
from hypothesis import strategies as st

from tests.people import SETUP, person
from thenchot.domain.directives.cascade import steps as cascade
from thenchot.domain.directives.cell_meetings import actions, queries, rules
from thenchot.domain.directives.cell_meetings.tests import factories
from thenchot.domain.directives.meetings import actions as meetings
from thenchot.domain.directives.models import CellMeeting, MeetingRule, Shortcoming
from thenchot.domain.directives.profile import load
from thenchot.domain.directives.tests import factories as directives
from thenchot.domain.people.tests import factories as people
from thenchot.foundation.indicators.entries import every_entry
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.kernel.months import add_months
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 15)


def figure(unit, name, on=ON):
    (found,) = figures_of([unit.pk], on, [by_name(name)])[unit.pk]
    return found


def refused(work):
    with pytest.raises(Refusal) as caught, act("tests.try", by=SETUP):
        work()
    with override("vi"):
        return caught.value.said(gettext)


@pytest.fixture
def cell(tree):
    with act("tests.found", by=SETUP):
        load()
        return people.body(tree.a1)


@given(st.dates(min_value=date(1900, 1, 1)), st.integers(0, 60))
def test_papers_are_due_so_many_days_before(held_on, days):
    assert rules.papers_due(held_on, days) + timedelta(days=days) == held_on


def test_the_day_before_the_first_of_march_of_a_leap_year_is_the_29th_of_february():
    assert rules.papers_due(date(2024, 3, 1), 1) == date(2024, 2, 29)


def test_a_topic_asks_for_more_time():
    asked = rules.Required()
    lengths = [(90, False), (89, False), (119, True), (120, True), (None, True)]
    assert [rules.is_long_enough(asked, minutes, has_topic=topic) for minutes, topic in lengths] == [
        True,
        False,
        False,
        True,
        None,
    ]


def test_a_month_of_two_makes_up_for_no_month_without(tree, cell):
    with act("tests.meet", by=SETUP):
        for month in range(11):
            factories.held(cell, date(2025, 3, 31) if month == 0 else add_months(date(2025, 3, 1), month))
        factories.held(cell, date(2025, 4, 30))
        factories.held(cell, date(2026, 3, 1))
    found = figure(tree.r, "meetings_held")
    assert (found.numerator, found.denominator, found.missing) == (11, 12, 0)
    (entry,) = every_entry(by_name("meetings_held"), tree.r.pk, ON, "")
    assert (entry.record, entry.cause) == (cell.pk, "short")
    (year,) = queries.years([cell], ON)
    assert (year.held, year.required) == (11, 12)
    assert [month.held for month in year.months] == [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]


def test_a_body_that_writes_nothing_down_has_not_reported(tree, cell):
    found = figure(tree.r, "meetings_held")
    assert (found.numerator, found.denominator, found.missing) == (0, 0, 12)


def test_only_whole_months_of_a_body_are_asked_for_and_only_under_a_rule(tree):
    with act("tests.found", by=SETUP):
        load()
        late = people.body(tree.a1, 2)
        late.founded_on = date(2025, 12, 2)
        late.save()
        people.body(tree.a1, 3, kind="youth")
        factories.held(late, date(2026, 2, 28))
    found = figure(tree.a, "meetings_held")
    assert (found.numerator, found.denominator) == (1, 2)
    (year,) = queries.years([late], ON)
    assert (year.held, year.required) == (1, 2)


def test_the_rule_of_each_month_counts(tree, cell):
    with act("tests.rule", by=SETUP):
        old = MeetingRule.objects.get()
        old.valid_until = date(2026, 2, 1)
        old.save()
        MeetingRule(kind=cell.kind, a_month=2, valid_from=date(2026, 2, 1)).save()
        factories.held(cell, date(2026, 2, 3))
    found = figure(tree.r, "meetings_held")
    assert (found.numerator, found.denominator) == (1, 13)
    assert queries.required(cell.kind, date(2026, 1, 31)).a_month == 1


def test_attendance_is_of_all_members_with_a_vote(tree, cell):
    with act("tests.meet", by=SETUP):
        one = factories.held(cell, date(2026, 2, 3), members=3)
        meetings.attend(one.meeting, name="Một")
        meetings.attend(one.meeting, name="Hai", is_present=False, reason="Đi công tác")
        factories.held(cell, date(2026, 1, 3))
    found = figure(tree.r, "meeting_attendance")
    assert (found.numerator, found.denominator, found.missing) == (1, 3, 10)


def test_papers_are_held_against_the_rule_of_the_day(tree, cell):
    with act("tests.meet", by=SETUP):
        factories.held(cell, date(2026, 2, 3), papers_sent_on=date(2026, 2, 2))
        late = factories.held(cell, date(2026, 1, 3), papers_sent_on=date(2026, 1, 3))
        factories.held(cell, date(2025, 12, 3))
    found = figure(tree.r, "papers_on_time")
    assert (found.numerator, found.denominator, found.missing) == (1, 2, 1)
    short = [entry for entry in every_entry(by_name("papers_on_time"), tree.r.pk, ON, "") if entry.cause == "late"]
    assert [entry.record for entry in short] == [late.pk]


def test_a_shortcoming_comes_with_its_remedy_and_counts_once_the_remedy_is_accepted(tree, users, cell):
    day = date(2099, 2, 1)
    with act("tests.name", by=SETUP):
        one, two = factories.shortcoming(tree.a1, 1), factories.shortcoming(tree.a1, 2)
    found = figure(tree.r, "shortcomings_remedied", day)
    assert (found.numerator, found.denominator) == (0, 2)
    with act("tests.remedy", by=SETUP):
        cascade.submit(one.remedy, by=directives.giver(), text="Biên bản")
        cascade.accept(one.remedy, by=directives.giver(2))
    found = figure(tree.r, "shortcomings_remedied", day)
    assert (found.numerator, found.denominator) == (1, 2)
    assert [row.position for row in Shortcoming.objects.filter(meeting=two.meeting)] == [1]


def test_bad_input_is_refused_with_its_place(tree, cell):
    def meet(**given):
        return lambda: factories.held(cell, date(2026, 2, 3), **given)

    assert (
        refused(meet(papers_sent_on=date(2026, 2, 4))) == "Tài liệu gửi ngày 04/02/2026, sau buổi họp ngày 03/02/2026"
    )
    assert refused(meet(minutes=0)) == "Một buổi họp kéo dài từ 1 đến 1440 phút, không phải 0 phút"
    with act("tests.meet", by=SETUP):
        other = directives.meeting(tree.b)
        known = factories.held(cell, date(2026, 2, 3))
    assert refused(lambda: actions.write_down(meeting=other, body=cell)).endswith("thuộc đơn vị khác với cuộc họp")
    refused(lambda: actions.write_down(meeting=known.meeting, body=cell))
    assert CellMeeting.objects.count() == 1
    lonely = lambda: actions.name_shortcoming(
        meeting=known.meeting, text="Chậm", remedy=" ", person=None, due_on=date(2026, 4, 1)
    )
    assert refused(lonely) == "Ghi khuyết điểm cùng biện pháp khắc phục"


def test_the_page_shows_months_held_and_what_to_look_at(tree, users, client_as, cell):
    with act("tests.meet", by=SETUP):
        factories.held(cell, date(2026, 2, 3), minutes=30, papers_sent_on=date(2026, 2, 3))
    client = client_as(users.administrator)
    page = client.get("/directives/meetings/held/?on=15/03/2026", headers={"accept-language": "en"}).content.decode()
    assert "1 / 12" in page
    assert "1 too short" in page
    assert "papers late: 1" in page
    nobody = client_as(users.stranger).get("/directives/meetings/held/", headers={"accept-language": "en"})
    assert cell.name not in nobody.content.decode()


def test_the_menu_leads_only_those_there_who_may_see_bodies(tree, users, client_as):
    with act("tests.secretary", by=SETUP):
        secretary = person("secretary", tree.r, "directives.*:*")
    for who, is_led in ((users.administrator, True), (secretary, False)):
        assert ('href="/directives/meetings/held/"' in client_as(who).get("/menu/").content.decode()) is is_led
