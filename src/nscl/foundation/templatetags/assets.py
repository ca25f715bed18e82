"""`{% asset "nscl/shell.css" %}`: a static file's address with a mark of its content: caches never mislead."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static

register = template.Library()


@cache
def _mark(path: str) -> str:
    found = finders.find(path)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:10] if isinstance(found, str) else ""


@register.simple_tag
def asset(path: str) -> str:
    mark = _mark(path)
    return f"{static(path)}?v={mark}" if mark else static(path)
