from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.people import SETUP, person
from thenchot.domain.directives import pages
from thenchot.domain.directives.calendar import Entry, calendar
from thenchot.domain.directives.cascade import actions, programmes, queries, steps
from thenchot.domain.directives.dissemination import actions as dissemination
from thenchot.domain.directives.meetings import actions as meetings
from thenchot.domain.directives.models import Direction, Kind, Task, TaskStep, Urgency
from thenchot.domain.directives.register import actions as registering
from thenchot.domain.directives.relations import actions as relating
from thenchot.domain.directives.relations import queries as relations
from thenchot.domain.directives.relations.rules import Force
from thenchot.domain.directives.tests import factories
from thenchot.domain.people.models import Person
from thenchot.foundation.access import policy
from thenchot.foundation.access.models import Clearance
from thenchot.foundation.access.reach import today
from thenchot.foundation.access.signing import signed_for
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import upcast
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation.models import Unit, UnitLink

pytestmark = pytest.mark.django_db


def doing():
    return act("tests.directives", by=SETUP)


def figure(name, unit, day=None):
    found = figures_of([unit.pk], day or today(), [by_name(name)])[unit.pk][0]
    return found.numerator, found.denominator


def test_a_document_is_known_by_its_symbol(tree):
    with doing():
        made = registering.register(
            unit=tree.a, symbol="số 15 - NQ/ĐU", issued_on=date(2025, 3, 5), urgency=Urgency.URGENT
        )
    assert (made.symbol, made.kind_name, made.system, made.term) == ("15-NQ/ĐU", "Nghị quyết", "party", "XIII")


def test_a_document_above_the_clearance_is_not_there(tree, users):
    with doing():
        cleared = person("cleared", tree.a, "*:*", clearance=Clearance.TOP_SECRET)
        secret = factories.document(tree.a, 1, classification=Clearance.TOP_SECRET)
        clause = programmes.add_clause(secret, code="1", text="Việc mật")
        task = actions.assign(unit=tree.a, name="Việc mật", due_on=today(), clause=clause)
    assert secret.abstract == ""
    assert not policy.may(users.keeper, "view", secret)
    assert not policy.may(users.chief, "view", secret)
    assert not policy.may(users.keeper, "view", task)
    assert policy.may(cleared, "view", secret)
    assert policy.may(cleared, "view", task)


def test_a_classified_document_takes_no_file(tree, users, client_as):
    with doing():
        cleared = person("cleared", tree.a, "*:*", clearance=Clearance.SECRET)
        secret = factories.document(tree.a, 1, classification=Clearance.SECRET)
    address = f"/r/documents/{secret.pk}/attach/"
    answer = client_as(cleared).post(address, {"file": SimpleUploadedFile("a.txt", b"secret"), "request_key": "k"})
    assert answer.status_code == 422
    assert "tệp nội dung" in answer.content.decode()


def test_a_book_counts_without_a_gap_and_a_void_line_keeps_its_number(tree):
    with doing():
        book = factories.book(tree.a)
        lines = [registering.enter(factories.document(tree.a, n), book=book, on=today()) for n in (1, 2)]
        registering.void(lines[0], why="Ghi nhầm")
        lines.append(registering.enter(factories.document(tree.a, 3), book=book, on=today()))
    assert [line.number for line in lines] == [1, 2, 3]
    with pytest.raises(Refusal, match="Say why"), doing():
        registering.void(lines[1], why=" ")


def test_a_replaced_document_is_in_force_no_longer_and_cycles_are_refused(tree):
    with doing():
        old, new = factories.document(tree.a, 1), factories.document(tree.a, 2, on=date(2026, 1, 5))
        relating.relate(new, kind=Kind.REPLACES, target=old)
    assert relations.forces([old], date(2026, 1, 4))[old.pk] is Force.IN_FORCE
    assert relations.forces([old], date(2026, 1, 5))[old.pk] is Force.REPLACED
    with pytest.raises(Refusal, match=r"1-NQ/ĐU .* → 2-NQ/ĐU .* → 1-NQ/ĐU"), doing():
        relating.relate(old, kind=Kind.REPLACES, target=new)


