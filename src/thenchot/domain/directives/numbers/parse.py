"""Which document does one spelling name? Symbol, names and date, or the reason why a person must look."""

import html
import re
from datetime import date as Date  # noqa: N812  # the argument is called date
from urllib.parse import unquote

from thenchot.domain.directives.numbers.around import Given
from thenchot.domain.directives.numbers.model import Parsed, Review
from thenchot.domain.directives.numbers.reader import Found, numbers_in
from thenchot.domain.directives.numbers.settle import is_related
from thenchot.domain.directives.numbers.tokens import Text, read

_ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[A-Za-z]+);")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_LISTED_BESIDE = re.compile(r"[\s,;&)]*(?:va|and|hoac|cung voi)?[\s,;&(]*")
_LONGEST_SHOWN = 120


def parse(
    raw: str, *, system: str | None = None, issuer: str | None = None, date: Date | str | None = None
) -> Parsed | Review:
    """Read one spelling of a document number.

    `system` («party», «state»), `issuer` (code or name) and `date` (or ISO text) are what is known from elsewhere;
    they settle what the spelling leaves open, and a spelling that contradicts them goes to review. The first number is
    the document's own; one cited behind it («V/v thực hiện Quy định số 94-QĐ/TW») is left alone, but two numbers side
    by side go to review. Never raises on any `raw`; raises ValueError for a `date` that is no ISO date.
    """
    given = Given.of(system, issuer, date)
    text = read(_unescaped(raw))
    found = list(numbers_in(text, given, whole=True))
    evident = [item for item in found if item.is_evident] or found
    if not evident:
        return Review(reason="no_number", found=" ".join(raw.split())[:_LONGEST_SHOWN])
    first = evident[0].result
    if isinstance(first, Review):
        return first
    return _several(text, evident) or _checked(first, given)


def _unescaped(raw: str) -> str:
    plain = unquote(raw) if _ESCAPE.search(raw) else raw
    return html.unescape(plain) if _ENTITY.search(plain) else plain


def _several(text: Text, found: list[Found]) -> Review | None:
    if len(found) < 2 or not _is_beside(text, found[0], found[1]):
        return None
    names = tuple(item.result.canonical for item in found if isinstance(item.result, Parsed))
    return Review(reason="several_numbers", found=", ".join(names), candidates=names)


def _is_beside(text: Text, first: Found, second: Found) -> bool:
    end = second.kind.start if second.kind.adjacent else second.start
    return bool(_LISTED_BESIDE.fullmatch(text.folded, first.end, max(first.end, end)))


def _checked(result: Parsed, given: Given) -> Parsed | Review:
    if given.issuer.codes and not is_related(result.issuer_code, given.issuer):
        return Review(reason="issuer_conflict", found=result.canonical, candidates=(result.canonical,))
    return result
