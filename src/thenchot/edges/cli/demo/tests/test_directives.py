"""What the demonstration was told and did: it keeps the rules of the register and of tasks, and the figures come from it."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import pytest
from django.db.models import F

from thenchot.domain.directives.meetings.rules import has_quorum, is_carried
from thenchot.domain.directives.models import (
    Attendance,
    Book,
    BriefingDuty,
    Clause,
    Document,
    Evidence,
    Meeting,
    System,
    Task,
    TaskState,
    TaskStep,
)
from thenchot.domain.directives.register import rules
from thenchot.domain.people.models import Posting
from thenchot.edges.cli.demo.directives import texts
from thenchot.edges.cli.demo.tests.conftest import DAY
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.organisation.queries import during, root

pytestmark = pytest.mark.django_db
FIGURES = (
    *("clauses_with_programme", "programmes_with_tasks", "dissemination_coverage"),
    *("tasks_on_time", "tasks_on_first_date"),
)


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_of_directives_has_records_that_count_and_records_that_do_not(demo, name):
    (found,) = figures_of([root(DAY).pk], DAY, [by_name(name)])[root(DAY).pk]
    assert 0.5 < found.numerator / found.denominator < 1


def test_documents_of_both_systems_read_by_the_grammar_and_none_is_of_a_day_to_come(demo):
    assert set(Document.objects.values_list("system", flat=True)) == {System.PARTY, System.STATE}
    for document in Document.objects.select_related("issuer"):
        read = rules.read_symbol(document.symbol, document.issued_on, system=document.system)
        assert (read.canonical, read.issuer_code) == (document.symbol, document.issuer.code)
        assert document.issued_on <= DAY
        # The organisation's own reports are issued by its units, under their names.
        assert "(giả định)" in document.issuer.name or Unit.objects.filter(name=document.issuer.name).exists()
    assert not Document.objects.filter(classification=3).exclude(abstract="").exists()


def test_books_count_without_a_gap_go_forward_and_explain_their_voids(demo):
    assert {book.direction for book in Book.objects.all()} == {"incoming", "outgoing"}
    for book in Book.objects.prefetch_related("entries__document"):
        lines = sorted(book.entries.all(), key=lambda line: line.number)
        assert [line.number for line in lines] == list(range(1, len(lines) + 1))
        assert all(a.entered_on <= b.entered_on <= DAY for a, b in pairwise(lines))
        assert all(bool(line.void_reason) == (line.document is None) for line in lines)
        assert all(line.document.system == book.system for line in lines if line.document)
        assert book.is_secret == any(line.document and line.document.classification for line in lines)


def test_tasks_repeat_their_last_step_and_no_step_is_of_a_day_to_come(demo):
    steps = defaultdict(list)
    for step in TaskStep.objects.order_by("task", "number"):
        steps[step.task_id].append(step)
    assert set(Task.objects.values_list("state", flat=True)) == set(TaskState)
    for task in Task.objects.all():
        story = steps[task.pk]
        assert [step.number for step in story] == list(range(1, len(story) + 1))
        assert all(a.on <= b.on for a, b in pairwise(story))
        assert (story[-1].state, story[-1].due_on) == (task.state, task.due_on)
        assert task.given_on <= story[-1].on <= DAY
        assert task.closed_on == (story[-1].on if task.state == "closed" else None)


def test_tasks_go_down_the_units_and_a_whole_is_closed_after_its_parts(demo):
    depth = Task.objects.filter(parent__parent__parent__isnull=False)
    assert depth.exists()
    assert not Task.objects.filter(parent__isnull=False).exclude(clause=F("parent__clause")).exists()
    still = Task.objects.exclude(state__in=("closed", "recalled")).filter(parent__state="closed")
    assert not still.exists()
    for paper in texts.TASKED:
        assert Task.objects.filter(clause__document__abstract=paper.abstract).count() > 20
    assert not Clause.objects.filter(followed_by__isnull=True, followed_on__isnull=False).exists()


def test_what_was_done_was_shown_and_accepted_by_a_second_person(demo):
    closed = Task.objects.filter(state="closed")
    assert closed.count() == closed.filter(evidence__accepted_on=F("closed_on")).count() > 100
    assert not Evidence.objects.filter(accepted_by=F("given_by")).exists()


def test_decisions_of_meetings_became_tasks_where_they_were_carried(demo):
    assert Meeting.objects.count() > 20
    for meeting in Meeting.objects.filter(regular__isnull=True).prefetch_related("attendance", "decisions__task"):
        present = sum(one.is_present for one in meeting.attendance.all())
        decisions = list(meeting.decisions.all())
        assert bool(decisions) == has_quorum(present, meeting.members, meeting.quorum_percent)
        for decision in decisions:
            given = decision.votes_for + decision.votes_against + decision.abstained
            assert given <= present
            assert decision.is_carried == is_carried(decision.votes_for, meeting.members) == (decision.task is not None)


def test_who_was_at_a_meeting_was_posted_in_the_service_that_day(demo):
    for one in Attendance.objects.select_related("meeting", "person"):
        assert one.name == one.person.name
        assert Posting.objects.filter(during(one.meeting.held_on), person=one.person).exists()


def test_everybody_with_an_account_was_asked_to_know_every_directive_and_most_do(demo):
    asked = BriefingDuty.objects.count()
    assert asked == len(texts.DIRECTIVES) * BriefingDuty.objects.values("person").distinct().count()
    assert 0 < BriefingDuty.objects.filter(known_on__isnull=True).count() < asked / 3
    assert not BriefingDuty.objects.filter(known_on__gt=DAY).exists()
