"""What the pages of a plan say of an item: its mark's key, and where its sentence stands in the document."""

from __future__ import annotations

from typing import Any

from django import template

from nscl.plans import words
from nscl.plans.kinds import kind_of
from nscl.plans.models import Plan, PlanItem

register = template.Library()


@register.filter
def plan_title(plan: Plan) -> str:
    """The title as one reads it on a line; empty for a draft without one."""
    return words.title(plan)


@register.simple_tag
def key(item: PlanItem) -> str:
    """`target-12`: the item's id on its page and, after `s-`, that of its mark on the text page."""
    return f"{kind_of(item).code}-{item.pk}"


@register.inclusion_tag("plans/pages/_origin.html", takes_context=True)
def origin(context: template.Context, item: PlanItem) -> dict[str, Any]:
    """The item's number in the document and, where it was read from one, the way to its sentence there."""
    url = context.get("text_url", "")
    placed = url and item.source_start is not None
    return {"ref": item.ref, "url": f"{url}#s-{key(item)}" if placed else "", "by_hand": item.by_hand}
