"""How an official document of the State and of the Party is laid out: what stands where, how large, and in which words.

State: appendix I of decree 30/2020/NĐ-CP. Party: regulation 399-QĐ/TW with guidance 05-HD/VPTW (sizes as in guidance 36-HD/VPTW,
which it follows). The English words are for readers abroad; neither regulation knows an English form. Millimetres and points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from thenchot.foundation.kernel.shares import Language
from thenchot.foundation.papers.document import Secrecy, Signer, System, Urgency

Prefix = Literal["on_behalf", "for", "by_order", "by_authority"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The fixed words of a form in one language. `number` and `day` are filled in; `until` parts a recipient from the next."""

    nation: str
    motto: str
    number: str
    day: str
    blank_day: str
    to: str
    recipients: str
    until: tuple[str, str]
    prefixes: Mapping[str, str]
    secrecy: Mapping[Secrecy, str]
    urgency: Mapping[Urgency, str]
    draft: str
    table: str
    figure: str
    appendix: str
    attached: str
    total: str
    nothing: str
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One form. Sizes in points, margins and indents in millimetres; a `rule` is a line's length as a share of the text above.

    `closing` follows the last words of the body. With `prints_rank` the rank stands before the signer's name. With
    `appendix_pages_apart` each appendix counts its own pages.
    """

    system: System
    words: Mapping[Language, Words]
    top: float
    bottom: float
    left: float
    right: float
    left_half: float
    nation_size: float
    motto_size: float
    upper_size: float
    issuer_size: float
    number_size: float
    day_size: float
    kind_size: float
    abstract_size: float
    body_size: float
    table_size: float
    signer_size: float
    recipients_title_size: float
    recipients_size: float
    mark_size: float
    page_size: float
    foot_size: float
    first_line: float
    after_paragraph: float
    line: float
    nation_rule: float
    motto_rule: float
    issuer_rule: float
    issuer_sign: str
    abstract_rule: float
    abstract_sign: str
    bases_in_italics: bool
    post_is_bold: bool
    recipients_underlined: bool
    prints_rank: bool
    closing: str
    appendix_pages_apart: bool

    def spoken(self, language: Language) -> Words:
        """The form's words in this language."""
        return self.words[language]

    def number_line(self, number: int | None, symbol: str, language: Language) -> str:
        """The number and symbol; a document without a number has room to write one by hand.

        >>> STATE.number_line(5, "BC-KT", "vi"), PARTY.number_line(5, "BC/ĐU", "vi")
        ('Số: 05/BC-KT', 'Số 05-BC/ĐU')
        """
        shown = "\N{NO-BREAK SPACE}" * 8 if number is None else f"{number:02d}"
        return self.spoken(language).number.format(number=shown, symbol=symbol)

    def day_line(self, place: str, day: date | None, language: Language) -> str:
        """The place and the day; days under 10, January and February with a 0 before them, so that nothing can be added.

        >>> STATE.day_line("Hà Nội", date(2026, 3, 5), "vi"), STATE.day_line("Hà Nội", date(2026, 1, 5), "vi")
        ('Hà Nội, ngày 05 tháng 3 năm 2026', 'Hà Nội, ngày 05 tháng 01 năm 2026')
        """
        return f"{place or BLANK}, {self.day_words(day, language)}"

    def day_words(self, day: date | None, language: Language) -> str:
        """The day in words, or room to write it by hand."""
        words = self.spoken(language)
        if day is None:
            return words.blank_day
        month = f"{day.month:02d}" if day.month < 3 else str(day.month)
        name = _MONTHS[day.month - 1]
        return words.day.format(day=f"{day.day:02d}", plain_day=day.day, month=month, name=name, year=day.year)

    def posts(self, signer: Signer, language: Language) -> tuple[str, ...]:
        """The lines above the signature: in whose place, and the post of who signs.

        >>> STATE.posts(Signer("Cục trưởng", "", prefix="for", deputy_post="Phó Cục trưởng"), "vi")
        ('KT. CỤC TRƯỞNG', 'PHÓ CỤC TRƯỞNG')
        """
        prefix = self.spoken(language).prefixes.get(signer.prefix, "")
        if not prefix:
            return (signer.post.upper(),) if signer.post else ()
        above, below = (signer.body, signer.post) if signer.prefix == "on_behalf" else (signer.post, signer.deputy_post)
        return tuple(line for line in (f"{prefix} {above.upper()}" if above else "", below.upper()) if line)

    def name_line(self, signer: Signer) -> str:
        """The name, with the rank where the form prints it."""
        return f"{signer.rank} {signer.name}".strip() if self.prints_rank else signer.name


BLANK = "." * 20  # room to write by hand
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_SECRECY_VI = {Secrecy.CONFIDENTIAL: "MẬT", Secrecy.SECRET: "TỐI MẬT", Secrecy.TOP_SECRET: "TUYỆT MẬT"}
_SECRECY_EN = {Secrecy.CONFIDENTIAL: "CONFIDENTIAL", Secrecy.SECRET: "SECRET", Secrecy.TOP_SECRET: "TOP SECRET"}
_URGENCY_VI = {Urgency.URGENT: "KHẨN", Urgency.VERY_URGENT: "THƯỢNG KHẨN", Urgency.EXPRESS: "HỎA TỐC"}
_URGENCY_EN = {Urgency.URGENT: "URGENT", Urgency.VERY_URGENT: "VERY URGENT", Urgency.EXPRESS: "EXPRESS"}
_PREFIXES_EN = {
    "on_behalf": "ON BEHALF OF THE",
    "for": "FOR THE",
    "by_order": "BY ORDER OF THE",
    "by_authority": "BY AUTHORITY OF THE",
}

