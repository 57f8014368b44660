"""The number and symbol of a report in the form of its system, and who gets a copy of it."""

from __future__ import annotations

from thenchot.foundation.indicators.rules import Language
from thenchot.foundation.papers.document import System
from thenchot.insight.reports.definition import Definition
from thenchot.insight.reports.registry import phrases_of


def symbol(definition: Definition, issuer: str) -> str:
    """What follows the number: "BC-KT" in the State's form, "BC/ĐU" in the Party's."""
    mark = "/" if definition.system is System.PARTY else "-"
    return f"{definition.code}{mark}{issuer}"


def numbered(definition: Definition, issuer: str, number: int) -> str:
    """The whole: "05/BC-KT", "05-BC/ĐU"."""
    mark = "-" if definition.system is System.PARTY else "/"
    return f"{number:02d}{mark}{symbol(definition, issuer)}"


def recipients(definition: Definition, language: Language, *, addressed: bool) -> list[str]:
    """Who gets a copy, by the definition; those it is addressed to stand first as "as above"."""
    listed = [part.strip() for part in definition.recipients.in_(language).split(";") if part.strip()]
    return [phrases_of(definition, language).plain("as_above"), *listed] if addressed else listed
