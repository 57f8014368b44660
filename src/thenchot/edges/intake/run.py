"""A whole intake: check every line, then write in chunks, each one act that is done once however often it is tried."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import astuple, dataclass, field
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from thenchot.edges.intake import guess, recognise
from thenchot.edges.intake import profile as profiles
from thenchot.edges.intake.lines import Fixes, Line, headers_of, lines_of, tables_of
from thenchot.edges.intake.models import IntakeChunk, IntakeRun
from thenchot.edges.intake.outcome import Outcome
from thenchot.edges.intake.profile import Profile
from thenchot.edges.intake.reading import Book, Table, open_book
from thenchot.edges.intake.signature import named, signed_act
from thenchot.edges.intake.targets.contract import Opening, RowRefused, Session, Target, counting
from thenchot.edges.intake.targets.desk.trying import reasons
from thenchot.edges.intake.targets.registry import is_target, target_named
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.desk.shown import NOTHING
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.acts import AlreadyDone, Deed, Program
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import Unit

KEPT = 100_000
BLOCK = 500
Progress = Callable[[int, int], None]


def bring_in(  # noqa: PLR0913  # what a file, its reading and its writing need
    path: Path,
    *,
    by: User | Program,
    profile: Profile | str | None = None,
    under: Unit | None = None,
    dry_run: bool = False,
    file_name: str = "",
    fixes: Fixes | None = None,
    on_refused: Callable[[Line], None] | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Bring a file in. Run again after a break it goes on where it stopped; run again once complete it does nothing.

    `profile` is a name, a mapping made by hand, or None: the one that fits. `fixes` are cells that people corrected in place.
    Raises Refusal or FileRefused, with nothing written, when the file as a whole cannot be read or mapped.
    """
    name = file_name or path.name
    given = profile if isinstance(profile, Profile) else None
    with open_book(
        path, encoding=(given and given.encoding) or None, delimiter=(given and given.delimiter) or None
    ) as book:
        chosen = given or _choose(profile if isinstance(profile, str) else None, book, by)
        tables = tables_of(book, chosen)
        target = target_named(chosen.target)
        if isinstance(by, User) and not target.open_to(by):
            raise Refusal("You may not bring in: {what}", what=str(target.title))
        place = under or queries.roots(today()).first()
        session = target.open(Opening(place, chosen.creates, chosen.options, name, by))
        outcome = Outcome(
            name, chosen.name or chosen.target, dry_run, key=_key(book, chosen, place), on_refused=on_refused
        )
        earlier = _written_lines(IntakeRun.objects.filter(key=outcome.key).first())
        good = _check(_Lines(tables, chosen, target, fixes, earlier), session, outcome)
        outcome.will_create = session.will_create()
        if dry_run:
            return outcome
        book.verify_unchanged()
        run = begin(outcome, by, place, book.digest)
        _write(_Writing(run, target, session, by, outcome, progress or (lambda _done, _of: None)), good, earlier)
        _total(run, outcome)
    return outcome


def begin(outcome: Outcome, by: User | Program, place: Unit | None, digest: str) -> IntakeRun:
    """The run of this file, profile and place; made at the first try, found at the next."""
    run, _made = IntakeRun.objects.get_or_create(
        key=outcome.key,
        defaults={
            "file_name": outcome.file,
            "digest": digest,
            "profile": outcome.profile,
            "by_name": named(by, place),
            "by_key": by.pk,
            "under": place,
        },
    )
    run.rows_read, run.rows_refused = outcome.rows_read, outcome.rows_refused
    run.rows_unchanged, run.digest = outcome.rows_unchanged, digest
    run.is_started, run.moved_at, run.failure = True, timezone.now(), ""
    run.save()
    return run


def _key(book: Book, chosen: Profile, place: Unit | None) -> str:
    # The profile's own root is made by the first try and found by the next: both are the same run.
    own_root = place is None or place.code == chosen.options.get("root", {}).get("code")
    # In one order, whatever the order in which a database gives a mapping back.
    said = json.dumps([sorted(map(astuple, chosen.columns)), dict(chosen.options)], sort_keys=True, default=str)
    name = chosen.name or f"{chosen.target[:40]}:{_mark([said])}"
    return f"{book.digest[:32]}:{name}:{'-' if own_root or place is None else place.pk.hex}"


def _choose(name: str | None, book: Book, by: User | Program) -> Profile:
    """The profile of this name, the mapping guessed for a target of this name, or the one that fits the file."""
    if name and is_target(name):
        return guess.mapping(book, target_named(name), by)
    if name:
        return profiles.named(name)
    exports = recognise.own_exports(book) or recognise.own_blanks(book)
    if len(exports) > 1:
        names = ", ".join(profile.target for profile in exports)
        raise Refusal("The columns are those of several tables: {names}; say which", names=names)
    return exports[0] if exports else profiles.recognised(headers_of(tables_of(book)))


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


@dataclass(frozen=True, slots=True)
class _Lines:
    """The file's lines, and the numbers of those that earlier tries have written: these are not checked again."""

    tables: list[Table]
    chosen: Profile
    target: Target
    fixes: Fixes | None
    earlier: frozenset[int]
    left_out: Counter[str] = field(default_factory=Counter)

    def checked(self, session: Session, file: str) -> Iterator[Line]:
        """Every line with its faults, a block at a time."""
        self.left_out.clear()
        lines = lines_of(self.tables, self.chosen, self.target, file, self.fixes, self.left_out)
        while block := list(islice(lines, BLOCK)):
            to_check = [line for line in block if not line.faults and line.number not in self.earlier]
            session.prepare(to_check)
            for line in to_check:
                session.check(line)
            yield from block


