"""The worker of long work: one for a house, whoever starts it; what a killed one had begun is taken up again."""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from thenchot.foundation.desk import jobs
from thenchot.foundation.desk.models import Job

INTERVAL = 1.0  # seconds between two looks at the queue
AT_MOST = 3  # times that work is begun; what kills its worker each time is not begun a fourth
_LOCK = 0x7468656E63686F74  # "thenchot", as PostgreSQL's advisory lock


class Busy(Exception):
    """Another process is the house's worker."""


def hold() -> Callable[[], None]:
    """Become the house's worker; Busy while another is. The lock goes with the process, however that ends.

    Returns what gives the lock back.
    """
    return _hold_postgresql() if connection.vendor == "postgresql" else _hold_file()


def _hold_postgresql() -> Callable[[], None]:
    own: Any = connection.copy("worker")  # a connection that lives as long as the worker
    with own.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            own.close()
            raise Busy
    return own.close  # type: ignore[no-any-return]


def _hold_file() -> Callable[[], None]:
    """SQLite's own lock on a file beside the database: the same on every system."""
    lock = sqlite3.connect(f"{connection.settings_dict['NAME']}.worker", timeout=0, check_same_thread=False)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        raise Busy from error
    return lock.close


def take_up_again() -> int:
    """Put back into the queue what a worker left unfinished; how many. Only the one who holds the house's lock may ask."""
    count = 0
    for left in DBTaskResult.objects.running():
        with transaction.atomic():
            tired = len(left.worker_ids) >= AT_MOST
            DBTaskResult.objects.filter(pk=left.pk).update(status="FAILED" if tired else "READY")
            begun = Job.objects.filter(pk=left.args_kwargs["args"][0], state=Job.State.RUNNING)
            if tired:
                words = _("Interrupted %(times)s times; not begun again") % {"times": AT_MOST}
                begun.update(state=Job.State.FAILED, ended_at=timezone.now(), outcome=words)
            else:
                begun.update(state=Job.State.WAITING, done=0)
        count += not tired
    return count


def learn() -> None:
    """Know every kind of work: each is declared beside the page that asks for it, so the pages are loaded."""
    import_module(settings.ROOT_URLCONF)


def work_off() -> None:
    """Do what waits, then return."""
    learn()
    _worker(batch=True).run()


def work(until: Callable[[], bool] = lambda: False) -> None:
    """Wait to be the house's worker, then do what is asked, until told otherwise."""
    while not until():
        with suppress(Busy):
            give_back = hold()
            break
        time.sleep(INTERVAL)
    else:
        return
    try:
        if again := take_up_again():
            logging.getLogger(__name__).warning("%s interrupted jobs are taken up again", again)
        while not until():
            work_off()
            jobs.tidy_up()
            time.sleep(INTERVAL)
    finally:
        give_back()


def _worker(*, batch: bool) -> Worker:
    return Worker(
        queue_names=["*"],
        interval=INTERVAL,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=str(os.getpid()),
        excluded_queue_names=[],
    )
