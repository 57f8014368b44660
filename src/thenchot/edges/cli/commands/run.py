"""`thenchot run`: opens the board on this machine."""

from __future__ import annotations

import os
import threading
import webbrowser

import click

from thenchot.edges.cli import house
from thenchot.foundation.kernel.refusal import Refusal

# Requests at once in a worker; each holds a connection to the database, and SQLite lets one of them write.
THREADS = 4


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
    Server(
        "thenchot.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers or min(os.cpu_count() or 1, 4),
        blocking_threads=THREADS,
        backpressure=THREADS,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve()


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