STATE = Layout(
    system=System.STATE,
    words={
        "vi": Words(
            nation="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            motto="Độc lập - Tự do - Hạnh phúc",
            number="Số: {number}/{symbol}",
            day="ngày {day} tháng {month} năm {year}",
            blank_day="ngày ..... tháng ..... năm .........",
            to="Kính gửi:",
            recipients="Nơi nhận:",
            until=(";", "."),
            prefixes={"on_behalf": "TM.", "for": "KT.", "by_order": "TL.", "by_authority": "TUQ."},
            secrecy=_SECRECY_VI,
            urgency=_URGENCY_VI,
            draft="DỰ THẢO",
            table="Bảng",
            figure="Hình",
            appendix="Phụ lục",
            attached="(Kèm theo {kind} {number} {day} của {issuer})",
            total="Tổng cộng",
            nothing="Không có.",
            signature="(Ký, ghi rõ họ tên)",
        ),
        "en": Words(
            nation="SOCIALIST REPUBLIC OF VIET NAM",
            motto="Independence - Freedom - Happiness",
            number="No.: {number}/{symbol}",
            day="{plain_day} {name} {year}",
            blank_day="..... .................. .........",
            to="To:",
            recipients="Recipients:",
            until=(";", "."),
            prefixes=_PREFIXES_EN,
            secrecy=_SECRECY_EN,
            urgency=_URGENCY_EN,
            draft="DRAFT",
            table="Table",
            figure="Figure",
            appendix="Appendix",
            attached="(Attached to {kind} {number} {day} of {issuer})",
            total="Total",
            nothing="None.",
            signature="(Signature, full name)",
        ),
    },
    top=20,
    bottom=20,
    left=30,
    right=15,
    left_half=0.4,
    nation_size=12,
    motto_size=13,
    upper_size=12,
    issuer_size=12,
    number_size=13,
    day_size=13,
    kind_size=14,
    abstract_size=14,
    body_size=14,
    table_size=12,
    signer_size=14,
    recipients_title_size=12,
    recipients_size=11,
    mark_size=13,
    page_size=13,
    foot_size=10,
    first_line=10,
    after_paragraph=6,
    line=1.15,
    nation_rule=0,
    motto_rule=1,
    issuer_rule=0.4,
    issuer_sign="",
    abstract_rule=0.4,
    abstract_sign="",
    bases_in_italics=True,
    post_is_bold=True,
    recipients_underlined=False,
    prints_rank=True,
    closing="./.",
    appendix_pages_apart=True,
)

PARTY = Layout(
    system=System.PARTY,
    words={
        "vi": Words(
            nation="ĐẢNG CỘNG SẢN VIỆT NAM",
            motto="",
            number="Số {number}-{symbol}",
            day="ngày {day} tháng {month} năm {year}",
            blank_day="ngày ..... tháng ..... năm .........",
            to="Kính gửi:",
            recipients="Nơi nhận:",
            until=(",", "."),
            prefixes={"on_behalf": "T/M", "for": "K/T", "by_order": "T/L", "by_authority": "TUQ"},
            secrecy=_SECRECY_VI,
            urgency=_URGENCY_VI,
            draft="DỰ THẢO",
            table="Bảng",
            figure="Hình",
            appendix="Phụ lục",
            attached="(Kèm theo {kind} {number}, {day} của {issuer})",
            total="Tổng cộng",
            nothing="Không có.",
            signature="(Ký, ghi rõ họ tên)",
        ),
        "en": Words(
            nation="COMMUNIST PARTY OF VIET NAM",
            motto="",
            number="No. {number}-{symbol}",
            day="{plain_day} {name} {year}",
            blank_day="..... .................. .........",
            to="To:",
            recipients="Recipients:",
            until=(",", "."),
            prefixes=_PREFIXES_EN,
            secrecy=_SECRECY_EN,
            urgency=_URGENCY_EN,
            draft="DRAFT",
            table="Table",
            figure="Figure",
            appendix="Appendix",
            attached="(Attached to {kind} {number}, {day} of {issuer})",
            total="Total",
            nothing="None.",
            signature="(Signature, full name)",
        ),
    },
    top=20,
    bottom=20,
    left=30,
    right=15,
    left_half=0.45,
    nation_size=15,
    motto_size=14,
    upper_size=14,
    issuer_size=14,
    number_size=14,
    day_size=14,
    kind_size=16,
    abstract_size=14,
    body_size=14,
    table_size=12,
    signer_size=14,
    recipients_title_size=14,
    recipients_size=12,
    mark_size=14,
    page_size=14,
    foot_size=10,
    first_line=10,
    after_paragraph=6,
    line=1.2,
    nation_rule=1,
    motto_rule=0,
    issuer_rule=0,
    issuer_sign="*",
    abstract_rule=0,
    abstract_sign="-----",
    bases_in_italics=True,
    post_is_bold=False,
    recipients_underlined=True,
    prints_rank=False,
    closing="",
    appendix_pages_apart=False,
)

LAYOUTS = {layout.system: layout for layout in (STATE, PARTY)}
