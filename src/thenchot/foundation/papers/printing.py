"""Typst, as the house uses it: fonts of its wheel only, tagged PDF/A-2a and PDF/UA-1, no clock, no file but the words given."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

import typst

STANDARDS: list[Any] = ["a-2a", "ua-1"]
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


def pdf(source: bytes, data: Mapping[str, object]) -> bytes:
    """The page description filled with the data, as a pdf. Raises TypstError, among others for a letter no font has."""
    return _compiled(source, data, format="pdf", pdf_standards=STANDARDS, timestamp=_EPOCH)


def png(svg: str, dots: float = 220) -> bytes:
    """A drawing as dots, so many to an inch of a text's width."""
    source = b"#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(json(bytes(sys.inputs.data)).svg), width: 165mm)"
    return _compiled(source, {"svg": svg}, format="png", ppi=dots)


def _compiled(source: bytes, data: Mapping[str, object], **options: Any) -> bytes:
    compiler = typst.Compiler(source, font_paths=_fonts(), ignore_system_fonts=True)
    inputs = {"data": json.dumps(data, ensure_ascii=False, separators=(",", ":"))}
    found = compiler.compile(sys_inputs=inputs, **options)
    assert isinstance(found, bytes)
    return found
