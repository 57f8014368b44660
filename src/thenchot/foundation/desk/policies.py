"""Who may see and revoke access tokens: their holder, and whoever keeps the accounts of the holder's unit."""

from __future__ import annotations

from thenchot.foundation.access.policy import Mine, Within, allow
from thenchot.foundation.desk.models import ApiToken


def register() -> None:
    """Called once, when the app is ready."""
    allow(ApiToken, Mine("user", ("view", "revoke")), Within("user__unit"), sensitive=True)
