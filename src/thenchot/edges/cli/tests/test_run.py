from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from thenchot.edges.cli.commands.run import _free_port
from thenchot.foundation.kernel.refusal import Refusal


def test_the_pages_are_served_until_stopped(tmp_path: Path):
    environment = {
        **os.environ,
        "THENCHOT_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'served.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "thenchot.config.settings",
    }
    command = [sys.executable, "-m", "thenchot.edges.cli", "run", "--port", "0", "--workers", "1", "--no-browser"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as server:
        try:
            address = said(server, re.compile(r"open at (\S+)"))
            assert eventually(address + "login/") == 200
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(20)
        assert server.returncode == 0


def said(server: subprocess.Popen[str], wanted: re.Pattern[str]) -> str:
    assert server.stderr is not None
    for line in server.stderr:
        if match := wanted.search(line):
            return match[1]
    pytest.fail("the server never said where it is")


def eventually(address: str) -> int:
    """The address is said before the workers are up: ask again until one answers."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                return answer.status
        except (ConnectionError, urllib.error.URLError):
            assert time.monotonic() < deadline
            time.sleep(0.2)


def test_a_port_that_is_taken_is_said_so():
    with socket.create_server(("127.0.0.1", 0)) as listener, pytest.raises(Refusal, match="Nothing can listen"):
        _free_port("127.0.0.1", listener.getsockname()[1])
    assert _free_port("127.0.0.1", 0) > 0
