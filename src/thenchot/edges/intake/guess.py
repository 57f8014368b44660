"""What the columns of an unknown file probably mean: by their names in both languages, by synonyms, and by what they hold."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from thenchot.edges.intake import recognise
from thenchot.edges.intake.lines import own_columns, tables_of
from thenchot.edges.intake.profile import ColumnRule, Profile
from thenchot.edges.intake.reading import Book, Table, column_profile
from thenchot.edges.intake.reading.cells import Cell
from thenchot.edges.intake.reading.values.profile import ColumnProfile
from thenchot.edges.intake.targets.contract import Field, Opening, Target
from thenchot.edges.intake.targets.styles import STYLES, both_languages
from thenchot.foundation.access.models import User
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import fold, tidy
from thenchot.foundation.ledger.acts import Program

LOOKED_AT = 1000
SURE, LIKELY = 100, 70
KINDS = {"decimal": {"whole", "decimal"}, "integer": {"whole"}, "date": {"date", "moment"}, "truth": {"truth"}}


@dataclass(frozen=True, slots=True)
class Seen:
    """A column as a person is shown it: its name, what it holds with three samples, what it probably means and how."""

    position: int
    letter: str
    name: str
    profile: ColumnProfile
    field: str
    style: str


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Other words for a field, folded."""
    text = Path(__file__).with_name("synonyms.toml").read_text(encoding="utf-8")
    return {name: tuple(map(fold, words)) for name, words in tomllib.loads(text).items()}


def cells_of(table: Table) -> list[list[Cell]]:
    """The first thousand records, column by column."""
    records = list(islice(table.records(), LOOKED_AT))
    return [[record.cells[index] for record in records] for index in range(len(table.columns))]


def columns(table: Table, target: Target, by: User | Program) -> list[Seen]:
    """Every column of the table with what it probably means for the target."""
    date_base = table.book.date_base
    found = [column_profile(cells, date_base=date_base) for cells in cells_of(table)]
    means = meanings([tidy(column.name) for column in table.columns], found, target)
    _by_content(means, found, target, by)
    fields = {field.name: field for field in target.fields}
    return [
        Seen(column.position, column.letter, tidy(column.name), held, name, style_for(fields.get(name), held))
        for column, held, name in zip(table.columns, found, means, strict=True)
    ]


def undecided(seen: Seen, field: Field | None) -> bool:
    """Whether the column's texts can be read in two ways as what it is to mean, and nobody has said which."""
    if field is None or field.kind not in KINDS or field.kind == "truth" or seen.style:
        return False
    return len({r.style.name for r in seen.profile.alternatives if r.kind in KINDS[field.kind]}) > 1


def style_for(field: Field | None, held: ColumnProfile) -> str:
    """The style in which the column reads as the field's kind; empty where its cells do not decide or need none."""
    if field is None or field.kind not in {"decimal", "integer", "date"}:
        return ""
    fitting = [r.style.name for r in held.alternatives if r.kind in KINDS[field.kind] and r.style.name in STYLES]
    return fitting[0] if len(fitting) == 1 or (held.style is not None and fitting) else ""


def meanings(names: Sequence[str], held: Sequence[ColumnProfile], target: Target) -> list[str]:
    """The field of each column, "-" for none; the surest pairs first, each field once."""
    skipped = own_columns()
    scored = sorted(
        (
            (_score(name, field, profile), -at, -number, field.name)
            for at, (name, profile) in enumerate(zip(names, held, strict=True))
            if fold(name) not in skipped
            for number, field in enumerate(target.fields)
        ),
        reverse=True,
    )
    found: dict[int, str] = {}
    for score, at, _number, field in scored:
        if score >= LIKELY and -at not in found and field not in found.values():
            found[-at] = field
    return [found.get(at, "-") for at in range(len(names))]


def _score(name: str, field: Field, held: ColumnProfile) -> int:
    wanted = fold(name)
    words = _words(field)
    is_said = wanted in words
    best = SURE - words.index(wanted) if is_said else max((_likeness(wanted, word) for word in words), default=0)
    fits = (
        held.kind == "empty" or field.kind not in KINDS or any(r.kind in KINDS[field.kind] for r in held.alternatives)
    )
    return best if fits else best - (20 if is_said else 40)


def _likeness(wanted: str, word: str) -> int:
    """How near a heading is to a word for a field: the same but for a letter, or the word with more said ("mã kho": "mã")."""
    alike = SequenceMatcher(None, wanted, word).ratio() if len(word) > 3 else 0
    if alike >= 0.85:
        return round(95 * alike)
    parts, said = word.split(), wanted.split()
    return LIKELY + 10 * len(parts) // len(said) if said[: len(parts)] == parts else 0


def _words(field: Field) -> list[str]:
    base, _at, part = field.name.partition("@")
    labels = [fold(word) for word in both_languages(field.label)]
    others = () if part else synonyms().get(base, ())
    return list(dict.fromkeys((*labels, fold(field.name), *others)))


def _by_content(means: list[str], held: Sequence[ColumnProfile], target: Target, by: User | Program) -> None:
    """A column without a meaning whose samples all name records of one kind is of that kind."""
    free = [field for field in target.fields if field.kind == "record" and field.name not in means]
    if not free or "-" not in means:
        return
    session: Any = target.open(Opening(None, frozenset(), {}, "", by))
    matchers = getattr(session, "matchers", {})
    for at, meaning in enumerate(means):
        texts = [str(sample.value) for sample in held[at].samples] if meaning == "-" and held[at].kind == "text" else []
        for field in free if len(texts) > 1 else ():
            if field.name in matchers and all(_matches(matchers[field.name], text) for text in texts):
                means[at] = field.name
                free.remove(field)
                break


def _matches(matcher: Any, text: str) -> bool:
    return bool(matcher.loaded is not None and len(matcher.loaded.get(fold(text), ())) == 1)


def mapping(book: Book, target: Target, by: User | Program, given: Profile | None = None) -> Profile:
    """A mapping of the file to the target: its own export's where it is one, else guessed from every sheet's columns."""
    for profile in (*recognise.own_exports(book), *recognise.own_blanks(book)):
        if profile.target == target.name:
            return profile
    rules = {rule.header: rule for table in tables_of(book, given) for rule in _rules(table, target, by)}
    base = given.as_plain() if given else {}
    title = dict(zip(("vi", "en"), both_languages(target.title), strict=True))
    return Profile(
        name="",
        title=title,
        target=target.name,
        recognise=(),
        columns=tuple(rules.values()),
        sheets=tuple(base.get("sheets", ())),
        table=given.table if given else {},
        encoding=base.get("encoding", ""),
        delimiter=base.get("delimiter", ""),
    )


def _rules(table: Table, target: Target, by: User | Program) -> Iterator[ColumnRule]:
    fields = {field.name: field for field in target.fields}
    for seen in columns(table, target, by):
        if undecided(seen, fields.get(seen.field)):
            ways = ", ".join(r.style.name for r in seen.profile.alternatives)
            raise Refusal("Column {column} can be read in several ways: {ways}; say which", column=seen.name, ways=ways)
        yield ColumnRule(seen.name, seen.field, style=seen.style)
