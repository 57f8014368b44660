"""What the desk's templates use: icons, values in the reader's language, addresses with a changed query."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from thenchot.foundation.desk import shown as values
from thenchot.foundation.desk.cells import ICONS, drawn
from thenchot.foundation.desk.resource import Tone
from thenchot.foundation.desk.writing import faults_of

register = template.Library()

ARROWS = {"ascending": "arrow-up", "descending": "arrow-down"}
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
    added = [(name, value) for name, value in changes.items() if value not in {None, ""}]
    return _address(context, {*PLACE, *changes}, added)


@register.simple_tag(takes_context=True)
def heads(context: template.Context, headings: Iterable[Any], sortable: bool) -> SafeString:
    """The headings of a table's columns; those that sort are links, to htmx and without it."""
    title = escape(gettext("With Shift: sort by this as well"))
    return SafeString("".join(_head(context, heading, title if sortable else "") for heading in headings))


def _head(context: template.Context, heading: Any, title: str) -> str:
    words: str = escape(heading.label)
    if title and heading.sort is not None:
        url, also = (escape(query(context, sort=sort)) for sort in (heading.sort, heading.also))
        arrow = drawn(ARROWS[heading.sorted], 14) if heading.sorted else ""
        place = f'<span class="sort__place">{heading.place}</span>' if heading.place else ""
        words = (
            f'<a class="sort" href="{url}" hx-get="{url}" data-also="{also}" title="{title}">{words}{arrow}{place}</a>'
        )
    number = ' class="num"' if heading.is_number else ""
    order = f' aria-sort="{heading.sorted}"' if heading.sorted else ""
    return f'<th scope="col"{number}{order}>{words}</th>'


@register.simple_tag(takes_context=True)
def without(context: template.Context, names: tuple[str, ...]) -> str:
    """The address's query without these names."""
    return _address(context, {*PLACE, *names, *(f"{name}__text" for name in names)}, [])


def _address(context: template.Context, dropped: set[str], added: list[tuple[str, Any]]) -> str:
    kept = [(name, value) for name, values in context["request"].GET.lists() if name not in dropped for value in values]
    return "?" + "&".join(f"{quote(name, ',')}={quote(str(value), ',')}" for name, value in [*kept, *added])


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
def model_name(model: Any) -> str:
    """The model's name in the reader's language, for one record."""
    return capfirst(str(model._meta.verbose_name))


@register.filter
def refusal(error: Any) -> str:
    """What a rule said no with, in the reader's language."""
    return " ".join(text for _field, text in faults_of(error, gettext))
