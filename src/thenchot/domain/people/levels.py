"""Levels of qualification, highest first. Only the highest a person has reached is counted."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """As in the personnel statistics; doctor and master together are the postgraduate."""

    DOCTOR = "doctor", _("doctor's degree")
    MASTER = "master", _("master's degree")
    UNIVERSITY = "university", _("university")
    COLLEGE = "college", _("college")
    INTERMEDIATE = "intermediate", _("intermediate")
    ELEMENTARY = "elementary", _("elementary")
