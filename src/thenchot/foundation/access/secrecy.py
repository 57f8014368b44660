"""What a report of a fault may show: never what was typed, a cookie, a header of authority or the value of a variable."""

from __future__ import annotations

import re
from collections.abc import ItemsView
from types import FrameType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

HIDDEN = "********"


class NoSecrets(SafeExceptionReporterFilter):
    """Hides in every mode; Django's own filter hides nothing typed while DEBUG is on."""

    hidden_settings = re.compile(
        r"API|AUTH|TOKEN|KEY|SECRET|PASS|SIGNATURE|COOKIE|SESSION|CODE|SEALED|DIGEST|CREDENTIAL|DATABASE", re.IGNORECASE
    )

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {} if request is None else dict.fromkeys(request.POST, HIDDEN)

    def get_safe_cookies(self, request: HttpRequest) -> dict[str, Any]:
        return dict.fromkeys(request.COOKIES, HIDDEN)

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: FrameType) -> ItemsView[str, Any]:
        """Names only: a secret may stand in a variable of any name."""
        del request
        return dict.fromkeys(tb_frame.f_locals, HIDDEN).items()
