from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.domain.directives.meetings.rules import check_votes, has_quorum, is_carried
from thenchot.domain.directives.register import rules
from thenchot.domain.directives.register.proposal import propose
from thenchot.domain.directives.relations.rules import Force, Life, check_no_cycle, cycle, force
from thenchot.foundation.kernel.refusal import Refusal

PAPER = """ĐẢNG BỘ GIẢ ĐỊNH          ĐẢNG CỘNG SẢN VIỆT NAM
ĐẢNG ỦY GIẢ ĐỊNH
Số 15-NQ/ĐU
Hà Nội, ngày 10 tháng 4 năm 2025

NGHỊ QUYẾT
Về nâng cao chất lượng công tác kỹ thuật (văn bản giả định)
------
Căn cứ Nghị quyết số 382-NQ/ĐUQSTW ngày 29/11/2007 của Đảng ủy Quân sự Trung ương;
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;
Điều 1. Kiểm tra toàn bộ nhà kho trong quý II.
Điều 2. Bồi dưỡng nhân viên kỹ thuật.
"""


def test_a_resolution_says_its_number_date_abstract_clauses_and_citations():
    read = propose(PAPER)
    assert (read.symbol, read.issued_on) == ("15-NQ/ĐU", date(2025, 4, 10))
    assert read.abstract == "Về nâng cao chất lượng công tác kỹ thuật (văn bản giả định)"
    assert [c.code for c in read.clauses] == ["Điều 1", "Điều 2"]
    assert [c.result.canonical for c in read.citations] == ["382-NQ/ĐUQSTW", "30/2020/NĐ-CP"]


def test_minutes_of_ten_thousand_lines_are_read_to_the_end():
    read = propose(
        PAPER + "Đồng chí phát biểu về công tác kỹ thuật của đơn vị.\n" * 10_000 + "Theo Kế hoạch số 9-KH/ĐU\n"
    )
    assert read.citations[-1].raw.startswith("9-KH/ĐU")


def test_a_number_without_an_issuer_is_refused():
    with pytest.raises(Refusal, match="names no issuing body"):
        rules.read_symbol("15-NQ", date(2025, 4, 10))


def test_a_date_before_the_issuer_existed_is_refused():
    with pytest.raises(Refusal, match="did not exist on") as refused:
        rules.read_symbol("382-NQ/ĐUQSTW", date(2024, 3, 5))
    assert refused.value.field == "issued_on"


def test_a_date_of_another_year_than_the_symbol_is_refused():
    with pytest.raises(Refusal, match="two years"):
        rules.read_symbol("30/2020/NĐ-CP", date(2024, 3, 5))


def test_one_symbol_twice_in_a_term_is_refused_and_in_another_term_is_not():
    known = [rules.Known("262-QĐ/TW", date(2014, 10, 8), "party")]
    rules.check_not_twice(known, date(2025, 2, 3))
    with pytest.raises(Refusal, match="in the register already"):
        rules.check_not_twice(known, date(2015, 2, 3))


def test_one_state_symbol_twice_in_a_year_is_refused():
    known = [rules.Known("05/QĐ-BQP", date(2025, 1, 8), "state")]
    rules.check_not_twice(known, date(2026, 1, 8))
    with pytest.raises(Refusal):
        rules.check_not_twice(known, date(2025, 12, 31))


def test_a_top_secret_abstract_is_not_kept():
    assert rules.abstract_kept("về việc", 3) == ""
    assert rules.abstract_kept("về việc", 2) == "về việc"


@given(st.lists(st.booleans(), max_size=40))
def test_numbers_given_one_after_another_leave_no_gap(voided):
    numbers: list[int] = []
    for _void in voided:
        numbers.append(rules.next_number(max(numbers, default=None)))
    assert rules.gaps(numbers) == []


def test_a_missing_number_is_named():
    assert rules.gaps([1, 2, 5]) == [3, 4]


def test_a_document_is_in_force_from_its_start_until_it_is_replaced():
    life = Life(date(2025, 1, 1), date(2025, 2, 1), None, (date(2026, 1, 1),))
    days = (date(2025, 1, 31), date(2025, 2, 1), date(2025, 12, 31), date(2026, 1, 1))
    assert [force(life, day) for day in days] == [Force.NOT_YET, Force.IN_FORCE, Force.IN_FORCE, Force.REPLACED]
    assert force(Life(date(2025, 1, 1), None, date(2025, 6, 1)), date(2025, 6, 1)) is Force.ENDED


def test_a_cycle_of_replaces_is_refused_with_its_path():
    with pytest.raises(Refusal, match="A → B → C → A"):
        check_no_cycle({"B": ["C"], "C": ["A"]}, "A", "B", {"A": "A", "B": "B", "C": "C"})


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7))))
def test_edges_taken_in_only_without_a_cycle_never_make_one(pairs):
    edges: dict[int, list[int]] = {}
    for first, second in pairs:
        if first != second and cycle(edges, first, second) is None:
            edges.setdefault(first, []).append(second)
    for key, onward in edges.items():
        seen, waiting = set(), list(onward)
        while waiting:
            here = waiting.pop()
            assert here != key
            if here not in seen:
                seen.add(here)
                waiting += edges.get(here, [])


def test_half_of_the_members_is_no_quorum():
    assert not has_quorum(5, 10, 50)
    assert has_quorum(6, 10, 50)


def test_a_majority_is_of_all_members():
    assert not is_carried(5, 10)
    assert is_carried(6, 10)


def test_more_votes_than_members_present_are_refused():
    with pytest.raises(Refusal, match="4 votes were given by 3"):
        check_votes(3, 1, 0, 3)


def test_a_state_document_older_than_decree_30_is_of_a_kind_the_rule_set_need_not_know():
    assert rules.read_symbol("1/BC-CKT", date(2019, 1, 15)).type_vi == "Báo cáo"
    assert rules.read_symbol("1/BC-CKT", date(2021, 1, 15)).type_vi == "Báo cáo"
