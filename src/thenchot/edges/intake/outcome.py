"""What an intake did, or would do: counts, what is made, every kind of fault and the first faults with their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from thenchot.edges.intake.lines import Line
from thenchot.edges.intake.reading import Phrase, ReadingFault, column_letter

SHOWN = 1000


@dataclass(slots=True)
class Outcome:
    """What an intake did, or in a dry run would do; counts are over all runs of the same file, profile and place."""

    file: str
    profile: str
    dry_run: bool
    key: str = ""
    rows_read: int = 0
    rows_written: int = 0
    rows_refused: int = 0
    rows_unchanged: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    created: Counter[str] = field(default_factory=Counter)
    will_create: Mapping[str, int] = field(default_factory=dict)
    fault_counts: Counter[tuple[str, str, Phrase]] = field(default_factory=Counter)
    faults: list[ReadingFault] = field(default_factory=list)
    offered: dict[tuple[str, str, Phrase], list[tuple[str, str]]] = field(default_factory=dict)
    sorts: dict[tuple[str, str, Phrase], str] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    on_refused: Callable[[Line], None] | None = None

    def refuse(self, line: Line) -> None:
        """Count a line that does not come in; the first faults are kept whole, all are counted by kind and value."""
        self.rows_refused += 1
        if self.on_refused is not None:
            self.on_refused(line)
        names = {position: name for name, position in line.columns.items()}
        for fault in line.faults:
            sort = fault.code, fault.found, fault.expected
            self.fault_counts[sort] += 1
            self.sorts.setdefault(sort, names.get(fault.place.column, "") if fault.place.column is not None else "")
            if len(self.faults) < SHOWN:
                self.faults.append(fault)
                self.numbers.append(line.number)

    def as_plain(self) -> dict[str, object]:
        """For JSON: counts, what was (or would be) made, faults by kind, and the first faults with their places."""
        groups = self.fault_counts.most_common()
        return {
            "file": self.file,
            "profile": self.profile,
            "dry_run": self.dry_run,
            "rows_read": self.rows_read,
            "rows_written": self.rows_written,
            "rows_refused": self.rows_refused,
            "rows_unchanged": self.rows_unchanged,
            "rows_left_out": dict(sorted(self.left_out.items())),
            "created": dict(sorted(self.created.items())),
            "will_create": dict(self.will_create),
            "fault_groups": [
                {
                    "code": sort[0],
                    "found": sort[1],
                    "expected": str(sort[2]),
                    "said": _plain(sort[2]),
                    "rows": count,
                    "field": self.sorts.get(sort, ""),
                    "offered": self.offered.get(sort, []),
                }
                for sort, count in groups
            ],
            "faults": [
                {
                    "code": fault.code,
                    "sheet": fault.place.sheet,
                    "row": fault.place.row,
                    "column": None if fault.place.column is None else column_letter(fault.place.column),
                    "found": fault.found,
                    "expected": str(fault.expected),
                    "suggestion": str(fault.suggestion),
                    "said": _plain(fault.expected),
                    "advised": _plain(fault.suggestion),
                    "line": number,
                    "position": fault.place.column,
                }
                for fault, number in zip(self.faults, self.numbers, strict=True)
            ],
        }


def _plain(said: Phrase) -> list[object]:
    """A phrase as plain values, to be put into the reader's language when it is shown."""
    return [said.template, dict(said.params)]
