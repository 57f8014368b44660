"""`thenchot run`: opens the board on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager

import click

from thenchot.edges.cli import house
from thenchot.foundation.kernel.refusal import Refusal

# Requests at once in a worker; each holds a connection to the database, and SQLite lets one of them write.
THREADS = 4
JOBS = [sys.executable, "-m", "thenchot.edges.cli", "jobs", "--beside"]


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port; 0 takes a free one.")
@click.option("--workers", default=0, help="Worker processes; default one for each core.")
@click.option("--browser/--no-browser", default=True, help="Open a browser where there is a display.")
@house.with_database
def command(host: str, port: int, workers: int, browser: bool) -> None:
    """Serve the pages until stopped with Ctrl-C."""
    from django.db import connections
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    connections.close_all()  # Workers are forked: none may inherit an open connection.
    port = _free_port(host, port)
    address = f"http://{'localhost' if host in {'127.0.0.1', '::1'} else host}:{port}/"
    house.note(f"Thenchot is open at {address}  (Ctrl-C stops it)")
    if browser and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        threading.Timer(1.5, webbrowser.open, [address]).start()
    server = Server(
        "thenchot.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers or min(os.cpu_count() or 1, 4),
        blocking_threads=THREADS,
        backpressure=THREADS,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    )
    with _jobs_beside():
        server.serve()


@contextmanager
def _jobs_beside() -> Iterator[None]:
    """Long work is done by a process of its own, so that no page waits for it; one that dies is started again."""
    stopping = threading.Event()

    def keep() -> None:
        while not stopping.is_set():
            # Apart from the terminal: Ctrl-C reaches the server alone, and work is cut off rather than called failed.
            child = subprocess.Popen(JOBS, start_new_session=True)  # noqa: S603  # our own command
            while child.poll() is None and not stopping.wait(0.5):
                pass
            if child.poll() is None:
                child.terminate()
                child.wait()
            stopping.wait(1)

    keeper = threading.Thread(target=keep, name="jobs", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        keeper.join(10)


def _free_port(host: str, port: int) -> int:
    """The port asked for, or a free one for 0; raises Refusal when it is taken."""
    import socket

    try:
        with socket.create_server((host, port)) as listener:
            return int(listener.getsockname()[1])
    except OSError as error:
        raise Refusal(
            "Nothing can listen on {host}, port {port} ({error}); another port: --port 0",
            host=host,
            port=port,
            error=error.strerror or str(error),
        ) from error
