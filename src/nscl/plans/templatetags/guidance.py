"""`{% load guidance %}`: an entry of a mapping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def item(mapping: Mapping[Any, Any], key: Any) -> Any:
    """What the mapping holds under the key; nothing where it holds none."""
    return mapping.get(key, "")
