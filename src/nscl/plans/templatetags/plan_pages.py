"""What the pages of a plan say of an item: its mark's key, and where its sentence stands in the document."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nscl.plans import words
from nscl.plans.kinds import kind_of
from nscl.plans.models import Plan, PlanAmendment, PlanItem

register = template.Library()


@register.filter
def plan_title(plan: Plan) -> str:
    """The title as one reads it on a line; empty for a draft without one."""
    return words.title(plan)


@register.filter
def amendment_name(amendment: PlanAmendment) -> str:
    """`Bản sửa đổi lần 2`, `Bản đính chính lần 1`."""
    return words.amendment(amendment)


@register.simple_tag
def key(item: PlanItem) -> str:
    """`target-12`: the item's id on its page and, after `s-`, that of its mark on the text page."""
    return f"{kind_of(item).code}-{item.pk}"


@register.simple_tag(takes_context=True)
def origin(context: template.Context, item: PlanItem) -> str | SafeString:
    """The item's number in the document and, where it was read from one, the way to its sentence there."""
    ref = format_html("<span>{}</span>", _("Mục %(ref)s") % {"ref": item.ref}) if item.ref else ""
    if context.get("text_url") and item.source_start is not None:
        more = (
            format_html('<span class="visually-hidden">, {}</span>', _("mục %(ref)s") % {"ref": item.ref})
            if item.ref
            else ""
        )
        where = format_html('<a href="{}#s-{}">{}{}</a>', context["text_url"], key(item), _("Xem trong văn bản"), more)
    else:
        where = format_html("<span>{}</span>", _("Viết tay")) if item.by_hand else SafeString("")
    return format_html('<p class="origin-line">{}{}</p>', ref, where) if ref or where else ""
