"""The ledger as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Registers the ledger."""

    name = "thenchot.foundation.ledger"
    label = "ledger"
