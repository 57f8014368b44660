"""Which text do the pages of a pdf hold, and which pages hold none?"""

from threading import Lock

import pypdfium2  # type: ignore[import-untyped]  # the library ships no type information

from thenchot.domain.directives.numbers.errors import NoTextError, UnreadableFileError
from thenchot.domain.directives.numbers.notes import Note, phrase

# The library's native part must not be entered by two threads at once.
_ONE_AT_A_TIME = Lock()
# A hyphen at the end of a line is given as this sign with the break left out; in a symbol it is the hyphen meant.
_LINE_END_HYPHEN = "\ufffe"


def pdf_pages(name: str, data: bytes) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    """Text of each page, and a note naming the pages without text."""
    with _ONE_AT_A_TIME:
        pages = _pages(name, data)
    blank = [str(number) for number, page in enumerate(pages, start=1) if not page.strip()]
    if len(blank) == len(pages):
        raise NoTextError(f"{name}: found {len(pages)} pages without text, expected text: recognise the scan first")
    return pages, (phrase("Pages without text, perhaps scans: {pages}.", pages=", ".join(blank)),) if blank else ()


def _pages(name: str, data: bytes) -> tuple[str, ...]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        reason = "is locked by a password, expected an open one" if is_locked else f"is damaged: {error}"
        raise UnreadableFileError(f"{name}: the pdf {reason}") from error
    try:
        return tuple(_page(name, document, number) for number in range(len(document)))
    finally:
        document.close()


def _page(name: str, document: pypdfium2.PdfDocument, number: int) -> str:
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise UnreadableFileError(f"{name}: page {number + 1}: the pdf is damaged: {error}") from error
    try:
        return str(text.get_text_range()).replace("\r\n", "\n").replace(_LINE_END_HYPHEN, "-")
    finally:
        text.close()
        page.close()
