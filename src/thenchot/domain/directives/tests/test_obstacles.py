"""What stands in the way of the directives' figures, by literal examples, and the key link that follows from it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.people import SETUP
from thenchot.domain.directives.cascade import actions, programmes, steps
from thenchot.domain.directives.dissemination import actions as dissemination
from thenchot.domain.directives.models import BriefingDuty
from thenchot.domain.directives.tests import factories
from thenchot.foundation.access.models import Clearance, User
from thenchot.foundation.access.reach import today
from thenchot.foundation.indicators.entries import every_entry, every_obstacle
from thenchot.foundation.indicators.figures import figures_of
from thenchot.foundation.indicators.registry import by_name
from thenchot.foundation.ledger.acts import act

pytestmark = pytest.mark.django_db


def doing():
    return act("tests.directives", by=SETUP)


def in_the_way(name, unit, day=None):
    """Obstacles by the kind of their key: how many records each obstacle holds."""
    found = every_obstacle(by_name(name), unit.pk, day or today())
    held = {}
    for record, obstacles in found.items():
        for obstacle in obstacles:
            held.setdefault((obstacle.cause, obstacle.key), set()).add(record)
    return sorted((cause, len(records)) for (cause, _key), records in held.items())


def test_one_programme_answers_all_clauses_of_a_document_and_a_clause_left_out_is_answered_by_itself(tree):
    with doing():
        bare, partly = factories.document(tree.a, 1), factories.document(tree.a, 2)
        for number in (1, 2):
            factories.clause(tree.a, number, of=bare)
        factories.clause(tree.a, 1, of=partly)
        programmes.open_programme(partly, unit=tree.a, name="Chương trình", from_on=date(2026, 1, 1))
        factories.clause(tree.a, 2, of=partly)
    assert in_the_way("clauses_with_programme", tree.r) == [("answer_clause", 1), ("open_programme", 2)]
    with doing():
        programmes.open_programme(bare, unit=tree.a, name="Chương trình", from_on=date(2026, 1, 1))
    assert in_the_way("clauses_with_programme", tree.r) == [("answer_clause", 1)]


def test_a_programme_without_tasks_waits_for_its_first_one(tree):
    with doing():
        made = factories.programme(tree.a1)
    assert in_the_way("programmes_with_tasks", tree.r) == [("give_tasks", 1)]
    with doing():
        actions.assign(unit=tree.a1, name="Việc", due_on=today(), programme=made)
    assert in_the_way("programmes_with_tasks", tree.r) == []


def test_one_session_of_a_unit_briefs_everybody_there(tree, users):
    with doing():
        paper = factories.document(tree.a)
        other = User(username="second", display_name="Second", unit=tree.a)
        other.set_unusable_password()
        other.save()
        dissemination.spread(paper, unit=tree.a, by_day=today())
    at_a = BriefingDuty.objects.filter(unit=tree.a).count()
    assert at_a >= 2
    assert ("hold_session", at_a) in in_the_way("dissemination_coverage", tree.r)
    with doing():
        dissemination.hold(paper, unit=tree.a, on=today())
    assert in_the_way("dissemination_coverage", tree.a) == []


def test_an_overdue_task_waits_for_itself_and_its_open_parts_and_counts_once_closed(tree, users):
    given, due = date(2026, 1, 5), date(2026, 2, 1)
    with doing():
        whole = factories.old_task(tree.a, given_on=given, due_on=due)
        parts = [factories.old_task(tree.a1, given_on=given, due_on=due) for _number in range(2)]
        for part in parts:
            part.parent = whole
            part.save()
    assert in_the_way("tasks_done", tree.r) == [("assigned", 1), ("assigned", 2), ("assigned", 2)]
    (found,) = figures_of([tree.r.pk], today(), [by_name("tasks_done")])[tree.r.pk]
    assert (found.numerator, found.denominator) == (0, 3)
    with doing():
        for task in (*parts, whole):
            steps.submit(task, by=users.member, text="Biên bản")
            steps.accept(task, by=users.keeper)
    (found,) = figures_of([tree.r.pk], today(), [by_name("tasks_done")])[tree.r.pk]
    assert (found.numerator, found.denominator) == (3, 3)
    assert in_the_way("tasks_done", tree.r) == []
    assert in_the_way("tasks_done", tree.r, today() - timedelta(days=1)) != []


def test_only_a_task_due_on_the_day_itself_can_still_be_on_time(tree):
    with doing():
        factories.old_task(tree.a, given_on=date(2026, 1, 5), due_on=today())
        factories.old_task(tree.a, given_on=date(2026, 1, 5), due_on=date(2026, 2, 1))
        moved = factories.old_task(tree.a, given_on=date(2026, 1, 5), due_on=date(2026, 2, 1))
        steps.extend(moved, until=today(), why="Chờ")
    assert in_the_way("tasks_on_time", tree.r) == [("assigned", 1), ("assigned", 1)]
    assert in_the_way("tasks_on_first_date", tree.r) == [("assigned", 1)]


@pytest.mark.parametrize(
    "name", ["clauses_with_programme", "programmes_with_tasks", "dissemination_coverage", "tasks_done"]
)
def test_every_record_short_has_an_obstacle_and_no_other_record_has_one(tree, name):
    with doing():
        factories.clause(tree.a1)
        factories.programme_clause(tree.a1)
        factories.duty(tree.a)
        factories.old_task(tree.a, given_on=date(2026, 1, 5), due_on=date(2026, 2, 1))
    short = {entry.record for entry in every_entry(by_name(name), tree.r.pk, today(), "") if entry.numerator == 0}
    assert short == set(every_obstacle(by_name(name), tree.r.pk, today()))
    assert short


def test_an_obstacle_does_not_name_a_classified_document(tree):
    with doing():
        secret = factories.document(tree.a, 1, classification=Clearance.SECRET)
        programmes.add_clause(secret, code="1", text="Việc mật")
    ((obstacle,),) = every_obstacle(by_name("clauses_with_programme"), tree.r.pk, today()).values()
    assert obstacle.label == ""
    assert obstacle.cost is None
