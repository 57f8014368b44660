"""One file that holds everything: the acts, the attachments, and the little that is kept outside the ledger.

A backup is a zip of `acts.jsonl.zst`, `private.jsonl.zst` (password hashes and housekeeping rows: keep the file safe),
`files/<sha256>` and `manifest.json` written last. It is made from any database and restored into any other.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import zstandard
from django.apps import apps
from django.db import models, transaction

from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.ledger import attachments, codec, derived, replay
from thenchot.foundation.ledger.acts import head
from thenchot.foundation.ledger.models import Attachment, Chain
from thenchot.foundation.ledger.records import Housekeeping, Record

FORMAT = 1


def backup(target: Path) -> dict[str, Any]:
    """Write a backup and return its manifest. The file appears under its name only once it is complete."""
    partial = target.with_name(target.name + ".part")
    partial.parent.mkdir(parents=True, exist_ok=True)
    # One transaction, so that acts, private rows and the list of files are of one moment.
    with transaction.atomic(), zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as archive:
        acts = _write_lines(archive, "acts.jsonl.zst", replay.export_lines())
        _write_lines(archive, "private.jsonl.zst", _private_lines())
        files = sorted(set(Attachment.objects.values_list("sha256", flat=True)))
        for sha256 in files:
            archive.write(attachments.path_of(sha256), f"files/{sha256}")
        manifest = {
            "format": FORMAT,
            "head": head(),
            "acts": acts,
            "files": len(files),
            "made_at": codec.instant(datetime.now(UTC)),
        }
        archive.writestr("manifest.json", json.dumps(manifest))
    partial.replace(target)
    return manifest


def restore(source: Path) -> dict[str, Any]:
    """Fill an empty database from a backup and mark it as a restored copy; returns the manifest.

    Raises Refusal, with nothing written, for a file that is no backup, is cut short, or does not prove.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
            return _restore(archive, manifest)
    except (zipfile.BadZipFile, KeyError, ValueError, zstandard.ZstdError) as error:
        raise Refusal("{file} is not a whole backup: {error}", file=source.name, error=str(error)) from error


def _restore(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> dict[str, Any]:
    if manifest.get("format") != FORMAT:
        raise Refusal(
            "The backup is of format {found}, this program reads {known}", found=manifest.get("format"), known=FORMAT
        )
    with transaction.atomic():
        acts = replay.load_lines(_read_lines(archive, "acts.jsonl.zst"))
        if (acts, head()) != (manifest["acts"], manifest["head"]):
            raise Refusal(
                "The backup holds {found} acts, its manifest says {expected}", found=acts, expected=manifest["acts"]
            )
        for line in _read_lines(archive, "private.jsonl.zst"):
            _load_private(codec.decode(line))
        for sha256 in sorted(set(Attachment.objects.values_list("sha256", flat=True))):
            with archive.open(f"files/{sha256}") as file:
                found, _size = attachments.keep(iter(lambda: file.read(attachments.PIECE), b""), most=1 << 40)
            if found != sha256:
                raise Refusal("File {sha256} in the backup is damaged", sha256=sha256)
        Chain.objects.update(is_restored=True)
    return manifest


def _write_lines(archive: zipfile.ZipFile, name: str, lines: Iterable[bytes]) -> int:
    count = 0
    with (
        archive.open(name, "w", force_zip64=True) as raw,
        zstandard.ZstdCompressor(3).stream_writer(raw, closefd=False) as out,
    ):
        for line in lines:
            out.write(line + b"\n")
            count += 1
    return count


def _read_lines(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as raw:
        stream = zstandard.ZstdDecompressor().stream_reader(raw)
        for line in io.BufferedReader(stream):
            yield line.rstrip(b"\n")


def _private_columns(model: type[Record]) -> list[str]:
    """Columns outside the ledger that nothing derives."""
    computed: set[str] = set()
    for derivation in derived.derivations():
        for table in derivation.tables:
            label, _mark, columns = table.partition("#")
            if label == model._meta.label_lower:
                computed.update(columns.split(","))
    return sorted(model.outside_ledger - computed)


def _private_lines() -> Iterator[bytes]:
    for model in replay.record_models():
        if columns := _private_columns(model):
            for record in model._base_manager.order_by("pk").iterator(chunk_size=1000):
                row = {name: codec.to_plain(model, name, getattr(record, name)) for name in columns}
                yield codec.canonical({"m": model._meta.label_lower, "id": record.pk.hex, "row": row})
    for table in _housekeeping():
        for kept in table._base_manager.order_by("pk").iterator(chunk_size=1000):
            yield codec.canonical({"m": table._meta.label_lower, "row": codec.row_of(kept)})


def _housekeeping() -> list[type[models.Model]]:
    """Housekeeping tables, those pointed at before those that point."""
    found = [m for m in apps.get_models() if issubclass(m, Housekeeping) and m is not Chain]
    return sorted(found, key=lambda m: (sum(f.is_relation for f in m._meta.concrete_fields), m._meta.label_lower))


def _load_private(entry: dict[str, Any]) -> None:
    model = apps.get_model(entry["m"])
    if "id" not in entry:
        codec.record_from(model, entry["row"]).save(force_insert=True)
        return
    values = {name: codec.from_plain(model, name, value) for name, value in entry["row"].items()}
    query: Any = model._base_manager.filter(pk=codec.key_of(entry))
    query._update([(model._meta.get_field(name), None, value) for name, value in values.items()])
