"""A report in one step: read the figures of a unit and a period, and make the document of them, without keeping anything."""

from __future__ import annotations

from thenchot.foundation.indicators.rules import Language
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.papers.document import Document
from thenchot.insight.reports import building
from thenchot.insight.reports.building import Paper
from thenchot.insight.reports.definition import Definition
from thenchot.insight.reports.reading import SECONDS, Reader, read
from thenchot.insight.reports.spans import Span
from thenchot.insight.reports.symbols import recipients, symbol


def make(
    definition: Definition, unit: Unit, period: Span, reader: Reader, language: Language, *, seconds: float = SECONDS
) -> Document:
    """The draft of a report as the reader may see it; the command line's and whoever wants only to look."""
    facts = read(definition, unit, period, reader, seconds=seconds)
    addressees = (facts.upper_name,) if facts.upper_name else ()
    paper = Paper(
        symbol(definition, definition.issuer_code or unit.code),
        addressees=addressees,
        recipients=tuple(recipients(definition, language, addressed=bool(addressees))),
    )
    return building.make(definition, facts, period, language, paper=paper)
