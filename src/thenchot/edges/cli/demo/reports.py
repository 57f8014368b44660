"""Last year's reports of the invented organisation: those of its regions and works, then its own, approved and issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from thenchot.domain.directives.models import Book
from thenchot.edges.cli.demo import names
from thenchot.edges.cli.demo.chance import stream
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.ledger.acts import Program, act
from thenchot.foundation.organisation import queries
from thenchot.foundation.organisation.models import Unit
from thenchot.insight.reports import actions, current
from thenchot.insight.reports.models import Prefix, Report
from thenchot.insight.reports.registry import by_name
from thenchot.insight.reports.spans import Span, span

if TYPE_CHECKING:
    from random import Random

    from thenchot.insight.reports.definition import Definition

WRITER = Program("Trợ lý kế hoạch (giả định)")
REASON = "Dữ liệu trình diễn"
ABOVE = "Bộ Tư lệnh Vân Hà (giả định)"
BOOK = "Sổ đăng ký báo cáo đi"
_SITUATION = (
    "Trong năm {year}, đơn vị thực hiện nhiệm vụ trong điều kiện khối lượng trang bị quản lý lớn, kho tàng phân tán, một số "
    "nhà kho đã sử dụng nhiều năm; biên chế, tổ chức có thay đổi theo quyết định của cấp trên.\n"
    "Được sự lãnh đạo, chỉ đạo của cấp trên, đơn vị đã chủ động khắc phục khó khăn, thực hiện toàn diện các mặt công tác "
    "kỹ thuật theo kế hoạch.\n"
)


def issue(*, seed: int, on: date, by: Program) -> int:
    """The yearly reports of the last year that is over; returns how many were issued. Called when users and figures stand."""
    definition = by_name("year")
    period = _last_year(definition, on)
    root = queries.by_code(names.ROOT_CODE)
    if not queries.path(root, period.last):
        return 0
    below = [unit for unit in queries.children(root, period.last) if unit.kind in definition.reporting]
    approver = User.objects.filter(username="commander").first() or Program("Chỉ huy (giả định)")
    round_of = _Round(definition, period, by, approver, stream(seed, "reports"))
    for number, unit in enumerate(below[:-1], start=1):
        # The last but one comes late, the last not at all.
        days = 14 if number == len(below) - 1 else 3 + number % 5
        round_of.issue(unit, _not_after(period.last + timedelta(days=days), on))
    round_of.issue(root, _not_after(period.last + timedelta(days=17), on))
    return len(below[:-1]) + 1


def _last_year(definition: Definition, on: date) -> Span:
    """The last year of the State's calendar that ended before the day."""
    found = span(definition.period, str(on.year))
    return found if found.last < on else span(definition.period, str(on.year - 1))


def _not_after(day: date, on: date) -> date:
    return min(day, on, today())


@dataclass(frozen=True, slots=True)
class _Round:
    """Reports of one kind and period, written and approved by the same two."""

    definition: Definition
    period: Span
    by: Program
    approver: User | Program
    chance: Random

    def issue(self, unit: Unit, on: date) -> None:
        """Write, reword, submit, approve, number and issue one report."""
        with act("reports.write", by=self.by, reason=REASON):
            report = actions.write(self.definition, unit, self.period, by=WRITER, seconds=1)
            _address(report, unit, self.chance)
        with act("reports.reword", by=self.by, reason=REASON):
            text = _SITUATION.format(year=self.period.year) + own_words(report, "situation")
            actions.reword(report, part="situation", text=text, by=WRITER)
        with act("reports.submit", by=self.by, reason=REASON):
            actions.submit(report, by=WRITER)
            report.submitted_on = max(self.period.last, on - timedelta(days=2))
            report.save()
        with act("reports.approve", by=self.by, reason=REASON):
            actions.approve(report, by=self.approver)
            report.approved_on = max(self.period.last, on - timedelta(days=1))
            report.save()
        with act("reports.issue", by=self.by, reason=REASON):
            actions.issue(report, book=_book(unit, on), on=on, by=self.approver)


def own_words(report: Report, part: str) -> str:
    """The part's own words, with the slots of its figures."""
    return next(each.text for each in current.composition(report).parts if each.key == part)


def _address(report: Report, unit: Unit, chance: Random) -> None:
    is_root = unit.code == names.ROOT_CODE
    above = ABOVE if is_root else report.addressees
    actions.sign_as(
        report,
        addressees=above,
        recipients="Như trên; Các đơn vị trực thuộc; Lưu: VT, KH",
        upper_body=above,
        place=report.place,
        issuer_code="CKT" if is_root else unit.code,
        signer=names.person(chance),
        signer_post="Cục trưởng" if is_root else "Chỉ huy trưởng",
        signer_rank="Đại tá" if is_root else "Thượng tá",
        signer_prefix=Prefix.NONE,
    )


def _book(unit: Unit, on: date) -> Book:
    """The unit's book of outgoing documents of the year, made when its first document is numbered."""
    found: Book | None = Book.objects.filter(
        unit=unit, direction="outgoing", system="state", period=str(on.year), name=BOOK
    ).first()
    if found is None:
        found = Book(unit=unit, direction="outgoing", system="state", period=str(on.year), name=BOOK)
        found.save()
    return found
