"""Which text does a Word document hold once its tracked changes are accepted?"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from thenchot.domain.directives.numbers.errors import UnreadableFileError
from thenchot.domain.directives.numbers.notes import Note, phrase

_MAIN = "word/document.xml"
_FURTHER = re.compile(r"word/(?:header|footer|footnotes|endnotes)[0-9]*\.xml")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LARGEST = 256 * 1024 * 1024
_REMOVED = frozenset({_WORD + "del", _WORD + "moveFrom"})
_ADDED = frozenset({_WORD + "ins", _WORD + "moveTo"})
# Marks of a change stand in properties too, where they enclose no text; a drawing's fallback repeats its text.
_PASSED_OVER = frozenset({_WORD + "pPr", _WORD + "rPr", _WORD + "instrText", _FALLBACK})
_SIGNS = {_WORD + "tab": "\t", _WORD + "cr": "\n", _WORD + "noBreakHyphen": "-", _WORD + "lastRenderedPageBreak": "\f"}
_PAGE_ENDS = re.compile(r"\f\s*\f|\f")


@dataclass
class _Part:
    text: list[str] = field(default_factory=list)
    n_added: int = 0
    n_removed: int = 0


def is_docx(data: bytes) -> bool:
    """Whether the archive holds a Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _MAIN in archive.namelist()
    except zipfile.BadZipFile:
        return False


def docx_pages(name: str, data: bytes) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    """Pages of Word's last layout, then headers, footers and notes as a last page; and notes on tracked changes.

    Insertions and moved-in text are taken, deletions and moved-out text left out, as if all changes were accepted.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [_read(name, archive, _MAIN)]
            parts += [_read(name, archive, part) for part in sorted(archive.namelist()) if _FURTHER.fullmatch(part)]
    except (zipfile.BadZipFile, ParseError, DefusedXmlException, RuntimeError, NotImplementedError) as error:
        raise UnreadableFileError(f"{name}: the Word document is damaged or locked: {error}") from error
    further = "".join("".join(part.text) for part in parts[1:])
    pages = [page for page in _PAGE_ENDS.split("".join(parts[0].text)) if page.strip()] or [""]
    return (*pages, *([further] if further.strip() else [])), _notes(parts, has_further=bool(further.strip()))


def _notes(parts: list[_Part], *, has_further: bool) -> tuple[Note, ...]:
    n_added, n_removed = sum(part.n_added for part in parts), sum(part.n_removed for part in parts)
    notes = []
    if n_added or n_removed:
        notes.append(
            phrase(
                "Tracked changes: {added} insertions were taken, {removed} deletions were left out.",
                added=n_added,
                removed=n_removed,
            )
        )
    if has_further:
        notes.append(phrase("Headers, footers and notes are read as the last page."))
    return tuple(notes)


def _read(name: str, archive: zipfile.ZipFile, member: str) -> _Part:
    if archive.getinfo(member).file_size > _LARGEST:
        raise UnreadableFileError(f"{name}: {member}: found more than {_LARGEST >> 20} MiB of text, expected less")
    part, hidden = _Part(), 0
    with archive.open(member) as stream:
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            is_hiding = element.tag in _REMOVED or element.tag in _PASSED_OVER
            if event == "start":
                hidden += is_hiding
                part.n_added += element.tag in _ADDED and not hidden
                part.n_removed += element.tag in _REMOVED and hidden == 1
                continue
            hidden -= is_hiding
            if not hidden:
                part.text.append(_text(element))
            if element.tag == _WORD + "p":
                element.clear()
    return part


def _text(element: Element) -> str:
    if element.tag == _WORD + "t":
        return element.text or ""
    if element.tag == _WORD + "p":
        return "\n"
    if element.tag == _WORD + "br":
        return "\f" if element.get(_WORD + "type") == "page" else "\n"
    return _SIGNS.get(element.tag, "")