def _check(lines: _Lines, session: Session, outcome: Outcome) -> _Good:
    good = _Good(lambda: (line for line in lines.checked(session, outcome.file) if _is_good(line, lines.earlier)))
    for line in lines.checked(session, outcome.file):
        outcome.rows_read += 1
        if _is_good(line, lines.earlier):
            good.add(line)
        elif line.number not in lines.earlier:
            outcome.rows_unchanged += line.is_unchanged and not line.faults
            if line.faults:
                outcome.refuse(line)
    outcome.left_out = Counter({kind: count for kind, count in lines.left_out.items() if kind != "blank"})
    if session.whole:
        _settle(session, good, outcome)
    outcome.offered = {
        sort: offered for sort, name in outcome.sorts.items() if name and (offered := session.candidates(name, sort[1]))
    }
    return good


def _is_good(line: Line, earlier: frozenset[int]) -> bool:
    return not line.faults and not line.is_unchanged and line.number not in earlier


def _settle(session: Session, good: _Good, outcome: Outcome) -> None:
    if good.kept is None:
        raise Refusal("This kind of file is taken up to {most} rows at once", most=KEPT)
    session.settle(good.kept)
    for line in good.kept:
        if line.faults:
            outcome.refuse(line)
        else:
            outcome.rows_unchanged += line.is_unchanged
    good.kept = [line for line in good.kept if not line.faults and not line.is_unchanged]
    good.count = len(good.kept)


@dataclass(frozen=True, slots=True)
class _Writing:
    """What the chunks of a run have in common."""

    run: IntakeRun
    target: Target
    session: Session
    by: User | Program
    outcome: Outcome
    progress: Progress


def _write(work: _Writing, good: _Good, earlier: frozenset[int]) -> None:
    run, session = work.run, work.session
    if foundations := session.foundations():
        _base(work, foundations)
    done = len(earlier)
    for lines in _grouped(iter(good), session.chunk):
        done += _rows_in(work, lines)
        IntakeRun.objects.filter(pk=run.pk).update(rows_done=done, moved_at=timezone.now())
        work.progress(done, good.count + len(earlier))
    IntakeRun.objects.filter(pk=run.pk).update(
        rows_done=done, rows_refused=work.outcome.rows_refused, finished_at=run.finished_at or timezone.now()
    )


def _base(work: _Writing, foundations: Sequence[Record]) -> None:
    name = f"base-{_mark(str(r.pk) for r in foundations)}"
    counted: Counter[str] = Counter()
    with transaction.atomic(), _act(work, name, work.run.file_name) as deed:
        deed.add_many(counting(foundations, counted))
        IntakeChunk.objects.create(run=work.run, name=name, created=counted)


def _act(work: _Writing, name: str, reason: str) -> AbstractContextManager[Deed]:
    key = f"{request_prefix(work.run)}{name}"
    return signed_act("intake.rows", work.by, work.run.under, work.target, reason=reason, request_key=key)


def request_prefix(run: IntakeRun) -> str:
    """What the request keys of a run's acts begin with."""
    return f"intake:{_mark([run.key])}:"


def _rows_in(work: _Writing, lines: list[Line]) -> int:
    """Write these lines as one act; a line refused at the last moment is left out and the rest tried again."""
    while lines:
        try:
            _chunk(work, lines)
        except RowRefused as refused:
            _refuse_late(work, refused)
            lines.remove(refused.line)
        else:
            break
    return len(lines)


def _refuse_late(work: _Writing, refused: RowRefused) -> None:
    for name, said in reasons(refused.refused, None):
        refused.line.refuse(name, "refused-late", NOTHING, said)
    work.outcome.refuse(refused.line)


def _chunk(work: _Writing, lines: Sequence[Line]) -> None:
    name = f"rows-{_mark(str(line.number) for line in lines)}"
    try:
        with transaction.atomic():
            with _act(work, name, f"{work.run.file_name}: {_rows(lines)}") as deed:
                counted = work.session.write(deed, lines)
            work.session.written(lines)
            IntakeChunk.objects.create(run=work.run, name=name, lines=_ranges(lines), created=counted)
    except AlreadyDone:
        # Written by a copy of this database whose run table was lost (a replayed ledger): the act itself is the proof.
        IntakeChunk.objects.get_or_create(run=work.run, name=name, defaults={"lines": _ranges(lines)})


def _written_lines(run: IntakeRun | None) -> frozenset[int]:
    """Numbers of the lines that earlier tries have written."""
    if run is None:
        return frozenset()
    ranges = (pair for chunk in run.chunks.all() for pair in chunk.lines)
    return frozenset(number for first, last in ranges for number in range(first, last + 1))


def _grouped(lines: Iterator[Line], size: int) -> Iterator[list[Line]]:
    while chunk := list(islice(lines, size)):
        yield chunk


def _mark(parts: Iterable[str]) -> str:
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=8).hexdigest()


def _rows(lines: Sequence[Line]) -> str:
    first, last = lines[0], lines[-1]
    return f"{first.sheet} {first.row} - {last.sheet} {last.row}"


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
