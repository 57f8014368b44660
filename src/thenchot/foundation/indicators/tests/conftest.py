"""The engine's tests bring their own indicator, on tables of the foundation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from thenchot.foundation.indicators import registry
from thenchot.foundation.indicators.definition import Definition
from thenchot.foundation.indicators.tests import named


@pytest.fixture
def named_units(tmp_path: Path, settings) -> Iterator[Definition]:
    named.write(tmp_path / "added")
    settings.INDICATOR_FOLDERS = [tmp_path / "added"]
    registry.indicators.cache_clear()
    yield registry.by_name("named_units")
    registry.indicators.cache_clear()
