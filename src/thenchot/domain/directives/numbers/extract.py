"""Which text stands in a file (txt, html, docx, pdf), page by page, and what was left out on the way?"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from thenchot.domain.directives.numbers.errors import UnreadableFileError, UnsupportedFileError
from thenchot.domain.directives.numbers.extract_docx import docx_pages, is_docx
from thenchot.domain.directives.numbers.extract_html import html_text
from thenchot.domain.directives.numbers.extract_pdf import pdf_pages
from thenchot.domain.directives.numbers.notes import Note

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_\-]+)", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype html|html|head|body|p|div|table|br|span)\b", re.IGNORECASE)
_SNIFFED = 4096
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OLD_OFFICE, _RTF = b"\xd0\xcf\x11\xe0", b"{\\rtf"


@dataclass(frozen=True)
class Pages:
    """Text of a file. Pages are those of a pdf or of Word's last layout; html and txt are one page.

    `notes` says what was taken and what left out (tracked changes, pages without text).
    """

    name: str
    format: str
    pages: tuple[str, ...]
    notes: tuple[Note, ...] = ()

    @cached_property
    def text(self) -> str:
        """All pages in one text."""
        return "\n".join(self.pages)

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(len(page) + 1 for page in self.pages))

    def page_at(self, offset: int) -> int:
        """Number of the page, from 1, that a position in `text` lies on."""
        return min(bisect_right(self._ends, offset), len(self.pages) - 1) + 1


def text_of(path: Path | str) -> Pages:
    """Text of a file, its kind told by content and not by its name's ending.

    Raises OSError when the file cannot be opened, NoTextError for a pdf of pictures, UnsupportedFileError for other
    kinds (old .doc, rtf, archives), and UnreadableFileError for damaged, locked or wrongly encoded files.
    """
    path = Path(path)
    data = path.read_bytes()
    return _reader(path.name, data)(path.name, data)


def _reader(name: str, data: bytes) -> Callable[[str, bytes], Pages]:
    if b"%PDF-" in data[:1024]:
        return _pdf
    if data.startswith(b"PK\x03\x04"):
        if is_docx(data):
            return _docx
        raise UnsupportedFileError(f"{name}: found an archive without a Word document, expected txt, html, docx or pdf")
    if data.startswith(_OLD_OFFICE):
        raise UnsupportedFileError(f"{name}: found the old binary Office format, expected docx: save it as docx first")
    if data.startswith(_RTF):
        raise UnsupportedFileError(f"{name}: found rtf, expected txt, html, docx or pdf: save it as docx first")
    return _text


def _pdf(name: str, data: bytes) -> Pages:
    pages, notes = pdf_pages(name, data)
    return Pages(name, "pdf", pages, notes)


def _docx(name: str, data: bytes) -> Pages:
    pages, notes = docx_pages(name, data)
    return Pages(name, "docx", pages, notes)


def _text(name: str, data: bytes) -> Pages:
    text = _decoded(name, data)
    if "\0" in text:
        raise UnsupportedFileError(f"{name}: found binary data, expected txt, html, docx or pdf")
    if _HTML.search(text[:_SNIFFED]):
        plain, notes = html_text(text)
        return Pages(name, "html", (plain,), notes)
    return Pages(name, "txt", (text,))


def _decoded(name: str, data: bytes) -> str:
    bom = next((codec for mark, codec in _BOMS if data.startswith(mark)), None)
    declared = _CHARSET.search(data[:_SNIFFED])
    codec = bom or (declared[1].decode("ascii") if declared else "utf-8")
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        found = data[error.start : error.start + 1].hex()
        raise UnreadableFileError(f"{name}: byte {error.start}: found 0x{found}, expected {codec} text") from error
    except LookupError as error:
        raise UnreadableFileError(
            f"{name}: found charset «{codec}», expected one that is known, such as utf-8"
        ) from error
