"""A document as it will be printed: every line and cell in words, with its size, before a writer makes a file of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from thenchot.foundation.kernel.roman import roman
from thenchot.foundation.kernel.shares import Language
from thenchot.foundation.papers import charts
from thenchot.foundation.papers.document import (
    Appendix,
    Block,
    Chart,
    Column,
    Document,
    Heading,
    Items,
    Paragraph,
    Row,
    Run,
    Signer,
    Table,
)
from thenchot.foundation.papers.layouts import LAYOUTS, Layout, Words
from thenchot.foundation.papers.numbers import said, total_row

Side = Literal["left", "center", "right"]
UPRIGHT, ACROSS = 165.0, 252.0  # millimetres of text between the margins
LONGEST = 24  # letters of a word that a cell has to take whole; a longer one is broken
NUMBERS = {"whole", "decimal", "share"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the heading or the title; `rule` is a line beneath, as a share of the words' own width."""

    text: str
    size: float
    bold: bool = False
    italic: bool = False
    rule: float = 0.0


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: the lines above it and the name below."""

    posts: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of a table's header."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class SetHeading:
    """A heading with its number, its level as it looks, and its level in the outline, where none is skipped."""

    text: str
    level: int
    outline: int


@dataclass(frozen=True, slots=True)
class SetText:
    """A paragraph; `mark` stands before a list's line. The `is_last` one of the body stays with the signature."""

    runs: tuple[Run, ...]
    mark: str = ""
    basis: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row in words; with a single cell for several columns it lies across all of them."""

    cells: tuple[str, ...]
    level: int
    strong: bool


@dataclass(frozen=True, slots=True)
class SetTable:
    """A table in words. `shares` are the columns' parts of the width, `size` the letters' points; `source` what it is made of."""

    caption: str
    label: str
    header: tuple[tuple[Head, ...], ...]
    rows: tuple[SetRow, ...]
    sides: tuple[Side, ...]
    shares: tuple[float, ...]
    size: float
    note: str
    is_wide: bool
    source: Table


@dataclass(frozen=True, slots=True)
class SetChart:
    """A chart drawn, with its words for those who cannot see it."""

    caption: str
    label: str
    drawings: tuple[str, ...]
    words: str
    source: Chart


SetBlock = SetHeading | SetText | SetTable | SetChart


@dataclass(frozen=True, slots=True)
class Pages:
    """A run of blocks on pages of one direction; `heading` are the lines that open an appendix on a new page."""

    blocks: tuple[SetBlock, ...]
    is_wide: bool
    heading: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """The whole document in words."""

    document: Document
    layout: Layout
    words: Words
    left: tuple[Line, ...]
    right: tuple[Line, ...]
    marks: tuple[str, ...]
    title: tuple[Line, ...]
    to: tuple[str, ...]
    body: tuple[Pages, ...]
    appendices: tuple[Pages, ...]
    signatures: tuple[Signature, ...]
    recipients: tuple[str, ...]

    @property
    def lies_across(self) -> bool:
        """Whether the whole body lies across, as a register book does; then its heading and signatures do, too."""
        return bool(self.body) and all(pages.is_wide for pages in self.body)

    @property
    def room(self) -> float:
        """The width of the heading and the signatures, in millimetres."""
        return ACROSS if self.lies_across else UPRIGHT

    @property
    def name(self) -> str:
        """The document's title in one line, as a file's properties show it."""
        return " ".join(filter(None, (self.document.kind, self.document.abstract)))


def set_out(document: Document) -> Setting:
    """Lay the document out in its system's form and its language."""
    layout = LAYOUTS[document.system]
    words = layout.spoken(document.language)
    setter = _Setter(document.language, words, layout)
    main = [block for block in document.blocks if not isinstance(block, Appendix)]
    body = tuple(_kept(list(setter.pages(_closed(main, layout.closing if document.language == "vi" else "")))))
    found = list(_appendices(document.blocks))
    appendices = [
        pages
        for number, appendix in enumerate(found, start=1)
        for pages in setter.appendix(appendix, number if len(found) > 1 else 0, document)
    ]
    return Setting(
        document=document,
        layout=layout,
        words=words,
        left=_left(document, layout),
        right=_right(document, layout, words),
        marks=_marks(document, words),
        title=_title(document, layout),
        to=document.addressees,
        body=body,
        appendices=tuple(appendices),
        signatures=tuple(_signatures(document, layout)),
        recipients=_recipients(document, words),
    )


def _kept(body: list[Pages]) -> list[Pages]:
    """With the last paragraph marked: a signature does not stand alone on its page."""
    if not body or not body[-1].blocks:
        return body
    last = body[-1].blocks[-1]
    if not isinstance(last, SetText):
        return body
    return [*body[:-1], replace(body[-1], blocks=(*body[-1].blocks[:-1], replace(last, is_last=True)))]


