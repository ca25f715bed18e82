"""`{% load entities %}{% entity_link entity %}`: its name, as a link to its page where it has one."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from nscl.organisations import profiles
from nscl.organisations.models import LegalEntity

register = template.Library()


@register.simple_tag(takes_context=True)
def entity_link(context: template.Context, entity: LegalEntity | None) -> SafeString | str:
    """One query: for pages of one thing, not for lists."""
    if entity is None:
        return ""
    url = profiles.address_of(entity.pk, context["request"].user)
    return format_html('<a href="{}">{}</a>', url, entity.name) if url else entity.name
