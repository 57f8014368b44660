"""In which of our languages is this page read?"""

from __future__ import annotations

from django.utils.translation import get_language

from thenchot.foundation.kernel.shares import Language, language_named


def language() -> Language:
    """The reader's language, one of ours."""
    return language_named(get_language() or "")
