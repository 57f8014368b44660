"""Quality gradings over the years: yearly rounds, some missed, and how grades follow one another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from thenchot.domain.materiel.catalogue import queries as catalogue

if TYPE_CHECKING:
    from datetime import date
    from random import Random

    from thenchot.edges.cli.demo.holders import Holder, Stage

_HOW_MANY = ((2, 6), (3, 52), (4, 29), (5, 13))
_NEVER = 0.006
_BAD = 0.05
_AGE = (1.45, 0.9, 0.5)
# How often each grade is met with among items of an era, before good and bad are weighed against each other.
_USUAL = ((10, 53, 28, 7, 2), (31, 50, 15, 3, 1), (68, 28, 3, 0.8, 0.2))
_GROUNDS = {
    1: ("Mới nhập, đủ đồng bộ", "Kiểm tra tốt, còn niên hạn"),
    2: ("Kiểm tra tốt, đã qua sử dụng", "Các thông số đạt yêu cầu"),
    3: ("Xuống cấp nhẹ, cần sửa chữa nhỏ", "Hết hạn sửa chữa vừa", "Thông số gần giới hạn cho phép"),
    4: ("Thiếu phụ kiện trong bộ", "Hỏng cụm chính, chờ sửa chữa lớn", "Rò rỉ, nứt vỡ chi tiết", "Không đạt thông số"),
    5: ("Hỏng nặng, không có vật tư thay thế", "Chi phí sửa chữa vượt giới hạn", "Hết niên hạn, đề nghị loại"),
}


@dataclass(frozen=True, slots=True)
class Round:
    """A grading of a consignment on a day, by its minutes."""

    day: date
    document: str


class Scale:
    """The scheme's grades, parted into those that count as technically good and the others, whichever they are."""

    def __init__(self, good: list[int], bad: list[int]) -> None:
        self.good, self.bad, self.worst = good, bad, max(bad)

    @classmethod
    def of(cls, scheme: str, day: date) -> Self:
        """The scale of a scheme on a day."""
        grades = catalogue.grades(scheme, day)
        return cls([g.code for g in grades if g.is_good], [g.code for g in grades if not g.is_good])

    def draw(self, era: int, *, good: bool, chance: Random) -> int:
        """A grade of the wanted kind, as usual for the era."""
        codes = self.good if good else self.bad
        return chance.choices(codes, [_USUAL[era][code - 1] for code in codes])[0]


def rounds(stage: Stage, received_on: date, on: date, chance: Random) -> list[Round]:
    """The gradings of a consignment now with a holder, oldest first; none where it was never graded."""
    if chance.random() < _NEVER:
        return []
    holder = stage.holder
    missed = chance.choice((1, 1, 2)) if chance.random() < holder.lapse else 0
    wanted = chance.choices([n for n, _w in _HOW_MANY], [w for _n, w in _HOW_MANY])[0]
    last = on - timedelta(days=max(2, holder.round_before - chance.randint(0, 9)))
    days = [
        last - timedelta(days=365 * back + (chance.randint(-6, 6) if back else 0))
        for back in range(missed, missed + wanted)
    ]
    held = [day for day in reversed(days) if day > received_on]
    if not held:
        return _first(received_on, on, chance)
    return [Round(day, f"{chance.randint(2, 48):02d}/BB-{holder.code} {day.year}") for day in held]


def _first(received_on: date, on: date, chance: Random) -> list[Round]:
    """What came after the last round is graded when it is taken in, or waits for the next round."""
    day = received_on + timedelta(days=chance.randint(0, 12))
    if day >= on or chance.random() < 0.3:
        return []
    return [Round(day, f"BB nghiệm thu {chance.randint(1, 300):03d}/{day.year}")]


def grades(scale: Scale, count: int, era: int, holder: Holder, chance: Random) -> list[int]:
    """The grades of one item over its rounds, oldest first; the last is drawn, the earlier ones lead up to it."""
    if not count:
        return []
    bad = min(0.4, _BAD * _AGE[era] * holder.neglect * (3 if holder.duty == "works" else 1))
    grade = scale.draw(era, good=chance.random() >= bad, chance=chance)
    found = [grade]
    for _earlier in range(count - 1):
        turn = chance.random()
        if turn < 0.16 and grade > 1:
            grade -= 1
        elif turn > 0.965 and 1 < grade < scale.worst - 1:
            grade += 1  # It was repaired in between.
        found.append(grade)
    return found[::-1]


def grounds(grade: int, chance: Random) -> str:
    """Why the grade was given."""
    return chance.choice(_GROUNDS[grade])
