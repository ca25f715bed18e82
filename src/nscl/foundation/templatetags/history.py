"""`{% history object %}`: the last things done to an object, for any page that shows one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.contrib.auth import get_user_model
from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from nscl.foundation.audit import trail, words
from nscl.foundation.models import AuditEntry

register = template.Library()


@register.simple_tag(takes_context=True)
def history(context: template.Context, subject: Model, most: int = 8) -> SafeString:
    """The newest entries about the object, two queries; the whole of it is a link for those who read the trail.

    Whoever may see the page may see this: put it on pages whose readers may know who worked on the object.
    """
    user = context["request"].user
    entries = trail.of_object(subject, user=user, most=most)
    names = _names(entries)
    shown = [(e, words.of_code(e.code), names.get(e.actor_id, ""), names.get(e.on_behalf_of, "")) for e in entries]
    told: dict[str, Any] = {
        "entries": shown,
        "kind": subject._meta.label_lower,
        "number": subject.pk,
        "whole": user.has_perm("audit.view", subject),
    }
    return mark_safe(render_to_string("components/history.html", told))  # noqa: S308 (an escaped template)


@register.simple_tag(takes_context=True)
def history_link(context: template.Context, subject: Model) -> SafeString | str:
    """The way to everything the trail has of the object, for those who read it. No query: for pages with many."""
    if not context["request"].user.has_perm("audit.view", subject):
        return ""
    query = urlencode({"loai": subject._meta.label_lower, "so": subject.pk})
    address = f"{reverse('audit_trail')}?{query}"
    return format_html('<p class="history-link"><a href="{}">{}</a></p>', address, _("Ai đã làm gì: xem nhật ký"))


def _names(entries: list[AuditEntry]) -> dict[int | None, str]:
    named = {e.actor_id for e in entries} | {e.on_behalf_of for e in entries}
    ids = [person for person in named if person is not None]
    return {user.pk: str(user) for user in get_user_model()._default_manager.filter(pk__in=ids)}
