"""Columns that follow from other columns of the same row, filled at every write, so that no way in can forget them."""

from __future__ import annotations

from typing import Any

from django.db import models

from thenchot.domain.materiel import serials


class SerialKeyField(models.CharField):  # type: ignore[type-arg]
    """The key that two spellings of one serial number share; the plain key where the item was told apart by its plate."""

    def __init__(self, *args: Any, of: str = "serial_number", **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"editable": False, "blank": True, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002  # Django's signature
        text, kept = getattr(model_instance, self.of), getattr(model_instance, self.attname)
        key = kept if kept and kept == serials.plain_key(text) else serials.serial_key(text)[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key
