"""How do the commands `numbers parse` and `citations` answer? Plain streams in, JSON out."""

import json
from pathlib import Path
from typing import TextIO

from thenchot.domain.directives.numbers.citations import find_citations
from thenchot.domain.directives.numbers.extract import Pages, text_of
from thenchot.domain.directives.numbers.model import Citation, Conflict, Parsed, Review
from thenchot.domain.directives.numbers.parse import parse


def main_parse(stdin: TextIO, stdout: TextIO) -> int:
    """One spelling a line in, one JSON line out each: the number, or `review` with the reason."""
    for line in stdin:
        print(_json(as_json(parse(line.rstrip("\r\n")))), file=stdout)
    return 0


def main_citations(path: Path | str, stdout: TextIO) -> int:
    """The file's citations as one JSON object; raises what `text_of` raises."""
    pages = text_of(path)
    citations = [_citation(citation, pages) for citation in find_citations(pages.text)]
    answer = {"file": pages.name, "format": pages.format, "n_pages": len(pages.pages), "notes": pages.notes}
    print(_json(answer | {"citations": citations}), file=stdout)
    return 0


def as_json(result: Parsed | Review) -> dict[str, object]:
    """The result as plain values; only a doubtful one has the key `review`."""
    if isinstance(result, Review):
        return {
            "review": result.reason,
            "message": result.message,
            "candidates": result.candidates,
        }
    return {
        "system": result.system,
        "type_code": result.type_code,
        "type_vi": result.type_vi,
        "number": result.number,
        "year": result.year,
        "issuer_code": result.issuer_code,
        "issuer_vi": result.issuer_vi,
        "date": result.date,
        "canonical": result.canonical,
        "term": result.term,
        "type_options": result.type_options,
        "notes": result.notes,
        "conflicts": [_conflict(conflict) for conflict in result.conflicts],
    }


def _citation(citation: Citation, pages: Pages) -> dict[str, object]:
    place = {
        "page": pages.page_at(citation.start),
        "start": citation.start,
        "end": citation.end,
        "raw": citation.raw,
        "context": citation.context,
    }
    return place | as_json(citation.result)


def _conflict(conflict: Conflict) -> dict[str, str]:
    return {"about": conflict.about, "symbol": conflict.symbol, "words": conflict.words}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
