"""Loading a plan for a person. Whoever may not see it is told that it does not exist."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404

from nscl.accounts import asking
from nscl.accounts.models import User
from nscl.plans.kinds import KINDS
from nscl.plans.models import AgencyMention, Plan, PlanItem

M = TypeVar("M", bound=Model)
WITH = ("province", "document", "attachment", "amendment__amended", "closure__successor", "closure__document", "parent")


def plan_for(user: User, pk: int, permission: str = "plans.view") -> Plan:
    """The plan `pk`. 404 when unknown or of a province that is none of theirs; 403 for a lesser role."""
    plan = _found(Plan.objects.select_related(*WITH).filter(pk=pk).first())
    if not user.has_perm("plans.view", plan):
        raise Http404("plan")
    if not may(user, permission, plan):
        raise PermissionDenied(permission)
    return plan


def draft_for(user: User, pk: int) -> Plan:
    """The draft `pk`, for a person who may edit it; a plan that is no draft any more is 404."""
    plan = plan_for(user, pk, "plans.edit")
    if not plan.is_draft:
        raise Http404("draft")
    return plan


def item_for(plan: Plan, kind: str, pk: int) -> PlanItem:
    """The item `pk` of the kind with this slug, if it is one of this plan."""
    if kind not in KINDS:
        raise Http404(kind)
    return _found(KINDS[kind].model._default_manager.filter(plan=plan, pk=pk).first())


def mention_for(plan: Plan, pk: int) -> AgencyMention:
    """The mention `pk` of an agency in this plan."""
    return _found(AgencyMention.objects.select_related("agency").filter(plan=plan, pk=pk).first())


may = asking.may


def _found(row: M | None) -> M:
    if row is None:
        raise Http404
    return row
