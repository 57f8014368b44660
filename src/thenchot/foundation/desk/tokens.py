"""Access tokens: made for oneself, shown once, narrowed by scopes, ended by a day or by revoking."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.desk.models import ApiToken
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import tidy

LONGEST = timedelta(days=366)
_SCOPE = re.compile(r"[a-z_*]+(\.[a-z_*]+)?:[a-z_*]+")


def issue(user: User, *, name: str, scopes: Sequence[str], expires_on: date) -> tuple[ApiToken, str]:
    """A new token of the user and its secret, which is kept nowhere. `expires_on` is the first day it no longer works."""
    if not today() < expires_on <= today() + LONGEST:
        raise Refusal("A token works from today until a day within a year", field="expires_on")
    wrong = [scope for scope in scopes if not _SCOPE.fullmatch(scope)]
    if wrong or not scopes:
        raise Refusal(
            "“{scope}” is not a scope; write them like materiel.*:view", field="scopes", scope=", ".join(wrong) or "-"
        )
    secret = f"tc_{secrets.token_urlsafe(32)}"
    token = ApiToken(user=user, name=tidy(name), scopes=list(scopes), expires_on=expires_on, digest=digest_of(secret))
    token.save()
    return token, secret


def revoke(token: ApiToken) -> None:
    """The token works no longer; its history stays."""
    token.delete()


def digest_of(secret: str) -> str:
    """What is kept of a secret. It has 256 random bits, so that no salt and no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def holder(secret: str) -> ApiToken | None:
    """The token of this secret while it works and its user's account is on; notes the day of its use."""
    token: ApiToken | None = ApiToken.objects.select_related("user").filter(digest=digest_of(secret)).first()
    if token is None or token.expires_on <= today() or not token.user.is_active:
        return None
    if token.last_used_on != today():
        token.last_used_on = today()
        token.save(update_fields=["last_used_on"])
    return token
