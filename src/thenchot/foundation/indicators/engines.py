"""Which engine answers: the operational database, or its mirror in DuckDB where the tables are large."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Protocol

from thenchot.foundation.indicators import mirror, operational
from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.indicators.statements import Engine

log = logging.getLogger(__name__)


class Statement(Protocol):
    """One of the engine's statements around an indicator's query."""

    def __call__(self, definition: Definition, engine: Engine, /, **options: Any) -> str: ...


def rows(
    statement: Statement, definition: Definition, bound: Mapping[str, object], **options: Any
) -> list[tuple[Any, ...]]:
    """The rows of a statement; both engines give the same, which tests hold them to."""
    if mirror.is_worth_it():
        try:
            return mirror.rows(statement(definition, "duckdb", **options), bound)
        except mirror.Unusable as reason:
            log.warning("figures come from the operational database: %s", reason)
    return operational.rows(statement(definition, operational.engine(), **options), bound)
