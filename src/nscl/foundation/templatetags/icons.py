"""`{% icon "check" %}`: an outline icon drawn in the page, in the colour of the text around it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_SHAPES = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_GROUND = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'


class UnknownIcon(LookupError):
    """No icon has this name; the message says where to look for one."""


@cache
def shapes(name: str) -> SafeString:
    """What is inside the SVG of icon `name`. Raises UnknownIcon."""
    folder = Path(settings.NODE_MODULES) / "@tabler" / "icons" / "icons" / "outline"
    path = folder / f"{name}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        raise UnknownIcon(f"no icon {name!r} in {folder}")
    match = _SHAPES.search(path.read_text(encoding="utf-8"))
    assert match is not None
    inside = re.sub(r"\s*\n\s*", "", match[1].replace(_GROUND, "")).strip()
    return mark_safe(inside)  # noqa: S308 (a file of the icon package)


@register.simple_tag(name="icon")
def icon(name: str, css: str = "") -> SafeString:
    """The icon, hidden from screen readers: the word beside it says the same."""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>',
        f" {css}" if css else "",
        shapes(name),
    )
