"""Invented names: units are called after birds, trees and stones; people after words no register will show together."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

ROOT = "Cục Kỹ thuật Vân Hà (đơn vị giả định)"
ROOT_CODE = "CKT-VH"

BIRDS = (
    *("Hải Âu", "Sơn Ca", "Chim Cắt", "Bồ Câu", "Hạc Trắng", "Họa Mi", "Chim Én", "Đại Bàng Núi"),
    *("Vàng Anh", "Bói Cá", "Cò Lửa", "Chích Chòe", "Sáo Đá", "Gõ Kiến"),
)
TREES = (
    *("Bạch Đàn", "Trúc Đào", "Sa Mộc", "Hoàng Đàn", "Lim Xanh", "Bằng Lăng", "Trắc Bá", "Dạ Hương"),
    *("Phi Lao", "Hồng Tùng", "Long Não", "Pơ Mu", "Sồi Núi", "Gáo Vàng", "Ngọc Am", "Kim Giao"),
)
STONES = (
    *("Thạch Anh", "Cẩm Thạch", "Hổ Phách", "Lam Ngọc", "Đá Ong", "Hoa Cương", "San Hô", "Mã Não"),
    *("Ngọc Bích", "Phỉ Thúy", "Thạch Lựu", "Hắc Diện", "Vân Mẫu", "Trầm Tích", "Băng Thạch", "Đá Hoa"),
)
SITES = (
    *("Đồi Thông Reo", "Suối Trúc Vàng", "Đèo Mây Trắng", "Bãi Lau Xám", "Hồ Sen Cạn", "Núi Yên Ngựa"),
    *("Thung Lá Đỏ", "Gò Me Chua", "Khe Đá Lăn", "Bến Đò Xưa", "Rừng Cọ Non", "Đồng Cỏ Voi"),
    *("Vũng Nắng Sớm", "Dốc Gió Lùa", "Lũng Ong Bầu", "Cồn Cát Mịn"),
)
_TONES = ("", "Bắc", "Nam", "Đông", "Tây", "Thượng", "Hạ", "Trung", "Nội", "Ngoại")

SURNAMES = (
    *("Lưu", "Tạ", "Quách", "Mạc", "Khúc", "Thân", "Ninh", "Lục", "Doãn", "Kiều", "Vi", "Sầm", "Ông", "Triệu"),
    *("Lã", "Nghiêm", "Tống", "Âu", "Cù", "Giáp", "Khổng", "Tiêu", "Viên", "Hứa"),
)
MIDDLE = (
    *("Thạch", "Vân", "Mộc", "Sơn", "Hải", "Trúc", "Lam", "Tùng", "Phong", "Hà", "Nguyệt", "Giang"),
    *("Bích", "Đăng", "Hoài", "Khải", "Linh", "Nhật", "Quang", "Thiên", "Tuyết", "Uyên", "Xuân", "Yến"),
)
GIVEN = (
    *("Lâm", "Khê", "Bách", "Điền", "Thảo", "Kỳ", "Nham", "Tịnh", "Du", "Miên", "Thụy", "Quế", "Trạch", "Yên"),
    *("Bồng", "Chương", "Duệ", "Đoan", "Hạc", "Huân", "Khoan", "Lộc", "Mạn", "Nghi", "Phác", "Quỳ", "Sâm", "Tiệp"),
    *("Uy", "Vĩ", "Xuyến", "Ân", "Cẩm", "Diệp", "Đàm", "Giao", "Hiên", "Khánh"),
)


def series(pool: tuple[str, ...]) -> Iterator[str]:
    """The pool's names, then again with a point of the compass, then with a number: never the same twice."""
    for tone in _TONES:
        for name in pool:
            yield f"{name} {tone}".rstrip()
    for number in count(2):
        for name in pool:
            yield f"{name} {number}"


def person(chance: Random) -> str:
    """An invented person's name."""
    middle = chance.choice(MIDDLE)
    given = chance.choice([name for name in GIVEN if name != middle])
    return f"{chance.choice(SURNAMES)} {middle} {given}"
