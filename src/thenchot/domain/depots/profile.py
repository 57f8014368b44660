"""Rule sets of depots from a file: distance tables, climate limits, compatibility of groups."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec

from thenchot.domain.depots.buildings.models import Compatibility, DistanceRow, DistanceTable
from thenchot.domain.depots.climate.models import ClimateLimit
from thenchot.domain.materiel.profile import Loaded
from thenchot.foundation.kernel.refusal import Refusal

DEFAULT = Path(__file__).parent / "profiles" / "default.toml"


class _Row(msgspec.Struct, forbid_unknown_fields=True):
    charge: Decimal
    both_bunded: Decimal | None = None
    one_bunded: Decimal | None = None
    none_bunded: Decimal | None = None


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    name: str
    valid_from: date
    rows: list[_Row]
    valid_until: date | None = None
    source: str = ""
    is_example: bool = True

    def load(self) -> bool:
        """Make the table unless one of its code starts on its day; True when it was made."""
        if DistanceTable.objects.filter(code=self.code, valid_from=self.valid_from).exists():
            return False
        values = msgspec.structs.asdict(self)
        del values["rows"]
        table = DistanceTable(**values)
        table.save()
        for row in self.rows:
            DistanceRow(table=table, **msgspec.structs.asdict(row)).save()
        return True


class _Limit(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    valid_from: date
    temperature_min: Decimal | None = None
    temperature_max: Decimal | None = None
    humidity_min: Decimal | None = None
    humidity_max: Decimal | None = None
    longest_gap_hours: int = 24
    valid_until: date | None = None
    source: str = ""
    is_example: bool = True

    def load(self) -> bool:
        """Make the limit unless one of its class starts on its day; True when it was made."""
        if ClimateLimit.objects.filter(code=self.code, valid_from=self.valid_from).exists():
            return False
        ClimateLimit(**msgspec.structs.asdict(self)).save()
        return True


class _Together(msgspec.Struct, forbid_unknown_fields=True):
    groups: tuple[str, str]
    valid_from: date
    valid_until: date | None = None
    source: str = ""
    is_example: bool = True

    def load(self) -> bool:
        """Make the pair unless it starts on its day already; True when it was made."""
        first, second = sorted(self.groups)
        if Compatibility.objects.filter(first=first, second=second, valid_from=self.valid_from).exists():
            return False
        Compatibility(
            first=first,
            second=second,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            source=self.source,
            is_example=self.is_example,
        ).save()
        return True


class _Profile(msgspec.Struct, forbid_unknown_fields=True):
    distance_tables: list[_Table] = []
    climate_limits: list[_Limit] = []
    compatibility: list[_Together] = []


def load(path: Path = DEFAULT) -> Loaded:
    """Bring in the rule sets of a file; those known already stay as they are. Called inside an act."""
    profile = _read(path)
    made = [
        *(table.load() for table in profile.distance_tables),
        *(limit.load() for limit in profile.climate_limits),
        *(pair.load() for pair in profile.compatibility),
    ]
    return Loaded(created=sum(made), known=len(made) - sum(made))


def _read(path: Path) -> _Profile:
    try:
        with path.open("rb") as file:
            return msgspec.convert(tomllib.load(file, parse_float=Decimal), _Profile)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise Refusal("{file} is not a profile: {error}", file=path.name, error=str(error)) from error
