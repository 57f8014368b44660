"""What the desk's templates use: icons, values in the reader's language, addresses with a changed query."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from thenchot.foundation.desk import shown as values
from thenchot.foundation.desk.cells import ICONS, drawn
from thenchot.foundation.desk.resource import Tone
from thenchot.foundation.desk.writing import faults_of

register = template.Library()

PLACE = ("after", "before", "last", "filters")


@register.simple_tag
def icon(name: str, size: int = 16) -> SafeString:
    """An inline Lucide icon that readers skip."""
    return drawn(str(name), size)


@register.filter
def shown(value: object) -> str:
    """The value in the reader's language."""
    return values.shown(value)


@register.simple_tag
def share(numerator: Any, denominator: Any) -> str:
    """A share in percent with one decimal."""
    return values.share(numerator, denominator)


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The address's query with these names changed (None or "" removes); the place in a list is kept only when it is named."""
    params = context["request"].GET.copy()
    for name in PLACE:
        params.pop(name, None)
    for name, value in changes.items():
        params.pop(name, None)
        if value not in {None, ""}:
            params[name] = value
    return f"?{params.urlencode(safe=',')}"


@register.simple_tag(takes_context=True)
def without(context: template.Context, names: tuple[str, ...]) -> str:
    """The address's query without these names."""
    params = context["request"].GET.copy()
    for name in (*PLACE, *names, *(f"{name}__text" for name in names)):
        params.pop(name, None)
    return f"?{params.urlencode(safe=',')}"


@register.filter
def icon_of_tone(tone: Tone) -> str:
    """The icon that says a tone without its colour."""
    return ICONS.get(tone, "circle-dashed")


@register.simple_tag
def bar(share: Any, tone: str = "good", target: Any = None, label: str = "") -> SafeString:
    """A meter 0-100 as SVG, with a mark at the target."""
    width = max(0, min(100, float(share or 0)))
    mark = ""
    if target not in {None, ""}:
        place = max(0.5, min(99.5, float(target)))
        mark = format_html('<rect class="bar__target" x="{}" y="0" width="1" height="8"/>', f"{place - 0.5:.2f}")
    return format_html(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="fill-track" x="0" y="2" width="100" height="4" rx="1"/>'
        '<rect class="fill-{}" x="0" y="2" width="{}" height="4" rx="1"/>{}</svg>',
        label or gettext("%(share)s of 100") % {"share": f"{width:.0f}"},
        tone,
        f"{width:.2f}",
        mark,
    )


@register.filter
def tone_of_level(level: str) -> str:
    """The tone of a message of Django's."""
    return {"success": "good", "warning": "warn", "error": "bad"}.get(level, "info")


@register.filter
def starts_with(text: str, beginning: str) -> bool:
    """Does the text begin so?"""
    return text.startswith(beginning)


@register.filter
def model_name(model: Any) -> str:
    """The model's name in the reader's language, for one record."""
    return capfirst(str(model._meta.verbose_name))


@register.filter
def refusal(error: Any) -> str:
    """What a rule said no with, in the reader's language."""
    return " ".join(text for _field, text in faults_of(error, gettext))
