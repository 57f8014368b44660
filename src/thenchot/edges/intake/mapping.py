"""What a person is shown of a file before it is mapped, and the mapping made of the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from thenchot.edges.intake import guess
from thenchot.edges.intake.guess import Seen
from thenchot.edges.intake.lines import tables_of
from thenchot.edges.intake.profile import ColumnRule, Profile
from thenchot.edges.intake.reading import Book, Table, twin_sheets
from thenchot.edges.intake.reading.letters.detect import TextCandidate
from thenchot.edges.intake.refused import put
from thenchot.edges.intake.targets.contract import Target
from thenchot.edges.intake.targets.desk.fields import CODE, KEY, DeskTarget
from thenchot.edges.intake.targets.registry import all_targets, target_named
from thenchot.edges.intake.targets.styles import STYLES
from thenchot.foundation.access.models import User
from thenchot.foundation.desk.shown import shown
from thenchot.foundation.kernel.refusal import Refusal

TWINS_LOOKED_FOR = 12
MODES = (
    ("both", _("Change rows that are there, add those that are not")),
    ("create", _("Only add new rows")),
    ("update", _("Only change rows that are there")),
)


@dataclass(slots=True)
class Screen:
    """The mapping page: where the table is, what its columns hold, what they may mean."""

    sheets: list[tuple[str, bool]]
    twins: list[str]
    encodings: list[tuple[TextCandidate, bool]]
    header_rows: str
    questions: list[tuple[str, str, bool]]
    notes: list[str]
    target: Target | None
    targets: list[tuple[str, str]]
    columns: list[Column] = field(default_factory=list)
    creatable: list[tuple[str, str, bool]] = field(default_factory=list)
    is_desk: bool = False
    mode: str = "both"
    match_by: str = ""
    matchable: list[tuple[str, str]] = field(default_factory=list)
    blank_clears: bool = False
    merge: bool = False
    constants: list[tuple[str, str, str, list[tuple[str, str]]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Column:
    """A column as shown: three samples as found and as read, what it may mean, and the ways its values can be written."""

    seen: Seen
    number: int
    samples: list[tuple[str, str]]
    fields: list[tuple[str, str, bool]]
    styles: list[tuple[str, str, bool]]
    undecided: bool


def targets_for(user: User) -> list[tuple[str, str]]:
    """What the user may bring in."""
    return [(name, str(target.title)) for name, target in all_targets().items() if target.open_to(user)]


def table_part(book: Book, answers: QueryDict, now: Profile | None) -> Profile:
    """Where the table is and what it feeds, from the answers of the form (or as it was)."""
    target = answers.get("target") or (now.target if now else "")
    base = now or Profile("", {}, target, (), ())
    if not answers:
        return base
    header = [int(part) for part in str(answers.get("header", "")).replace(",", " ").split() if part.isdigit()]
    table: dict[str, Any] = {n: v for n, v in base.table.items() if n not in {"header_rows", "fill_down", "first_row"}}
    if header:
        table["header_rows"] = tuple(header)
    if down := [int(part) for text in answers.getlist("fill_down") for part in text.split(",")]:
        table["fill_down"] = tuple(down)
    sheets = tuple(name for name in answers.getlist("sheet") if any(s.name == name for s in book.sheets))
    encoding = str(answers.get("encoding", ""))
    return replace(base, target=target, sheets=sheets, table=table, encoding=encoding, delimiter="")


def first_mapping(book: Book, given: Profile, user: User) -> Profile:
    """The guessed meaning of every column; what cannot be decided is left to the person."""
    if not given.target:
        return given
    target = target_named(given.target)
    rules = [ColumnRule(seen.name, seen.field, style=seen.style) for seen in _columns(book, given, target, user)]
    return replace(given, columns=tuple(rules))


def _columns(book: Book, given: Profile, target: Target, user: User) -> list[Seen]:
    """The columns of every sheet chosen, each name once."""
    found: dict[str, Seen] = {}
    for table in tables_of(book, given):
        if {column.name for column in table.columns} - found.keys():
            for seen in guess.columns(table, target, user):
                found.setdefault(seen.name, seen)
    return list(found.values())


def screen(book: Book, mapping: Profile, user: User) -> Screen:
    """Everything the page shows."""
    tables = tables_of(book, mapping)
    target = target_named(mapping.target) if mapping.target else None
    page = Screen(
        sheets=[(s.name, not mapping.sheets or s.name in mapping.sheets) for s in book.sheets if s.kind == "cells"],
        twins=_twins(book),
        encodings=[(candidate, mapping.encoding == candidate.encoding) for candidate in _encodings(book)],
        header_rows=", ".join(map(str, tables[0].header_rows)) if tables else "",
        questions=_questions(tables, mapping),
        notes=[put(note.text) for table in tables[:1] for note in table.notes if not note.question][:12],
        target=target,
        targets=targets_for(user),
    )
    if target is not None:
        _meanings(page, book, mapping, target, user)
    return page


def _meanings(page: Screen, book: Book, mapping: Profile, target: Target, user: User) -> None:
    rules = {rule.header: rule for rule in mapping.columns}
    fields = {f.name: f for f in target.fields}
    for number, seen in enumerate(_columns(book, mapping, target, user)):
        rule = rules.get(seen.name, ColumnRule(seen.name, "-"))
        now = replace(seen, field=rule.to, style=rule.style)
        page.columns.append(
            Column(
                now,
                number,
                _samples(now),
                [(name, str(f.label or name), name == rule.to) for name, f in fields.items()],
                _styles(now, fields.get(rule.to)),
                guess.undecided(now, fields.get(rule.to)),
            )
        )
    given = mapping.options.get("constants", {})
    page.constants = [
        (
            f.name,
            str(f.label or f.name),
            given.get(f.name, ""),
            [(str(value), str(words)) for value, words in f.choices],
        )
        for f in fields.values()
        if (f.is_needed or f.required or f.name in given) and not _is_fed(f.name, rules.values())
    ]
    page.creatable = [(name, str(words), name in mapping.creates) for name, words in target.creatable]
    page.is_desk = isinstance(target, DeskTarget)
    options = mapping.options
    page.mode, page.match_by = options.get("mode", "both"), next(iter(options.get("match_by", ())), "")
    page.blank_clears, page.merge = bool(options.get("blank_clears")), bool(options.get("merge"))
    used = {rule.to for rule in mapping.columns} - {"-", KEY}
    page.matchable = [(name, str(f.label or name)) for name, f in fields.items() if name in used]


def _is_fed(name: str, rules: Iterable[ColumnRule]) -> bool:
    return any(rule.to.removesuffix(CODE) == name or f"{rule.to}s" == name for rule in rules)


def _samples(seen: Seen) -> list[tuple[str, str]]:
    style = STYLES.get(seen.style)
    for reading in seen.profile.alternatives:
        if style is not None and reading.style.name == style.name:
            return [(sample.found, shown(sample.value)) for sample in reading.samples]
    return [(sample.found, sample.found) for sample in seen.profile.samples]


def _styles(seen: Seen, fed: Any) -> list[tuple[str, str, bool]]:
    """The ways in which the column's values can be written, with what the first sample then is."""
    if fed is None or fed.kind not in {"decimal", "integer", "date"}:
        return []
    found = []
    for reading in seen.profile.alternatives:
        if reading.kind in guess.KINDS[fed.kind] and reading.style.name in STYLES and reading.samples:
            first = reading.samples[0]
            words = f"{reading.style.name}  ({first.found} → {shown(first.value)})"
            found.append((reading.style.name, words, reading.style.name == seen.style))
    return found


