"""Rows as canonical bytes: the same row gives the same bytes on every database, so digests can be compared."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

import msgspec
import zstandard
from django.db import models

from thenchot.foundation.ledger.records import Record

Plain = None | bool | int | str | list[Any] | dict[str, Any]
Row = dict[str, Plain]

_encoder = msgspec.json.Encoder(order="sorted")


def canonical(value: object) -> bytes:
    """JSON with sorted keys and no blanks."""
    return _encoder.encode(value)


def decode(data: bytes) -> Any:
    """What `canonical` wrote."""
    return msgspec.json.decode(data)


def squeeze(data: bytes) -> bytes:
    """Compressed for storage (zstd level 3); the digest is taken before this, over the plain bytes."""
    return zstandard.ZstdCompressor(level=3).compress(data)


def unsqueeze(data: bytes) -> bytes:
    """The plain bytes again."""
    return zstandard.ZstdDecompressor().decompress(data)


def digest(*parts: bytes) -> bytes:
    """BLAKE2b-256 over the parts, each preceded by its length, so that no two splits give the same digest."""
    hasher = hashlib.blake2b(digest_size=32)
    for part in parts:
        hasher.update(len(part).to_bytes(8, "big"))
        hasher.update(part)
    return hasher.digest()


def instant(moment: datetime) -> str:
    """An instant in UTC to the microsecond: 2026-11-25T03:11:00.000000Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _plain(value: Any) -> Plain:
    match value:
        case None | bool() | int() | str() | list() | dict():
            return value
        case UUID():
            return value.hex
        case Decimal():
            return format(value, "f")
        case datetime():
            return instant(value)
        case date():
            return value.isoformat()
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode("ascii")
    raise TypeError(f"the ledger cannot keep a {type(value).__name__}")


@cache
def columns(model: type[models.Model]) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """The columns of a model that take part in history, each with the function that makes its value a Python one."""
    outside = model.outside_ledger if issubclass(model, Record) else frozenset()
    return tuple((f.attname, f.to_python) for f in model._meta.concrete_fields if f.attname not in outside)


def row_of(record: models.Model) -> Row:
    """The record's row as plain values."""
    return {name: _plain(to_python(getattr(record, name))) for name, to_python in columns(type(record))}


def record_from(model: type[models.Model], row: Row) -> models.Model:
    """A record from its row; columns the row lacks take their default."""
    known = dict(columns(model))
    return model(**{name: _from_plain(model, name, value) for name, value in row.items() if name in known})


def _from_plain(model: type[models.Model], name: str, value: Plain) -> Any:
    field: Any = model._meta.get_field(name)
    if isinstance(field, models.BinaryField) and isinstance(value, str):
        return base64.b64decode(value)
    return field.to_python(value)


def table_digest(model: type[models.Model]) -> tuple[int, str]:
    """How many rows a table holds, and one digest over all of them in key order."""
    hasher = hashlib.blake2b(digest_size=32)
    count = 0
    rows: Iterable[models.Model] = model._base_manager.order_by("pk").iterator(chunk_size=5000)
    for count, record in enumerate(rows, start=1):
        hasher.update(canonical(row_of(record)) + b"\n")
    return count, hasher.hexdigest()