def test_closing_needs_a_second_person_and_the_past_stays(tree, users):
    given, due = date(2026, 1, 5), date(2026, 2, 1)
    with doing():
        task = factories.old_task(tree.a1, given_on=given, due_on=due)
        steps.extend(task, until=date(2099, 1, 1), why="Chờ vật tư")
        steps.submit(task, by=users.member, text="Biên bản 3")
    for by in (users.member, signed_for(users.chief, users.member)):
        with pytest.raises(Refusal, match="does not approve"), doing():
            steps.accept(Task.objects.get(pk=task.pk), by=by)
    with doing():
        steps.accept(Task.objects.get(pk=task.pk), by=users.keeper)
    task = Task.objects.get(pk=task.pk)
    assert (task.state, task.first_due_on, task.due_on) == ("closed", due, date(2099, 1, 1))
    then = queries.standings([task], date(2026, 3, 1))[0]
    assert (then.state, then.due_on, then.timing) == ("assigned", due, "overdue")
    assert queries.standings([task], today())[0].timing == "on_time"
    assert queries.standings([task], today())[0].first_timing == "late"
    assert queries.standings([task], date(2026, 1, 4)) == []


def test_a_whole_is_not_done_while_a_part_is_open(tree, users):
    with doing():
        whole = factories.task(tree.a, 1)
        actions.cascade(whole, under=tree.a)
    with pytest.raises(Refusal, match="2 parts"), doing():
        steps.submit(whole, by=users.member, text="Xong")
    with doing():
        part = whole.parts.get(unit=tree.a1)
        steps.submit(part, by=users.member, text="Biên bản")
        steps.accept(part, by=users.keeper)
    stood = queries.standings(queries.with_parts(Task.objects.filter(pk=whole.pk)), today())
    come = queries.progress(stood)[whole.pk]
    assert (come.done, come.of, come.shown) == (1, 2, "50.0")
    with doing():
        assert actions.cascade(Task.objects.get(pk=whole.pk), under=tree.a) == 0


def test_one_task_goes_to_five_hundred_units_in_one_act(tree):
    with doing() as deed:
        units = [Unit(code=f"U{n}", name=f"Unit {n}", search_key=f"u{n}") for n in range(500)]
        deed.add_many(units)
        deed.add_many(UnitLink(unit=unit, parent=tree.b, from_on=date(2020, 1, 1)) for unit in units)
    with doing():
        whole = factories.task(tree.r, 1)
    with doing() as deed:
        assert actions.cascade(whole, under=tree.b, depth=actions.Depth.ALL) == 500
    assert deed.act.touches.count() == 1000
    assert TaskStep.objects.filter(task__parent=whole).count() == 500


def test_a_new_task_is_given_under_the_clause_that_follows(tree):
    with doing():
        old, new = factories.clause(tree.a, 1), factories.clause(tree.a, 2)
        before = actions.assign(unit=tree.a, name="Trước", due_on=today(), clause=old)
        programmes.follow(old, by_clause=new, on=today())
        after = actions.assign(unit=tree.a, name="Sau", due_on=today(), clause=old)
    assert (before.clause, after.clause) == (old, new)
    with pytest.raises(Refusal, match="itself"), doing():
        programmes.follow(new, by_clause=old, on=today())


def test_a_recurring_task_gives_each_occurrence_once(tree):
    with doing():
        made = factories.recurrence(tree.a)
        assert actions.give_due(made, until=date(2026, 4, 30)) == 4
        assert actions.give_due(made, until=date(2026, 4, 30)) == 0
    dues = list(made.tasks.order_by("first_due_on").values_list("first_due_on", flat=True))
    assert dues == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_a_task_with_an_indicator_turns_green_and_red_by_itself(tree):
    with doing():
        task = actions.assign(unit=tree.a, name="Giao nhiệm vụ", due_on=today(), indicator="programmes_with_tasks")
        programme = factories.programme(tree.a)
    assert queries.lights([task], today())[task.pk] is False
    with doing():
        actions.assign(unit=tree.a, name="Việc", due_on=today(), programme=programme)
    assert queries.lights([task], today())[task.pk] is True
    with doing():
        factories.programme(tree.a, 2)
    assert queries.lights([task], today())[task.pk] is False
    with pytest.raises(Refusal, match="no indicator"), doing():
        actions.assign(unit=tree.a, name="x", due_on=today(), indicator="nothing")


