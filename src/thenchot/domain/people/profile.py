"""The example rule sets of people: schemes of rating, limitation of discipline, limits of succession.

Example, not official. The figures are public (366-QĐ/TW of 2025; Decree 335/2025), the base of the cap is our reading of them.
"""

from __future__ import annotations

from datetime import date

from thenchot.domain.people.models import DisciplineTerm, RatedKind, RatingPeriod, RatingScheme, SuccessionRule

FROM = date(2020, 1, 1)
_SOURCE = "Quy định 366-QĐ/TW ngày 30/8/2025; Nghị định 335/2025/NĐ-CP (ví dụ, không chính thức)"
_SCHEMES = (
    ("MEMBER-YEAR", "Xếp loại đảng viên hằng năm", RatedKind.MEMBER, RatingPeriod.YEAR),
    ("MEMBER-QUARTER", "Xếp loại đảng viên hằng quý", RatedKind.MEMBER, RatingPeriod.QUARTER),
    ("BODY-YEAR", "Xếp loại tổ chức đảng hằng năm", RatedKind.BODY, RatingPeriod.YEAR),
    ("BODY-QUARTER", "Xếp loại tổ chức đảng hằng quý", RatedKind.BODY, RatingPeriod.QUARTER),
)
_TERMS = (("reprimand", 60), ("warning", 120), ("removal", 120), ("expulsion", None), ("dissolution", None))
_TERMS_SOURCE = "Thời hiệu kỷ luật: 5 năm (khiển trách), 10 năm (cảnh cáo) (ví dụ, không chính thức)"
_SUCCESSION_SOURCE = "Quy định 377-QĐ/TW ngày 08/10/2025; tỷ lệ theo 50-QĐ/TW trước đó (ví dụ, không chính thức)"


def load() -> dict[str, RatingScheme]:
    """Bring in the rules that are missing and return the schemes of rating by code. Called inside an act; safe to call again."""
    known = {scheme.code: scheme for scheme in RatingScheme.objects.filter(valid_from=FROM)}
    for code, name, rates, period in _SCHEMES:
        if code not in known:
            made = RatingScheme(
                code=code, name=name, rates=rates, period=period, valid_from=FROM, source=_SOURCE, is_example=True
            )
            made.save()
            known[code] = made
    for form, months in _TERMS:
        if not DisciplineTerm.objects.filter(form=form, valid_from=FROM).exists():
            DisciplineTerm(form=form, months=months, valid_from=FROM, source=_TERMS_SOURCE, is_example=True).save()
    if not SuccessionRule.objects.filter(valid_from=FROM).exists():
        SuccessionRule(valid_from=FROM, source=_SUCCESSION_SOURCE, is_example=True).save()
    return known