def _left(document: Document, layout: Layout) -> tuple[Line, ...]:
    lines = [Line(document.upper_body.upper(), layout.upper_size)] if document.upper_body else []
    lines.append(Line(document.issuer.upper(), layout.issuer_size, bold=True, rule=layout.issuer_rule))
    if layout.issuer_sign:
        lines.append(Line(layout.issuer_sign, layout.issuer_size))
    number = layout.number_line(document.number, document.symbol, document.language)
    return (*lines, Line(number, layout.number_size))


def _right(document: Document, layout: Layout, words: Words) -> tuple[Line, ...]:
    lines = [Line(words.nation, layout.nation_size, bold=True, rule=layout.nation_rule)]
    if words.motto:
        lines.append(Line(words.motto, layout.motto_size, bold=True, rule=layout.motto_rule))
    return (
        *lines,
        Line(layout.day_line(document.place, document.day, document.language), layout.day_size, italic=True),
    )


def _marks(document: Document, words: Words) -> tuple[str, ...]:
    marks = (words.secrecy.get(document.secrecy), words.urgency.get(document.urgency))
    return tuple(mark for mark in (*marks, words.draft if document.is_draft else "") if mark)


def _title(document: Document, layout: Layout) -> tuple[Line, ...]:
    lines = [Line(document.kind.upper(), layout.kind_size, bold=True)] if document.kind else []
    if document.abstract:
        lines.append(Line(document.abstract, layout.abstract_size, bold=True, rule=layout.abstract_rule))
    if layout.abstract_sign and lines:
        lines.append(Line(layout.abstract_sign, layout.abstract_size, bold=True))
    return tuple(lines)


def _signatures(document: Document, layout: Layout) -> Iterator[Signature]:
    signers: list[Signer] = [*document.co_signers, *([document.signer] if document.signer else [])]
    for signer in signers:
        yield Signature(layout.posts(signer, document.language), layout.name_line(signer))


def _recipients(document: Document, words: Words) -> tuple[str, ...]:
    between, last = words.until
    names = [name.rstrip(" ;,.") for name in document.recipients]
    return tuple(f"- {name}{last if place == len(names) else between}" for place, name in enumerate(names, start=1))


def _closed(blocks: Sequence[Block], closing: str) -> Sequence[Block]:
    """With the form's closing sign after the last words, where the body ends in words."""
    if not closing or not blocks:
        return blocks
    match blocks[-1]:
        case Paragraph() as last:
            return [*blocks[:-1], replace(last, runs=_with_closing(last.runs, closing))]
        case Items() as last if last.items:
            items = (*last.items[:-1], _with_closing(last.items[-1], closing))
            return [*blocks[:-1], replace(last, items=items)]
    return blocks


def _with_closing(runs: tuple[Run, ...], closing: str) -> tuple[Run, ...]:
    if not runs or runs[-1].text.rstrip().endswith(closing):
        return runs
    end = closing.removeprefix(".") if runs[-1].text.rstrip().endswith(".") else closing
    return (*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip() + end))


def _appendices(blocks: Iterable[Block]) -> Iterator[Appendix]:
    """Every appendix in the order of the document; one inside another follows it."""
    for block in blocks:
        if isinstance(block, Appendix):
            inner = tuple(part for part in block.blocks if isinstance(part, Appendix))
            yield replace(block, blocks=tuple(part for part in block.blocks if not isinstance(part, Appendix)))
            yield from _appendices(inner)


