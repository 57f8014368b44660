"""Standards from a file: the example depot standard that ships with the house, or an organisation's own in the same form."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec

from thenchot.domain.standards.actions import Asked, new_standard, new_version
from thenchot.domain.standards.models import Standard, StandardVersion
from thenchot.foundation.kernel.refusal import Refusal

DEPOT = Path(__file__).parent / "profiles" / "depot.toml"


class _Criterion(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    text: str
    limit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit_of_measure: str = ""
    applies_to: str = ""
    weight: int = 1
    is_must_pass: bool = False
    may_not_apply: bool = False
    validity_months: int | None = None
    source: str = ""


class _Version(msgspec.Struct, forbid_unknown_fields=True):
    valid_from: date
    pass_mark: int
    validity_months: int
    source: str = ""
    is_example: bool = True


class _Profile(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    name: str
    applies_to: str
    version: _Version
    criteria: list[_Criterion]


def load_depot_standard() -> StandardVersion:
    """The example depot standard; called inside an act, and again without effect."""
    return load_standard(DEPOT)


def load_standard(path: Path) -> StandardVersion:
    """The version a file describes, made where its standard has none starting on that day. Called inside an act."""
    profile = _read(path)
    standard = Standard.objects.filter(code=profile.code).first()
    if standard is None:
        standard = new_standard(code=profile.code, name=profile.name, applies_to=profile.applies_to)
    terms = profile.version
    known: StandardVersion | None = StandardVersion.objects.filter(
        standard=standard, valid_from=terms.valid_from
    ).first()
    if known is not None:
        return known
    return new_version(
        standard,
        valid_from=terms.valid_from,
        pass_mark=terms.pass_mark,
        validity_months=terms.validity_months,
        criteria=[Asked(**msgspec.structs.asdict(criterion)) for criterion in profile.criteria],
        source=terms.source,
        is_example=terms.is_example,
    )


def _read(path: Path) -> _Profile:
    try:
        with path.open("rb") as file:
            return msgspec.convert(tomllib.load(file, parse_float=Decimal), _Profile)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise Refusal("{file} is not a standard: {error}", file=path.name, error=str(error)) from error
