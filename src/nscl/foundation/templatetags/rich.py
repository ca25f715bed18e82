"""`{{ text|rich_text }}`: formatted text, cleaned once more where it is shown."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from nscl.foundation.rich_text import clean

register = template.Library()


@register.filter
def rich_text(value: str | None) -> SafeString:
    return mark_safe(clean(value or ""))  # noqa: S308 (what `clean` leaves is a list of harmless elements)
