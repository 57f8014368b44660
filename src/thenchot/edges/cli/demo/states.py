"""States of the invented items: in repair at the works, sealed, awaiting disposal, now and then in repair in past years."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from thenchot.domain.materiel.models import State, StateInterval
from thenchot.edges.cli.demo.chance import stream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from thenchot.domain.materiel.models import Equipment
    from thenchot.edges.cli.demo.chance import Keys
    from thenchot.edges.cli.demo.holders import Stage

# A state from a day on, with the document it rests on.
_Turn = tuple["date", State, str]
_DEPOTS = ("strategic", "campaign")


class States:
    """Makes the states of one item after another."""

    def __init__(self, *, keys: Keys, seed: int, on: date, worst: int) -> None:
        self.keys, self.on, self.worst = keys, on, worst
        self._chance = stream(seed, "states")

    def of(self, item: Equipment, stage: Stage) -> Iterator[StateInterval]:
        """The item's states, oldest first; the last one is written on the item too."""
        turns = [] if item.removed_on else [turn for turn in self._turns(item, stage) if turn[0] < self.on]
        ends = [*(turn[0] for turn in turns[1:]), None]
        for (since, state, document), until in zip(turns, ends, strict=False):
            item.state = state
            yield StateInterval(
                id=self.keys(), equipment_id=item.pk, state=state, from_on=since, until_on=until, document=document
            )

    def _turns(self, item: Equipment, stage: Stage) -> list[_Turn]:
        chance, since = self._chance, stage.since
        if stage.holder.duty == "works":
            return self._at_works(since)
        if item.grade == self.worst and chance.random() < 0.7:
            assert item.graded_on is not None
            day = max(since, item.graded_on) + timedelta(days=chance.randint(1, 30))
            return [(day, State.AWAITING_DISPOSAL, "Đề nghị loại khỏi biên chế")]
        if (self.on - since).days <= 6:
            return [(since, State.IN_TRANSFER, stage.document)]
        return self._in_use(stage)

    def _in_use(self, stage: Stage) -> list[_Turn]:
        chance, since = self._chance, stage.since
        if stage.holder.duty in _DEPOTS and chance.random() < 0.35:
            day = since + timedelta(days=chance.randint(2, 40))
            return [(day, State.SEALED, f"Biên bản niêm cất {day.year}")]
        if chance.random() < 0.05:
            return self._once_repaired(since)
        if chance.random() < 0.004:
            return [(self._between(since), State.SUSPENDED, "Tạm dừng sử dụng, chờ kết luận")]
        return []

    def _at_works(self, since: date) -> list[_Turn]:
        """Most are being repaired; some wait for parts; some are done and wait to be tested."""
        chance = self._chance
        turns = [(since, State.IN_REPAIR, "Lệnh sửa chữa")]
        after = since + timedelta(days=chance.randint(5, 60))
        turn = chance.random()
        if turn < 0.25:
            turns.append((after, State.AWAITING_PARTS, "Phiếu báo thiếu vật tư"))
        elif turn < 0.5:
            turns.append((after, State.AWAITING_VERIFICATION, "Biên bản hoàn thành sửa chữa"))
        return turns

    def _once_repaired(self, since: date) -> list[_Turn]:
        """Was in repair for some weeks of the last two years, and is in use again."""
        day = max(since, self._between(since))
        back = day + timedelta(days=self._chance.randint(8, 75))
        return [(day, State.IN_REPAIR, "Lệnh sửa chữa"), (back, State.IN_USE, "Biên bản bàn giao sau sửa chữa")]

    def _between(self, since: date) -> date:
        """A day of the last two years on which the holder had it."""
        days = min(730, (self.on - since).days - 1)
        return self.on - timedelta(days=self._chance.randint(1, max(1, days)))
