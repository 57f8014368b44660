"""Which text do the pages of a pdf hold, and which pages hold none?"""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from thenchot.domain.directives.numbers.errors import NoTextError, UnreadableFileError

# The library logs every oddity of a file; what matters to the reader is in the notes.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def pdf_pages(name: str, data: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Text of each page, and a note naming the pages without text."""
    reader = _opened(name, data)
    pages = tuple(_page(name, reader, number) for number in range(len(reader.pages)))
    blank = [str(number) for number, page in enumerate(pages, start=1) if not page.strip()]
    if len(blank) == len(pages):
        raise NoTextError(f"{name}: found {len(pages)} pages without text, expected text: recognise the scan first")
    return pages, (f"Pages without text, perhaps scans: {', '.join(blank)}.",) if blank else ()


def _opened(name: str, data: bytes) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(data))
        is_open = not reader.is_encrypted or bool(reader.decrypt(""))
        if is_open:
            len(reader.pages)
    # The library meets damaged files with many kinds of error; all mean the same to the reader.
    except Exception as error:
        raise UnreadableFileError(f"{name}: the pdf is damaged: {error}") from error
    if not is_open:
        raise UnreadableFileError(f"{name}: the pdf is locked by a password, expected an open one")
    return reader


def _page(name: str, reader: PdfReader, number: int) -> str:
    try:
        return reader.pages[number].extract_text()
    except PyPdfError as error:
        raise UnreadableFileError(f"{name}: page {number + 1}: the pdf is damaged: {error}") from error
