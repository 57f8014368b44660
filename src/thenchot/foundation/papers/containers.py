"""Office files are zips that note when each part was written; packed again without it, the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from types import MappingProxyType

_WHEN = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say


def repacked(blob: bytes, changes: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType({})) -> bytes:
    """The same parts in the same order, all of one moment; those named are changed on the way."""
    found = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(blob)) as before,
        zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.infolist():
            again = zipfile.ZipInfo(part.filename, _WHEN)
            again.compress_type, again.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            change = changes.get(part.filename, bytes)
            after.writestr(again, change(before.read(part)))
    return found.getvalue()
