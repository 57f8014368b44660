"""Questions about the catalogue: types by any of their names, and the grade scheme in force on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from thenchot.domain.materiel.catalogue.models import AliasKind, Grade, GradeScheme, Type, TypeAlias
from thenchot.domain.materiel.catalogue.rules import stock_spellings
from thenchot.foundation.kernel.dates import Interval
from thenchot.foundation.kernel.rule_sets import LookUp, look_up
from thenchot.foundation.kernel.vietnamese import fold, tidy


def grade_scheme(code: str, day: date) -> LookUp[GradeScheme]:
    """The scheme of this code in force on that day."""
    schemes = GradeScheme.objects.filter(code=code).order_by("valid_from")
    return look_up(((Interval.between(s.valid_from, s.valid_until), s) for s in schemes), day)


def grades(code: str, day: date, *, field: str = "") -> list[Grade]:
    """The grades of the scheme in force on that day, in order; refuses where no scheme, or more than one, is in force."""
    scheme = grade_scheme(code, day).rule(f"grade scheme {code}", field=field)
    return list(Grade.objects.filter(scheme=scheme).order_by("code"))


def called(text: str) -> QuerySet[Type]:
    """Types with exactly this name, code or stock number: letter case, marks of aliases and dashes of stock numbers aside."""
    text, spellings = tidy(text), stock_spellings(text)
    aliases = TypeAlias.objects.filter(Q(search_key=fold(text)) | Q(kind=AliasKind.STOCK_NUMBER, text__in=spellings))
    named = (
        Q(code__iexact=text) | Q(name__iexact=text) | Q(stock_number__in=spellings) | Q(pk__in=aliases.values("type"))
    )
    found: QuerySet[Type] = Type.objects.filter(named).order_by("code")
    return found
