"""Citations in running text: whole tokens, places, dates, sentences, conflicts, and a linear running time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thenchot.domain.directives.numbers import Parsed, Review, find_citations

ARTICLE = """Quán triệt Nghị quyết số 382-NQ / ĐUQSTW, ngày 29-11-2007 của Đảng ủy Quân sự Trung ương và Kết luận số 21-KL / TW
ngày 25/10/2021. Nghị quyết số 847-NQ / QUTW, ngày 28/12/2021 của Ban Chấp hành Trung ương về phát huy phẩm chất "Bộ đội
Cụ Hồ" được triển khai ở 24/7 đơn vị, xe UAZ-469, súng AK-47, T-54/55, hệ số 0,95; giai đoạn 2021-2025.

Căn cứ Luật Bảo vệ bí mật nhà nước số 29/2018/QH14; điểm a khoản 2 Điều 5 Nghị định số 26/2020/NĐ-CP ngày 28/02/2020 của
Chính phủ. Quyết định số 57-NQ/TW. Theo QCVN 02:2011/BCA và Nghị quyết Trung ương 4 khóa XII, XIII.
"""


def _shown(text):
    return [
        (one.result.canonical if isinstance(one.result, Parsed) else one.result.reason, one.date)
        for one in find_citations(text)
    ]


def test_an_article_gives_its_documents_in_order_with_their_dates():
    assert _shown(ARTICLE) == [
        ("382-NQ/ĐUQSTW", "2007-11-29"),
        ("21-KL/TW", "2021-10-25"),
        ("847-NQ/QUTW", "2021-12-28"),
        ("29/2018/QH14", None),
        ("26/2020/NĐ-CP", "2020-02-28"),
        ("57-NQ/TW", None),
        ("QCVN 02:2011/BCA", None),
        ("named_document", None),
    ]


def test_a_citation_says_where_it_stands():
    for citation in find_citations(ARTICLE):
        assert ARTICLE[citation.start : citation.end] == citation.raw
        assert " ".join(citation.raw.split()) in citation.context
    assert find_citations(ARTICLE)[1].raw == "21-KL / TW"


def test_the_context_is_the_sentence_and_no_more():
    text = "Câu trước. Đơn vị thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024. Câu sau."
    assert find_citations(text)[0].context == "Đơn vị thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024."


def test_conflicts_between_symbol_and_words_are_shown_and_nothing_is_chosen_silently():
    found = {one.result.canonical: one.conflicts for one in find_citations(ARTICLE) if isinstance(one.result, Parsed)}
    assert [(one.about, one.symbol, one.words) for one in found["847-NQ/QUTW"]] == [
        ("issuer", "QUTW", "Ban Chấp hành Trung ương")
    ]
    assert [(one.about, one.symbol, one.words) for one in found["57-NQ/TW"]] == [("kind", "NQ", "Quyết định")]
    assert found["21-KL/TW"] == found["382-NQ/ĐUQSTW"] == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("275/2025/NĐ-CP sửa đổi 85/2025/NĐ-CP", ["275/2025/NĐ-CP", "85/2025/NĐ-CP"]),
        ("275-2025 sửa đổi 85", []),
        ("36/2026/TT-BXD và 36/2026/QĐ-TTg", ["36/2026/TT-BXD", "36/2026/QĐ-TTg"]),
        ("QĐ 399-QĐ/TU (sửa bởi 507-QĐ/TU); TB 817/TB-CĐKT", ["399-QĐ/TU", "507-QĐ/TU", "817/TB-CĐKT"]),
        ("| 1 | 30/2020/NĐ-CP | 05/3/2020 |", ["30/2020/NĐ-CP"]),
        ("(21-KL/TW), [57-NQ/TW]; “06-NQ/TW”", ["21-KL/TW", "57-NQ/TW", "06-NQ/TW"]),
        ("Nghị định số 30/2020/NĐ-CP\n- Thông tư 121/2024/TT-BQP", ["30/2020/NĐ-CP", "121/2024/TT-BQP"]),
        ("các văn bản\n57-NQ/TW\n30/2020/NĐ-CP", ["57-NQ/TW", "30/2020/NĐ-CP"]),
        ("https://a.vn/Nghi-dinh-30-2020-ND-CP-cong-tac-van-thu-436532.aspx", ["30/2020/NĐ-CP"]),
    ],
)
def test_whole_tokens_are_found(text, found):
    assert [one.result.canonical for one in find_citations(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "trực 24/7, xe T-54/55, AK-47, 50-60 kg/ha, 25/10/2021, 2021-2025, 1/2 quân số, 0,95, 15:30, 12/2020",
        "Quyết định 5 người, kế hoạch 5 năm, hướng dẫn 3 bước, báo cáo 10 nội dung, chỉ thị 2 đơn vị",
        "Điều 5 khoản 2, trang 12/2020, mã BC-12/KH, kho K54, lô 12-A/B, IP 10.0.0.1, 3/4 HP-LOVE",
        "tỉ lệ 12/15 đơn vị, 100% quân số, 5 NQ, 12 CT, số 7",
    ],
)
def test_other_numbers_of_a_military_text_are_no_citations(text):
    assert find_citations(text) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Thực hiện Nghị quyết 18 của Trung ương về tổ chức bộ máy", "bare_number"),
        ("Thực hiện Nghị quyết số 18 về tổ chức bộ máy", "issuer_missing"),
        ("Theo Thông tư số 1592025/TT-BTC", "number_year_glued"),
        ("Theo Nghị quyết Đại hội XIII của Đảng", "named_document"),
    ],
)
def test_a_doubtful_mention_is_shown_for_review(text, reason):
    (citation,) = find_citations(text)
    assert isinstance(citation.result, Review)
    assert citation.result.reason == reason


def test_documents_named_in_words_only_are_found():
    text = "Tổng kết 15 năm thực hiện Nghị quyết 382 ngày 29/11/2007 của Đảng ủy Quân sự Trung ương (nay là Quân ủy Trung ương)"
    assert _shown(text) == [("382-NQ/ĐUQSTW", "2007-11-29")]


def test_a_date_goes_to_one_document_only():
    text = "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020, Thông tư số 121/2024/TT-BQP và Nghị quyết số 57-NQ/TW"
    assert _shown(text) == [("30/2020/NĐ-CP", "2020-03-05"), ("121/2024/TT-BQP", None), ("57-NQ/TW", None)]


@settings(deadline=None)
@given(st.text())
def test_no_text_makes_it_fail(text):
    for citation in find_citations(text):
        assert text[citation.start : citation.end] == citation.raw


PIECES = [
    "Nghị quyết", "Quyết định", "số", "57", "-", "/", "NQ", "TW", " ", "\n", "ngày", "25/10/2021", "QUTW", "của", "Bộ Chính trị",
    "30/2020/NĐ-CP", "…", "l", "O", "QH14", "TTLT", "BTC-", "\u200b", "ĐĐ", "QCVN 02:", "2011", "/BCA", "khóa", "XII", "VV", "1",
]  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_heap_of_number_like_pieces_makes_it_fail(text):
    for citation in find_citations(text):
        assert text[citation.start : citation.end] == citation.raw


def _seconds(text):
    start = time.process_time()
    find_citations(text)
    return time.process_time() - start


def test_the_time_grows_with_the_length_and_no_faster():
    line = "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị, đơn vị đạt 12/15 chỉ tiêu năm 2025.\n"
    _seconds(line)
    short, long = _seconds(line * 1_000), _seconds(line * 10_000)
    assert long < 25 * max(short, 0.05)  # ten times the text; the rest is for a busy machine


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1/",
        "1-",
        "số ",
        "TTLT-",
        "1/2020/",
        "Q",
        "ngày ",
        " ",
        "\n",
        "1/QĐ-A-",
        "Nghị quyết ",
        "NQ1",
        "1l",
        "1&a",
        "số1",
        "\u0301",
        "\u200b",
    ],
)
def test_a_long_run_of_one_piece_takes_no_longer(piece):
    assert _seconds(piece * (50_000 // len(piece))) < 10
