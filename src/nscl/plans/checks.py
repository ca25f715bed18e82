"""What keeps a draft from being confirmed, and what an officer should look at first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations.models import Province
from nscl.organisations.queries import with_predecessors
from nscl.organisations.reference.files import places
from nscl.plans.models import Plan, PlanItem

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Problem:
    """A sentence for the officer and the field of the head it belongs to (empty: the plan as a whole)."""

    code: str
    message: StrOrPromise
    field: str = ""


_NEEDED = {
    "title": gettext_lazy("Chưa có tên kế hoạch."),
    "issuer": gettext_lazy("Chưa có cơ quan ban hành."),
    "period_from": gettext_lazy("Chưa có năm bắt đầu của kế hoạch."),
    "period_to": gettext_lazy("Chưa có năm kết thúc của kế hoạch."),
}


def blocking(plan: Plan) -> list[Problem]:
    """Why the plan cannot be confirmed as it stands; empty when it can. Three queries at most."""
    found = [Problem("missing", message, field) for field, message in _NEEDED.items() if not getattr(plan, field)]
    if plan.period_from and plan.period_to and plan.period_from > plan.period_to:
        found.append(Problem("period", _("Năm kết thúc đứng trước năm bắt đầu."), "period_to"))
    if of_other_province(plan):
        message = _(
            "Văn bản do %(issuer)s ban hành, không phải của %(province)s. "
            "Nếu đọc sai, hãy sửa cơ quan ban hành; nếu đúng, hãy bỏ bản thảo này."
        ) % {"issuer": plan.issuer, "province": plan.province}
        found.append(Problem("other_province", message, "issuer"))
    if plan.number and (known := same_in_force(plan)):
        found.append(
            Problem(
                "known",
                _("Kế hoạch số %(number)s đã có và đang có hiệu lực; hãy bỏ bản thảo này.") % {"number": known.number},
                "number",
            )
        )
    return found


def of_other_province(plan: Plan) -> bool:
    """Whether the issuer names a province that is neither the plan's own nor one that came into it."""
    named = places().only(plan.issuer)
    if named is None or named.name == plan.province.folded:
        return False
    return not Province.objects.filter(pk__in=with_predecessors(plan.province_id), folded=named.name).exists()


def same_in_force(plan: Plan) -> Plan | None:
    """The plan in force with this plan's issuer, number and date."""
    same = Q(province=plan.province_id, issuer=plan.issuer, number=plan.number, status=Plan.Status.IN_FORCE)
    dated = Q(issued_on=plan.issued_on) if plan.issued_on else Q(issued_on__isnull=True)
    return Plan.objects.filter(same & dated).exclude(pk=plan.pk).first()


def doubts(plan: Plan) -> list[Problem]:
    """What the reader was unsure of in the head and the annexes of the plan, and has not been settled."""
    kept = [Problem(d.get("code", "doubt"), d["message"], d.get("field", "")) for d in plan.doubts]
    return kept + [Problem("budget", problem, "budget") for problem in plan.budget_problems]


def is_doubtful(item: PlanItem) -> bool:
    return bool(item.doubts) and not item.is_discarded
