"""Files that were sent to be read and are not registered yet: kept apart from the records' files, and cleared after a day."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from thenchot.foundation.kernel.refusal import Refusal

KEPT_FOR = 24 * 3600


def folder() -> Path:
    """Where they lie."""
    return Path(settings.MEDIA_ROOT) / "waiting"


def keep(pieces: Iterable[bytes], *, most: int) -> str:
    """Keep a file for a day and return its SHA-256; whatever waited longer is cleared. Refusal above `most` bytes."""
    clear()
    folder().mkdir(parents=True, exist_ok=True)
    hasher, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder(), prefix="incoming-", delete=False) as file:
        try:
            for piece in pieces:
                size += len(piece)
                _check_size(size, most)
                hasher.update(piece)
                file.write(piece)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    Path(file.name).replace(folder() / hasher.hexdigest())
    return hasher.hexdigest()


def _check_size(size: int, most: int) -> None:
    if size > most:
        raise Refusal("The file is larger than {most} bytes", most=most)


def content(sha256: str) -> bytes | None:
    """The file, as long as it waits."""
    path = folder() / sha256
    return path.read_bytes() if path.exists() else None


def clear(older_than: float = KEPT_FOR) -> int:
    """Remove what has waited longer than so many seconds; returns how many files that were."""
    if not folder().exists():
        return 0
    gone = [path for path in folder().iterdir() if time.time() - path.stat().st_mtime > older_than]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
