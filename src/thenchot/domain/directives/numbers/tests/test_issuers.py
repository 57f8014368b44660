"""Issuers: codes, names by date, successors, families and shared codes; the rule files are sound."""

import re
from datetime import date
from itertools import pairwise

import pytest

from thenchot.domain.directives.numbers import parse
from thenchot.domain.directives.numbers.issuers import (
    code_spelled,
    family_system,
    issuers,
    issuers_of,
    lineage,
    name_of,
    systems_of,
)
from thenchot.domain.directives.numbers.kinds import kinds
from thenchot.domain.directives.numbers.terms import terms


@pytest.mark.parametrize(
    ("code", "when", "name"),
    [
        ("CP", date(1979, 5, 1), "Hội đồng Chính phủ"),
        ("CP", date(2020, 3, 5), "Chính phủ"),
        ("CP", None, None),
        ("QH14", None, "Quốc hội khóa XIV"),
        ("UBTVQH10", None, "Ủy ban Thường vụ Quốc hội khóa X"),
        ("BCA-H41", None, "Bộ Công an"),
        ("XYZ", None, None),
    ],
)
def test_a_code_is_named_as_of_a_date(code, when, name):
    assert name_of(code, when, "state") == name


def test_the_bodies_of_a_joint_code_are_all_named():
    assert name_of("BTC-MTTW", None, "state", joint=True) == "Bộ Tài chính - Mặt trận Trung ương"


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("TƯ", "TW"), ("tư", "TW"), ("TU", "TU"), ("UBKTTƯ", "UBKTTW"), ("DUQSTW", "ĐUQSTW"), ("ttg", "TTg"), ("TTG", "TTg"),
        ("bqp", "BQP"), ("BGD&ĐT", "BGDĐT"), ("BLDTBXH", "BLĐTBXH"), ("UBTVQH15", "UBTVQH15"), ("ubtvqh15", "UBTVQH15"),
        ("QH099", None), ("T", None),
    ],
)  # fmt: skip
def test_a_code_is_found_by_its_spellings(spelling, code):
    assert code_spelled(spelling) == code


def test_a_successor_is_followed_to_the_end():
    assert {"TCKT", "TCHCKT"} <= lineage("TCKT")
    assert {"BTS", "BNNPTNT", "BNNMT"} <= lineage("BTS")
    assert "QUTW" in lineage("ĐUQSTW")


@pytest.mark.parametrize(
    ("code", "system"),
    [("ĐUQK7", "party"), ("UBKTTU", "party"), ("TĐTN", "union"), ("ĐHSP", "state"), ("SGDĐTHN", "state")],
)
def test_a_code_of_a_known_family_tells_its_system(code, system):
    assert systems_of(code) == {system} or family_system(code) == system


@pytest.mark.parametrize(
    ("raw", "system", "issuer_vi"),
    [
        ("18/2010/TT-BTC", "state", "Bộ Tài chính"),
        ("15-HD/BTC", "party", "Ban Tổ chức"),
        ("120-CV/BTC", "party", "Ban Tổ chức"),
        ("Hướng dẫn 15-HD/BTC của Bộ Tài chính", "state", "Bộ Tài chính"),
    ],
)
def test_a_shared_code_is_told_apart_by_order_and_words(raw, system, issuer_vi):
    result = parse(raw)
    assert (result.system, result.issuer_vi) == (system, issuer_vi)


def test_a_committees_own_decision_with_a_shared_code_is_not_guessed():
    assert parse("15-QĐ/BTC").reason == "issuer_unknown"


@pytest.mark.parametrize(
    ("raw", "issuer_vi"),
    [
        ("Quyết định số 12/QĐ-UBND ngày 5/5/2020 của Ủy ban nhân dân tỉnh Kon Tum", "Ủy ban nhân dân tỉnh Kon Tum"),
        (
            "Quyết định số 12/QĐ-UBND ngày 5/5/2020 của Chủ tịch UBND tỉnh Kon Tum về việc",
            "Chủ tịch Ủy ban nhân dân tỉnh Kon Tum",
        ),
        ("Nghị quyết số 05-NQ/HU ngày 3/3/2021 của Huyện ủy Gia Lâm", "Huyện ủy Gia Lâm"),
        ("06-ĐA/ĐU của Đảng ủy xã Công Hải", "Đảng ủy xã Công Hải"),
        (
            "Quy định số 51-QĐ/TW ngày 29 tháng 12 năm 2021 của Ban Bí thư Trung ương Đảng khóa XIII",
            "Ban Bí thư Trung ương Đảng",
        ),
        ("12-NQ/ĐUQK7 của Đảng ủy Quân khu 7", "Đảng ủy Quân khu 7"),
        ("Resolution No. 1656-NQ/QUTW of the Central Military Commission", "Quân ủy Trung ương"),
    ],
)
def test_a_shared_body_is_named_with_its_place(raw, issuer_vi):
    assert parse(raw).issuer_vi == issuer_vi


def test_every_rule_row_names_its_source_and_a_possible_period():
    for row in (*issuers(), *kinds(), *terms()):
        assert row.source
        assert row.period.start is None or row.period.end is None or row.period.start < row.period.end


def test_every_successor_and_implied_issuer_is_listed():
    for issuer in issuers():
        assert not issuer.successor or issuers_of(issuer.successor), issuer
    for kind in kinds():
        assert not kind.implied_issuer or issuers_of(kind.implied_issuer), kind


def test_codes_are_written_in_capitals_with_known_letters_only():
    for issuer in issuers():
        assert re.fullmatch(r"[A-ZĐ][A-ZĐa-z]*", issuer.code), issuer.code


def test_the_terms_of_a_body_follow_each_other_without_gap():
    for body in ("party", "assembly"):
        own = [term for term in terms() if term.body == body]
        for earlier, later in pairwise(own):
            assert (earlier.period.end, earlier.number + 1) == (later.period.start, later.number)
