"""A writer killed at any moment leaves a whole number of acts; two writers at once leave one unbroken chain."""

from __future__ import annotations

import random
import threading
import time
from datetime import date

import pytest
from django.db import connection

from tests import children
from thenchot.foundation.ledger import check, replay
from thenchot.foundation.ledger.acts import AlreadyDone, Clash, Program, act
from thenchot.foundation.ledger.models import Act
from thenchot.foundation.ledger.records import Stale
from thenchot.foundation.organisation.actions import found, new_unit, rename
from thenchot.foundation.organisation.models import Unit

pytestmark = pytest.mark.django_db(transaction=True)
CLERK = Program("Clerk")
DAY = date(2024, 1, 1)
PER_ACT = 30


def write_until_killed(run: int) -> None:
    """Acts of many records, through both paths, as fast as they go."""
    number = 0
    while True:
        number += 1
        with act("organisation.found", by=CLERK) as deed:
            deed.add_many(new_unit(f"{run}-{number}-{n}", f"Kho {n}") for n in range(PER_ACT - 1))
            new_unit(f"{run}-{number}-last", "Kho").save()


def kill_one_writer(run: int, after: float) -> None:
    child = children.start(write_until_killed, run)
    time.sleep(after)
    assert child.is_alive(), "it writes until it is killed"
    children.kill(child)


def killed_writers(times: int) -> int:
    """Kill a writer at random moments; after each, the state is a whole number of acts. Returns the acts that were sealed."""
    chance, longer = random.Random(7), 1.0
    for run in range(times):
        kill_one_writer(run, longer * chance.uniform(0.005, 0.12))
        acts = Act.objects.count()
        longer *= 1 if acts else 1.5  # a slow machine gets as far as a quick one
        assert Unit.objects.count() == PER_ACT * acts
    assert not list(check.faults())
    return acts


def test_a_writer_killed_at_random_moments_leaves_a_whole_number_of_acts():
    assert killed_writers(25) > 0


@pytest.mark.slow
def test_a_writer_killed_hundreds_of_times_leaves_a_whole_number_of_acts():
    assert killed_writers(400) > 0


def in_threads(count: int, work) -> list[BaseException]:
    """Run `work(number)` in threads that start together; returns what they raised."""
    raised: list[BaseException] = []
    start = threading.Barrier(count)

    def body(number: int) -> None:
        try:
            start.wait()
            work(number)
        except Exception as error:  # noqa: BLE001  # whatever it is, the test looks at it
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=body, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_two_writers_at_once_leave_one_chain_without_gaps():
    def write(writer: int) -> None:
        for number in range(20):
            with act("organisation.found", by=CLERK):
                found(f"{writer}-{number}", "Kho", parent=None, on=DAY)

    assert in_threads(2, write) == []
    assert list(Act.objects.values_list("seq", flat=True)) == list(range(1, 41))
    assert not list(check.faults())


def test_of_two_edits_of_one_record_at_once_one_is_refused_or_follows_the_other():
    with act("organisation.found", by=CLERK):
        found("A", "Kho", parent=None, on=DAY)
    copies = [Unit.objects.get(), Unit.objects.get()]

    def edit(writer: int) -> None:
        with act("organisation.rename", by=CLERK):
            rename(copies[writer], name=f"Kho {writer}")

    raised = in_threads(2, edit)
    # The version or the alias that both would write stops the later one, whichever it meets first.
    assert [type(error) for error in raised] in ([Stale], [Clash])
    assert Act.objects.count() == 2


def test_of_two_equal_requests_at_once_one_is_done_and_the_other_told_so():
    def ask(writer: int) -> None:
        with act("organisation.found", by=CLERK, request_key="same"):
            found(f"A{writer}", "Kho", parent=None, on=DAY)

    raised = in_threads(2, ask)
    assert [type(error) for error in raised] == [AlreadyDone]
    assert Unit.objects.count() == 1


def test_what_a_killed_writer_left_replays_to_the_same_state():
    killed_writers(3)
    lines = list(replay.export_lines())
    assert len(lines) == Act.objects.count()