class _Setter:
    """Numbers tables and charts in the order of the document and puts every value in words."""

    def __init__(self, language: Language, words: Words, layout: Layout) -> None:
        self.language = language
        self.words = words
        self.layout = layout
        self.tables = 0
        self.figures = 0
        self.outline = 0

    def pages(self, blocks: Sequence[Block], heading: tuple[Line, ...] = ()) -> Iterator[Pages]:
        """The blocks, on pages upright or across; a heading right before a wide table goes with it, an appendix as a whole."""
        laid = [one for block in blocks for one in self._block(block)]
        wide = [isinstance(one, SetTable) and one.is_wide for one in laid]
        if heading and any(wide):
            wide = [True] * len(laid)
        for place in range(len(laid) - 2, -1, -1):
            wide[place] = wide[place] or (wide[place + 1] and isinstance(laid[place], SetHeading))
        if not laid and heading:
            yield Pages((), is_wide=False, heading=heading)
        for is_wide, run in groupby(zip(laid, wide, strict=True), key=lambda pair: pair[1]):
            yield Pages(tuple(one for one, _ in run), is_wide, heading)
            heading = ()

    def appendix(self, appendix: Appendix, number: int, document: Document) -> Iterator[Pages]:
        """The appendix with its heading: number, title, and which document it goes with."""
        layout, words = self.layout, self.words
        name = f"{words.appendix} {roman(number)}" if number else words.appendix
        attached = words.attached.format(
            kind=document.kind if document.language == "vi" else document.kind.lower(),
            number=layout.number_line(document.number, document.symbol, document.language)
            .replace("Số:", "số")
            .replace("Số ", "số "),
            day=layout.day_words(document.day, document.language),
            issuer=document.issuer,
        )
        heading = (
            Line(name, layout.abstract_size, bold=True),
            Line(appendix.title.upper(), layout.abstract_size - 1, bold=True),
            Line(attached, layout.body_size - 1, italic=True, rule=layout.abstract_rule),
        )
        self.outline = 1
        pages = list(self.pages(appendix.blocks, heading))
        yield from pages or [Pages((), is_wide=False, heading=heading)]

    def _block(self, block: Block) -> Iterator[SetBlock]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                yield SetText(block.runs, basis=block.basis)
            case Items():
                for number, runs in enumerate(block.items, start=1):
                    yield SetText(runs, mark="-" if block.marks == "dash" else f"{number}.")
            case Table():
                self.tables += 1
                yield self._table(block, f"{self.words.table} {self.tables}")
            case Chart():
                yield from self._chart(block)

    def _heading(self, heading: Heading) -> SetHeading:
        self.outline = min(heading.level, self.outline + 1)
        text = heading.text.upper() if heading.level == 1 else heading.text
        return SetHeading(f"{_numbered(heading.number)}{text}", heading.level, self.outline)

    def _chart(self, chart: Chart) -> Iterator[SetBlock]:
        self.figures += 1
        yield SetChart(
            chart.title + (f" ({chart.unit})" if chart.unit else ""),
            f"{self.words.figure} {self.figures}",
            tuple(charts.drawings(chart, self.language)),
            charts.said_in_words(chart, self.language),
            chart,
        )
        if not chart.tabled:
            yield self._table(replace(charts.table_of(chart), title=""), "")

    def _table(self, table: Table, label: str) -> SetTable:
        total = total_row(table, self.words.total)
        rows = [self._row(row, table.columns) for row in (*table.rows, *([total] if total else []))]
        header = header_of(table.columns)
        if not rows:
            rows = [SetRow((self.words.nothing,), level=0, strong=False)]
        needs, wants = _measures(table.columns, rows)
        size, is_wide = _fit(sum(needs), self.layout.table_size)
        room = sum(wants)
        return SetTable(
            table.title,
            label,
            header,
            tuple(rows),
            tuple(_side(column) for column in table.columns),
            tuple(want / room for want in wants),
            size,
            table.note,
            is_wide,
            table,
        )

    def _row(self, row: Row, columns: tuple[Column, ...]) -> SetRow:
        cells = tuple(said(value, self.language, column) for value, column in zip(row.cells, columns, strict=True))
        return SetRow(cells, row.level, row.strong)


def _side(column: Column) -> Side:
    return "right" if column.kind in NUMBERS else "center" if column.kind == "day" else "left"


def header_of(columns: tuple[Column, ...]) -> tuple[tuple[Head, ...], ...]:
    """One line of headings, or two where neighbours share a group."""
    if not any(column.group for column in columns):
        return (tuple(Head(column.title) for column in columns),)
    upper: list[Head] = []
    lower: list[Head] = []
    for group, found in groupby(columns, key=lambda column: column.group):
        members = list(found)
        if group:
            upper.append(Head(group, across=len(members)))
            lower += [Head(column.title) for column in members]
        else:
            upper += [Head(column.title, down=2) for column in members]
    return (tuple(upper), tuple(lower))


def _measures(columns: tuple[Column, ...], rows: list[SetRow]) -> tuple[list[float], list[float]]:
    """How many letters each column must and would like to have."""
    needs, wants = [], []
    given = any(column.width != 1 for column in columns)
    all_width = sum(column.width for column in columns)
    for place, column in enumerate(columns):
        cells = [row.cells[place] for row in rows if len(row.cells) == len(columns)]
        word = max((_letters(word) for text in (column.title, *cells) for word in text.split(" ")), default=1)
        need = min(word, LONGEST) + 2.0
        longest = max((len(text) for text in cells), default=1)
        want = 82.0 * column.width / all_width if given else max(min(longest, 36.0), min(len(column.title), 14.0)) + 2
        needs.append(need)
        wants.append(max(need, want))
    return needs, wants


def _letters(word: str) -> float:
    """How many plain letters the word takes the room of; capitals are wider."""
    return len(word) + 0.35 * sum(letter.isupper() for letter in word)


def _fit(letters: float, size: float) -> tuple[float, bool]:
    """The size of the letters, and whether the table must lie across: as large as its longest words allow, 7 points at least."""
    letter = 0.19  # millimetres of a letter's width, for each point of its height
    for is_wide, room in ((False, UPRIGHT), (True, ACROSS)):
        for smaller in (0, 1, 2):
            if letters * letter * (size - smaller) <= room:
                return size - smaller, is_wide
    return max(7.0, ACROSS / (letters * letter)), True


def _numbered(number: str) -> str:
    if not number:
        return ""
    if not number[-1].isalnum():
        return f"{number} "
    return f"{number}) " if len(number) == 1 and number.islower() else f"{number}. "
