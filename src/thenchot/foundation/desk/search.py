"""Search without marks: `kho dan` finds *kho đạn*; a code that begins so comes first, then the exact marks, then the rest."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When

from thenchot.foundation.desk.resource import Resource
from thenchot.foundation.kernel.vietnamese import fold, tidy

RANK = "search_rank"
FOLDED = "search_key"


def has_search_key(model: type[Model]) -> bool:
    """Does the model keep its words folded?"""
    try:
        model._meta.get_field(FOLDED)
    except FieldDoesNotExist:
        return False
    return True


def is_searchable(resource: Resource) -> bool:
    """Can the resource's rows be found by words?"""
    return bool(resource.search) or has_search_key(resource.model)


def matching(resource: Resource, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Rows in which every word is found, in whatever column; folded where the table keeps folded words."""
    for word in tidy(text).split():
        rows = rows.filter(_has(resource, word))
    return rows


def ranked(resource: Resource, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """The same rows with their rank: 0 a first column equal to the text, 1 one beginning so, 2 exact marks, 3 the rest.

    Exact marks count in the row's own columns and in those of the records it is found by (an item by its type's name).
    """
    whole = _variants(tidy(text))
    own = [name for name in resource.search if "__" not in name] or list(getattr(resource.model, "search_columns", ()))
    if not own:
        unranked: QuerySet[Any] = rows.annotate(**{RANK: Value(3, IntegerField())})
        return unranked
    found: QuerySet[Any] = rows.annotate(
        **{
            RANK: Case(
                When(_any(own[0], "", whole), then=0),
                When(_any(own[0], "__startswith", whole), then=1),
                When(_marks(resource, own, text), then=2),
                default=3,
                output_field=IntegerField(),
            )
        }
    )
    return found


def _has(resource: Resource, word: str) -> Q:
    found = Q(search_key__contains=fold(word)) if has_search_key(resource.model) else Q(pk__in=())
    for path in resource.search:
        if path.endswith(FOLDED):
            found |= _elsewhere(resource.model, path, {"contains": fold(word)})
        elif "__" in path or not has_search_key(resource.model):
            found |= _any(path, "__contains", _variants(word))
    return found


def _elsewhere(model: type[Model], path: str, conditions: dict[str, str]) -> Q:
    """By sub-query: a join over many rows would repeat a row, and a table of names is searched once, not once a row."""
    lookup = {f"{path}__{name}": value for name, value in conditions.items()}
    first, _rest = path.split("__", 1)
    relation: Any = model._meta.get_field(first)
    if relation.one_to_many or relation.many_to_many:
        return Q(pk__in=model._default_manager.filter(**lookup).order_by().values("pk"))
    inner = {name.removeprefix(f"{first}__"): value for name, value in lookup.items()}
    return Q(**{f"{first}__in": relation.related_model._default_manager.filter(**inner).order_by().values("pk")})


def _marks(resource: Resource, columns: list[str], text: str) -> Q:
    """Every word as typed, marks and all, somewhere in the columns."""
    every = Q()
    for word in tidy(text).split():
        some = Q(pk__in=())
        for name in columns:
            some |= _any(name, "__contains", _variants(word))
        for path in resource.search:
            if path.endswith(f"__{FOLDED}"):
                some |= _marks_elsewhere(resource.model, path.removesuffix(f"__{FOLDED}"), word)
        every &= some
    return every


def _marks_elsewhere(model: type[Model], path: str, word: str) -> Q:
    """The word as typed in the words of the record at the end of the path, where it is one and has words of its own."""
    relation: Any = model._meta.get_field(path.split("__", 1)[0])
    single = "__" not in path and not relation.one_to_many and not relation.many_to_many
    columns = [n for n in getattr(relation.related_model, "search_columns", ()) if "__" not in n] if single else []
    some = Q(pk__in=())
    for name in columns:
        some |= _any(name, "__contains", _variants(word))
    if not columns:
        return some
    return Q(**{f"{path}__in": relation.related_model._default_manager.filter(some).order_by().values("pk")})


def _any(path: str, lookup: str, values: tuple[str, ...]) -> Q:
    found = Q(pk__in=())
    for value in values:
        found |= Q(**{f"{path}{lookup}": value})
    return found


def _variants(word: str) -> tuple[str, ...]:
    """The word in the letter cases it is likely written in: SQLite folds the case of plain ASCII letters only."""
    return tuple(dict.fromkeys((word, word.lower(), word.upper(), word.capitalize(), word.title())))