def test_the_indicators_count_by_literal_example(tree, users):
    day = today()
    with doing():
        late = factories.old_task(tree.a1, given_on=date(2026, 1, 5), due_on=date(2026, 2, 1))
        moved = factories.old_task(tree.a1, given_on=date(2026, 1, 5), due_on=date(2026, 2, 1))
        gone = factories.old_task(tree.a1, given_on=date(2026, 1, 5), due_on=date(2026, 2, 1))
        steps.recall(gone, why="Không còn cần")
        steps.extend(moved, until=day, why="Chờ")
        steps.submit(moved, by=users.member, text="Biên bản")
        steps.accept(moved, by=users.keeper)
        factories.programme_clause(tree.a)
        factories.clause(tree.a)
        paper = factories.document(tree.a, 3)
        dissemination.spread(paper, unit=tree.r, by_day=day)
    assert late.state == "assigned"
    assert figure("tasks_on_time", tree.r) == (1, 2)
    assert figure("tasks_on_first_date", tree.r) == (0, 2)
    assert figure("tasks_on_time", tree.r, date(2026, 2, 1)) == (0, 3)
    assert figure("programmes_with_tasks", tree.r) == (0, 1)
    assert figure("clauses_with_programme", tree.r) == (1, 2)
    n_asked = paper.duties.count()
    assert figure("dissemination_coverage", tree.r) == (0, n_asked)
    with doing():
        dissemination.hold(paper, unit=tree.a, on=day)
    assert figure("dissemination_coverage", tree.r)[0] == paper.duties.filter(unit=tree.a).count()


def test_nobody_says_for_another_that_they_have_read(tree, users):
    with doing():
        duty = factories.duty(tree.a)
    with pytest.raises(Refusal, match="Only Giver 1"), doing():
        dissemination.acknowledge(duty, by=users.member)
    with doing():
        dissemination.acknowledge(duty, by=duty.person)
    assert duty.known_on == today()


def test_a_decision_taken_together_becomes_a_task(tree, users):
    with doing():
        meeting = factories.quorate(tree.a)
        made = meetings.decide(meeting, text="Sửa mái kho", votes_for=2, person=users.member, due_on=today())
        lost = meetings.decide(meeting, text="Khác", votes_for=1, person=users.member, due_on=today())
        empty = factories.meeting(tree.a, 2)
    assert made.is_carried
    assert (made.task.person, made.task.unit) == (users.member, tree.a)
    assert (lost.is_carried, lost.task) == (False, None)
    with pytest.raises(Refusal, match="0 of 3 members"), doing():
        meetings.decide(empty, text="Khác", votes_for=1, person=users.member, due_on=today())


def test_a_member_is_a_person_of_the_register_or_a_name_and_stands_once(tree):
    with doing():
        meeting = factories.meeting(tree.a)
        known = Person(number="1", name="Lưu Thạch Lâm")
        known.save()
        made = meetings.attend(meeting, person=known)
        meetings.attend(meeting, name="Khách mời", is_present=False, reason="Đi công tác")
    assert (made.name, made.person) == ("Lưu Thạch Lâm", known)
    for given in ({"person": known}, {"name": "Lưu Thạch  Lâm"}):
        with pytest.raises(Refusal, match="written down already"), doing():
            meetings.attend(meeting, **given)
    with pytest.raises(Refusal, match="Choose a person"), doing():
        meetings.attend(meeting, name=" ")


def test_a_cost_below_zero_is_refused_and_rows_without_one_are_read(tree):
    with pytest.raises(Refusal, match="below zero"), doing():
        actions.assign(unit=tree.a, name="x", due_on=today(), cost=Decimal(-1))
    assert upcast.to_current({"m": "directives.task", "row": {"name": "x"}}) == {"name": "x", "cost": None}
    assert upcast.to_current({"m": "directives.attendance", "row": {"name": "x"}})["person_id"] is None


