"""What must a format offer to be read as a book?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from thenchot.edges.intake.reading.cells import Row, Sheet, Span
from thenchot.edges.intake.reading.faults import ReadingFault


class Source(Protocol):
    """One open file of one format. Sheets are in the file's order; rows may be asked for again and again."""

    @property
    def sheets(self) -> tuple[Sheet, ...]: ...

    @property
    def date_base(self) -> int: ...

    @property
    def warnings(self) -> tuple[ReadingFault, ...]: ...

    def rows(self, sheet: str) -> Iterator[Row]: ...

    def merged(self, sheet: str) -> tuple[Span, ...]: ...

    def close(self) -> None: ...
