"""`thenchot jobs`: does the long work asked for on the pages. `thenchot run` starts one by itself."""

from __future__ import annotations

import os

import click

from thenchot.edges.cli import house
from thenchot.foundation.kernel.refusal import Refusal


@click.command()
@click.option("--once", is_flag=True, help="Do what waits, then stop.")
@click.option("--beside", is_flag=True, hidden=True, help="Stop when the process that started this one has gone.")
@house.with_database
def command(once: bool, beside: bool) -> None:
    """Do the long work asked for on the pages, until stopped with Ctrl-C; what was interrupted is taken up again."""
    from thenchot.foundation.desk import worker

    parent = os.getppid()
    if not once:
        worker.work(lambda: beside and os.getppid() != parent)
        return
    try:
        give_back = worker.hold()
    except worker.Busy:
        raise Refusal("Another process does the long work of this house already") from None
    try:
        worker.take_up_again()
        worker.work_off()
    finally:
        give_back()
