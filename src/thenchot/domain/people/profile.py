"""The example rule sets of people: schemes by which members and Party bodies are rated.

Example, not official. The figures are public (366-QĐ/TW of 2025; Decree 335/2025), the base of the cap is our reading of them.
"""

from __future__ import annotations

from datetime import date

from thenchot.domain.people.models import RatedKind, RatingPeriod, RatingScheme

FROM = date(2020, 1, 1)
_SOURCE = "Quy định 366-QĐ/TW ngày 30/8/2025; Nghị định 335/2025/NĐ-CP (ví dụ, không chính thức)"
_SCHEMES = (
    ("MEMBER-YEAR", "Xếp loại đảng viên hằng năm", RatedKind.MEMBER, RatingPeriod.YEAR),
    ("MEMBER-QUARTER", "Xếp loại đảng viên hằng quý", RatedKind.MEMBER, RatingPeriod.QUARTER),
    ("BODY-YEAR", "Xếp loại tổ chức đảng hằng năm", RatedKind.BODY, RatingPeriod.YEAR),
    ("BODY-QUARTER", "Xếp loại tổ chức đảng hằng quý", RatedKind.BODY, RatingPeriod.QUARTER),
)


def load() -> dict[str, RatingScheme]:
    """Bring in the schemes that are missing and return all of them by code. Called inside an act; safe to call again."""
    known = {scheme.code: scheme for scheme in RatingScheme.objects.filter(valid_from=FROM)}
    for code, name, rates, period in _SCHEMES:
        if code not in known:
            made = RatingScheme(
                code=code, name=name, rates=rates, period=period, valid_from=FROM, source=_SOURCE, is_example=True
            )
            made.save()
            known[code] = made
    return known
