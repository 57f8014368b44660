"""Which document does a number name? Reads and writes Party and State document numbers; no Django, no database."""

from thenchot.domain.directives.numbers.citations import find_citations
from thenchot.domain.directives.numbers.errors import (
    NoTextError,
    NumberError,
    UnreadableFileError,
    UnsupportedFileError,
)
from thenchot.domain.directives.numbers.extract import Pages, text_of
from thenchot.domain.directives.numbers.layout import format_number
from thenchot.domain.directives.numbers.model import Citation, Conflict, Parsed, Review, Style, Symbol
from thenchot.domain.directives.numbers.parse import parse

__all__ = [
    "Citation",
    "Conflict",
    "NoTextError",
    "NumberError",
    "Pages",
    "Parsed",
    "Review",
    "Style",
    "Symbol",
    "UnreadableFileError",
    "UnsupportedFileError",
    "find_citations",
    "format_number",
    "parse",
    "text_of",
]
