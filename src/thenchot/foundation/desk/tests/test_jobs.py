"""Long work: asked for, left, seen from every page, stopped, killed and taken up again; its file is its owner's alone."""

import os
import subprocess
import sys
import time
from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests import children
from tests.people import FOUNDED, SETUP
from thenchot.foundation.access.models import Grant
from thenchot.foundation.desk import export, jobs, paging, worker
from thenchot.foundation.desk.models import Job
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import act
from thenchot.foundation.organisation import actions as organisation

pytestmark = pytest.mark.django_db(transaction=True)
STEPS = 40


@jobs.kind("tests.count")
def count(work, *, until=STEPS, pause=0.0, refuse=""):
    for number in range(until):
        time.sleep(pause)
        work.progress(number, until)
        if refuse and number == 3:
            raise Refusal(refuse, many=1234)
    work.file("counted.txt").write_text(str(until))
    return f"counted to {until}"


@pytest.fixture(autouse=True)
def _notes_at_once(monkeypatch):
    monkeypatch.setattr(jobs, "EVERY", 0.0)
    monkeypatch.setattr(worker, "INTERVAL", 0.05)


def test_work_is_done_by_the_worker_and_its_file_is_its_owners(users, client_as):
    job = jobs.start("tests.count", users.keeper, "Count")
    keeper = client_as(users.keeper)
    assert 'id="jobs-mark"' in keeper.get("/menu/").content.decode(), "seen from any page"
    assert 'hx-trigger="every 2s"' in keeper.get("/jobs/").content.decode(), "the page follows it"
    worker.work_off()
    page = keeper.get("/menu/", headers={"Accept-Language": "en"}).content.decode()
    assert "Long work has ended" in page
    page = keeper.get("/jobs/").content.decode()
    assert "counted to 40" in page
    assert 'hx-trigger="every 2s"' not in page
    assert 'id="jobs-mark"' not in keeper.get("/menu/").content.decode(), "once looked at, it is told no more"
    answer = keeper.get(f"/jobs/{job.pk}/file/")
    assert b"".join(answer.streaming_content) == b"40"
    for stranger in (users.member, users.administrator):
        other = client_as(stranger)
        assert other.get(f"/jobs/{job.pk}/file/").status_code == 404
        assert other.post(f"/jobs/{job.pk}/", {"do": "drop"}).status_code == 404
        assert "Count" not in other.get("/jobs/").content.decode()


def test_a_file_is_not_handed_out_once_its_owners_reach_has_changed(users, client_as):
    job = jobs.start("tests.count", users.keeper, "Count")
    worker.work_off()
    with act("tests.revoke", by=SETUP):
        grant = Grant.objects.get(user=users.keeper)
        grant.until_on = timezone.localdate()
        grant.save()
    answer = client_as(users.keeper).get(f"/jobs/{job.pk}/file/")
    assert (answer.status_code, answer.url) == (302, "/jobs/")


def test_the_same_work_asked_for_twice_while_under_way_is_one(users):
    first = jobs.start("tests.count", users.keeper, "Count")
    assert jobs.start("tests.count", users.keeper, "Count").pk == first.pk
    assert jobs.start("tests.count", users.chief, "Count").pk != first.pk
    worker.work_off()
    assert jobs.start("tests.count", users.keeper, "Count").pk != first.pk


def test_work_that_refuses_or_breaks_says_so_and_can_be_done_again(users, client_as, caplog):
    job = jobs.start("tests.count", users.keeper, "Count", refuse="{many} are too many")
    broken = jobs.start("tests.count", users.keeper, "Count", until="x")
    worker.work_off()
    job.refresh_from_db()
    broken.refresh_from_db()
    assert (job.state, job.outcome, job.file_name) == ("failed", "1234 are too many", "")
    assert broken.state == "failed"
    assert "TypeError" not in broken.outcome, "how it broke is in the log"
    assert "TypeError" in caplog.text
    Job.objects.filter(pk=job.pk).update(asked={})
    client_as(users.keeper).post(f"/jobs/{job.pk}/", {"do": "again"})
    worker.work_off()
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 40, 40)


