"""What every page of a plan has: the plan loaded for the person, its tabs, its state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nscl.accounts.models import User
from nscl.foundation import clock
from nscl.foundation.templatetags.components import Tab
from nscl.plans import access
from nscl.plans.models import Plan, PlanAmendment
from nscl.plans.queries.overview import counts

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Part:
    """A page of a plan: its route, its name, the kinds of items (by slug) that its tab counts; `within` names the page
    whose tab it shares."""

    route: str
    label: StrOrPromise
    counted: tuple[str, ...] = ()
    within: str = ""


PARTS = (
    Part("plan_overview", _("Tổng quan")),
    Part("plan_targets", _("Chỉ tiêu"), ("chi-tieu",)),
    Part("plan_tasks", _("Nhiệm vụ"), ("nhiem-vu",)),
    Part("plan_products", _("Sản phẩm")),
    Part("plan_rules", _("Chính sách hỗ trợ"), ("muc-ho-tro", "dieu-kien")),
    Part("plan_duties", _("Ai làm gì")),
    Part("plan_deadlines", _("Thời hạn"), ("thoi-han",)),
    Part("plan_budget", _("Kinh phí"), ("du-toan",)),
    Part("plan_text", _("Văn bản gốc")),
    Part("plan_versions", _("Phiên bản")),
    Part("plan_kin", _("Quan hệ"), within="plan_versions"),
)
STATES = {
    Plan.Status.DRAFT: ("accent", "pencil"),
    Plan.Status.IN_FORCE: ("success", "circle-check"),
    Plan.Status.AMENDED: ("neutral", "versions"),
    Plan.Status.SUPERSEDED: ("neutral", "replace"),
    Plan.Status.ENDED: ("neutral", "flag-check"),
    Plan.Status.DISCARDED: ("neutral", "trash"),
}


def frame(request: HttpRequest, pk: int, current: str) -> tuple[Plan, dict[str, Any]]:
    """The plan and the context that `plans/pages/frame.html` needs. A draft is nobody's business but its editors'."""
    assert isinstance(request.user, User)
    plan = access.plan_for(request.user, pk)
    if plan.status in (Plan.Status.DRAFT, Plan.Status.DISCARDED) and not request.user.has_perm("plans.edit", plan):
        raise Http404("draft")
    found = counts(plan)
    tone, icon = STATES[Plan.Status(plan.status)]
    may_edit = access.may(request.user, "plans.edit", plan)
    here = next(part for part in PARTS if part.route == current)
    return plan, {
        "plan": plan,
        "counts": found,
        "tabs": [_tab(part, plan, found, here.within or here.route) for part in _shown(plan)],
        "part": here.label,
        "at_overview": current == "plan_overview",
        "text_url": reverse("plan_text", args=[plan.pk]) if has_text(plan) else "",
        "tone": tone,
        "state_icon": icon,
        "may_edit": may_edit,
        "editable": plan.is_draft and may_edit,
        "period_over": is_over(plan),
        "next_version": next_version(plan),
    }


def has_text(plan: Plan) -> bool:
    """Whether it was read from a document; one written by hand has none."""
    return plan.attachment_id is not None


def next_version(plan: Plan) -> PlanAmendment | None:
    """What an amended plan gave way to; no query for any other."""
    if plan.status != Plan.Status.AMENDED:
        return None
    return PlanAmendment.objects.filter(amended=plan, applied_at__isnull=False).first()


def is_over(plan: Plan) -> bool:
    """In force by its papers, though the last year of its period is past."""
    over = plan.period_to is not None and plan.period_to < clock.today().year
    return over and plan.status == Plan.Status.IN_FORCE


def _shown(plan: Plan) -> list[Part]:
    return [p for p in PARTS if not p.within and (p.route != "plan_text" or has_text(plan))]


def _tab(part: Part, plan: Plan, found: dict[str, int], current: str) -> Tab:
    count = sum(found[slug] for slug in part.counted) if part.counted else None
    return Tab(part.label, reverse(part.route, args=[plan.pk]), part.route == current, count)
