"""The key-link page as its readers meet it: names, refusals, striking, adopting, approval, and how a plan goes on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.people import SETUP, person
from thenchot.domain.directives.cascade import steps
from thenchot.domain.directives.models import Task
from thenchot.foundation.access.reach import today
from thenchot.foundation.access.signing import signed_for
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import upcast
from thenchot.foundation.ledger.acts import act
from thenchot.insight.keylink import actions, following, progress_words, seen, wording
from thenchot.insight.keylink.following import Odds, State
from thenchot.insight.keylink.models import Plan
from thenchot.insight.keylink.tests import factories
from thenchot.insight.keylink.tests.world import FAULTS, ON, assess, estimate

pytestmark = pytest.mark.django_db
FIGURE = "depots_at_standard.strategic"


def close(task, giver, accepter):
    with act("tests.close", by=SETUP):
        steps.submit(task, by=giver, text="Minutes")
        steps.accept(task, by=accepter)


def look(client, language="en", **query):
    given = {"unit": "R", "on": ON.isoformat(), "figure": FIGURE} | query
    return client.get(reverse("keylink"), given, headers={"accept-language": language})


def adopt(client, **query):
    page = look(client, on=today().isoformat(), **query)
    form = page.context["form"]
    sent = {"title": "Water first", "note": "", "seen": form["seen"].value(), "request_key": "k1", "version": ""}
    return client.post(page.context["adopt_url"], sent, headers={"accept-language": "en"})


@pytest.fixture
def now(house):
    """The same faults, assessed so lately that they hold today."""
    estimate(10)
    for code in house.depots:
        assess(house, code, FAULTS.get(code, {}), on=date(2026, 5, 1), until=date(2100, 1, 1))


def test_the_page_names_plan_owner_cost_and_due_date(house, planner, client_as):
    estimate(10)
    page = look(client_as(planner))
    text = page.content.decode()
    for said in (
        "FIRE Fire",
        "Battalion A1",
        "100 million đồng",
        "proved to be the best",
        "D2 Depot D2",
        "Where it falls short",
    ):
        assert said in text, said
    lines = page.context["lines"]
    assert [line.due for line in lines] == sorted(line.due for line in lines) or len(lines) == 3
    assert page.context["curve"].chosen is not None


def test_it_speaks_vietnamese(house, planner, client_as):
    estimate(10)
    text = look(client_as(planner), "vi").content.decode()
    for said in ("Khâu then chốt", "đã chứng minh là tối ưu", "Phương án tốt thứ hai", "Nếu gạch"):
        assert said in text, said


@pytest.mark.parametrize(
    ("query", "language", "sentence"),
    [
        ({"budget": "x"}, "en", "“x” is no amount of money"),
        ({"budget": "-5"}, "vi", "ngân sách không thể nhỏ hơn 0"),
        ({"target": "120"}, "vi", "chỉ tiêu là tỷ lệ phần trăm từ 0 đến 100"),
        ({"must": "nothing"}, "en", "No obstacle here is called “nothing”"),
        ({"must": "D4/FIRE", "leave": "D4/FIRE"}, "en", "both asked for and ruled out"),
        ({"strike": "D99"}, "vi", "không có trong kế hoạch"),
        ({"order": ["D1/ROOF > D4/FIRE", "D4/FIRE > D1/ROOF"]}, "vi", "chờ nhau thành vòng"),
    ],
)
def test_bad_input_is_refused_in_the_reader_s_language(house, planner, client_as, query, language, sentence):
    estimate(10)
    page = look(client_as(planner), language, **query)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    given = {"unit": "R", "on": ON.isoformat(), "figure": FIGURE} | query
    answer = client_as(planner).get(reverse("api:keylink"), given, headers={"accept-language": language})
    assert answer.status_code == 422
    assert sentence in answer.json()["detail"]


def test_nothing_to_measure_and_no_target_are_said(house, planner, client_as):
    assert "nothing here to measure" in look(client_as(planner), on="2025-01-01").content.decode()
    no_target = look(client_as(planner), figure="depots_at_standard.tactical")
    assert "nothing here to measure" in no_target.content.decode()


def test_a_day_that_is_none_is_said_and_today_is_shown(house, planner, client_as):
    page = look(client_as(planner), on="31/02/2026")
    assert "“31/02/2026” is no day" in page.content.decode()
    assert page.context["on"] == today()
    assert client_as(planner).get(reverse("api:keylink"), {"unit": "R", "on": "31/02/2026"}).status_code == 422
    assert look(client_as(planner), on="01/06/2026").context["on"] == ON


def test_where_a_target_cannot_be_reached_the_most_is_shown(house, planner, client_as):
    estimate(10)
    page = look(client_as(planner), target="100", leave="D4/FIRE")
    assert "The target cannot be reached: this is the most" in page.content.decode()
    assert "cannot be reached" in page.context["sentence"]


def test_a_struck_line_shows_what_is_left_and_the_way_back(house, planner, client_as):
    estimate(10)
    page = look(client_as(planner), strike="water line")
    assert page.context["plan"]["standings"][0]["after"] == 6
    assert "1 line is struck" in page.content.decode()
    assert "leave=water+line" in page.context["replan"]


def test_what_is_out_of_reach_is_not_there_and_visitors_are_sent_away(house, client_as, users):
    assert look(client_as(users.member), unit="R").status_code == 404
    assert look(client_as(users.member), unit="A").status_code == 200
    assert look(client_as(users.stranger), unit="A").status_code == 404
    assert look(client_as(users.visitor)).status_code == 302
    api = client_as(users.visitor).get(reverse("api:keylink"), {"unit": "R"})
    assert api.status_code == 401
    assert look(client_as(users.member), unit="A", figure="nothing.").status_code == 404


def test_a_record_that_is_not_the_reader_s_to_open_is_counted_and_not_named(house, planner, client_as, monkeypatch):
    estimate(10)
    every, hidden = seen.rows, house.depots["D5"].pk
    monkeypatch.setattr(seen, "rows", lambda user, verb, found: every(user, verb, found).exclude(pk=hidden))
    page = look(client_as(planner))
    assert page.context["plan"]["standings"][0]["after"] == 8
    assert page.context["plan"]["count"] == 3
    text = page.content.decode()
    assert "A fix that is not yours to open" in text
    assert "Depot D5" not in text
    assert "D5/assessment" not in text


def test_a_plan_is_adopted_approved_by_another_and_followed(house, now, planner, commander, client_as, tree):
    done = adopt(client_as(planner))
    assert done.status_code == 302, done.content.decode()
    plan = Plan.objects.get()
    assert {line.key for line in plan.lines.all()} == {"water line", "D1/ROOF"}
    own = client_as(planner).post(
        reverse("desk:action", args=["key-link-plans", plan.pk, "approve"]), {"version": plan.version}
    )
    assert own.status_code == 422
    with pytest.raises(Refusal, match="does not approve"):
        actions.approve(plan, by=signed_for(commander, planner))
    other = client_as(commander).post(
        reverse("desk:action", args=["key-link-plans", plan.pk, "approve"]),
        {"version": plan.version, "request_key": "k2"},
    )
    assert other.status_code == 302
    plan.refresh_from_db()
    assert plan.approved_by == "Commander"
    assert following.progress(plan, today()).count(State.DONE) == 0
    water = plan.lines.get(key="water line")
    assert (water.task.unit, water.task.cost, water.task.due_on) == (water.unit, water.cost, water.first_due_on)
    assert water.task.source == "Water first"
    assert water.task.name.startswith("FIRE Fire: D")
    close(water.task, planner, commander)
    said = progress_words.said(following.progress(plan, today()))
    assert "1 accepted as done though the facts still show it" in said or "thực tế vẫn còn" in said
    assess(house, "D2", {}, on=date(2026, 6, 1), until=date(2100, 1, 1))
    assess(house, "D1", {}, on=date(2026, 6, 1), until=date(2100, 1, 1))
    progress = following.progress(plan, today())
    assert {line.key for line in progress.lines if progress.states[line.pk] is State.DONE} == {"water line"}
    assert set(progress.odds.values()) == {Odds.GONE_ALREADY}
    board = client_as(commander).get("/", headers={"accept-language": "en"})
    tile = next(t for t in board.context["tiles"] if t.figure.slice == "strategic")
    assert tile.plan.startswith("1 of 2 tasks done")
    page = client_as(commander).get(
        reverse("desk:detail", args=["key-link-plans", plan.pk]), headers={"accept-language": "en"}
    )
    assert "Plan anew from where things stand" in page.content.decode()


def test_a_plan_of_other_facts_than_were_looked_at_is_not_adopted(house, now, planner, client_as):
    client = client_as(planner)
    page = look(client, on=today().isoformat())
    sent = {
        "title": "Water first",
        "seen": page.context["form"]["seen"].value(),
        "request_key": "k1",
        "note": "",
        "version": "",
    }
    assess(house, "D3", {}, on=date(2026, 6, 1), until=date(2100, 1, 1))
    answer = client.post(page.context["adopt_url"], sent, headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert "The facts have changed" in answer.content.decode()
    assert not Plan.objects.exists()


def test_who_may_only_look_does_not_adopt(house, now, client_as, tree):
    with act("tests.people", by=SETUP):
        viewer = person("viewer", tree.r, "*:view")
    page = look(client_as(viewer), on=today().isoformat())
    assert page.context["form"] is None
    assert client_as(viewer).post(page.context["adopt_url"], {"title": "x"}).status_code == 403


def test_a_plan_follows_its_tasks_and_a_withdrawn_one_recalls_them(house, now, planner, client_as, tree):
    adopt(client_as(planner))
    plan = Plan.objects.get()
    line = plan.lines.get(key="D1/ROOF")
    later = line.first_due_on + timedelta(days=30)
    with act("tests.extend", by=SETUP):
        steps.extend(line.task, until=later, why="Waits for tiles")
    assert following.progress(plan, today()).dues[line.pk] == later
    assert following.progress(plan, later).states[line.pk] is State.OPEN
    assert following.progress(plan, later + timedelta(days=1)).states[line.pk] is State.OVERDUE
    struck = plan.lines.get(key="water line")
    address = reverse("desk:action", args=["key-link-tasks", struck.pk, "strike_line"])
    sent = {"why": "Another plan does it", "version": struck.version, "request_key": "k3", "confirmed": "1"}
    assert client_as(planner).post(address, sent).status_code == 302
    progress = following.progress(plan, today())
    assert progress.states[struck.pk] is State.STRUCK
    assert progress.standing == 1
    assert Task.objects.get(key_link_line=struck).steps.latest("number").reason == "Another plan does it"
    with act("tests.withdraw", by=SETUP):
        actions.withdraw(plan, why="Overtaken")
    assert following.standing_plans(tree.r.pk, today()) == []
    assert set(Task.objects.values_list("state", flat=True)) == {"recalled"}


def test_a_line_of_an_older_plan_follows_the_facts_until_it_is_given_as_a_task(house, now, planner, tree):
    with act("tests.line", by=SETUP):
        line = factories.line(tree.r, 1)
    plan = line.plan
    assert following.progress(plan, today()).states[line.pk] is State.DONE
    assert upcast.to_current({"m": "keylink.planline", "row": {"key": "x"}}) == {"key": "x", "task_id": None}
    with act("tests.give", by=SETUP):
        task = actions.give(line, due_on=today(), person=planner)
    assert (task.person, task.due_on, task.cost) == (planner, today(), line.cost)
    assert following.progress(plan, today()).states[line.pk] is State.OPEN
    with pytest.raises(Refusal, match="given as a task already"), act("tests.give", by=SETUP):
        actions.give(line, due_on=today())


def test_an_owner_unit_sees_its_task_of_the_plan_and_not_the_plan(house, now, planner, client_as, users, tree):
    adopt(client_as(planner))
    task = Task.objects.get(key_link_line__key="D1/ROOF")
    assert task.unit == tree.a1
    assert client_as(users.member).get(reverse("desk:detail", args=["tasks", task.pk])).status_code == 200
    plan = Plan.objects.get()
    assert client_as(users.member).get(reverse("desk:detail", args=["key-link-plans", plan.pk])).status_code == 404


def test_a_time_that_no_record_tells_is_not_said_as_none():
    assert [wording.days(count) for count in (0, 1, 40)] == ["chưa rõ thời gian", "1 ngày", "40 ngày"]
