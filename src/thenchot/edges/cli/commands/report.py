"""`thenchot report`: reports as files, and whether an issued one still says what the records say."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from thenchot.edges.cli import house

if TYPE_CHECKING:
    from thenchot.insight.reports.facts import Facts
    from thenchot.insight.reports.verifying import Verified


@click.group()
def command() -> None:
    """Make reports, and read issued ones back."""


@command.command()
@click.option(
    "--definition", required=True, metavar="NAME", help="Such as month, half-year, year; an own one by its file name."
)
@click.option(
    "--unit", "unit_code", metavar="CODE", help="Code of the unit; default the root of the period's last day."
)
@click.option(
    "--period", required=True, help="2025 for a year, 11/2025 for a month, 1/2025 for a half-year, FROM..UNTIL."
)
@click.option("--format", "kind", type=click.Choice(["docx", "pdf", "xlsx"]), required=True, help="The kind of file.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file to write.")
@click.option("--language", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@house.with_database
def make(
    *, definition: str, unit_code: str | None, period: str, kind: str, out: Path, language: Literal["vi", "en"]
) -> None:
    """Write a report to a file: the issued one as it was issued, where there is one; else a draft of the present figures."""
    from thenchot.foundation.organisation import queries
    from thenchot.foundation.papers.files import write
    from thenchot.insight.reports import issuing, making
    from thenchot.insight.reports.models import Report, State
    from thenchot.insight.reports.registry import by_name
    from thenchot.insight.reports.spans import span

    found = by_name(definition)
    days = span(found.period, period)
    unit = queries.by_code(unit_code) if unit_code else queries.root(days.last)
    issued = Report.objects.filter(
        unit=unit,
        definition=found.name,
        first_day=days.first,
        last_day=days.last,
        state=State.ISSUED,
        language=language,
    ).first()
    if issued is not None:
        content = issuing.content(issued, kind)
        house.note(f"{issued.symbol} of {issued.issued_on}, as it was issued")
    else:
        content = write(making.make(found, unit, days, None, language), kind)
        house.note("A draft: this report was not issued")
    out.write_bytes(content)


@command.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@house.as_json
@house.with_database
def verify(file: Path, as_json: bool) -> None:
    """Compute the figures of an issued report anew, from the ledger at its head; exit code 1 where anything differs."""
    from thenchot.insight.reports import verifying

    found = verifying.verify(file.read_bytes(), replayed=_replayed)
    if as_json:
        house.show_json(_plain(found))
    else:
        _show(found)
    if not found.is_equal:
        raise SystemExit(1)


def _plain(found: Verified) -> dict[str, object]:
    report = found.report
    return {
        "report": report.symbol,
        "issued_on": report.issued_on.isoformat() if report.issued_on else None,
        "unit": report.unit.code,
        "head": report.head,
        "equal": found.is_equal,
        "same_file": found.is_same_file,
        "other_figures_at_foot": found.mark_differs,
        "replayed": found.replayed,
        "differences": [{"what": d.what, "then": d.then, "now": d.now} for d in found.differences],
    }


def _show(found: Verified) -> None:
    report = found.report
    how = "from the acts up to its head" if found.replayed else "from the records, untouched since its head"
    click.echo(
        f"{report.symbol} of {report.issued_on}, {report.unit.code}, ledger head {report.head}; figures computed {how}."
    )
    if not found.is_same_file:
        click.echo("The file is NOT the one that was issued: its digest is another. It names this report at its foot.")
    if found.mark_differs:
        click.echo("Its foot names other figures than the report has.")
    if found.differences:
        house.show_table(
            ("Figure", "In the report", "Now"),
            [(d.what, _sums(d.then), _sums(d.now)) for d in found.differences],
        )
    elif found.is_same_file:
        click.echo("Equal: every figure comes out again.")
    else:
        click.echo("The figures of the report as issued come out again.")


def _sums(sums: tuple[int, ...] | None) -> str:
    return "-" if sums is None else "{}/{}, {} not reported, {} records".format(*sums)


def _replayed(facts: Facts) -> Facts:
    """The facts in a database filled from the acts up to their head, by a second process of ours."""
    from thenchot.edges.cli import replaying
    from thenchot.foundation.ledger import replay
    from thenchot.insight.reports.facts import from_plain, plain
    from thenchot.insight.reports.verifying import head_of

    house.note("The records have moved on since; the ledger is replayed up to the report's head")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'replayed.sqlite3'}"
        replaying.fill(url, replay.export_lines(head=head_of(facts)))
        answer = replaying.ask(url, ["report", "recompute"], json.dumps(plain(facts)).encode())
    return from_plain(json.loads(answer))


@command.command(hidden=True)
@house.with_database
def recompute() -> None:
    """Read facts from standard input and print them as this database gives them."""
    from thenchot.insight.reports.facts import from_plain, plain
    from thenchot.insight.reports.reading import reread

    house.show_json(plain(reread(from_plain(json.load(sys.stdin)))))
