"""A replay: a second process of ours fills another database from our acts, and both say what their tables hold."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import replay


@dataclass(frozen=True, slots=True)
class Compared:
    """One table here and in the database filled from the acts."""

    model: str
    rows_here: int
    rows_there: int
    same: bool

    def as_plain(self, *, compared: bool) -> dict[str, object]:
        """For JSON; without the comparison where the two are of different days."""
        plain: dict[str, object] = {"table": self.model, "rows_there": self.rows_there}
        return {**plain, "rows_here": self.rows_here, "same": self.same} if compared else plain


def replay_into(url: str, *, until: date | None = None) -> list[Compared]:
    """Fill the database at `url`, which must hold no acts, and compare it with this one."""
    there = _states(fill(url, replay.export_lines(until=until)))
    here = {state.model: state for state in replay.state()}
    return [
        Compared(model, state.rows, there[model][0], (state.rows, state.digest) == there[model])
        for model, state in here.items()
    ]


def fill(url: str, lines: Iterable[bytes]) -> bytes:
    """Feed the acts to a child whose DATABASE_URL is the other database; its answer, or Refusal with its words."""
    return ask(url, ["ledger", "load", "--json"], lines=(line + b"\n" for line in lines))


def ask(url: str, command: list[str], given: bytes = b"", lines: Iterable[bytes] = ()) -> bytes:
    """What a command of ours answers on the other database, to what it is given; or Refusal with its words."""
    child = subprocess.Popen(  # noqa: S603  # our own program with our own words
        [sys.executable, "-m", "thenchot.edges.cli", *command],
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "thenchot.config.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdin is not None
    try:
        child.stdin.write(given)
        child.stdin.writelines(lines)
    except BrokenPipeError:  # The child has refused already; its words are read below.
        child.stdin = None
    answer, words = child.communicate()
    if child.returncode:
        said = words.decode(errors="replace").strip().removeprefix("thenchot: ")
        raise Refusal("The replay stopped: {reason}", reason=said.splitlines()[-1] if said else str(child.returncode))
    return answer


def _states(answer: bytes) -> dict[str, tuple[int, str]]:
    return {table["model"]: (table["rows"], table["digest"]) for table in json.loads(answer)}
