"""The second step of a log-in: codes of an authenticator app (RFC 6238, SHA-1, six digits, 30 s) and recovery codes.

The shared secret is kept sealed with the installation's key, recovery codes as keyed digests. Nothing here is in the history:
it belongs to this installation alone.
"""

from __future__ import annotations

import base64
import secrets
from datetime import UTC, datetime

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from thenchot.foundation.access.models import Grant, RecoveryCode, SecondStep, User
from thenchot.foundation.access.reach import today
from thenchot.foundation.organisation import queries

WINDOW = 30  # seconds, RFC 6238 section 5.2
SLACK = 1  # windows before and after: a telephone's clock may be half a minute off
N_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look alike


def is_on(user: User) -> bool:
    """Does the user's log-in ask for a second step?"""
    return SecondStep.objects.filter(user=user, confirmed_at__isnull=False).exists()


def is_required(user: User) -> bool:
    """Does a role the user holds today ask for it? A role lent to them asks for it, too."""
    lent = queries.during(today(), "delegations__") & queries.during(today())
    held = Grant.objects.filter(queries.during(today()), user=user, role__needs_second_step=True)
    return held.exists() or Grant.objects.filter(lent, delegations__deputy=user, role__needs_second_step=True).exists()


def begin(user: User) -> bytes:
    """The secret of a set-up under way, made when there is none yet; refused to nobody, it counts only when confirmed."""
    step = SecondStep.objects.filter(user=user).first()
    if step is not None and (known := _unsealed(step)) is not None:
        return known
    secret = secrets.token_bytes(20)
    SecondStep.objects.update_or_create(user=user, defaults={"sealed": _box().encrypt(secret), "last_window": 0})
    return secret


def confirm(user: User, code: str) -> list[str] | None:
    """Switch the second step on with a first code; the new recovery codes, or None when the code is wrong."""
    with transaction.atomic():
        if not _is_app_code(user, code, confirmed=False):
            return None
        SecondStep.objects.filter(user=user).update(confirmed_at=timezone.now())
        return new_recovery_codes(user)


def check(user: User, code: str) -> bool:
    """Is this a code of the app, or a recovery code not used yet? Each is good once."""
    return _is_app_code(user, code, confirmed=True) or _use_recovery_code(user, code)


def new_recovery_codes(user: User) -> list[str]:
    """Ten new codes; those before them work no longer."""
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(N_CODES)]
    with transaction.atomic():
        RecoveryCode.objects.filter(user=user).delete()
        RecoveryCode.objects.bulk_create([RecoveryCode(user=user, digest=_digest(code)) for code in codes])
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def n_recovery_codes(user: User) -> int:
    """How many recovery codes are left."""
    return RecoveryCode.objects.filter(user=user, used_at__isnull=True).count()


def switch_off(user: User) -> bool:
    """Forget secret and codes; whether there was anything to forget."""
    RecoveryCode.objects.filter(user=user).delete()
    gone, _by_model = SecondStep.objects.filter(user=user).delete()
    return bool(gone)


def address(user: User, secret: bytes) -> str:
    """What the QR code says to the app."""
    return TOTP(secret, 6, SHA1(), WINDOW).get_provisioning_uri(user.username, "Then chốt")  # noqa: S303  # what the apps speak


def spelled(secret: bytes) -> str:
    """The secret for typing by hand, in groups of four."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def code_at(secret: bytes, moment: datetime) -> str:
    """The app's code at a moment."""
    return _code(secret, _window(moment))


def _code(secret: bytes, window: int) -> str:
    return TOTP(secret, 6, SHA1(), WINDOW).generate(window * WINDOW).decode()  # noqa: S303  # what the apps speak


def _window(moment: datetime) -> int:
    return int(moment.timestamp()) // WINDOW


def _is_app_code(user: User, code: str, *, confirmed: bool) -> bool:
    """A code is good once: its window must be later than the last one used."""
    step = SecondStep.objects.filter(user=user, confirmed_at__isnull=not confirmed).first()
    secret = _unsealed(step) if step is not None else None
    if step is None or secret is None:
        return False
    given, now = "".join(code.split()), _window(datetime.now(UTC))
    for window in range(now - SLACK, now + SLACK + 1):
        if secrets.compare_digest(_code(secret, window).encode(), given.encode()):
            later = SecondStep.objects.filter(pk=step.pk, last_window__lt=window)
            return later.update(last_window=window) == 1
    return False


def _use_recovery_code(user: User, code: str) -> bool:
    plain = "".join(code.lower().split()).replace("-", "")
    unused = RecoveryCode.objects.filter(user=user, digest=_digest(plain), used_at__isnull=True)
    return unused.update(used_at=timezone.now()) == 1


def _digest(code: str) -> str:
    return salted_hmac("thenchot.recovery_code", code, algorithm="sha256").hexdigest()


def _box() -> Fernet:
    key = salted_hmac("thenchot.second_step", b"", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _unsealed(step: SecondStep) -> bytes | None:
    """The secret; None when the installation's key is another one now, so that it has to be set up again."""
    try:
        return _box().decrypt(bytes(step.sealed))
    except InvalidToken:
        return None
