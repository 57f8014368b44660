"""Makes a file of a document: docx to go on writing, pdf to print and keep, xlsx to calculate on; always the same bytes."""

from __future__ import annotations

from collections.abc import Callable

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.papers import docx, letters, pdf, xlsx
from thenchot.foundation.papers.document import Document
from thenchot.foundation.papers.setting import Setting, set_out

_WRITERS: dict[str, Callable[[Setting], bytes]] = {"docx": docx.written, "pdf": pdf.written, "xlsx": xlsx.written}
FORMATS: tuple[str, ...] = tuple(_WRITERS)
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write(document: Document, format: str) -> bytes:  # noqa: A002  # what everyone calls it
    """The document as a file of one of FORMATS. Raises Refusal for a letter no font has, by its name and place."""
    writer = _WRITERS.get(format)
    if writer is None:
        raise Refusal("“{found}” is no format of papers; there are {formats}", found=format, formats=", ".join(FORMATS))
    return writer(set_out(letters.tidied(document)))