def test_waiting_work_stops_at_once_and_running_work_at_its_next_note(users, client_as):
    waiting = jobs.start("tests.count", users.keeper, "Count")
    client_as(users.keeper).post(f"/jobs/{waiting.pk}/", {"do": "stop"})
    worker.work_off()
    running = jobs.start("tests.count", users.keeper, "Count")
    Job.objects.filter(pk=running.pk).update(is_to_stop=True)
    worker.work_off()
    assert set(Job.objects.values_list("state", flat=True)) == {"stopped"}
    assert not jobs.file_of(running).exists()


def test_dropped_and_old_work_goes_with_its_file(users, client_as):
    dropped, old = (jobs.start("tests.count", users.keeper, "Count", until=n) for n in (3, 4))
    worker.work_off()
    client_as(users.keeper).post(f"/jobs/{dropped.pk}/", {"do": "drop"})
    Job.objects.filter(pk=old.pk).update(ended_at=timezone.now() - jobs.KEPT * 2)
    jobs.tidy_up()
    assert not Job.objects.exists()
    assert not any(jobs.file_of(job).exists() for job in (dropped, old))


def _work():
    jobs.EVERY, worker.INTERVAL = 0.0, 0.05
    worker.work()


def _wait(condition):
    deadline = time.monotonic() + 90
    while not condition():
        assert time.monotonic() < deadline, list(Job.objects.values())
        time.sleep(0.05)


def test_work_whose_worker_was_killed_is_taken_up_again_by_the_next_one(users):
    job = jobs.start("tests.count", users.keeper, "Count", pause=0.05)
    first = children.start(_work)
    try:
        _wait(lambda: Job.objects.get().done > 3)
        with pytest.raises(worker.Busy):
            worker.hold()
    finally:
        children.kill(first)
    assert Job.objects.get().state == "running"
    second = children.start(_work)
    try:
        _wait(lambda: Job.objects.get().state == "done")
    finally:
        children.kill(second)
    assert jobs.file_of(job).read_text() == "40"
    assert len(DBTaskResult.objects.get().worker_ids) == 2
    worker.hold()()


def test_work_that_ends_its_worker_each_time_is_given_up(users):
    job = jobs.start("tests.count", users.keeper, "Count")
    for _ in range(worker.AT_MOST):
        DBTaskResult.objects.get().claim("gone")
        Job.objects.filter(pk=job.pk).update(state="running")
        again = worker.take_up_again()
    assert again == 0
    worker.work_off()
    job.refresh_from_db()
    assert job.state == "failed"
    assert "3" in job.outcome


def test_a_long_workbook_is_made_as_work_and_holds_what_its_reader_may_export(users, tree, client_as, monkeypatch):
    with act("tests.units", by=SETUP):
        for number in range(30):
            organisation.found(f"K{number:02}", f"=Kho {number}", parent=tree.a, on=FOUNDED)
    monkeypatch.setattr(paging, "COUNT_TO", 10)
    monkeypatch.setattr(export, "AT_ONCE", 5)
    keeper = client_as(users.keeper)
    answer = keeper.get("/r/units/export.xlsx?q=kho&sort=-code")
    assert (answer.status_code, answer.url) == (302, "/jobs/")
    worker.work_off()
    job = Job.objects.get()
    assert (job.state, job.done, job.total) == ("done", 30, 30), job.outcome
    file = b"".join(keeper.get(f"/jobs/{job.pk}/file/").streaming_content)
    rows = list(openpyxl.load_workbook(BytesIO(file)).active.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [f"K{number:02}" for number in reversed(range(30))]
    assert rows[0][1] == "=Kho 29", "text, not a formula"
    assert keeper.get("/r/units/export.csv?q=kho").streaming, "csv is sent while it is made"
    assert keeper.get("/r/units/export.pdf").status_code == 404


def test_a_worker_of_its_own_process_knows_the_work_that_pages_ask_for():
    known = (
        "import django; django.setup()\n"
        "from thenchot.foundation.desk import jobs, worker\n"
        "worker.learn(); print(*sorted(jobs.kinds()))"
    )
    told = subprocess.run([sys.executable, "-c", known], capture_output=True, text=True, check=True, env=os.environ)
    assert set(told.stdout.split()) == set(jobs.kinds()) - {"tests.count"}
    assert "desk.export" in jobs.kinds()
