"""The key under which a user's browser keeps what was not sent yet; the next user of the same device has another one."""

from __future__ import annotations

import base64

from django.utils.crypto import salted_hmac

from thenchot.foundation.access.models import User


def key_of(user: User) -> str:
    """256 bits as base64, the same at every log-in of this user, given to them alone."""
    return base64.b64encode(salted_hmac("thenchot.seal", user.pk.hex, algorithm="sha256").digest()).decode()
