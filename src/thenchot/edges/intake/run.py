"""A whole intake: check every line, then write in chunks, each one act that is done once however often it is tried."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.utils import timezone

from thenchot.edges.intake import profile as profiles
from thenchot.edges.intake.lines import Line, lines_of, tables_of
from thenchot.edges.intake.models import IntakeChunk, IntakeRun
from thenchot.edges.intake.profile import Profile
from thenchot.edges.intake.reading import Book, Phrase, ReadingFault, Table, column_letter, open_book
from thenchot.edges.intake.targets import TARGETS, Session
from thenchot.edges.intake.targets.contract import kind_of
from thenchot.foundation.access.reach import today
from thenchot.foundation.ledger.acts import Actor, AlreadyDone, Program, act
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import Unit

CHUNK = 5000
KEPT = 100_000
SHOWN = 1000
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Outcome:
    """What an intake did, or in a dry run would do; counts are over all runs of the same file, profile and place."""

    file: str
    profile: str
    dry_run: bool
    key: str = ""
    rows_read: int = 0
    rows_written: int = 0
    rows_refused: int = 0
    created: Counter[str] = field(default_factory=Counter)
    will_create: Mapping[str, int] = field(default_factory=dict)
    fault_counts: Counter[tuple[str, str, Phrase]] = field(default_factory=Counter)
    faults: list[ReadingFault] = field(default_factory=list)

    def refuse(self, line: Line) -> None:
        """Count a line that does not come in; the first faults are kept whole, all are counted by kind and value."""
        self.rows_refused += 1
        for fault in line.faults:
            self.fault_counts[fault.code, fault.found, fault.expected] += 1
            if len(self.faults) < SHOWN:
                self.faults.append(fault)

    def as_plain(self) -> dict[str, object]:
        """For JSON: counts, what was (or would be) made, faults by kind, and the first faults with their places."""
        groups = self.fault_counts.most_common()
        return {
            "file": self.file,
            "profile": self.profile,
            "dry_run": self.dry_run,
            "rows_read": self.rows_read,
            "rows_written": self.rows_written,
            "rows_refused": self.rows_refused,
            "created": dict(sorted(self.created.items())),
            "will_create": dict(self.will_create),
            "fault_groups": [
                {"code": code, "found": found, "expected": str(expected), "said": _plain(expected), "rows": count}
                for (code, found, expected), count in groups
            ],
            "faults": [
                {
                    "code": fault.code,
                    "sheet": fault.place.sheet,
                    "row": fault.place.row,
                    "column": None if fault.place.column is None else column_letter(fault.place.column),
                    "found": fault.found,
                    "expected": str(fault.expected),
                    "suggestion": str(fault.suggestion),
                    "said": _plain(fault.expected),
                    "advised": _plain(fault.suggestion),
                }
                for fault in self.faults
            ],
        }


def _plain(said: Phrase) -> list[object]:
    """A phrase as plain values, to be put into the reader's language when it is shown."""
    return [said.template, dict(said.params)]


def bring_in(
    path: Path,
    *,
    by: Actor | Program,
    profile: str | None = None,
    under: Unit | None = None,
    dry_run: bool = False,
    file_name: str = "",
    progress: Progress | None = None,
) -> Outcome:
    """Bring a file in. Run again after a break it goes on where it stopped; run again once complete it does nothing.

    Raises Refusal or FileRefused, with nothing written, when the file as a whole cannot be read or mapped.
    """
    name = file_name or path.name
    with open_book(path) as book:
        tables = tables_of(book)
        chosen = _choose(profile, tables)
        target = TARGETS[chosen.target]
        place = under or queries.roots(today()).first()
        session = target.open(place, chosen.creates, chosen.options, name)
        outcome = Outcome(name, chosen.name, dry_run, key=_key(book, chosen, place))
        good = _check(tables, chosen, session, outcome)
        outcome.will_create = session.will_create()
        if dry_run:
            return outcome
        book.verify_unchanged()
        run = begin(outcome, by, place, book.digest)
        _write(run, session, good, by, progress or (lambda _done, _of: None))
        _total(run, outcome)
    return outcome


def begin(outcome: Outcome, by: Actor | Program, place: Unit | None, digest: str) -> IntakeRun:
    """The run of this file, profile and place; made at the first try, found at the next."""
    run, _made = IntakeRun.objects.get_or_create(
        key=outcome.key,
        defaults={
            "file_name": outcome.file,
            "digest": digest,
            "profile": outcome.profile,
            "by_name": by.display_name,
            "by_key": by.pk,
            "under": place,
        },
    )
    run.rows_read, run.rows_refused = outcome.rows_read, outcome.rows_refused
    run.is_started, run.moved_at, run.failure = True, timezone.now(), ""
    run.save()
    return run


