"""`{% history object %}`: the last things done to an object, for any page that shows one."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib.auth import get_user_model
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

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


def _names(entries: list[AuditEntry]) -> dict[int | None, str]:
    named = {e.actor_id for e in entries} | {e.on_behalf_of for e in entries}
    ids = [person for person in named if person is not None]
    return {user.pk: str(user) for user in get_user_model()._default_manager.filter(pk__in=ids)}
