"""Many reports in one run: an act to each, nothing twice, and on from where it was broken off."""

from __future__ import annotations

import pytest

from tests.people import SETUP, person
from thenchot.foundation.desk.jobs import Stopped
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.ledger.models import Act
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.reports import actions, running
from thenchot.insight.reports.models import Report
from thenchot.insight.reports.registry import by_name
from thenchot.insight.reports.spans import span
from thenchot.insight.reports.tests.factories import WRITER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendars")]


def run(units, **more):
    definition = by_name("month")
    return running.make_many(definition, units, span(definition.period, "1/2025"), "vi", by=WRITER, **more)


def units_of(tree):
    return [tree.r, tree.a, tree.b, tree.a1, tree.a2]


def test_each_unit_has_its_draft_by_an_act_of_its_own(tree):
    seen = []
    ran = run(units_of(tree), progress=lambda done, _all: seen.append(done))
    assert (ran.written, ran.stood, ran.refused) == (5, 0, ())
    assert Act.objects.filter(verb="reports.write").count() == Report.objects.count() == 5
    assert seen == [0, 1, 2, 3, 4, 5]


def test_a_run_that_was_broken_off_goes_on_where_it_stopped(tree):
    def stop(done, _all):
        if done == 3:
            raise Stopped

    with pytest.raises(Stopped):
        run(units_of(tree), progress=stop)
    assert Report.objects.count() == 3
    ran = run(units_of(tree))
    assert (ran.written, ran.stood) == (2, 3)
    assert Report.objects.count() == 5


def test_what_one_unit_refuses_does_not_stop_the_others(tree):
    late = Unit(code="LATE", name="Without a place in the tree")
    with act("tests.late", by=SETUP):
        late.save()
    ran = run([tree.a, late, tree.b])
    assert ran.written == 2
    assert [(code, isinstance(why, Refusal)) for code, why in ran.refused] == [("LATE", True)]


def test_a_withdrawn_draft_is_written_anew(tree):
    run([tree.a])
    with act("reports.withdraw", by=SETUP):
        actions.withdraw(Report.objects.get())
    assert run([tree.a]).written == 1


def test_the_job_writes_those_that_its_reader_may_see(tree):
    with act("tests.people", by=SETUP):
        writer = person("reporter", tree.a, "*:view", "reports.*:*")
    definition = by_name("month")

    class Work:
        user = writer

        def progress(self, done, total=0):
            assert done <= total

    said = running.make_all_below(
        Work(), definition=definition.name, unit=str(tree.r.pk), period="1/2025", language="vi"
    )
    assert said.startswith(("3 ", "Đã lập 3"))
    assert {report.unit.code for report in Report.objects.all()} == {"A", "A1", "A2"}
