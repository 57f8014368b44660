"""Runs statements over Parquet files on Spark. In a process of its own, without Django: Spark leaves Java and sockets behind.

The order comes as JSON on stdin: master, tables and their files, statements with their bound days. The rows go to stdout.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.util import find_spec
from typing import Any


class Failed(RuntimeError):
    """Spark did not answer; the text is the end of what it said."""


def is_installed() -> bool:
    """Is pyspark at hand? Java is found out by trying."""
    return find_spec("pyspark") is not None


def answers(
    master: str, tables: Mapping[str, Sequence[str]], asked: Sequence[tuple[str, Mapping[str, date]]]
) -> list[list[list[Any]]]:
    """The rows of each statement, in the order asked; raises Failed."""
    order = {
        "master": master,
        "tables": tables,
        "asked": [[text, {name: day.isoformat() for name, day in bound.items()}] for text, bound in asked],
    }
    done = subprocess.run(  # noqa: S603  # our own interpreter and module
        [sys.executable, "-m", __name__], input=json.dumps(order), text=True, capture_output=True, check=False
    )
    if done.returncode:
        raise Failed(done.stderr[-2000:])
    found: list[list[list[Any]]] = json.loads(done.stdout.rpartition("\n>")[2])
    return found


def _carry_out(order: Mapping[str, Any]) -> list[list[list[Any]]]:
    from pyspark.sql import SparkSession  # noqa: PLC0415  # optional: loaded where it is used

    session = (
        SparkSession.builder.master(order["master"])
        .appName("thenchot")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    for table, files in order["tables"].items():
        session.read.parquet(*files).createOrReplaceTempView(table)
    rows = [
        [list(row) for row in session.sql(text, args={n: date.fromisoformat(d) for n, d in bound.items()}).collect()]
        for text, bound in order["asked"]
    ]
    session.stop()
    return rows


if __name__ == "__main__":
    # After a mark of our own: Java may have written to stdout before.
    print("\n>" + json.dumps(_carry_out(json.load(sys.stdin))))  # noqa: T201  # the answer
