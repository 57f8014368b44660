"""Child processes a test may kill. They come from a clean helper process, never from a fork of the test's own.

A fork of a process with threads (browsers, engines and pools leave some) can hold a lock that nobody gives back: the child
then stands still, on some machines and not on others.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from typing import Any

from django.db import connection, connections

from tests.database import point_at

_HELPER = multiprocessing.get_context("forkserver")
_HELPER.set_forkserver_preload(["tests.ready"])


def start(work: Callable[..., object], *args: object) -> BaseProcess:
    """Run `work(*args)` in a child on the test's database; returns once the child is about to begin it."""
    connections.close_all()
    here, there = _HELPER.Pipe()
    child = _HELPER.Process(target=_begin, args=(there, dict(connection.settings_dict), work, args), daemon=True)
    child.start()
    if not here.poll(120):
        raise AssertionError("the child has not begun within two minutes")
    here.recv()
    return child


def kill(child: BaseProcess) -> None:
    """End it as a power cut would."""
    child.kill()
    child.join()


def _begin(there: Any, database: dict[str, Any], work: Callable[..., object], args: tuple[object, ...]) -> None:
    point_at(database)
    there.send(os.getpid())
    work(*args)
