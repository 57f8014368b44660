"""Relating documents. Each is called inside an act."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain

from thenchot.domain.directives.numbers import Citation, Parsed
from thenchot.domain.directives.register.models import Document
from thenchot.domain.directives.relations import queries, rules
from thenchot.domain.directives.relations.models import Kind, Relation
from thenchot.foundation.kernel.refusal import Refusal


def relate(
    document: Document, *, kind: Kind, target: Document, from_on: date | None = None, context: str = ""
) -> Relation:
    """The document cites, implements, amends or replaces another; from its own day unless another is said."""
    if document.pk == target.pk:
        raise Refusal("A document has no relation to itself", field="target")
    if Relation.objects.filter(source=document, target=target, kind=kind).exists():
        raise Refusal("This relation is in the register already", field="target")
    _check(document, kind, target)
    made = Relation(
        source=document,
        target=target,
        kind=kind,
        symbol=target.symbol,
        cited_date=target.issued_on,
        from_on=from_on or document.effective_from or document.issued_on,
        context=context,
    )
    made.save()
    return made


def _check(document: Document, kind: Kind, target: Document) -> None:
    if kind != Kind.REPLACES:
        return
    edges = queries.replacing()
    keys = {document.pk, target.pk, *edges, *chain.from_iterable(edges.values())}
    names = {d.pk: str(d) for d in Document.objects.filter(pk__in=keys)} if len(keys) <= 900 else {}
    rules.check_no_cycle(edges, document.pk, target.pk, names)


def cite(document: Document, citations: Iterable[Citation]) -> list[Relation]:
    """Write down what the document's text cites: each number once, matched to the register or proposed to it."""
    made: list[Relation] = []
    seen: set[tuple[str, date | None]] = {(document.symbol, document.issued_on), (document.symbol, None)}
    for citation in citations:
        relation = _citation(document, citation)
        key = relation.symbol, relation.cited_date
        if key not in seen:
            seen.add(key)
            relation.save()
            made.append(relation)
    return made


def _citation(document: Document, citation: Citation) -> Relation:
    relation = Relation(source=document, kind=Kind.CITES, from_on=document.issued_on, context=citation.context[:700])
    if not isinstance(citation.result, Parsed):
        relation.symbol, relation.doubt = citation.raw[:120], citation.result.reason
        return relation
    found = queries.meant(citation.result, document.unit_id)
    relation.symbol, relation.cited_date = citation.result.canonical[:120], citation.result.day
    if len(found) == 1 and found[0].pk != document.pk:
        relation.target = found[0]
    elif len(found) > 1:
        relation.doubt = "several_documents"
    elif citation.conflicts:
        relation.doubt = f"{citation.conflicts[0].about}_conflict"
    return relation


def settle(relation: Relation, *, target: Document, kind: Kind = Kind.CITES) -> None:
    """Say which document of the register the cited number means, and what is done to it."""
    if relation.source_id == target.pk:
        raise Refusal("A document has no relation to itself", field="target")
    _check(relation.source, kind, target)
    relation.target, relation.kind, relation.doubt = target, kind, ""
    relation.save()