def _encodings(book: Book) -> Sequence[TextCandidate]:
    if book.text is not None:
        return book.text.candidates
    old = book.old_font()
    return (old,) if old is not None else ()


def _twins(book: Book) -> list[str]:
    cells = [sheet for sheet in book.sheets if sheet.kind == "cells"]
    if not 1 < len(cells) <= TWINS_LOOKED_FOR:
        return []
    return [", ".join(names) for names in twin_sheets(book)]


def _questions(tables: list[Table], mapping: Profile) -> list[tuple[str, str, bool]]:
    """Questions of the first table that a yes answers: take the value above for a blank cell of these columns."""
    down = set(mapping.table.get("fill_down", ()))
    return [
        (",".join(map(str, note.columns)), put(note.text), bool(down & set(note.columns)))
        for table in tables[:1]
        for note in table.notes
        if note.kind in {"merged-cells", "blank-hierarchy"} and note.columns
    ]


def answered(page: Screen, mapping: Profile, answers: QueryDict) -> Profile:
    """The mapping as the form says it. Refusal when two columns claim one field, or a way of writing has to be chosen."""
    rules = list(_rules(page, answers))
    taken = [rule.to for rule in rules if rule.to != "-"]
    if twice := next((name for name in taken if taken.count(name) > 1), None):
        fields = {f.name: str(f.label or f.name) for f in (page.target.fields if page.target else ())}
        raise Refusal("Two columns are to be “{what}”; choose one", what=fields.get(twice, twice))
    options: dict[str, Any] = dict(mapping.options)
    if page.is_desk:
        chosen = str(answers.get("match_by", ""))
        options = {"mode": str(answers.get("mode", "both")), "match_by": [chosen] if chosen else []}
        options |= {name: True for name in ("blank_clears", "merge") if answers.get(name)}
    given = {name: text for name, *_rest in page.constants if (text := str(answers.get(f"all-{name}", "")).strip())}
    options["constants"] = {n: v for n, v in given.items() if not _is_fed(n, rules)}
    creates = frozenset(name for name, _words, _now in page.creatable if name in answers.getlist("creates"))
    return replace(mapping, columns=tuple(rules), options=options, creates=creates)


def _rules(page: Screen, answers: QueryDict) -> Iterator[ColumnRule]:
    for column in page.columns:
        to = str(answers.get(f"to-{column.number}", "-"))
        style = str(answers.get(f"style-{column.number}", ""))
        yield ColumnRule(column.seen.name, to or "-", style=style if style in STYLES else "")


def check_decided(page: Screen) -> None:
    """Refusal while a column's numbers or dates can be read in two ways, or nothing of the file has a meaning."""
    if open_ones := [column.seen.name for column in page.columns if column.undecided]:
        raise Refusal(
            "Say how the numbers or dates of these columns are written: {columns}", columns=", ".join(open_ones)
        )
    if not any(column.seen.field != "-" for column in page.columns):
        raise Refusal("Give at least one column a meaning")
