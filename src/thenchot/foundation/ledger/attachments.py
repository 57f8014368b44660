"""Files kept by their content: stored once under their SHA-256, whole before any act names them, proved by the check."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger.models import Attachment
from thenchot.foundation.ledger.records import Record

PIECE = 1 << 20


def path_of(sha256: str) -> Path:
    """Where content of this digest lies."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def keep(pieces: Iterable[bytes], *, most: int = 100 << 20) -> tuple[str, int]:
    """Store content and return its SHA-256 and size in bytes. The file appears under its name only once it is whole on disk.

    Raises Refusal above `most` bytes; nothing is kept then.
    """
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    hasher, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, prefix="incoming-", delete=False) as file:
        try:
            for piece in pieces:
                size += len(piece)
                _check_size(size, most)
                hasher.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
            target = path_of(hasher.hexdigest())
            target.parent.mkdir(exist_ok=True)
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    return hasher.hexdigest(), size


def _check_size(size: int, most: int) -> None:
    if size > most:
        raise Refusal("The file is larger than {most} bytes", most=most)


def attach(
    record: Record, name: str, pieces: Iterable[bytes], *, media_type: str, taken_at: datetime | None = None
) -> Attachment:
    """Store a file and name it as the record's, inside the current act."""
    sha256, size = keep(pieces)
    attachment = Attachment(
        model=record._meta.label_lower,
        record=record.pk,
        name=name,
        media_type=media_type,
        sha256=sha256,
        size=size,
        taken_at=taken_at,
    )
    attachment.save()
    return attachment


def of(key: UUID) -> Iterator[Attachment]:
    """The attachments of a record, by name."""
    return iter(Attachment.objects.filter(record=key).order_by("name", "pk"))


def read(sha256: str) -> Iterator[bytes]:
    """The content, piece by piece."""
    with path_of(sha256).open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def proof(sha256: str) -> tuple[str, int] | None:
    """The digest and size the stored file really has; None when there is no file."""
    if not path_of(sha256).exists():
        return None
    hasher, size = hashlib.sha256(), 0
    for piece in read(sha256):
        hasher.update(piece)
        size += len(piece)
    return hasher.hexdigest(), size