def test_search_finds_a_document_with_and_without_marks(tree, users, client_as):
    with doing():
        factories.document(tree.a1)
    for text in ("công tác kỹ thuật", "cong tac ky thuat", "1-NQ"):
        assert "1-NQ/ĐU" in client_as(users.member).get("/r/documents/", {"q": text}).content.decode()


def test_a_calendar_file_folds_lines_at_75_octets_and_escapes():
    text = calendar([Entry("k", date(2026, 2, 28), "Kiểm tra; sửa, " + "ề" * 60)], pages.timezone.now())
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "DTEND;VALUE=DATE:20260301" in text
    assert "Kiểm tra\\; sửa\\, " in text.replace("\r\n ", "")


def test_every_page_answers_in_both_languages(tree, users, client_as):
    with doing():
        paper = factories.document(tree.a1)
        clause = factories.clause(tree.a1, of=paper)
        programme = programmes.open_programme(paper, unit=tree.a1, name="Chương trình", from_on=date(2026, 1, 1))
        task = actions.assign(
            unit=tree.a1, name="Việc", due_on=today(), clause=clause, programme=programme, person=users.member
        )
        actions.add_part(task, name="Phần", due_on=today())
        factories.old_task(tree.a1, given_on=date(2026, 1, 1), due_on=date(2026, 1, 9), person=users.member)
        outgoing = factories.book(tree.a1, direction=Direction.OUTGOING)
        registering.enter(paper, book=outgoing, on=today())
        meeting = factories.decision(tree.a1).meeting
    client = client_as(users.member)
    addresses = [
        "/directives/mine/",
        "/directives/mine.ics",
        "/directives/tasks/?on=2026-06-01",
        f"/directives/books/{outgoing.pk}/",
        f"/directives/meetings/{meeting.pk}/minutes/",
        f"/r/documents/{paper.pk}/",
        f"/r/tasks/{task.pk}/",
        *(f"/directives/programmes/{programme.pk}/?view={view}" for view in pages.VIEWS),
    ]
    for address in addresses:
        for language in ("vi", "en"):
            assert client.get(address, headers={"accept-language": language}).status_code == 200, address
    assert client.get("/directives/register/").status_code == 403


def test_a_unit_reads_the_clause_of_its_task_and_no_more_of_the_document(tree, users, client_as):
    with doing():
        paper, secret = factories.document(tree.r, 1), factories.document(tree.r, 2, classification=Clearance.SECRET)
        ours, others = factories.clause(tree.r, 1, of=paper), factories.clause(tree.r, 2, of=paper)
        others.text = "Việc của đơn vị khác"
        others.save()
        task = actions.assign(unit=tree.a1, name="Việc", due_on=today(), clause=ours)
        hidden = actions.assign(
            unit=tree.a1, name="Việc", due_on=today(), clause=factories.clause(tree.r, 3, of=secret)
        )
        hidden.classification = Clearance.NONE
        hidden.save()
    client = client_as(users.member)
    page = client.get(f"/r/tasks/{task.pk}/").content.decode()
    for said in ("Nâng cao hệ số kỹ thuật", paper.symbol, paper.abstract):
        assert said in page, said
    assert others.text not in page
    assert secret.abstract not in client.get(f"/r/tasks/{hidden.pk}/").content.decode()
    for address in (f"/r/documents/{paper.pk}/", f"/r/clauses/{ours.pk}/"):
        assert client.get(address).status_code == 404


def test_a_cascade_of_many_units_is_folded_on_the_page_of_the_document(tree, users, client_as):
    with doing():
        paper = factories.document(tree.a)
        whole = actions.assign(unit=tree.a, name="Việc", due_on=today(), clause=factories.clause(tree.a, of=paper))
        actions.put(
            actions.new_task(tree.a1, f"Phần {n}", given_on=today(), due_on=today(), clause=whole.clause, parent=whole)
            for n in range(40)
        )
    page = client_as(users.member).get(f"/r/documents/{paper.pk}/").content.decode()
    assert page.count("Phần ") == 11
    assert f"?clause={whole.clause_id}" in page