def _key(book: Book, chosen: Profile, place: Unit | None) -> str:
    # The profile's own root is made by the first try and found by the next: both are the same run.
    own_root = place is None or place.code == chosen.options.get("root", {}).get("code")
    return f"{book.digest[:32]}:{chosen.name}:{'-' if own_root or place is None else place.pk.hex}"


def _choose(name: str | None, tables: list[Table]) -> Profile:
    if name:
        return profiles.named(name)
    headers = [column.name for table in tables[:1] for column in table.columns]
    return profiles.recognised(headers)


@dataclass(slots=True)
class _Good:
    """The faultless lines: kept while there are few, else read from the file a second time, so that memory stays bounded."""

    read: Callable[[], Iterator[Line]]
    count: int = 0
    kept: list[Line] | None = field(default_factory=list)

    def add(self, line: Line) -> None:
        self.count += 1
        if self.kept is not None:
            self.kept.append(line)
            if len(self.kept) > KEPT:
                self.kept = None

    def __iter__(self) -> Iterator[Line]:
        return iter(self.kept) if self.kept is not None else self.read()


def _check(tables: list[Table], chosen: Profile, session: Session, outcome: Outcome) -> _Good:
    def checked() -> Iterator[Line]:
        for line in lines_of(tables, chosen, TARGETS[chosen.target], outcome.file):
            if not line.faults:
                session.check(line)
            yield line

    good = _Good(lambda: (line for line in checked() if not line.faults))
    for line in checked():
        outcome.rows_read += 1
        if line.faults:
            outcome.refuse(line)
        else:
            good.add(line)
    return good


def _write(run: IntakeRun, session: Session, good: _Good, by: Actor | Program, progress: Progress) -> None:
    written = _written_lines(run)
    foundations = session.foundations()
    if foundations:
        _chunk(run, f"base-{_mark(str(r.pk) for r in foundations)}", by, run.file_name, foundations, ())
    done = len(written)
    for lines in _grouped(line for line in good if line.number not in written):
        name = f"rows-{_mark(str(line.number) for line in lines)}"
        said = f"{run.file_name}: {_rows(lines)}"
        _chunk(run, name, by, said, (record for line in lines for record in session.records(line)), lines)
        done += len(lines)
        IntakeRun.objects.filter(pk=run.pk).update(rows_done=done, moved_at=timezone.now())
        progress(done, good.count)
    IntakeRun.objects.filter(pk=run.pk).update(rows_done=done, finished_at=run.finished_at or timezone.now())


def _written_lines(run: IntakeRun) -> set[int]:
    """Numbers of the lines that earlier tries have written."""
    return {number for chunk in run.chunks.all() for first, last in chunk.lines for number in range(first, last + 1)}


def _grouped(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while chunk := list(islice(lines, CHUNK)):
        yield chunk


def _mark(parts: Iterable[str]) -> str:
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=8).hexdigest()


def _rows(lines: list[Line]) -> str:
    first, last = lines[0], lines[-1]
    return f"{first.sheet} {first.row} - {last.sheet} {last.row}"


def _chunk(
    run: IntakeRun, name: str, by: Actor | Program, reason: str, records: Iterable[Record], lines: Iterable[Line]
) -> None:
    key = f"intake:{_mark([run.key])}:{name}"
    try:
        with act("intake.rows", by=by, reason=reason, request_key=key) as deed:
            counted: Counter[str] = Counter()
            deed.add_many(_counting(records, counted))
            IntakeChunk.objects.create(run=run, name=name, lines=_ranges(lines), created=counted)
    except AlreadyDone:
        # Written by a copy of this database whose run table was lost (a replayed ledger): the act itself is the proof.
        IntakeChunk.objects.get_or_create(run=run, name=name, defaults={"lines": _ranges(lines)})


def _counting(records: Iterable[Record], counted: Counter[str]) -> Iterator[Record]:
    for record in records:
        counted[kind_of(record)] += 1
        yield record


def _ranges(lines: Iterable[Line]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for line in lines:
        if ranges and ranges[-1][1] == line.number - 1:
            ranges[-1] = ranges[-1][0], line.number
        else:
            ranges.append((line.number, line.number))
    return ranges


def _total(run: IntakeRun, outcome: Outcome) -> None:
    for chunk in run.chunks.all():
        outcome.rows_written += sum(last - first + 1 for first, last in chunk.lines)
        outcome.created.update(chunk.created)
