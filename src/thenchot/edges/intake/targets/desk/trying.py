"""Trying a write on the real tables and undoing it again, and the words of what refused it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from thenchot.edges.intake.reading import Phrase, phrase
from thenchot.foundation.desk import writing
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import journal

SAID = "{said}"


@contextmanager
def undone() -> Iterator[None]:
    """Writes inside are real, with every check of the tables, and gone afterwards; no act is opened for them."""
    before = journal.swap(journal.Journal())
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        journal.swap(before)


def reasons(error: Exception, resource: Any) -> list[tuple[str, Phrase]]:
    """What a write was refused with, as (field, words)."""
    match error:
        case Refusal():
            return [(error.field, Phrase(error.template, _plain(error)))]
        case ValidationError():
            return [(name, phrase(SAID, said=said)) for name, said in writing.faults_of(error, gettext)]
        case IntegrityError():
            if resource is None:
                return [("", phrase("a row that clashes with no other"))]
            refusal = writing.clash(resource, error)
            return [("", Phrase(refusal.template, _plain(refusal)))]
    return [("", phrase("values that fit their columns"))]


def _plain(refusal: Refusal) -> tuple[tuple[str, str], ...]:
    return tuple((name, Refusal.in_words(value)) for name, value in refusal.values.items())
