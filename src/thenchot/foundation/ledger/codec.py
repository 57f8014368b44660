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


def payload_of(entries: Iterable[object]) -> tuple[bytes, list[tuple[int, int]]]:
    """The entries as one canonical list, and where each lies in it (start, size), so that one can be read alone."""
    encoded = [_encoder.encode(entry) for entry in entries]
    pieces: list[tuple[int, int]] = []
    start = 1
    for piece in encoded:
        pieces.append((start, len(piece)))
        start += len(piece) + 1
    return b"[" + b",".join(encoded) + b"]", pieces


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


# Values of exactly these types need no field to make them Python values first. QuantityField keeps a plain int as a Decimal.
_DIRECT: dict[str, tuple[type, Callable[[Any], Plain]]] = {
    "CharField": (str, str),
    "TextField": (str, str),
    "UUIDField": (UUID, lambda key: key.hex),
    "ForeignKey": (UUID, lambda key: key.hex),
    "OneToOneField": (UUID, lambda key: key.hex),
    "BooleanField": (bool, bool),
    "DateField": (date, date.isoformat),
    "PositiveIntegerField": (int, int),
    "PositiveSmallIntegerField": (int, int),
}


def _converter(field: models.Field[Any, Any]) -> Callable[[Any], Plain]:
    direct, convert = _DIRECT.get(type(field).__name__, (None, None))

    def to_plain(value: Any) -> Plain:
        if value is None:
            return None
        if convert is not None and type(value) is direct:
            return convert(value)
        return _plain(field.to_python(value))

    return to_plain


@cache
def columns(model: type[models.Model]) -> tuple[tuple[str, Callable[[Any], Plain]], ...]:
    """The columns of a model that take part in history, each with the function that makes its value a plain one."""
    outside = model.outside_ledger if issubclass(model, Record) else frozenset()
    return tuple((f.attname, _converter(f)) for f in model._meta.concrete_fields if f.attname not in outside)


def row_of(record: models.Model) -> Row:
    """The record's row as plain values."""
    return {name: to_plain(getattr(record, name)) for name, to_plain in columns(type(record))}


def to_plain(model: type[models.Model], name: str, value: Any) -> Plain:
    """A column's plain value, also for a column kept outside the ledger."""
    field: Any = model._meta.get_field(name)
    return _converter(field)(value)


def key_of(entry: dict[str, Any]) -> UUID:
    """The key of the record an entry is about."""
    return UUID(entry["id"])


def record_from(model: type[models.Model], row: Row) -> models.Model:
    """A record from its row; columns the row lacks take their default."""
    known = dict(columns(model))
    return model(**{name: from_plain(model, name, value) for name, value in row.items() if name in known})


def from_plain(model: type[models.Model], name: str, value: Plain) -> Any:
    """A column's Python value from its plain one."""
    field: Any = model._meta.get_field(name)
    if isinstance(field, models.BinaryField) and isinstance(value, str):
        return base64.b64decode(value)
    return field.to_python(value)


def table_digest(model: type[models.Model]) -> tuple[int, str]:
    """How many rows a table holds, and one digest over all of them in key order."""
    hasher = hashlib.blake2b(digest_size=32)
    count = 0
    rows: Iterable[models.Model] = model._base_manager.order_by("pk").iterator(chunk_size=5000)
    for record in rows:
        count += 1
        hasher.update(canonical(row_of(record)) + b"\n")
    return count, hasher.hexdigest()
