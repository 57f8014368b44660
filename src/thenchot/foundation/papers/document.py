"""What an official document says, apart from how it is laid out and which file it becomes.

Reports and papers build a `Document`; a layout (State, Party) says where its parts stand; a writer makes docx, pdf or xlsx of it.
Values stay values: numbers are written by the writer in the document's language, so the xlsx keeps them exact.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Literal


class System(Enum):
    """Whose form it has: decree 30/2020/NĐ-CP, or regulation 399-QĐ/TW with guidance 05-HD/VPTW."""

    STATE = "state"
    PARTY = "party"


class Secrecy(Enum):
    """The mark of secrecy, article 8 of law 29/2018/QH14; its words belong to the layout."""

    NONE = ""
    CONFIDENTIAL = "mat"
    SECRET = "toi_mat"  # noqa: S105  # a mark on paper, no password
    TOP_SECRET = "tuyet_mat"  # noqa: S105


class Urgency(Enum):
    """The mark of urgency, appendix I of decree 30/2020/NĐ-CP."""

    NONE = ""
    URGENT = "khan"
    VERY_URGENT = "thuong_khan"
    EXPRESS = "hoa_toc"


@dataclass(frozen=True, slots=True)
class Share:
    """A share as the organisation says it: part of whole, after "trên", "gần", "dưới" or "khoảng" where one of them is said.

    `part` and `whole` are counts in the same unit; `whole` is not 0. `shown` is the number printed, of `places` decimals; the
    exact share stays in `part` and `whole`.
    """

    part: int
    whole: int
    places: int = 1
    comparator: Literal["", "over", "nearly", "under", "about"] = ""
    shown: Decimal | None = (
        None  # as rounded by whoever made the figure, or by the largest remainder; None: half up of the share
    )


Value = str | int | Decimal | Fraction | date | Share | None


@dataclass(frozen=True, slots=True)
class Run:
    """Words within a paragraph, with their emphasis."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A part's title. `level` 1 to 4; `number` as printed before it ("I", "1", "a"), or empty."""

    level: int
    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of body text. `basis`: a legal basis, set in italics by the State's form."""

    runs: tuple[Run, ...]
    basis: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list: with `marks` "dash" or "number"."""

    items: tuple[tuple[Run, ...], ...]
    marks: Literal["dash", "number"] = "dash"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `group` joins neighbours under one upper header cell.

    `total`: the writer adds a last row with its sum; rows that are `strong` are sums already and are left out of it.
    """

    title: str
    kind: Literal["text", "whole", "decimal", "share", "day"] = "text"
    places: int = 0
    group: str = ""
    total: bool = False
    width: int = 1  # relative


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. `level` indents the first cell (0 to 3); `strong` sets the row in bold, as a sum or a group's heading."""

    cells: tuple[Value, ...]
    level: int = 0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a title and a note. Numbered by the writer in the order of the document ("Bảng 1", "Table 1")."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one set of bars: a value for each of the chart's places, None where nothing was measured."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars or lines over named places, readable in greyscale; its table follows unless `tabled` says one stands nearby."""

    title: str
    kind: Literal["bars", "lines"]
    places: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    target: Decimal | None = None
    tabled: bool = False


@dataclass(frozen=True, slots=True)
class Appendix:
    """What follows the signature, on pages of its own."""

    title: str
    blocks: tuple[Block, ...]


Block = Heading | Paragraph | Items | Table | Chart | Appendix


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs. `prefix`: "", "on_behalf" (TM., T/M), "for" (KT., K/T), "by_order" (TL., T/L), "by_authority" (TUQ.).

    `body` is on whose behalf ("Đảng ủy", "Ban Giám đốc"); `rank` is printed by the State's form only.
    """

    post: str
    name: str
    rank: str = ""
    prefix: Literal["", "on_behalf", "for", "by_order", "by_authority"] = ""
    body: str = ""
    deputy_post: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One official document. `number` is None until it is issued, and then stands in the heading as the layout writes it.

    `symbol` is what follows the number ("BC-KT" in State form, "BC/ĐU" in Party form). `kind` is its kind in full ("Báo cáo"),
    `abstract` what it is about. `foot` are small lines at the very end: the day the figures hold on, the ledger's head.
    """

    system: System
    language: Literal["vi", "en"]
    upper_body: str
    issuer: str
    symbol: str
    place: str
    day: date | None
    kind: str
    abstract: str
    blocks: tuple[Block, ...]
    number: int | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: Signer | None = None
    co_signers: tuple[Signer, ...] = ()  # minutes and records are signed by several, side by side
    secrecy: Secrecy = Secrecy.NONE
    urgency: Urgency = Urgency.NONE
    foot: tuple[str, ...] = ()
    is_draft: bool = False


def words(*parts: str | Run) -> tuple[Run, ...]:
    """Runs from plain words and runs."""
    return tuple(part if isinstance(part, Run) else Run(part) for part in parts)


def paragraph(*parts: str | Run) -> Paragraph:
    """A paragraph from plain words and runs."""
    return Paragraph(words(*parts))


def dashes(texts: Iterable[str]) -> Items:
    """A list of plain lines."""
    return Items(tuple((Run(text),) for text in texts))
