from dataclasses import replace
from datetime import date

import pytest

from thenchot.foundation.papers.document import Heading, Secrecy, Signer, Urgency, dashes, paragraph
from thenchot.foundation.papers.layouts import PARTY, STATE
from thenchot.foundation.papers.setting import SetText, set_out
from thenchot.foundation.papers.tests import samples


@pytest.mark.parametrize(
    ("layout", "number", "symbol", "line"),
    [
        (STATE, 5, "BC-KT", "Số: 05/BC-KT"),
        (STATE, 120, "BC-KT", "Số: 120/BC-KT"),
        (PARTY, 5, "BC/ĐU", "Số 05-BC/ĐU"),
    ],
)
def test_number_and_symbol_by_system(layout, number, symbol, line):
    assert layout.number_line(number, symbol, "vi") == line


@pytest.mark.parametrize("layout", [STATE, PARTY])
def test_a_draft_has_room_for_its_number_and_day(layout):
    assert "\xa0" * 8 in layout.number_line(None, "BC-KT", "vi")
    assert layout.day_line("Hà Nội", None, "vi") == "Hà Nội, ngày ..... tháng ..... năm ........."
    assert layout.day_line("", date(2026, 1, 5), "vi").startswith("......")


def test_days_and_months_leave_no_room_to_be_changed():
    assert STATE.day_line("Hà Nội", date(2026, 2, 9), "vi") == "Hà Nội, ngày 09 tháng 02 năm 2026"
    assert STATE.day_line("Hà Nội", date(2026, 10, 19), "vi") == "Hà Nội, ngày 19 tháng 10 năm 2026"
    assert STATE.day_line("Hanoi", date(2026, 2, 9), "en") == "Hanoi, 9 February 2026"


@pytest.mark.parametrize(
    ("prefix", "state", "party"),
    [
        ("", ("CỤC TRƯỞNG",), ("CỤC TRƯỞNG",)),
        ("on_behalf", ("TM. BAN GIÁM ĐỐC", "CỤC TRƯỞNG"), ("T/M BAN GIÁM ĐỐC", "CỤC TRƯỞNG")),
        ("for", ("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG"), ("K/T CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG")),
        ("by_order", ("TL. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG"), ("T/L CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG")),
        ("by_authority", ("TUQ. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG"), ("TUQ CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG")),
    ],
)
def test_signing_prefixes(prefix, state, party):
    signer = Signer("Cục trưởng", "", prefix=prefix, body="Ban Giám đốc", deputy_post="Phó Cục trưởng")
    assert STATE.posts(signer, "vi") == state
    assert PARTY.posts(signer, "vi") == party


def test_the_state_prints_ranks_and_the_party_does_not():
    signer = Signer("Bí thư", "Nguyễn Văn An", rank="Đại tá")
    assert STATE.name_line(signer) == "Đại tá Nguyễn Văn An"
    assert PARTY.name_line(signer) == "Nguyễn Văn An"


def test_recipients_end_as_the_form_ends_them():
    assert set_out(samples.report()).recipients == ("- Như trên;", "- Các phòng, ban thuộc Cục;", "- Lưu: VT, KH(2).")
    assert set_out(samples.party()).recipients[0] == "- Như trên,"


def test_marks_stand_in_their_order():
    marked = samples.report(secrecy=Secrecy.SECRET, urgency=Urgency.EXPRESS, is_draft=True)
    assert set_out(marked).marks == ("TỐI MẬT", "HỎA TỐC", "DỰ THẢO")


@pytest.mark.parametrize(
    ("block", "end"),
    [
        (paragraph("Xin báo cáo."), "Xin báo cáo./."),
        (paragraph("Xin báo cáo"), "Xin báo cáo./."),
        (paragraph("Xin báo cáo./."), "Xin báo cáo./."),
        (dashes(("một", "hai")), "hai./."),
    ],
)
def test_the_state_closes_the_last_words(block, end):
    last = set_out(samples.report(blocks=(block,))).body[-1].blocks[-1]
    assert isinstance(last, SetText)
    assert "".join(run.text for run in last.runs) == end


def test_headings_are_numbered_as_they_are_counted():
    blocks = (
        Heading(1, "Một", "I"),
        Heading(2, "Hai", "1"),
        Heading(3, "Ba", "a"),
        Heading(4, "Bốn"),
        Heading(2, "Năm", "2.1."),
    )
    laid = set_out(samples.report(blocks=blocks)).body[0].blocks
    assert [one.text for one in laid] == ["I. MỘT", "1. Hai", "a) Ba", "Bốn", "2.1. Năm"]


def test_the_outline_skips_no_level():
    laid = set_out(samples.report(blocks=(Heading(3, "a"), Heading(1, "b"), Heading(4, "c")))).body[0].blocks
    assert [(one.level, one.outline) for one in laid] == [(3, 1), (1, 1), (4, 2)]


def test_wide_tables_lie_across_and_narrow_ones_stand():
    setting = set_out(samples.report())
    assert [pages.is_wide for pages in setting.body] == [False]
    assert [pages.is_wide for pages in setting.appendices] == [True, False]


def test_tables_and_charts_are_counted_in_the_order_of_the_document():
    setting = set_out(samples.report())
    labels = [
        b.label for pages in (*setting.body, *setting.appendices) for b in pages.blocks if getattr(b, "label", "")
    ]
    assert labels == ["Bảng 1", "Hình 1", "Hình 2", "Bảng 2"]


def test_an_appendix_says_what_it_goes_with():
    heading = set_out(samples.report()).appendices[0].heading
    assert heading[-1].text == "(Kèm theo Báo cáo số 07/BC-KT ngày 05 tháng 01 năm 2026 của Cục Kỹ thuật)"
    alone = replace(samples.report(), blocks=samples.report().blocks[:-1])
    assert set_out(alone).appendices[0].heading[0].text == "Phụ lục"
