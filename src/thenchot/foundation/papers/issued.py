"""Under whose name a unit's paper goes out, and with what number: for papers that apps make of their records."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from thenchot.foundation.desk.language import language
from thenchot.foundation.organisation.models import Unit
from thenchot.foundation.organisation.queries import path
from thenchot.foundation.papers.document import System

_BETWEEN = {System.STATE: "-", System.PARTY: "/"}  # BB-K2, BB/ĐU


def issued_by(unit: Unit, day: date, code: str, *, number: str = "", system: System = System.STATE) -> dict[str, Any]:
    """The heading of a unit's paper of this kind's code: the unit above it on that day, itself, number and symbol.

    A number of this kind written with the record ("12/BB-KT") is used; without one there is room to write it by hand. The place
    of issue is no fact of the house and is left to the hand, too.
    """
    above = [one for one in path(unit, day) if one.pk != unit.pk]
    found = re.fullmatch(rf"(\d{{1,6}})\s*[/-]\s*({re.escape(code)}\b\S{{0,40}})(?:\s+\d{{4}})?", number.strip())
    return {
        "system": system,
        "language": language(),
        "upper_body": above[-1].name if above else "",
        "issuer": unit.name,
        "symbol": found[2] if found else f"{code}{_BETWEEN[system]}{unit.code}",
        "number": int(found[1]) if found else None,
        "place": "",
        "day": day,
    }
