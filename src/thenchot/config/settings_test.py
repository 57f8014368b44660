"""Settings for tests: quick password hashing; everything else as in earnest."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("THENCHOT_VAR", tempfile.mkdtemp(prefix="thenchot-test-"))

from thenchot.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
