"""Who a session belongs to: the user together with their unit, which every page names."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from thenchot.foundation.access.models import User


class Members(ModelBackend):
    """Django's own, but for the user's unit, which is read along."""

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.select_related("unit").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
